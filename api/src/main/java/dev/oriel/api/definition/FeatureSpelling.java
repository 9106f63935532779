package dev.oriel.api.definition;

import dev.oriel.api.Durations;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The reading of one text that names a feature; see {@link FeatureReference#resolve}. */
final class FeatureSpelling {
    /** {@code total_spend("30d")}, {@code ['30d']}, {@code [30d]}: a name, a window, matching quotes. */
    private static final Pattern BRACKETED =
            Pattern.compile("([^.(\\[\\s]+)\\s*[(\\[]\\s*(['\"]?)([^'\"]*)\\2\\s*[)\\]]");

    private static final int TEXT_MAX = 500;

    private final String text;
    private final Definitions definitions;

    FeatureSpelling(String text, Definitions definitions) {
        this.text = text.strip();
        this.definitions = definitions;
    }

    FeatureReference resolve() {
        if (text.length() > TEXT_MAX) {
            throw new UnknownFeatureException("a feature name of " + text.length() + " characters · at most " + TEXT_MAX
                    + " are read · write class.feature, such as user.name");
        }
        int point = text.indexOf('.');
        if (point < 0) {
            throw new UnknownFeatureException("'" + text + "' has no class · write class.feature, such as user.name"
                    + " · known classes are " + Suggestions.list(namespaces()));
        }
        FeatureClassDefinition owner = owner(text.substring(0, point));
        String rest = text.substring(point + 1);
        Optional<FeatureDefinition> exact = owner.feature(rest);
        if (exact.isPresent()) {
            return new FeatureReference(owner, exact.get(), OptionalLong.empty());
        }
        refuseWhatComesLater(rest);
        Matcher bracketed = BRACKETED.matcher(rest);
        if (bracketed.matches() && bracketsMatch(rest)) {
            FeatureDefinition feature =
                    owner.feature(bracketed.group(1)).orElseThrow(() -> unknownFeature(owner, bracketed.group(1)));
            return windowed(owner, feature, bracketed.group(3));
        }
        return underscored(owner, rest);
    }

    private static boolean bracketsMatch(String rest) {
        return rest.endsWith(")") == (rest.indexOf('(') >= 0);
    }

    private void refuseWhatComesLater(String rest) {
        if (rest.indexOf('@') >= 0) {
            throw new UnknownFeatureException(
                    "'" + text + "' names a version · versions of features are not available yet · leave out '@'");
        }
        int point = rest.indexOf('.');
        if (point >= 0) {
            throw new UnknownFeatureException("'" + text + "' goes through a relation · that is not available yet"
                    + " · ask for a feature of the class itself, such as class.feature");
        }
    }

    private FeatureClassDefinition owner(String name) {
        return definitions
                .namespace(name)
                .or(() -> definitions.featureClasses().stream()
                        .filter(c -> c.simpleName().equals(name))
                        .findFirst())
                .orElseThrow(() -> new UnknownFeatureException("no feature class '" + name + "' · known are "
                        + Suggestions.list(namespaces())
                        + Suggestions.closest(name, namespaces())
                                .map(close -> " · did you mean '" + close + "'?")
                                .orElse("")));
    }

    /** Reads {@code total_spend_30d}, {@code total_spend__30d__} and {@code total_spend__2592000__}, longest name first. */
    private FeatureReference underscored(FeatureClassDefinition owner, String rest) {
        return owner.features().stream()
                .filter(feature -> feature.shape() == FeatureDefinition.Shape.WINDOWED)
                .filter(feature -> rest.startsWith(feature.name() + "_"))
                .sorted(Comparator.comparingInt(
                                (FeatureDefinition f) -> f.name().length())
                        .reversed())
                .flatMap(
                        feature -> suffixWindow(rest.substring(feature.name().length()))
                                .map(window -> windowed(owner, feature, window))
                                .stream())
                .findFirst()
                .orElseThrow(() -> unknownFeature(owner, rest));
    }

    /** The window within {@code _30d}, {@code __30d__} or {@code __600__}; empty when the suffix is no window. */
    private static Optional<String> suffixWindow(String suffix) {
        boolean wrapped = suffix.length() > 4 && suffix.startsWith("__") && suffix.endsWith("__");
        String window = wrapped ? suffix.substring(2, suffix.length() - 2) : suffix.substring(1);
        // A bare number is a window only between double underscores: top_5 is more likely a misspelt feature.
        boolean bareNumber = window.chars().allMatch(c -> c >= '0' && c <= '9');
        return millis(window).isPresent() && (wrapped || !bareNumber) ? Optional.of(window) : Optional.empty();
    }

    private static FeatureReference windowed(FeatureClassDefinition owner, FeatureDefinition feature, String window) {
        String name = owner.namespace() + "." + feature.name();
        if (feature.shape() != FeatureDefinition.Shape.WINDOWED) {
            throw new UnknownFeatureException(
                    name + " has no windows · '" + window + "' was asked for · ask for " + name);
        }
        OptionalLong asked = millis(window);
        boolean declared = asked.isPresent()
                && feature.windows().stream().anyMatch(w -> millis(w).equals(asked));
        if (!declared) {
            String seconds = feature.windows().stream()
                    .map(w -> millis(w).orElse(0) / 1000 + "s")
                    .collect(Collectors.joining(", "));
            throw new UnknownFeatureException(name + " has no window '" + window + "' · declared are "
                    + String.join(", ", feature.windows()) + " (" + seconds + ") · ask for one of these, or for " + name
                    + " to get all");
        }
        return new FeatureReference(owner, feature, asked);
    }

    private static OptionalLong millis(String window) {
        try {
            return OptionalLong.of(Durations.millis(window));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    private static UnknownFeatureException unknownFeature(FeatureClassDefinition owner, String name) {
        var known = owner.features().stream().map(FeatureDefinition::name).toList();
        return new UnknownFeatureException("no feature '" + name + "' on " + owner.namespace() + " · known are "
                + Suggestions.list(known)
                + Suggestions.closest(name, known)
                        .map(close -> " · did you mean '" + close + "'?")
                        .orElse(""));
    }

    private List<String> namespaces() {
        return definitions.featureClasses().stream()
                .map(FeatureClassDefinition::namespace)
                .toList();
    }
}
