package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Storage;
import dev.oriel.api.expression.AggregationFunction;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Aggregations from their definition to their answer; the random twin of std, var and distinct times is in {@link RecountTest}. */
final class MaterializedAggregationsTest {
    private static final List<String> ADDED =
            List.of("spend_deviation", "spend_stddev", "spend_variance", "distinct_quantities", "distinct_statuses");

    private final Shop shop = new Shop();

    private static Catalog without(List<String> names) throws DefinitionException {
        return Shop.withUser(features -> features.stream()
                .filter(feature -> !names.contains(feature.name()))
                .toList());
    }

    private static Shop purchase(Shop shop, String id, long quantity, String status, Instant at) {
        return shop.append("purchases", 0, Shop.purchaseJson(id, 7L, null, quantity, status, at));
    }

    @Test
    void B054_ofFewerThanTwoAmounts_stdAndVarAreNull_andOfTwoOverNMinusOne() {
        assertThat(shop.value("user.spend_variance_30d")).isNull();

        shop.purchase("p1", 10, Shop.START.minusSeconds(1)).step();
        assertThat(shop.value("user.spend_deviation_30d")).isNull();
        assertThat(shop.value("user.spend_variance_30d")).isNull();
        assertThat(shop.value("user.spend_stddev_30d")).as("the default").isEqualTo(-1.0);

        // A null amount is no second value.
        purchase(shop, "p2", 1, "ok", Shop.START.minusSeconds(2)).step();
        assertThat(shop.value("user.spend_variance_30d")).isNull();

        shop.purchase("p3", 16, Shop.START.minus(Duration.ofDays(3))).step();
        assertThat(shop.value("user.spend_variance_30d")).isEqualTo(18.0);
        assertThat(shop.value("user.spend_deviation_30d")).isEqualTo(Math.sqrt(18));
        assertThat(shop.value("user.spend_stddev_30d")).isEqualTo(Math.sqrt(18));
    }

    @Test
    void B054_aliasesOverOneSeries_areOneRule() {
        assertThat(Shop.CATALOG.aggregates())
                .filteredOn(row -> row.aggregation().startsWith("std"))
                .singleElement()
                .satisfies(row -> assertThat(row.aggregation()).isEqualTo("std"))
                .satisfies(row -> assertThat(row.dependentFeatures())
                        .containsExactly("user.spend_deviation", "user.spend_stddev"));
        assertThat(Shop.CATALOG.aggregates())
                .filteredOn(row -> row.aggregation().startsWith("var"))
                .singleElement()
                .satisfies(row -> assertThat(row.aggregation()).isEqualTo("var"));
    }

    @Test
    void B055_approxCountDistinct_overEveryTypeOfColumn_countsDifferentValues() {
        List<String> distinct = List.of(
                "user.distinct_statuses_30d",
                "user.distinct_quantities_1d",
                "user.distinct_amounts_30d",
                "user.distinct_outcomes_30d",
                "user.active_hours_30d",
                "user.distinct_times_30d");
        distinct.forEach(name -> assertThat(shop.value(name)).as(name).isEqualTo(0L));

        Instant noon = Shop.START;
        shop.now = noon.plusSeconds(2 * 3600);
        // Repeated in part: texts that differ in one character, whole numbers, amounts of which some are null, hours,
        // times.
        purchase(shop, "p1", 1, "bezahlt", noon);
        purchase(shop, "p2", -1, "zurück", noon);
        shop.append("purchases", 0, Shop.purchaseJson("p3", 7L, 0.0, 2, "zuruck", noon.plusMillis(1)));
        shop.append("purchases", 0, Shop.purchaseJson("p4", 7L, 0.0, 2, "refunded", noon.plusSeconds(3600)));
        shop.append("purchases", 0, Shop.purchaseJson("p5", 7L, 0.5, 1L << 60, "refunded", noon.plusSeconds(3601)));
        shop.step();

        assertDistinct(4, 4, 2, 2, 2, 4);

        shop.commit().crash();
        assertDistinct(4, 4, 2, 2, 2, 4);

        purchase(shop, "p6", 1, "zurück", noon.plusMillis(1)).step().commit().crash();
        assertDistinct(4, 4, 2, 2, 2, 4);
    }

