package dev.oriel.api.check;

import dev.oriel.api.Durations;
import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.Joins;
import dev.oriel.api.definition.ScalarType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what one feature declares, but for its expression: relations, windows, buckets, staleness. */
final class FeatureCheck {
    private final FeatureClassDefinition owner;
    private final FeatureDefinition feature;
    private final Definitions definitions;
    private final Findings findings;

    FeatureCheck(FeatureClassDefinition owner, FeatureDefinition feature, Definitions definitions, Findings findings) {
        this.owner = owner;
        this.feature = feature;
        this.definitions = definitions;
        this.findings = findings;
    }

    void run() {
        switch (feature.shape()) {
            case SCALAR -> notWindowed();
            case WINDOWED -> windowed();
            case HAS_ONE, HAS_MANY -> {
                notWindowed();
                relation();
            }
        }
        references();
        buckets();
        if (feature.maxStaleness() != null) {
            durationProblem(feature.maxStaleness()).ifPresent(message -> error(Part.MAX_STALENESS, message));
        }
    }

    /** Why a text is no duration; empty when it is one. */
    static Optional<String> durationProblem(String text) {
        try {
            Durations.millis(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** How messages name the type of a feature. */
    static String word(FeatureDefinition feature) {
        ScalarType scalar = feature.scalar();
        String word = scalar == null ? "a relation" : (feature.nullable() ? "nullable " : "") + scalar.word();
        return feature.shape() == Shape.WINDOWED ? "windowed " + word : word;
    }

    private void notWindowed() {
        if (!feature.windows().isEmpty()) {
            error(
                    Part.WINDOWS,
                    "@Windows is for windowed features: return Windowed<" + boxed(feature.scalar(), feature.nullable())
                            + ">, or drop @Windows");
        }
    }

    private void windowed() {
        if (feature.windows().isEmpty()) {
            error(Part.FEATURE, "Windowed has no windows: add @Windows, such as @Windows({\"1h\", \"1d\"})");
        }
        for (String window : feature.windows()) {
            Optional<String> problem = durationProblem(window);
            if (problem.isPresent()) {
                error(Part.WINDOWS, problem.get());
            } else if (Durations.millis(window) == 0 || Durations.millis(window) % 1000 != 0) {
                error(Part.WINDOWS, "the window '" + window + "' is not a positive, whole number of seconds");
            }
        }
    }

    private void relation() {
        if (feature.expression() != null) {
            error(Part.EXPRESSION, "a relation has no expression: it follows from @References");
        }
        if (feature.defaultValue() != null) {
            error(Part.DEFAULT, "a relation has no default");
        }
        FeatureClassDefinition other = target(feature.target());
        if (other == null) {
            error(Part.FEATURE, "'" + feature.target() + "' is no feature class: add @Features to it");
            return;
        }
        boolean many = feature.shape() == Shape.HAS_MANY;
        FeatureClassDefinition child = many ? other : owner;
        FeatureClassDefinition parent = many ? owner : other;
        List<FeatureDefinition> keys = Joins.foreignKeys(child, parent);
        if (keys.size() != 1) {
            error(Part.FEATURE, Joins.notOne(child, parent, keys));
        }
    }

    private void references() {
        if (feature.references() == null) {
            return;
        }
        FeatureClassDefinition parent = target(feature.references());
        if (parent == null) {
            error(Part.REFERENCES, "'" + feature.references() + "' is no feature class: add @Features to it");
            return;
        }
        Optional<FeatureDefinition> key = parent.primaryKey();
        if (feature.shape() != Shape.SCALAR) {
            error(Part.REFERENCES, "a reference holds one key: return its type, not " + word(feature));
        } else if (key.isPresent() && key.get().scalar() != feature.scalar()) {
            error(
                    Part.REFERENCES,
                    "it references " + parent.simpleName() + "." + key.get().name() + ", which is " + word(key.get())
                            + ", but is declared " + word(feature));
        }
    }

    private void buckets() {
        String bucket = feature.bucketDuration();
        if (bucket == null) {
            return;
        }
        if (feature.shape() != Shape.WINDOWED) {
            error(
                    Part.MATERIALIZED,
                    "only windowed features are kept in buckets: return Windowed<...>, or drop @Materialized");
            return;
        }
        if (feature.expression() == null) {
            error(Part.MATERIALIZED, "@Materialized needs an @Expression to keep in buckets");
        }
        if (bucket.isEmpty()) {
            return;
        }
        Optional<String> problem = durationProblem(bucket);
        if (problem.isPresent()) {
            error(Part.MATERIALIZED, problem.get());
            return;
        }
        long bucketMillis = Durations.millis(bucket);
        if (bucketMillis == 0) {
            error(Part.MATERIALIZED, "a bucket of '" + bucket + "' holds nothing: make it longer than 0");
            return;
        }
        for (String window : feature.windows()) {
            if (durationProblem(window).isEmpty() && Durations.millis(window) < bucketMillis) {
                error(
                        Part.MATERIALIZED,
                        "the window '" + window + "' is shorter than one bucket of '" + bucket
                                + "': make buckets no longer than the shortest window");
            }
        }
    }

    private @Nullable FeatureClassDefinition target(@Nullable String javaName) {
        return javaName == null ? null : definitions.javaClass(javaName).orElse(null);
    }

    private void error(Part part, String message) {
        findings.error(owner, feature, part, message);
    }

    /** The Java type to write for a type. */
    static String boxed(@Nullable ScalarType type, boolean nullable) {
        String name = switch (type) {
            case null -> "...";
            case LONG -> "Long";
            case DOUBLE -> "Double";
            case BOOLEAN -> "Boolean";
            case TEXT -> "String";
            case TIME -> "Instant";
            case BYTES -> "byte[]";
            case DATE -> "LocalDate";
            case TIME_OF_DAY -> "LocalTime";
            case DURATION -> "Duration";
            case DECIMAL -> "BigDecimal";
        };
        return nullable ? "@Nullable " + name : name;
    }
}
