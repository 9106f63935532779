package dev.oriel.api.check;

import dev.oriel.api.Durations;
import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Joins;
import dev.oriel.api.definition.RelationJoin;
import dev.oriel.api.definition.ScalarType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what one feature declares, but for its expression: relations, windows, buckets, staleness. */
final class FeatureCheck {
    /** As long as what the kernel sums. */
    private static final int DIMENSIONS_MAX = 16_384;

    private static final int VERSION_MAX = 999_999_999;

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
            case WINDOWED, WINDOWED_GROUPS -> windowed();
            case HAS_ONE, HAS_MANY -> {
                notWindowed();
                relation();
            }
        }
        joinOfAnotherShape();
        references();
        version();
        if (feature.type() instanceof FeatureType.VectorOf vector) {
            dimensions(vector.dimensions());
        }
        new MaterializationCheck(owner, feature, findings).run();
        new StorageCheck(owner, feature, findings).run();
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
        FeatureType type = feature.type();
        String word = type == null ? "a relation" : (feature.nullable() ? "nullable " : "") + type.word();
        return switch (feature.shape()) {
            case WINDOWED -> "windowed " + word;
            case WINDOWED_GROUPS -> "grouped " + word;
            case SCALAR, HAS_ONE, HAS_MANY -> word;
        };
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
            error(
                    Part.FEATURE,
                    (feature.shape() == Shape.WINDOWED ? "Windowed" : "WindowedGroups")
                            + " has no windows: add @Windows, such as @Windows({\"1h\", \"1d\"})");
        }
        if (feature.shape() == Shape.WINDOWED_GROUPS && feature.expression() == null) {
            error(
                    Part.FEATURE,
                    "WindowedGroups needs an expression: add @Expression, such as"
                            + " \"_.transactions.group_by(_.merchant_id).agg(_.amount.sum())\"");
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
            error(Part.EXPRESSION, "a relation has no expression: it follows from @References, or from its join");
        }
        if (feature.defaultValue() != null) {
            error(Part.DEFAULT, "a relation has no default");
        }
        RelationJoin join = feature.join();
        if (join != null && join.maxStaleness() != null) {
            durationProblem(join.maxStaleness()).ifPresent(message -> error(Part.HAS_MANY_MAX_STALENESS, message));
        }
        Joins.Result joined = Joins.of(owner, feature, definitions);
        if (joined.problem() != null) {
            boolean written = join != null && join.condition() != null && target(feature.target()) != null;
            error(written ? joinPart() : Part.FEATURE, joined.problem());
        }
        joined.pairs().stream()
                .filter(Joins.Pair::convertsKeys)
                .forEach(pair -> findings.note(
                        owner,
                        feature,
                        joinPart(),
                        "'" + pair.own().name() + "' is " + word(pair.own()) + " and '"
                                + pair.other().name() + "' "
                                + word(pair.other())
                                + ": they join where the text is the integer in digits; declare both alike"));
    }

    private Part joinPart() {
        return feature.shape() == Shape.HAS_MANY ? Part.HAS_MANY : Part.HAS_ONE;
    }

    /** The annotations say their shape, and only one of them is kept. */
    private void joinOfAnotherShape() {
        RelationJoin join = feature.join();
        if (join != null && feature.shape() != Shape.HAS_MANY && feature.shape() != Shape.HAS_ONE) {
            error(
                    Part.FEATURE,
                    "@HasMany and @HasOne are for relations: return DataFrame<...> or a feature class, or drop them");
        }
    }

    private void dimensions(int dimensions) {
        if (dimensions < 1) {
            error(Part.DIMENSIONS, "a vector of " + dimensions + " numbers holds nothing: give it its length");
        } else if (dimensions > DIMENSIONS_MAX) {
            error(
                    Part.DIMENSIONS,
                    "a vector of " + dimensions + " numbers is longer than " + DIMENSIONS_MAX
                            + ", the most that is kept");
        }
    }

    private void version() {
        if (feature.name().indexOf('@') < 0) {
            return;
        }
        if (feature.version() > VERSION_MAX) {
            error(Part.VERSION, "version " + feature.version() + " is beyond " + VERSION_MAX + ": count on from 2");
        } else if (feature.version() < 2) {
            error(
                    Part.VERSION,
                    "version " + feature.version() + " is not written: the first version is the feature without"
                            + " @Version, others count from 2");
        }
        List<FeatureDefinition> versions = owner.features().stream()
                .filter(other -> other.baseName().equals(feature.baseName()))
                .toList();
        for (FeatureDefinition other : versions) {
            if (other.shape() != feature.shape()) {
                error(
                        Part.VERSION,
                        other.javaName() + " and " + feature.javaName() + " are versions of '" + feature.baseName()
                                + "', one " + word(other) + ", one " + word(feature)
                                + ": versions have one shape");
                return;
            }
        }
        if (feature.defaultVersion()
                && versions.stream().filter(FeatureDefinition::defaultVersion).count() > 1) {
            error(Part.VERSION, "more than one version of '" + feature.baseName() + "' is the default: keep one");
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
