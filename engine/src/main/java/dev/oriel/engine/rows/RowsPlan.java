package dev.oriel.engine.rows;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.AggregationExpression;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.Node;
import dev.oriel.api.expression.RowScopes;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a feature is computed whose expression aggregates rows that are kept one by one: by its aggregations, and by an expression
 * over their values and other features of the asking row. Of {@code _.purchases[_.amount].sum()} that expression is the one
 * value itself; of {@code _.purchases[_.amount].sum() / _.purchases.count()} it divides two.
 *
 * @param combination over the values; its inputs are those of {@link #aggregation}, and features of the asking row
 * @param aggregations in order of first use
 * @param isOne whether the value is that of the one aggregation
 */
public record RowsPlan(ExpressionPlan combination, List<RowsAggregation> aggregations, boolean isOne) {
    /** No feature has such a name. */
    private static final String VALUE_OF = "aggregation ";

    /** Copies the list. */
    public RowsPlan {
        aggregations = List.copyOf(aggregations);
    }

    /**
     * The plan of a feature that is not materialized.
     *
     * @return empty when its expression, if it has one, aggregates no rows
     * @throws EvaluationException if it does and cannot be computed; the message says why. Cost: linear in the expression
     */
    public static Optional<RowsPlan> of(FeatureClassDefinition owner, FeatureDefinition feature, Catalog catalog) {
        if (feature.expression() == null || feature.materialized()) {
            return Optional.empty();
        }
        var aggregations = new ArrayList<RowsAggregation>();
        var scopes = new RowScopes(owner, catalog.definitions());
        Node canonical =
                scopes.canonical(ExpressionParser.parse(feature.expression()).node());
        var planner = new RowsPlanner(owner, feature, catalog);
        Node combination = RowNodes.replace(
                canonical,
                part -> aggregation(part, scopes)
                        .map(aggregation -> value(place(planner.plan(aggregation), aggregations))));
        return aggregations.isEmpty()
                ? Optional.empty()
                : Optional.of(new RowsPlan(
                        ExpressionPlan.of(combination, input -> type(input, owner, aggregations)),
                        aggregations,
                        combination instanceof Node.Attribute));
    }

    private static int place(RowsAggregation planned, List<RowsAggregation> aggregations) {
        aggregations.add(planned);
        return aggregations.size() - 1;
    }

    /** A call that aggregates the rows of a has-many relation, of the asking row or of one that it leads to. */
    private static Optional<AggregationExpression> aggregation(Node node, RowScopes scopes) {
        return node instanceof Node.Call call
                ? AggregationExpression.of(call)
                        .filter(found -> scopes.leadsTo(found.rows().of())
                                .flatMap(class_ -> class_.feature(found.rows().name()))
                                .filter(relation -> relation.shape() == FeatureDefinition.Shape.HAS_MANY)
                                .isPresent())
                : Optional.empty();
    }

    private static Node value(int place) {
        return new Node.Attribute(new Node.Scope(Node.Scope.ROW), VALUE_OF + place);
    }

    private static FeatureType type(
            ExpressionPlan.Input input, FeatureClassDefinition owner, List<RowsAggregation> aggregations) {
        OptionalInt place = placeOf(input);
        if (place.isPresent()) {
            return aggregations.get(place.getAsInt()).type();
        }
        if (input.name().equals(RowConditions.NOW)) {
            return new FeatureType.Scalar(ScalarType.TIME);
        }
        return owner.feature(input.name())
                .map(FeatureDefinition::type)
                .filter(Objects::nonNull)
                .orElseThrow(() -> new EvaluationException("'_." + input.name() + "' cannot be computed from one row"));
    }

    private static OptionalInt placeOf(ExpressionPlan.Input input) {
        return input instanceof ExpressionPlan.Input.Attribute attribute
                        && attribute.name().startsWith(VALUE_OF)
                ? OptionalInt.of(Integer.parseInt(attribute.name().substring(VALUE_OF.length())))
                : OptionalInt.empty();
    }

    /** The aggregation whose value an input of {@link #combination} is; empty when it is a feature of the asking row. */
    public Optional<RowsAggregation> aggregation(ExpressionPlan.Input input) {
        OptionalInt place = placeOf(input);
        return place.isPresent() ? Optional.of(aggregations.get(place.getAsInt())) : Optional.empty();
    }
}
