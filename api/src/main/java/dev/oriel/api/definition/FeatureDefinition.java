package dev.oriel.api.definition;

import dev.oriel.api.Durations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One feature.
 *
 * @param name name on the wire, without the namespace: {@code total_spend}; {@code score@2} for a version other than the first
 * @param javaName method name: {@code totalSpend}; empty for a feature that the platform adds
 * @param shape what the return type carries
 * @param type of one value; null for relations
 * @param nullable whether a value may be null
 * @param target qualified Java name of the other feature class, for relations; null otherwise
 * @param primary whether this is the primary key, by annotation or by the name {@code id}
 * @param featureTime whether this is the feature time, by annotation or by the name {@code ts}
 * @param references qualified Java name of the class whose primary key this holds; null when none
 * @param join what {@code @HasMany} or {@code @HasOne} says; null without either
 * @param windows spellings in declared order (texts, minutes, hours, days), equal durations once; empty when not windowed
 * @param expression text of the expression; null when a resolver or a message fills the feature
 * @param defaultValue text of the default, in the expression language; null when there is none
 * @param materialization how it is kept in buckets; null when it is not
 * @param storage what is said of this feature itself, not of its class
 * @param validation what values it may have; null when any
 * @param defaultVersion whether the name without a version means this version
 * @param description doc comment without {@code :owner:} and {@code :tags:} lines; empty when there is none
 * @param owner its own or its class's; null when nobody is named
 * @param tags its own and its class's
 * @param line line of the method in the source file, from 1; 0 when unknown
 */
public record FeatureDefinition(
        String name,
        String javaName,
        Shape shape,
        @Nullable FeatureType type,
        boolean nullable,
        @Nullable String target,
        boolean primary,
        boolean featureTime,
        @Nullable String references,
        @Nullable RelationJoin join,
        List<String> windows,
        @Nullable String expression,
        @Nullable String defaultValue,
        @Nullable Materialization materialization,
        Storage storage,
        @Nullable Validation validation,
        boolean defaultVersion,
        String description,
        @Nullable String owner,
        List<String> tags,
        long line) {
    /** Copies the lists. */
    public FeatureDefinition {
        windows = List.copyOf(windows);
        tags = List.copyOf(tags);
    }

    /** What the return type of a feature method carries. */
    public enum Shape {
        /** One value: {@code String name()}. */
        SCALAR,
        /** One value per window: {@code Windowed<Double> totalSpend()}. */
        WINDOWED,
        /** One value per window and group: {@code WindowedGroups<Double> spendByMerchant()}. */
        WINDOWED_GROUPS,
        /** One row of another class: {@code User user()}. */
        HAS_ONE,
        /** Rows of another class: {@code DataFrame<Transaction> transactions()}. */
        HAS_MANY
    }

    /** The type that expressions see, where it is a scalar; null for relations, lists, vectors and structs. */
    public @Nullable ScalarType scalar() {
        return type == null ? null : type.scalarType().orElse(null);
    }

    /** Whether the aggregation is kept in buckets. */
    public boolean materialized() {
        return materialization != null;
    }

    /** The feature's own staleness; null when it has none. */
    public @Nullable String maxStaleness() {
        return storage.maxStaleness();
    }

    /** Whether it has windows: one value for each, or one for each and group. */
    public boolean hasWindows() {
        return shape == Shape.WINDOWED || shape == Shape.WINDOWED_GROUPS;
    }

    /** The name without a version: {@code score} of {@code score@2}. */
    public String baseName() {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    /** The version, 1 when none is written. */
    public int version() {
        int at = name.indexOf('@');
        return at < 0 ? 1 : Integer.parseInt(name.substring(at + 1));
    }

    /** The name of the value over one window: {@code total_spend__2592000__}, {@code score__86400__@2}. */
    public String windowName(long windowMillis) {
        return baseName()
                + Durations.windowSuffix(windowMillis)
                + name.substring(baseName().length());
    }
}
