package dev.oriel.api.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FraudDefinitions;
import dev.oriel.api.expression.AggregationShape.Bound;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AggregationShapeTest {
    private static final Definitions FRAUD = FraudDefinitions.with();

    private static AggregationShape.Analysis analyse(String text) {
        return AggregationShape.of(
                ExpressionParser.parse(text), FRAUD.namespace("user").orElseThrow(), FRAUD);
    }

    private static AggregationShape shape(String text) {
        assertThat(analyse(text).problems()).isEmpty();
        return analyse(text).shape().orElseThrow();
    }

    private static void assertRefused(String text, int offset, String message) {
        assertThat(analyse(text).problems()).containsExactly(new ExpressionProblem(message, offset));
    }

    private static Node node(String text) {
        return ExpressionParser.parse(text).node();
    }

    @Test
    void B064_of_sumSinceWindowStart_hasAllItsParts() {
        assertThat(shape("_.transactions[_.amount, _.ts > _.chalk_window].sum()"))
                .isEqualTo(new AggregationShape(
                        "transactions",
                        "transaction",
                        AggregationFunction.SUM,
                        Optional.of("amount"),
                        AggregationShape.Arguments.NONE,
                        List.of(),
                        List.of(),
                        Bound.EXCLUSIVE,
                        Bound.NONE,
                        List.of("user_id"),
                        List.of("id")));
    }

    @Test
    void B037_B038_B039_of_writtenEdges_areRecordedEitherWayAround() {
        assertThat(shape("_.transactions.count()").lowerBound()).isEqualTo(Bound.NONE);
        assertThat(shape("_.transactions[_.ts >= _.chalk_window].count()").lowerBound())
                .isEqualTo(Bound.INCLUSIVE);
        assertThat(shape("_.transactions[_.chalk_window < _.ts].count()").lowerBound())
                .isEqualTo(Bound.EXCLUSIVE);
        assertThat(shape("_.transactions[_.ts < _.chalk_now].count()").upperBound())
                .isEqualTo(Bound.EXCLUSIVE);
        assertThat(shape("_.transactions[_.chalk_now >= _.ts].count()").upperBound())
                .isEqualTo(Bound.INCLUSIVE);
        assertThat(shape("_.transactions[_.ts >= _.chalk_window, _.ts > _.chalk_window].count()")
                        .lowerBound())
                .isEqualTo(Bound.EXCLUSIVE);
    }

    @Test
    void B046_B047_B079_of_otherFilters_areKeptInWrittenOrder() {
        var shape = shape("_.transactions.where(_.quantity > 1)[_.amount, _.ts > _.chalk_window,"
                + " (_.merchant_id == 'm') & (_.fee <= _.amount)].max()");
        assertThat(shape.filters())
                .containsExactly(node("_.quantity > 1"), node("_.merchant_id == 'm'"), node("_.fee <= _.amount"));
        assertThat(shape.projectedColumn()).contains("amount");
        assertThat(shape.function()).isEqualTo(AggregationFunction.MAX);
    }

    @Test
    void B054_of_aliases_isTheFunctionItself() {
        for (String alias : List.of("std", "stddev", "stddev_sample", "std_sample")) {
            assertThat(shape("_.transactions[_.amount]." + alias + "()").function())
                    .isEqualTo(AggregationFunction.STD);
        }
        assertThat(shape("_.transactions[_.amount].var_sample()")).isEqualTo(shape("_.transactions[_.amount].var()"));
        assertThat(AggregationFunction.STD.functionName()).isEqualTo("std");
    }

    @Test
    void B076_of_whatBucketsCannotKeep_isRefused() {
        assertRefused(
                "_.transactions[_.amount].sum() / 2",
                0,
                "'_.transactions[_.amount].sum() / 2' cannot be kept in buckets: only one aggregation over rows can;"
                        + " write _.rows[_.column, filters].sum(), or drop @Materialized");
        assertRefused(
                "_.transactions[_.settled_at > _.chalk_window].count()",
                28,
                "the filter '_.settled_at > _.chalk_window' cannot be applied to buckets: they are cut by"
                        + " _.ts > _.chalk_window and _.ts <= _.chalk_now alone");
        assertRefused(
                "_.transactions[_.ts < _.chalk_window].count()",
                20,
                "the filter '_.ts < _.chalk_window' cannot be applied to buckets: they are cut by"
                        + " _.ts > _.chalk_window and _.ts <= _.chalk_now alone");
    }

    private static AggregationShape.Analysis shop(String text) {
        Definitions shop = ShopDefinitions.with();
        return AggregationShape.of(
                ExpressionParser.parse(text), shop.namespace("buyer").orElseThrow(), shop);
    }

    private static void assertShopRefused(String text, int offset, String message) {
        assertThat(shop(text).problems()).containsExactly(new ExpressionProblem(message, offset));
    }

    @Test
    void B056_B057_B058_of_arguments_areThoseOfTheCall() {
        var top = shop("_.orders[_.shop, _.ts > _.chalk_window].approx_top_k(k=5)")
                .shape()
                .orElseThrow();
        assertThat(top.arguments())
                .isEqualTo(new AggregationShape.Arguments(Optional.empty(), OptionalInt.of(5), OptionalDouble.empty()));
        var least = shop("F.min_by_n(_.orders[_.price], _.pieces, n=3)").shape().orElseThrow();
        assertThat(least.function()).isEqualTo(AggregationFunction.MIN_BY_N);
        assertThat(least.arguments())
                .isEqualTo(new AggregationShape.Arguments(
                        Optional.of("pieces"), OptionalInt.of(3), OptionalDouble.empty()));
        var half = shop("_.orders[_.price].approx_percentile(quantile=0.5)")
                .shape()
                .orElseThrow();
        assertThat(half.arguments().quantile()).hasValue(0.5);
    }

    @Test
    void B096_of_groups_haveTheirKeysBesideTheJoin() {
        var shape = shop("_.orders[_.ts > _.chalk_window, _.gift == True].group_by(_.shop, _.status)"
                        + ".agg(_.price.max_by(_.ts))")
                .shape()
                .orElseThrow();
        assertThat(shape.groupKeys()).containsExactly("shop", "status");
        assertThat(shape.foreignKeyColumns()).containsExactly("buyer_id");
        assertThat(shape.parentKeyColumns()).containsExactly("id");
        assertThat(shape.projectedColumn()).contains("price");
        assertThat(shape.arguments().by()).contains("ts");
        assertThat(shape.lowerBound()).isEqualTo(Bound.EXCLUSIVE);
        assertThat(shape.filters()).containsExactly(node("_.gift == True"));
    }

    @Test
    void B045_B079_of_conditionsOnTheRowAlone_areFilters() {
        String filters = "(_.price > 1) | ~(_.shop in ['a', 'b']), _.price * _.pieces > 10, F.length(_.shop) > 3";
        assertThat(shop("_.orders[" + filters + "].count()")
                        .shape()
                        .orElseThrow()
                        .filters())
                .containsExactly(
                        node("(_.price > 1) | ~(_.shop in ['a', 'b'])"),
                        node("_.price * _.pieces > 10"),
                        node("F.length(_.shop) > 3"));
    }

    @Test
    void B076_of_whatOnlyRowsKnow_isRefused() {
        assertShopRefused(
                "_.orders[_.price].median()",
                18,
                "median cannot be kept in buckets; use approx_percentile(quantile=0.5) or drop @Materialized");
        assertShopRefused(
                "_.orders.group_by(_.shop).agg(_.price.median())",
                38,
                "median cannot be kept in buckets; use approx_percentile(quantile=0.5) or drop @Materialized");
        assertShopRefused(
                "_.orders[_.price].approx_percentile(0.5)",
                36,
                "buckets need the quantile by name: write approx_percentile(quantile=0.5)");
        assertShopRefused(
                "_.orders[_.price * 2].sum()",
                9,
                "'_.price * 2' is computed: buckets keep features of Order as messages write them; make it one of these,"
                        + " or drop @Materialized");
        assertShopRefused(
                "_.orders[_.shop].max_by(_.price * 2)",
                24,
                "'_.price * 2' is computed: buckets keep features of Order as messages write them; make it one of these,"
                        + " or drop @Materialized");
        assertShopRefused(
                "_.orders[_.buyer.age > 18].count()",
                9,
                "'_.buyer' leads out of the row: buckets read features of Order alone; keep what you need as one of these,"
                        + " or drop @Materialized");
        assertShopRefused(
                "_.orders[(_.ts > _.chalk_window) | (_.price > 1)].count()",
                33,
                "the filter '(_.ts > _.chalk_window) | (_.price > 1)' cannot be applied to buckets: they are cut by _.ts >"
                        + " _.chalk_window and _.ts <= _.chalk_now alone");
        assertShopRefused(
                "_.orders[_.ts > _.chalk_now - F.duration('7d')].count()",
                14,
                "the filter '_.ts > _.chalk_now - F.duration('7d')' cannot be applied to buckets: they are cut by _.ts >"
                        + " _.chalk_window and _.ts <= _.chalk_now alone");
        assertShopRefused(
                "_.orders[_.price, _.pieces].count()",
                18,
                "'_.pieces' is a second column: buckets of Order keep one; a count needs none");
        assertShopRefused(
                "_.age.abs()",
                6,
                "abs cannot be kept in buckets; write _.rows[_.column, filters].sum(), or drop @Materialized");
    }
}
