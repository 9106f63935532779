package dev.oriel.api.expression;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.Joins;
import dev.oriel.api.expression.AggregationShape.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes one aggregation apart; see {@link AggregationShape}. */
final class AggregationAnalyser {
    private static final String FORM = "write _.rows[_.column, filters].sum(), or drop @Materialized";

    private final ParsedExpression parsed;
    private final FeatureClassDefinition parent;
    private final Definitions definitions;
    private final List<ExpressionProblem> problems = new ArrayList<>();
    private final List<Node> filters = new ArrayList<>();
    private Optional<String> column = Optional.empty();
    private Bound lower = Bound.NONE;
    private Bound upper = Bound.NONE;

    AggregationAnalyser(ParsedExpression parsed, FeatureClassDefinition parent, Definitions definitions) {
        this.parsed = parsed;
        this.parent = parent;
        this.definitions = definitions;
    }

    AggregationShape.Analysis analyse() {
        Optional<AggregationShape> shape = shape();
        return new AggregationShape.Analysis(problems.isEmpty() ? shape : Optional.empty(), problems);
    }

    private Optional<AggregationShape> shape() {
        if (!(parsed.node() instanceof Node.Call call)) {
            return refuse(
                    parsed.start(parsed.node()),
                    "'" + parsed.node() + "' cannot be kept in buckets: only one aggregation over rows can; " + FORM);
        }
        AggregationFunction function = AggregationFunction.of(call.name()).orElse(null);
        if (function == null) {
            return refuse(parsed.offset(call), call.name() + " cannot be kept in buckets; " + FORM);
        }
        // Levels are met from the outside in, but were written from the inside out.
        var levels = new ArrayList<List<Node>>();
        Node rows = call.of();
        while (!(rows instanceof Node.Attribute relation)) {
            if (rows instanceof Node.Index index) {
                levels.addFirst(index.items());
                rows = index.of();
            } else if (rows instanceof Node.Call where && where.name().equals("where")) {
                levels.addFirst(
                        where.arguments().stream().map(Node.Argument::value).toList());
                rows = where.of();
            } else {
                return refuse(parsed.start(rows), "'" + rows + "' cannot be kept in buckets; " + FORM);
            }
        }
        return overRelation(relation, function, levels);
    }

    private Optional<AggregationShape> overRelation(
            Node.Attribute rows, AggregationFunction function, List<List<Node>> levels) {
        FeatureDefinition relation = parent.feature(rows.name())
                .filter(feature -> feature.shape() == FeatureDefinition.Shape.HAS_MANY)
                .orElse(null);
        String target = relation == null ? null : relation.target();
        FeatureClassDefinition child =
                target == null ? null : definitions.javaClass(target).orElse(null);
        if (relation == null || child == null || !rows.isOfRow()) {
            return refuse(
                    parsed.start(rows),
                    "'" + rows + "' is no has-many relation of " + parent.simpleName() + "; " + FORM);
        }
        levels.forEach(items -> items.forEach(item -> item(item, child)));
        Joins.Result join = Joins.of(parent, relation, definitions);
        if (join.problem() != null) {
            return refuse(parsed.offset(rows), join.problem());
        }
        return Optional.of(new AggregationShape(
                relation.name(),
                child.namespace(),
                function,
                column,
                filters,
                lower,
                upper,
                join.otherNames(),
                join.ownNames()));
    }

    private void item(Node item, FeatureClassDefinition child) {
        if (item instanceof Node.Attribute attribute) {
            refuseComputed(attribute, child);
            column = Optional.of(attribute.name());
        } else if (item instanceof Node.Binary both && both.operator() == BinaryOperator.AND) {
            item(both.left(), child);
            item(both.right(), child);
        } else if (item instanceof Node.Binary binary && binary.operator().isComparison()) {
            comparison(binary, child);
        } else {
            refuse(
                    parsed.start(item),
                    "the filter '" + item + "' cannot be applied to buckets: only comparisons joined by & can; "
                            + "drop @Materialized, or keep the condition as a feature of " + child.simpleName());
        }
    }

    private void comparison(Node.Binary comparison, FeatureClassDefinition child) {
        boolean mentionsClock = isClock(comparison.left()) || isClock(comparison.right());
        if (mentionsClock) {
            edge(comparison, child);
        } else if (isOperand(comparison.left()) && isOperand(comparison.right())) {
            comparison.children().forEach(operand -> refuseComputed(operand, child));
            filters.add(comparison);
        } else {
            refuse(
                    parsed.offset(comparison),
                    "the filter '" + comparison + "' cannot be applied to buckets: each side is one feature or one "
                            + "literal; keep the computed value as a feature of " + child.simpleName());
        }
    }

    /** Buckets are fed with what a message writes; a column computed from other columns is not among it. */
    private void refuseComputed(Node operand, FeatureClassDefinition child) {
        boolean computed = operand instanceof Node.Attribute attribute
                && child.feature(attribute.name())
                        .map(FeatureDefinition::expression)
                        .isPresent();
        if (computed) {
            refuse(
                    parsed.start(operand),
                    "'" + operand
                            + "' is computed by an expression: that is not available in buckets yet; write it from"
                            + " the message instead, or drop @Materialized");
        }
    }

    /** Reads {@code _.ts > _.chalk_window} and its like, either way around. */
    private void edge(Node.Binary comparison, FeatureClassDefinition child) {
        boolean clockRight = isClock(comparison.right());
        Node row = clockRight ? comparison.left() : comparison.right();
        Node.Attribute clock = (Node.Attribute) (clockRight ? comparison.right() : comparison.left());
        BinaryOperator operator =
                clockRight ? comparison.operator() : comparison.operator().mirrored();
        boolean start = clock.name().equals(ExpressionChecker.WINDOW);
        Bound bound = switch (operator) {
            case GREATER -> start ? Bound.EXCLUSIVE : Bound.NONE;
            case GREATER_OR_EQUAL -> start ? Bound.INCLUSIVE : Bound.NONE;
            case LESS -> start ? Bound.NONE : Bound.EXCLUSIVE;
            case LESS_OR_EQUAL -> start ? Bound.NONE : Bound.INCLUSIVE;
            case EQUAL, NOT_EQUAL, OR, AND, ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR_DIVIDE, REMAINDER -> Bound.NONE;
        };
        String time = child.featureTime().map(FeatureDefinition::name).orElse(ExpressionChecker.OBSERVED_AT);
        boolean ofTime = row instanceof Node.Attribute attribute
                && attribute.isOfRow()
                && attribute.name().equals(time);
        if (bound == Bound.NONE || !ofTime) {
            refuse(
                    parsed.offset(comparison),
                    "the filter '" + comparison + "' cannot be applied to buckets: they are cut by _." + time
                            + " > _.chalk_window and _." + time + " <= _.chalk_now alone");
        } else if (start) {
            lower = lower.and(bound);
        } else {
            upper = upper.and(bound);
        }
    }

    private static boolean isClock(Node node) {
        return node instanceof Node.Attribute attribute
                && attribute.isOfRow()
                && (attribute.name().equals(ExpressionChecker.WINDOW)
                        || attribute.name().equals(ExpressionChecker.NOW));
    }

    private static boolean isOperand(Node node) {
        return node instanceof Node.Literal || (node instanceof Node.Attribute attribute && attribute.isOfRow());
    }

    private Optional<AggregationShape> refuse(int offset, String message) {
        problems.add(new ExpressionProblem(message, offset));
        return Optional.empty();
    }
}
