package dev.oriel.api.definition;

import dev.oriel.api.CachePolicy;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feature definitions for tests, without a compiler. Setters change and return the builder. */
public final class FeatureBuilder {
    private final String javaName;
    private Shape shape = Shape.SCALAR;
    private @Nullable FeatureType type;
    private boolean nullable;
    private @Nullable String target;
    private boolean primary;
    private boolean featureTime;
    private @Nullable String references;
    private List<String> windows = List.of();
    private @Nullable String expression;
    private @Nullable String defaultValue;
    private @Nullable Materialization materialization;
    private Storage storage = Storage.INHERITED;
    private @Nullable RelationJoin join;
    private @Nullable Validation validation;
    private boolean defaultVersion;
    private @Nullable String name;
    private long line;

    private FeatureBuilder(String javaName) {
        this.javaName = javaName;
    }

    public static FeatureBuilder scalar(String javaName, ScalarType type) {
        var builder = new FeatureBuilder(javaName);
        builder.type = new FeatureType.Scalar(type);
        return builder;
    }

    public static FeatureBuilder value(String javaName, FeatureType type) {
        var builder = new FeatureBuilder(javaName);
        builder.type = type;
        return builder;
    }

    public static FeatureBuilder groups(String javaName, ScalarType type, String... windows) {
        var builder = windowed(javaName, type, windows);
        builder.shape = Shape.WINDOWED_GROUPS;
        return builder;
    }

    public static FeatureBuilder windowed(String javaName, ScalarType type, String... windows) {
        var builder = scalar(javaName, type);
        builder.shape = Shape.WINDOWED;
        builder.windows = List.of(windows);
        return builder;
    }

    public static FeatureBuilder many(String javaName, String target) {
        var builder = new FeatureBuilder(javaName);
        builder.shape = Shape.HAS_MANY;
        builder.target = target;
        return builder;
    }

    public static FeatureBuilder one(String javaName, String target) {
        var builder = many(javaName, target);
        builder.shape = Shape.HAS_ONE;
        return builder;
    }

    public FeatureBuilder primary() {
        primary = true;
        return this;
    }

    public FeatureBuilder featureTime() {
        featureTime = true;
        return this;
    }

    public FeatureBuilder nullable() {
        nullable = true;
        return this;
    }

    public FeatureBuilder references(String javaClass) {
        references = javaClass;
        return this;
    }

    public FeatureBuilder windows(String... declared) {
        windows = List.of(declared);
        return this;
    }

    public FeatureBuilder expression(String text) {
        expression = text;
        return this;
    }

    public FeatureBuilder defaultValue(String text) {
        defaultValue = text;
        return this;
    }

    /** Buckets of one length; empty makes every window its own bucket. */
    public FeatureBuilder materialized(String bucket) {
        return materialized(Materialization.ofBuckets(bucket.isEmpty() ? null : bucket));
    }

    public FeatureBuilder materialized(Materialization how) {
        materialization = how;
        return this;
    }

    public FeatureBuilder maxStaleness(String duration) {
        return storage(storage.withMaxStaleness(duration));
    }

    public FeatureBuilder storage(Storage where) {
        storage = where;
        return this;
    }

    public FeatureBuilder join(String condition) {
        join = new RelationJoin(condition, null);
        return this;
    }

    public FeatureBuilder validation(Validation rules) {
        validation = rules;
        return this;
    }

    /** Another version: the name is that of the first one, without its number. */
    public FeatureBuilder version(String baseName, int version, boolean isDefault) {
        name = baseName + "@" + version;
        defaultVersion = isDefault;
        return this;
    }

    public FeatureBuilder line(long number) {
        line = number;
        return this;
    }

    public FeatureDefinition build() {
        return new FeatureDefinition(
                name == null ? Names.snakeCase(javaName) : name,
                javaName,
                shape,
                type,
                nullable,
                target,
                primary,
                featureTime,
                references,
                join,
                windows,
                expression,
                defaultValue,
                materialization,
                storage,
                validation,
                defaultVersion,
                "",
                null,
                List.of(),
                line);
    }

    /** A class {@code example.Name} in {@code Name.java} at line 1. */
    public static FeatureClassDefinition featureClass(String simpleName, FeatureBuilder... features) {
        return new FeatureClassDefinition(
                "example." + simpleName,
                Names.namespace(simpleName),
                "",
                null,
                List.of(),
                null,
                false,
                false,
                CachePolicy.STORE,
                CachePolicy.STORE,
                List.of(features).stream().map(FeatureBuilder::build).toList(),
                simpleName + ".java",
                1);
    }
}
