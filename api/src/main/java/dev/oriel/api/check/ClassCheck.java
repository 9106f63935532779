package dev.oriel.api.check;

import dev.oriel.api.Durations;
import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.ScalarType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks one class: its names, its primary key, its feature time. */
final class ClassCheck {
    private static final Set<String> RESERVED =
            Set.of("features", "namespace", "items", "is_near", "chalk_now", "chalk_window");

    /** A trailing double underscore would read as a window: {@code total_spend__600__}. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(?<!__)");

    private final FeatureClassDefinition owner;
    private final Definitions definitions;
    private final Findings findings;

    ClassCheck(FeatureClassDefinition owner, Definitions definitions, Findings findings) {
        this.owner = owner;
        this.definitions = definitions;
        this.findings = findings;
    }

    void run() {
        namespace();
        staleness();
        primaryKey();
        featureTime();
        featureNames();
        windowNames();
        uncachedWindows();
    }

    private void namespace() {
        if (!NAME.matcher(owner.namespace()).matches()) {
            findings.ofClass(owner, Part.CLASS, notAName(owner.namespace()));
        }
        FeatureClassDefinition first = definitions.namespace(owner.namespace()).orElse(owner);
        if (!first.javaName().equals(owner.javaName())) {
            findings.ofClass(
                    owner,
                    Part.CLASS,
                    "the namespace '" + owner.namespace() + "' is taken by " + first.javaName()
                            + ": give one of them another with @Named");
        }
    }

    private void staleness() {
        if (owner.maxStaleness() != null) {
            FeatureCheck.durationProblem(owner.maxStaleness())
                    .ifPresent(message -> findings.ofClass(owner, Part.CLASS_MAX_STALENESS, message));
        }
    }

    private void primaryKey() {
        List<FeatureDefinition> keys =
                owner.features().stream().filter(FeatureDefinition::primary).toList();
        if (owner.singleton()) {
            noKeyOfTheOneRow(keys);
            return;
        }
        if (keys.isEmpty()) {
            findings.ofClass(
                    owner, Part.CLASS, "there is no primary key: name one method 'id', or mark one with @Primary");
        }
        if (keys.size() > 1) {
            findings.ofClass(
                    owner, Part.CLASS, "there are " + keys.size() + " primary keys (" + names(keys) + "): keep one");
        }
        for (FeatureDefinition key : keys) {
            boolean keyType = key.scalar() == ScalarType.LONG || key.scalar() == ScalarType.TEXT;
            if (key.shape() != Shape.SCALAR || !keyType) {
                findings.error(
                        owner, key, Part.PRIMARY, "a primary key is an integer or text, not " + FeatureCheck.word(key));
            } else if (key.nullable()) {
                findings.error(owner, key, Part.PRIMARY, "a primary key is never null: drop @Nullable");
            } else if (key.expression() != null) {
                findings.error(owner, key, Part.PRIMARY, "a primary key is given, not computed: drop @Expression");
            }
        }
    }

    private void noKeyOfTheOneRow(List<FeatureDefinition> keys) {
        for (FeatureDefinition key : keys) {
            if (!key.name().equals(FeatureClassDefinition.SINGLETON_KEY)) {
                findings.error(
                        owner,
                        key,
                        Part.PRIMARY,
                        "a singleton has one row and needs no key: drop it, or drop singleton = true");
            }
        }
    }

    /** A reader of {@code @Features(maxStaleness = "infinity")} may think that windows are cached, too (D1). */
    private void uncachedWindows() {
        String staleness = owner.maxStaleness();
        if (staleness == null
                || FeatureCheck.durationProblem(staleness).isPresent()
                || Durations.millis(staleness) == 0) {
            return;
        }
        List<FeatureDefinition> windowed = owner.features().stream()
                .filter(feature -> feature.hasWindows() && feature.maxStaleness() == null)
                .toList();
        if (!windowed.isEmpty()) {
            findings.noteOfClass(
                    owner,
                    Part.CLASS_MAX_STALENESS,
                    "maxStaleness '" + staleness + "' does not cache windowed features (" + names(windowed)
                            + "): they are computed when asked, unless they have @MaxStaleness of their own");
        }
    }

    private void featureTime() {
        List<FeatureDefinition> times =
                owner.features().stream().filter(FeatureDefinition::featureTime).toList();
        if (times.size() > 1) {
            findings.ofClass(
                    owner, Part.CLASS, "there are " + times.size() + " feature times (" + names(times) + "): keep one");
        }
        for (FeatureDefinition time : times) {
            if (time.shape() != Shape.SCALAR || time.scalar() != ScalarType.TIME) {
                findings.error(
                        owner,
                        time,
                        Part.FEATURE_TIME,
                        "a feature time is a java.time.Instant, not " + FeatureCheck.word(time));
            } else if (time.nullable()) {
                findings.error(owner, time, Part.FEATURE_TIME, "a feature time is never null: drop @Nullable");
            }
        }
    }

    private void featureNames() {
        Map<String, FeatureDefinition> byName = new HashMap<>();
        for (FeatureDefinition feature : owner.features()) {
            if (RESERVED.contains(feature.name())) {
                findings.error(
                        owner,
                        feature,
                        Part.FEATURE,
                        "the name '" + feature.name() + "' is reserved: rename the method, or add @Named");
            } else if (!feature.javaName().isEmpty()
                    && !NAME.matcher(feature.baseName()).matches()) {
                findings.error(owner, feature, Part.FEATURE, notAName(feature.name()));
            }
            FeatureDefinition earlier = byName.putIfAbsent(feature.name(), feature);
            if (earlier != null) {
                findings.error(
                        owner,
                        feature,
                        Part.FEATURE,
                        feature.javaName() + " and " + earlier.javaName() + " are both '" + feature.name()
                                + "' on the wire: rename one, or add @Named");
            }
        }
    }

    /** No feature may be called what a window of another is called. */
    private void windowNames() {
        Map<String, String> windowByName = new HashMap<>();
        for (FeatureDefinition feature : owner.features()) {
            for (String window : feature.windows()) {
                aliases(feature.baseName(), window)
                        .forEach(alias -> windowByName.putIfAbsent(alias, "'" + window + "' of " + feature.name()));
            }
        }
        for (FeatureDefinition feature : owner.features()) {
            String window = windowByName.get(feature.name());
            if (window != null) {
                findings.error(
                        owner,
                        feature,
                        Part.FEATURE,
                        "the name also means the window " + window + ": rename the method, or add @Named");
            }
        }
    }

    private static Set<String> aliases(String name, String window) {
        if (FeatureCheck.durationProblem(window).isPresent()) {
            return Set.of();
        }
        long millis = Durations.millis(window);
        var aliases = new LinkedHashSet<String>();
        for (String label : List.of(window.replace(" ", ""), Durations.label(millis), millis / 1000 + "s")) {
            aliases.add(name + "_" + label);
            aliases.add(name + "__" + label + "__");
        }
        aliases.add(name + "__" + millis / 1000 + "__");
        return aliases;
    }

    private static String notAName(String name) {
        return "'" + name
                + "' is not a name on the wire: give it lower-case letters, digits and underscores with @Named";
    }

    private static String names(List<FeatureDefinition> features) {
        return features.stream().map(FeatureDefinition::name).collect(Collectors.joining(", "));
    }
}
