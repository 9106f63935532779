package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.expression.AggregationShape.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What buckets know of the rows of one class: their own features, as messages write them. A filter is applied when a row
 * arrives, so that it may be any condition on these; only the edges of the window are known when buckets are read.
 */
final class BucketRows {
    private final FeatureClassDefinition child;
    private final Problems problems;
    private final List<Node> filters = new ArrayList<>();
    private Bound lower = Bound.NONE;
    private Bound upper = Bound.NONE;

    BucketRows(FeatureClassDefinition child, Problems problems) {
        this.child = child;
        this.problems = problems;
    }

    List<Node> filters() {
        return List.copyOf(filters);
    }

    Bound lower() {
        return lower;
    }

    Bound upper() {
        return upper;
    }

    /** A column that is kept: one feature of the row. */
    Optional<String> column(Node node) {
        if (!(node instanceof Node.Attribute attribute) || !attribute.isOfRow()) {
            return problems.from(
                    node,
                    "'" + node + "' is computed: buckets keep features of " + child.simpleName()
                            + " as messages write them; make it one of these, or drop @Materialized");
        }
        return own(attribute) ? Optional.of(attribute.name()) : Optional.empty();
    }

    /** A filter, or several with {@code &} between them. */
    void filter(Node item) {
        if (item instanceof Node.Binary both && both.operator() == BinaryOperator.AND) {
            filter(both.left());
            filter(both.right());
        } else if (item instanceof Node.Binary comparison
                && comparison.operator().isComparison()
                && (isClock(comparison.left()) || isClock(comparison.right()))) {
            edge(comparison);
        } else if (mentionsClock(item)) {
            notAnEdge(item);
        } else if (reads(item)) {
            filters.add(item);
        }
    }

    /** Whether buckets know all that a condition reads; says what they do not. */
    private boolean reads(Node node) {
        if (node instanceof Node.Attribute attribute && attribute.isOfRow()) {
            return own(attribute);
        }
        boolean known = true;
        for (Node part : node.children()) {
            known &= reads(part);
        }
        return known;
    }

    private boolean own(Node.Attribute attribute) {
        FeatureDefinition feature = child.feature(attribute.name()).orElse(null);
        if (feature == null) {
            return refused(attribute, "'" + attribute + "' is a time that no feature holds: buckets cannot read it");
        }
        if (feature.shape() != FeatureDefinition.Shape.SCALAR) {
            return refused(
                    attribute,
                    "'" + attribute + "' leads out of the row: buckets read features of " + child.simpleName()
                            + " alone; keep what you need as one of these, or drop @Materialized");
        }
        return feature.expression() == null
                || refused(
                        attribute,
                        "'" + attribute
                                + "' is computed by an expression: that is not available in buckets yet; write it from"
                                + " the message instead, or drop @Materialized");
    }

    private boolean refused(Node node, String message) {
        problems.from(node, message);
        return false;
    }

    /** Reads {@code _.ts > _.chalk_window} and its like, either way around. */
    private void edge(Node.Binary comparison) {
        boolean clockRight = isClock(comparison.right());
        Node row = clockRight ? comparison.left() : comparison.right();
        Node.Attribute clock = (Node.Attribute) (clockRight ? comparison.right() : comparison.left());
        BinaryOperator operator =
                clockRight ? comparison.operator() : comparison.operator().mirrored();
        boolean start = clock.name().equals(ExpressionChecker.WINDOW);
        Bound bound = bound(operator, start);
        boolean ofTime = row instanceof Node.Attribute attribute
                && attribute.isOfRow()
                && attribute.name().equals(time());
        if (bound == Bound.NONE || !ofTime) {
            notAnEdge(comparison);
        } else if (start) {
            lower = lower.and(bound);
        } else {
            upper = upper.and(bound);
        }
    }

    private static Bound bound(BinaryOperator operator, boolean start) {
        return switch (operator) {
            case GREATER -> start ? Bound.EXCLUSIVE : Bound.NONE;
            case GREATER_OR_EQUAL -> start ? Bound.INCLUSIVE : Bound.NONE;
            case LESS -> start ? Bound.NONE : Bound.EXCLUSIVE;
            case LESS_OR_EQUAL -> start ? Bound.NONE : Bound.INCLUSIVE;
            case EQUAL, NOT_EQUAL, IN, OR, XOR, AND, SHIFT_LEFT, SHIFT_RIGHT -> Bound.NONE;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR_DIVIDE, REMAINDER, POWER -> Bound.NONE;
        };
    }

    private String time() {
        return child.featureTime().map(FeatureDefinition::name).orElse(ExpressionChecker.OBSERVED_AT);
    }

    private void notAnEdge(Node condition) {
        String message = "the filter '" + condition + "' cannot be applied to buckets: they are cut by _." + time()
                + " > _.chalk_window and _." + time() + " <= _.chalk_now alone";
        if (condition instanceof Node.Binary) {
            problems.at(condition, message);
        } else {
            problems.from(condition, message);
        }
    }

    private static boolean mentionsClock(Node node) {
        return isClock(node) || node.children().stream().anyMatch(BucketRows::mentionsClock);
    }

    private static boolean isClock(Node node) {
        return node instanceof Node.Attribute attribute
                && attribute.isOfRow()
                && (attribute.name().equals(ExpressionChecker.WINDOW)
                        || attribute.name().equals(ExpressionChecker.NOW));
    }
}
