package dev.oriel.api.definition;

import dev.oriel.api.definition.FeatureReference.Step;
import java.util.ArrayList;
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
            Pattern.compile("([^.(\\[\\s]+(?:\\s*@\\s*\\d+)?)\\s*[(\\[]\\s*(['\"]?)([^'\"]*)\\2\\s*[)\\]]");

    /** {@code user.}, before a relation's feature. */
    private static final Pattern RELATION = Pattern.compile("[^.(\\[]+\\.");

    /** {@code score@2}, {@code count[1d] @ 2}: anything before a version that ends the text. */
    private static final Pattern VERSION = Pattern.compile("(.*[^\\s@])\\s*@\\s*([1-9]\\d{0,8})");

    private static final int TEXT_MAX = 500;

    private final String text;
    private final Definitions definitions;
    private OptionalLong window = OptionalLong.empty();

    FeatureSpelling(String text, Definitions definitions) {
        this.text = text.strip();
        this.definitions = definitions;
    }

    FeatureReference resolve() {
        if (text.length() > TEXT_MAX) {
            throw new UnknownFeatureException("a feature name of " + text.length() + " characters · at most " + TEXT_MAX
                    + " are read · write class.feature, such as user.name");
        }
        int unprinted = text.codePoints().filter(Unprinted::is).findFirst().orElse(-1);
        if (unprinted >= 0) {
            throw new UnknownFeatureException(
                    String.format("a feature name with U+%04X · that character is not printed · delete it", unprinted));
        }
        int point = text.indexOf('.');
        if (point < 0) {
            throw new UnknownFeatureException("'" + text + "' has no class · write class.feature, such as user.name"
                    + " · known classes are " + Suggestions.list(namespaces()));
        }
        FeatureClassDefinition owner = owner(text.substring(0, point));
        var path = new ArrayList<Step>();
        String rest = text.substring(point + 1);
        for (int next = nextPoint(rest); next >= 0; next = nextPoint(rest)) {
            owner = related(owner, rest.substring(0, next), path);
            rest = rest.substring(next + 1);
        }
        return new FeatureReference(path, owner, feature(owner, rest), window);
    }

    /** The point after a relation; -1 when a window or the end comes first. */
    private static int nextPoint(String rest) {
        Matcher relation = RELATION.matcher(rest);
        return relation.lookingAt() ? relation.end() - 1 : -1;
    }

    private FeatureClassDefinition related(FeatureClassDefinition owner, String name, List<Step> path) {
        FeatureDefinition relation = owner.feature(name).orElseThrow(() -> unknownFeature(owner, name));
        String target = relation.target();
        if (relation.shape() != FeatureDefinition.Shape.HAS_ONE || target == null) {
            throw new UnknownFeatureException(owner.namespace() + "." + name
                    + (relation.shape() == FeatureDefinition.Shape.HAS_MANY
                            ? " is many rows · a name leads to one value · aggregate the rows in an expression"
                            : " is no relation · names lead through has-one relations · ask for it alone"));
        }
        path.add(new Step(owner, relation));
        return definitions
                .javaClass(target)
                .orElseThrow(() -> new UnknownFeatureException(owner.namespace() + "." + name + " leads to '" + target
                        + "' · that is no feature class · add @Features to it"));
    }

    /** Reads the name, version and window of one feature; the window goes into {@link #window}. */
    private FeatureDefinition feature(FeatureClassDefinition owner, String written) {
        Matcher versioned = VERSION.matcher(written);
        String version = versioned.matches() ? "@" + versioned.group(2) : "";
        String rest = versioned.matches() ? versioned.group(1).stripTrailing() : written;
        Optional<FeatureDefinition> exact = owner.feature(rest + version);
        if (exact.isPresent()) {
            return exact.get();
        }
        Matcher bracketed = BRACKETED.matcher(rest);
        if (bracketed.matches() && bracketsMatch(rest)) {
            String name = bracketed.group(1).replaceAll("\\s", "") + version;
            return windowed(owner, named(owner, name), bracketed.group(3));
        }
        return DeclaredWindows.underscored(owner, rest)
                .map(spelled -> windowed(owner, named(owner, spelled.feature().baseName() + version), spelled.window()))
                .orElseThrow(() -> unknownFeature(owner, rest + version));
    }

    private FeatureDefinition named(FeatureClassDefinition owner, String name) {
        return owner.feature(name).orElseThrow(() -> unknownFeature(owner, name));
    }

    private static boolean bracketsMatch(String rest) {
        return rest.endsWith(")") == (rest.indexOf('(') >= 0);
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

    private FeatureDefinition windowed(FeatureClassDefinition owner, FeatureDefinition feature, String asked) {
        String name = owner.namespace() + "." + feature.name();
        if (feature.windows().isEmpty()) {
            throw new UnknownFeatureException(
                    name + " has no windows · '" + asked + "' was asked for · ask for " + name);
        }
        if (!DeclaredWindows.contains(feature.windows(), asked)) {
            String seconds = feature.windows().stream()
                    .map(w -> DeclaredWindows.millis(w).orElse(0) / 1000 + "s")
                    .collect(Collectors.joining(", "));
            throw new UnknownFeatureException(name + " has no window '" + asked + "' · declared are "
                    + String.join(", ", feature.windows()) + " (" + seconds + ") · ask for one of these, or for " + name
                    + " to get all");
        }
        window = DeclaredWindows.millis(asked);
        return feature;
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
