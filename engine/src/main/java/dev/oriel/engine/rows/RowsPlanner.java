package dev.oriel.engine.rows;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.AggregationExpression;
import dev.oriel.api.expression.AggregationFunction;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.Node;
import dev.oriel.api.expression.RowScopes;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.RowRelation;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.state.KernelValues;
import dev.oriel.kernel.AggregationSet;
import dev.oriel.kernel.Layer;
import dev.oriel.kernel.aggregation.AggregationCall;
import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Plans the aggregations of one feature over rows. */
final class RowsPlanner {
    /** The time of a row whose class has no feature time: when it was observed (D3). */
    private static final String OBSERVED_AT = "ts";

    private final FeatureClassDefinition owner;
    private final FeatureDefinition feature;
    private final Catalog catalog;

    RowsPlanner(FeatureClassDefinition owner, FeatureDefinition feature, Catalog catalog) {
        this.owner = owner;
        this.feature = feature;
        this.catalog = catalog;
    }

    /** @throws EvaluationException if it cannot be computed; the message says why */
    RowsAggregation plan(AggregationExpression aggregation) {
        if (!aggregation.rows().isOfRow()) {
            throw new EvaluationException("'" + aggregation.rows() + "' are rows of another row · ask for a feature of"
                    + " that row that aggregates them");
        }
        if (!aggregation.keys().isEmpty()) {
            throw new EvaluationException("all groups of rows cannot be asked for yet · ask for one group");
        }
        RowRelation relation = catalog.rowRelation(
                        owner.namespace() + "." + aggregation.rows().name())
                .orElseThrow(() -> new EvaluationException("the rows of '" + owner.namespace() + "."
                        + aggregation.rows().name() + "' are not kept one by one, which is done for relations that some"
                        + " feature aggregates without @Materialized, or with @HasMany(maxStaleness), and whose columns"
                        + " equal one feature each"));
        return new OfRelation(relation).plan(aggregation);
    }

    /** The rows of one relation. */
    private final class OfRelation {
        private final RowRelation relation;
        private final FeatureClassDefinition child;
        private final String time;

        OfRelation(RowRelation relation) {
            this.relation = relation;
            this.child = relation.log().child();
            this.time = child.featureTime().map(FeatureDefinition::name).orElse(OBSERVED_AT);
        }

        RowsAggregation plan(AggregationExpression aggregation) {
            AggregationFunction function = aggregation.function();
            var edges = new RowConditions(aggregation.filters(), time, feature.hasWindows());
            List<ExpressionPlan> conditions =
                    edges.conditions().stream().map(this::planned).toList();
            // A count needs none, and counts rows whose column is null.
            Optional<ExpressionPlan> column = function.needsColumn()
                    ? aggregation.columns().stream().findFirst().map(this::planned)
                    : Optional.empty();
            Optional<ExpressionPlan> by = aggregation.by().map(this::planned);
            var columns = new ArrayList<ExpressionPlan>();
            column.ifPresent(columns::add);
            by.ifPresent(columns::add);
            Optional<FeatureType> type = column.flatMap(ExpressionPlan::type);
            return new RowsAggregation(new RowsAggregation.Parts(
                    relation,
                    function,
                    kernel(aggregation, type, by.flatMap(ExpressionPlan::type)),
                    result(function, type),
                    edges,
                    feature.hasWindows(),
                    time,
                    conditions,
                    columns,
                    required(Stream.concat(conditions.stream(), columns.stream()))));
        }

        private static Set<String> required(Stream<ExpressionPlan> plans) {
            var required = new HashSet<String>();
            plans.flatMap(plan -> plan.inputs().stream())
                    .map(ExpressionPlan.Input::name)
                    .filter(name -> !isClock(name))
                    .forEach(required::add);
            return required;
        }

        private ExpressionPlan planned(Node node) {
            return ExpressionPlan.of(written(node), this::type);
        }

        /** What is computed of a row, by what it is computed of. */
        private Node written(Node node) {
            return RowNodes.replace(
                    node,
                    part -> part instanceof Node.Attribute attribute && attribute.isOfRow()
                            ? child.feature(attribute.name())
                                    .map(FeatureDefinition::expression)
                                    .map(text -> written(new RowScopes(child, catalog.definitions())
                                            .canonical(
                                                    ExpressionParser.parse(text).node())))
                            : Optional.empty());
        }

        private FeatureType type(ExpressionPlan.Input input) {
            if (!(input instanceof ExpressionPlan.Input.Attribute)) {
                throw new EvaluationException("'" + input.name() + "' has windows, and a kept row has none");
            }
            if (isClock(input.name())
                    || (input.name().equals(time) && child.feature(time).isEmpty())) {
                return new FeatureType.Scalar(ScalarType.TIME);
            }
            return child.feature(input.name())
                    .filter(found -> found.shape() == FeatureDefinition.Shape.SCALAR)
                    .map(FeatureDefinition::type)
                    .orElseThrow(() -> new EvaluationException("'_." + input.name() + "' leads out of the rows of '"
                            + relation.fqn() + "' · keep what you need as one of their features"));
        }

        private static boolean isClock(String name) {
            return name.equals(RowConditions.NOW) || name.equals(RowConditions.WINDOW);
        }

        private static AggregationSet kernel(
                AggregationExpression aggregation, Optional<FeatureType> type, Optional<FeatureType> by) {
            ColumnType column = type.map(KernelValues::columnType).orElse(ColumnType.NONE);
            String name = aggregation.function().functionName();
            AggregationCall call = AggregationCall.of(name, column);
            var columns = new ArrayList<>(List.of(column));
            if (by.isPresent()) {
                ColumnType byColumn = KernelValues.columnType(by.get());
                columns.add(byColumn);
                call = call.by(1, byColumn);
            }
            if (aggregation.count().isPresent()) {
                call = call.count(aggregation.count().getAsInt());
            }
            if (aggregation.quantile().isPresent()) {
                call = call.quantile(aggregation.quantile().getAsDouble());
            }
            if (type.orElse(null) instanceof FeatureType.VectorOf of) {
                call = call.vectorLength(of.dimensions());
            }
            return new AggregationSet(columns, List.of(new Layer.Part(name, Aggregations.of(call))));
        }

        private static FeatureType result(AggregationFunction function, Optional<FeatureType> column) {
            Optional<ScalarType> own = function.ownResult();
            if (own.isPresent()) {
                return new FeatureType.Scalar(own.get());
            }
            FeatureType type = column.orElseThrow();
            return switch (function) {
                case MEAN -> type instanceof FeatureType.VectorOf ? type : new FeatureType.Scalar(ScalarType.DOUBLE);
                case SUM, MIN, MAX, MIN_BY, MAX_BY, FIRST, LAST -> type;
                case MIN_BY_N, MAX_BY_N, ARRAY_AGG, APPROX_TOP_K -> new FeatureType.ListOf(type);
                case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT, STD, VAR, MEDIAN, APPROX_PERCENTILE, ANY, ALL ->
                    throw new IllegalStateException(function + " has a type of its own");
            };
        }
    }
}
