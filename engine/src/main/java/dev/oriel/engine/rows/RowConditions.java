package dev.oriel.engine.rows;

import dev.oriel.api.expression.BinaryOperator;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.evaluate.EvaluationException;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters of an aggregation: how the edges of its window were written, and what else is to hold of a row. An edge is the
 * time of the row compared with {@code _.chalk_window} or {@code _.chalk_now}; whichever is not written is {@code (now - window,
 * now]} (D3, D5).
 */
final class RowConditions {
    static final String WINDOW = "chalk_window";
    static final String NOW = "chalk_now";

    private final String time;
    private final boolean windowed;
    private final List<Node> conditions = new ArrayList<>();
    private boolean lowerInclusive;
    private boolean lowerExclusive;
    private boolean upperExclusive;

    /**
     * Of the filters of one aggregation.
     *
     * @param time name of the feature time of the rows
     * @param windowed whether the aggregation has windows
     * @throws EvaluationException if one reads rows before the window
     */
    RowConditions(List<Node> filters, String time, boolean windowed) {
        this.time = time;
        this.windowed = windowed;
        filters.forEach(this::add);
    }

    /** What is to hold beside the edges, each by itself. */
    List<Node> conditions() {
        return List.copyOf(conditions);
    }

    /** Whether a row exactly at the start of the window is in it. Written both ways, both hold. */
    boolean includesStart() {
        return lowerInclusive && !lowerExclusive;
    }

    /** Whether a row exactly at the time of the query is in the window. */
    boolean includesEnd() {
        return !upperExclusive;
    }

    private void add(Node filter) {
        if (filter instanceof Node.Binary both && both.operator() == BinaryOperator.AND) {
            add(both.left());
            add(both.right());
        } else if (!isEdge(filter)) {
            if (mentions(filter, WINDOW)) {
                throw new EvaluationException("the filter '" + filter
                        + "' reads the start of the window otherwise than as its edge: rows are cut by _." + time
                        + " > _.chalk_window or _." + time + " >= _.chalk_window alone");
            }
            conditions.add(filter);
        }
    }

    /** Takes note of {@code _.ts > _.chalk_window} and its like, either way around; whether it was one. */
    private boolean isEdge(Node filter) {
        if (!(filter instanceof Node.Binary comparison)
                || !comparison.operator().isComparison()) {
            return false;
        }
        boolean mirrored = is(comparison.right(), time);
        Node row = mirrored ? comparison.right() : comparison.left();
        Node clock = mirrored ? comparison.left() : comparison.right();
        BinaryOperator operator = mirrored ? comparison.operator().mirrored() : comparison.operator();
        if (!is(row, time)) {
            return false;
        }
        if (windowed && is(clock, WINDOW)) {
            return isStart(operator);
        }
        return is(clock, NOW) && isEnd(operator);
    }

    private boolean isStart(BinaryOperator operator) {
        lowerInclusive |= operator == BinaryOperator.GREATER_OR_EQUAL;
        lowerExclusive |= operator == BinaryOperator.GREATER;
        return operator == BinaryOperator.GREATER_OR_EQUAL || operator == BinaryOperator.GREATER;
    }

    private boolean isEnd(BinaryOperator operator) {
        upperExclusive |= operator == BinaryOperator.LESS;
        return operator == BinaryOperator.LESS_OR_EQUAL || operator == BinaryOperator.LESS;
    }

    private static boolean mentions(Node node, String name) {
        return is(node, name) || node.children().stream().anyMatch(child -> mentions(child, name));
    }

    private static boolean is(Node node, String name) {
        return node instanceof Node.Attribute attribute
                && attribute.isOfRow()
                && attribute.name().equals(name);
    }
}
