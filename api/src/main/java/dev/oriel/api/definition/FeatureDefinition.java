package dev.oriel.api.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One feature.
 *
 * @param name name on the wire, without the namespace: {@code total_spend}
 * @param javaName method name: {@code totalSpend}
 * @param shape what the return type carries
 * @param scalar type of one value; null for relations
 * @param nullable whether a value may be null
 * @param target qualified Java name of the other feature class, for relations; null otherwise
 * @param primary whether this is the primary key, by annotation or by the name {@code id}
 * @param featureTime whether this is the feature time, by annotation or by the name {@code ts}
 * @param references qualified Java name of the class whose primary key this holds; null when none
 * @param windows spellings in declared order (texts, minutes, hours, days), equal durations once; empty when not windowed
 * @param expression text of the expression; null when a resolver or a message fills the feature
 * @param defaultValue text of the default, in the expression language; null when there is none
 * @param bucketDuration null when not materialized; empty when every window is its own bucket
 * @param maxStaleness the feature's own duration; null when it has none
 * @param description doc comment without {@code :owner:} and {@code :tags:} lines; empty when there is none
 * @param owner its own or its class's; null when nobody is named
 * @param tags its own and its class's
 * @param line line of the method in the source file, from 1; 0 when unknown
 */
public record FeatureDefinition(
        String name,
        String javaName,
        Shape shape,
        @Nullable ScalarType scalar,
        boolean nullable,
        @Nullable String target,
        boolean primary,
        boolean featureTime,
        @Nullable String references,
        List<String> windows,
        @Nullable String expression,
        @Nullable String defaultValue,
        @Nullable String bucketDuration,
        @Nullable String maxStaleness,
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
        /** One row of another class: {@code User user()}. */
        HAS_ONE,
        /** Rows of another class: {@code DataFrame<Transaction> transactions()}. */
        HAS_MANY
    }

    /** Whether the aggregation is kept in buckets. */
    public boolean materialized() {
        return bucketDuration != null;
    }
}