    private void assertDistinct(long statuses, long quantities, long amounts, long outcomes, long hours, long times) {
        assertThat(shop.value("user.distinct_statuses_30d")).as("text").isEqualTo(statuses);
        assertThat(shop.value("user.distinct_quantities_1d")).as("integer").isEqualTo(quantities);
        assertThat(shop.value("user.distinct_amounts_30d"))
                .as("float, nulls skipped")
                .isEqualTo(amounts);
        assertThat(shop.value("user.distinct_outcomes_30d")).as("boolean").isEqualTo(outcomes);
        assertThat(shop.value("user.active_hours_30d")).as("time").isEqualTo(hours);
        assertThat(shop.value("user.distinct_times_30d"))
                .as("the message's time")
                .isEqualTo(times);
    }

    @Test
    void B055_approxCountDistinct_ofMany_isWithinItsError_andTellsIt() {
        shop.purchase("few", 0.25, Shop.START.minusSeconds(1)).step();
        FeatureResult few = Shop.only(shop.ask("user.distinct_amounts_30d"));
        assertThat(few.accuracy().orElseThrow().error()).isZero();
        assertThat(few.accuracy().orElseThrow().confidence()).isGreaterThan(0.999);

        int values = 20_000;
        for (int i = 0; i < values; i++) {
            shop.purchase("p" + i, 1 + i % (values / 2), Shop.START.minusSeconds(i * 60L));
        }
        FeatureResult many = Shop.only(shop.step().ask("user.distinct_amounts_30d"));

        FeatureResult.Accuracy accuracy = many.accuracy().orElseThrow();
        assertThat(accuracy.measure()).isEqualTo(FeatureResult.Accuracy.Measure.RELATIVE);
        assertThat(accuracy.error()).isEqualTo(0.02);
        double distinct = values / 2.0 + 1;
        assertThat((Long) many.value()).isNotNull().isBetween((long) (distinct * (1 - accuracy.error())), (long)
                Math.ceil(distinct * (1 + accuracy.error())));
        assertThat(Shop.only(shop.ask("user.total_spend_30d")).accuracy()).isEmpty();
    }

    @Test
    void B054_B055_B083_aggregationAddedToAStore_isAFieldErrorUntilTheWindowHasPassed() throws Exception {
        var before = new Shop(EngineOptions.DEFAULTS, without(ADDED));
        Instant day = Shop.START.minus(Duration.ofDays(1));
        for (int i = 0; i < 2; i++) {
            before.append("purchases", 0, Shop.purchaseJson("p" + i, 7L, 10.0 + i, i, "s" + i, day.plusMillis(i)));
        }
        Shop after = before.step().redeploy(Shop.CATALOG);

        assertNotKept(after, "spend_deviation_30d", "spend_stddev_30d", "spend_variance_30d", "distinct_statuses_30d");
        // Of buckets of a minute, whose window has left the purchases behind.
        assertThat(after.value("user.distinct_quantities_10m")).isEqualTo(0L);
        assertNotKept(after, "distinct_quantities_1d");

        // More of the same bucket does not make known what is not.
        after.append("purchases", 0, Shop.purchaseJson("p2", 7L, 12.0, 2, "s2", day.plusMillis(2)));
        after.append("purchases", 0, Shop.purchaseJson("p3", 7L, 13.0, 3, "s3", Shop.START))
                .step();
        assertNotKept(after, "spend_deviation_30d", "distinct_statuses_30d");
        assertNotKept(after.commit().crash(), "spend_deviation_30d", "distinct_statuses_30d");
        // What was kept before goes on, although its column has become one of an aggregation with a state of its own.
        assertThat(after.value("user.total_spend_30d")).isEqualTo(46.0);
        assertThat(after.value("user.count_statuses_30d")).isEqualTo(4L);

        after.now = Shop.START.plus(Duration.ofDays(30));
        after.append("purchases", 0, Shop.purchaseJson("p4", 7L, 17.0, 4, "s4", after.now))
                .step();
        assertThat(after.value("user.spend_deviation_30d")).isEqualTo(Math.sqrt(8));
        assertThat(after.value("user.distinct_statuses_30d")).isEqualTo(2L);
        assertNotKept(after, "spend_deviation_90d");
    }

