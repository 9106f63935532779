package dev.oriel.api.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FraudDefinitions;
import dev.oriel.api.expression.AggregationShape.Bound;
import java.util.List;
import java.util.Optional;
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
}
