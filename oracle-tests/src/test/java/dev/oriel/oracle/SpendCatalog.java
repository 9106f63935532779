package dev.oriel.oracle;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.CachePolicy;
import dev.oriel.api.Edges;
import dev.oriel.api.Feature;
import dev.oriel.api.KafkaSource;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Storage;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Definitions of accounts and of what they spend, made for some layers. */
final class SpendCatalog {
    private static final String PACKAGE = "dev.oriel.oracle.";

    private SpendCatalog() {}

    /** A message of every kind. */
    record Spend(
            String id, @Nullable Long accountId, @Nullable Double amount, long quantity, Instant at) {}

    static Catalog of(List<SpendLayer> layers) {
        var account = new ArrayList<FeatureDefinition>();
        account.add(column("id", ScalarType.LONG, false));
        var classes = new ArrayList<FeatureClassDefinition>();
        var resolvers = new ArrayList<NamedResolver>();
        for (String kind : SpendLayer.KINDS) {
            account.add(feature(kind, Shape.HAS_MANY, null, false, javaName(kind), null, List.of(), null, null));
            classes.add(featureClass(
                    kind,
                    List.of(
                            column("id", ScalarType.TEXT, false),
                            feature(
                                    "account_id",
                                    Shape.SCALAR,
                                    new FeatureType.Scalar(ScalarType.LONG),
                                    true,
                                    null,
                                    javaName("account"),
                                    List.of(),
                                    null,
                                    null),
                            column("amount", ScalarType.DOUBLE, true),
                            column("quantity", ScalarType.LONG, false),
                            column("ts", ScalarType.TIME, false))));
            resolvers.add(resolver(kind));
        }
        layers.forEach(layer -> layer.aggregations().forEach(name -> account.add(windowed(layer, name))));
        classes.add(featureClass("account", account));
        try {
            return Catalog.of(new Definitions(classes, List.of()), resolvers);
        } catch (DefinitionException e) {
            throw new AssertionError(e);
        }
    }

    private static NamedResolver resolver(String kind) {
        var messages = stream(Spend.class, KafkaSource.named(kind).lateArrivalDeadline("2d"))
                .timestamp(Spend::at);
        var input = switch (kind) {
            case "once" -> messages.deduplicate(Spend::id, "30d");
            case "newest" -> messages.upsert();
            default -> messages;
        };
        return new NamedResolver(
                "Spending",
                kind,
                "Spending.java",
                1,
                input.output(Feature.<Object, String>of(kind + ".id"), Spend::id)
                        .output(Feature.<Object, Long>of(kind + ".account_id"), Spend::accountId)
                        .output(Feature.<Object, Double>of(kind + ".amount"), Spend::amount)
                        .output(Feature.<Object, Long>of(kind + ".quantity"), Spend::quantity));
    }

    private static FeatureDefinition windowed(SpendLayer layer, String aggregation) {
        boolean counts = aggregation.equals("count");
        boolean whole = counts || layer.column().equals("quantity");
        boolean nullable = !counts && !aggregation.equals("sum");
        Materialization how = layer.isExact()
                ? new Materialization(null, List.of(), null, List.of(), null, null, null, null, null, null, Edges.EXACT)
                : Materialization.ofBuckets(layer.buckets());
        return feature(
                layer.feature(aggregation),
                Shape.WINDOWED,
                new FeatureType.Scalar(whole ? ScalarType.LONG : ScalarType.DOUBLE),
                nullable,
                null,
                null,
                layer.windows(),
                "_." + layer.kind() + "[" + (counts ? "" : "_." + layer.column() + ", ") + "_.ts > _.chalk_window]."
                        + aggregation + "()",
                how);
    }

    private static FeatureDefinition column(String name, ScalarType type, boolean nullable) {
        return feature(name, Shape.SCALAR, new FeatureType.Scalar(type), nullable, null, null, List.of(), null, null);
    }

    private static FeatureDefinition feature(
            String name,
            Shape shape,
            @Nullable FeatureType type,
            boolean nullable,
            @Nullable String target,
            @Nullable String references,
            List<String> windows,
            @Nullable String expression,
            @Nullable Materialization materialization) {
        return new FeatureDefinition(
                name,
                name,
                shape,
                type,
                nullable,
                target,
                name.equals("id"),
                name.equals("ts"),
                references,
                null,
                windows,
                expression,
                null,
                materialization,
                Storage.INHERITED,
                null,
                false,
                "",
                null,
                List.of(),
                1);
    }

    private static FeatureClassDefinition featureClass(String namespace, List<FeatureDefinition> features) {
        return new FeatureClassDefinition(
                javaName(namespace),
                namespace,
                "",
                null,
                List.of(),
                null,
                false,
                false,
                CachePolicy.STORE,
                CachePolicy.STORE,
                features,
                "Spending.java",
                1);
    }

    private static String javaName(String namespace) {
        return PACKAGE + Character.toUpperCase(namespace.charAt(0)) + namespace.substring(1);
    }
}