    private static void assertNotKept(Shop shop, String... names) {
        for (String name : names) {
            FeatureResult result = Shop.only(shop.ask("user." + name));
            assertThat(result.value()).as(name).isNull();
            assertThat(result.accuracy()).as(name).isEmpty();
            QueryError error = result.error().orElseThrow(() -> new AssertionError(name + " has no error"));
            assertThat(error.code().category()).isEqualTo(QueryError.Category.FIELD);
            assertThat(error.message())
                    .contains(
                            "is not known of all buckets of this window",
                            "some were written before the series kept it",
                            "wait until they have left this one");
        }
    }

    /** Every function over every column, declared as every type: the check accepts exactly what can be served. */
    @ParameterizedTest
    @EnumSource(
            value = AggregationFunction.class,
            names = {"COUNT", "SUM", "MEAN", "MIN", "MAX", "STD", "VAR", "APPROX_COUNT_DISTINCT"})
    void B076_functionOverAColumn_isRefusedInTheCheckOrKept(AggregationFunction function) throws Exception {
        record Column(String name, ScalarType type) {}
        List<Column> columns = List.of(
                new Column("quantity", ScalarType.LONG),
                new Column("amount", ScalarType.DOUBLE),
                new Column("refunded", ScalarType.BOOLEAN),
                new Column("status", ScalarType.TEXT),
                new Column("hour", ScalarType.TIME));
        // Series cannot serve the least and greatest time yet.
        boolean ordered = function == AggregationFunction.MIN || function == AggregationFunction.MAX;
        for (Column column : columns) {
            if (ordered && column.type() == ScalarType.TIME) {
                continue;
            }
            Set<ScalarType> accepted = EnumSet.noneOf(ScalarType.class);
            for (ScalarType declared : ScalarType.values()) {
                for (String spelling : function.spellings()) {
                    FeatureDefinition added =
                            windowed("_.purchases[_." + column.name() + "]." + spelling + "()", declared);
                    Optional<Catalog> catalog = accepted(added);
                    if (catalog.isPresent()) {
                        accepted.add(declared);
                        assertServes(catalog.get(), declared);
                    }
                }
            }
            // A mean has no type of its own, since that of vectors is a vector.
            ScalarType result = function == AggregationFunction.MEAN
                    ? ScalarType.DOUBLE
                    : function.ownResult().orElse(column.type());
            Set<ScalarType> expected = function.takes(new FeatureType.Scalar(column.type()))
                    ? typesOf(result)
                    : EnumSet.noneOf(ScalarType.class);
            assertThat(accepted).as("%s over %s", function, column).isEqualTo(expected);
        }
    }

    private static Set<ScalarType> typesOf(ScalarType result) {
        return result == ScalarType.LONG ? EnumSet.of(ScalarType.LONG, ScalarType.DOUBLE) : EnumSet.of(result);
    }

    /** Without any other feature of a user that is kept in buckets, so that nothing but this one shapes the layer. */
    private static Optional<Catalog> accepted(FeatureDefinition added) {
        try {
            return Optional.of(Shop.withUser(features -> {
                var all = new ArrayList<>(features.stream()
                        .filter(feature -> feature.windows().isEmpty() && feature.expression() == null)
                        .toList());
                all.add(added);
                return all;
            }));
        } catch (DefinitionException e) {
            assertThat(e.problems()).hasSize(1);
            return Optional.empty();
        }
    }

    private static void assertServes(Catalog catalog, ScalarType declared) {
        var shop = new Shop(EngineOptions.DEFAULTS, catalog);
        for (int i = 0; i < 3; i++) {
            shop.append("purchases", 0, Shop.purchaseJson("p" + i, 7L, i + 0.5, i, "s" + i, Shop.START));
        }
        FeatureResult result = Shop.only(shop.step().commit().crash().ask("user.added_1d"));
        assertThat(result.error()).isEmpty();
        assertThat(result.value()).isInstanceOf(declared == ScalarType.LONG ? Long.class : Double.class);
    }

    private static FeatureDefinition windowed(String expression, ScalarType declared) {
        return new FeatureDefinition(
                "added",
                "added",
                FeatureDefinition.Shape.WINDOWED,
                new FeatureType.Scalar(declared),
                true,
                null,
                false,
                false,
                null,
                null,
                List.of("1d"),
                expression,
                null,
                Materialization.ofBuckets("1h"),
                Storage.INHERITED,
                null,
                false,
                "",
                null,
                List.of(),
                0);
    }
}
