package dev.oriel.api.expression;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * An aggregation over the rows of a has-many relation, taken apart: what buckets need to know of {@code
 * _.transactions[_.amount, _.ts > _.chalk_window].sum()}.
 *
 * @param relation the has-many feature: {@code transactions}
 * @param childNamespace of its rows: {@code transaction}
 * @param function what is kept
 * @param projectedColumn the column aggregated; empty for a count without one
 * @param arguments what stands in its brackets
 * @param groupKeys the child's features by which {@code group_by} groups, in written order; empty when it does not
 * @param filters conditions on the child row that are all to hold, as written and in written order, without those that bound
 *     the window; they read the child's own features alone
 * @param lowerBound how the start of the window is compared with the row's time
 * @param upperBound how the query time is compared with the row's time
 * @param foreignKeyColumns the child's features that the relation joins by
 * @param parentKeyColumns the parent's features that equal them, in the same order
 */
public record AggregationShape(
        String relation,
        String childNamespace,
        AggregationFunction function,
        Optional<String> projectedColumn,
        Arguments arguments,
        List<String> groupKeys,
        List<Node> filters,
        Bound lowerBound,
        Bound upperBound,
        List<String> foreignKeyColumns,
        List<String> parentKeyColumns) {
    /** Copies the lists. */
    public AggregationShape {
        groupKeys = List.copyOf(groupKeys);
        filters = List.copyOf(filters);
        foreignKeyColumns = List.copyOf(foreignKeyColumns);
        parentKeyColumns = List.copyOf(parentKeyColumns);
    }

    /**
     * What an aggregation is told beside its column.
     *
     * @param by the child's feature that orders rows, of min_by and its like
     * @param count {@code n} or {@code k}, from 1 to 1000
     * @param quantile from 0 to 1
     */
    public record Arguments(Optional<String> by, OptionalInt count, OptionalDouble quantile) {
        /** Nothing in the brackets. */
        public static final Arguments NONE =
                new Arguments(Optional.empty(), OptionalInt.empty(), OptionalDouble.empty());
    }

    /** How an edge of the window was written. */
    public enum Bound {
        /** Not at all. */
        NONE,
        /** With {@code >} or {@code <}: a row exactly at the edge is outside. */
        EXCLUSIVE,
        /** With {@code >=} or {@code <=}: a row exactly at the edge is inside. */
        INCLUSIVE;

        /** Both must hold. */
        Bound and(Bound other) {
            if (this == NONE) {
                return other;
            }
            return this == EXCLUSIVE || other == EXCLUSIVE ? EXCLUSIVE : INCLUSIVE;
        }
    }

    /**
     * The shape of an expression, or why buckets cannot keep it.
     *
     * @param shape empty exactly when there are problems
     */
    public record Analysis(Optional<AggregationShape> shape, List<ExpressionProblem> problems) {
        /** Copies the list. */
        public Analysis {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Takes an expression apart.
     *
     * @param parsed an expression that {@link ExpressionChecker} accepts for a windowed feature of {@code parent}
     * @param definitions every class that a relation may lead to
     * @return the shape; or the problems, when the expression is no aggregation over a has-many relation, calls for
     *     filters that buckets cannot apply, or has no single join. Cost: linear in the tree
     */
    public static Analysis of(ParsedExpression parsed, FeatureClassDefinition parent, Definitions definitions) {
        return new AggregationAnalyser(parsed, parent, definitions).analyse();
    }
}
