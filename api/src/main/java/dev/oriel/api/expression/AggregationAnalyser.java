package dev.oriel.api.expression;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Joins;
import dev.oriel.api.expression.AggregationShape.Arguments;
import java.util.List;
import java.util.Optional;

/** Takes one aggregation apart; see {@link AggregationShape}. */
final class AggregationAnalyser {
    private static final String FORM = "write _.rows[_.column, filters].sum(), or drop @Materialized";

    private final ParsedExpression parsed;
    private final FeatureClassDefinition parent;
    private final Definitions definitions;
    private final Problems problems;

    AggregationAnalyser(ParsedExpression parsed, FeatureClassDefinition parent, Definitions definitions) {
        this.parsed = parsed;
        this.parent = parent;
        this.definitions = definitions;
        this.problems = new Problems(parsed);
    }

    AggregationShape.Analysis analyse() {
        Optional<AggregationShape> shape = shape();
        List<ExpressionProblem> found = problems.all();
        return new AggregationShape.Analysis(found.isEmpty() ? shape : Optional.empty(), found);
    }

    private Optional<AggregationShape> shape() {
        if (!(parsed.node() instanceof Node.Call call)) {
            return problems.from(
                    parsed.node(),
                    "'" + parsed.node() + "' cannot be kept in buckets: only one aggregation over rows can; " + FORM);
        }
        AggregationExpression aggregation = AggregationExpression.of(call).orElse(null);
        if (aggregation == null) {
            return problems.at(call, call.name() + " cannot be kept in buckets; " + FORM);
        }
        Node.Call called = called(call);
        if (!aggregation.function().keptInBuckets()) {
            return problems.at(
                    called,
                    called.name() + " cannot be kept in buckets; use approx_percentile(quantile=0.5) or drop"
                            + " @Materialized");
        }
        boolean unnamed = aggregation.function() == AggregationFunction.APPROX_PERCENTILE
                && called.arguments().getLast() instanceof Node.Argument.Positional;
        if (unnamed) {
            Node quantile = called.arguments().getLast().value();
            return problems.from(
                    quantile, "buckets need the quantile by name: write approx_percentile(quantile=" + quantile + ")");
        }
        return overRelation(aggregation);
    }

    /** The aggregation itself, within {@code agg} when there are groups. */
    private static Node.Call called(Node.Call call) {
        return call.name().equals("agg") && call.arguments().getFirst().value() instanceof Node.Call inner
                ? inner
                : call;
    }

    private Optional<AggregationShape> overRelation(AggregationExpression aggregation) {
        Node.Attribute rows = aggregation.rows();
        FeatureDefinition relation = parent.feature(rows.name())
                .filter(feature -> feature.shape() == FeatureDefinition.Shape.HAS_MANY)
                .orElse(null);
        String target = relation == null ? null : relation.target();
        FeatureClassDefinition child =
                target == null ? null : definitions.javaClass(target).orElse(null);
        if (relation == null || child == null || !rows.isOfRow()) {
            return problems.from(
                    rows, "'" + rows + "' is no has-many relation of " + parent.simpleName() + "; " + FORM);
        }
        var bucketRows = new BucketRows(child, problems);
        Optional<String> column = column(aggregation, child, bucketRows);
        Optional<String> by = aggregation.by().flatMap(bucketRows::column);
        aggregation.filters().forEach(bucketRows::filter);
        Joins.Result join = Joins.of(parent, relation, definitions);
        if (join.problem() != null) {
            return problems.at(rows, join.problem());
        }
        aggregation.keys().forEach(bucketRows::column);
        return Optional.of(new AggregationShape(
                relation.name(),
                child.namespace(),
                aggregation.function(),
                column,
                new Arguments(by, aggregation.count(), aggregation.quantile()),
                aggregation.keys().stream().map(Node.Attribute::name).toList(),
                bucketRows.filters(),
                bucketRows.lower(),
                bucketRows.upper(),
                join.otherNames(),
                join.ownNames()));
    }

    private Optional<String> column(
            AggregationExpression aggregation, FeatureClassDefinition child, BucketRows bucketRows) {
        if (aggregation.columns().size() > 1) {
            Node second = aggregation.columns().get(1);
            return problems.from(
                    second,
                    "'" + second + "' is a second column: buckets of " + child.simpleName()
                            + " keep one; a count needs none");
        }
        return aggregation.columns().stream().findFirst().flatMap(bucketRows::column);
    }
}
