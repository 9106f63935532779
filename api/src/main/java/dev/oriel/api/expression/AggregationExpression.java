package dev.oriel.api.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * An aggregation over rows as it is written, taken apart by its form alone: {@code _.rows[_.a, _.b > 1].sum()}, {@code
 * F.sum(_.rows[_.a, _.b > 1])}, {@code _.rows.where(_.b > 1)[_.a].sum()}, and {@code _.rows[_.b > 1].group_by(_.k).agg(_.a.sum())}.
 * In all parts but {@code rows}, {@code _} is one of the rows.
 *
 * <p>Of the items in brackets those that are true or false by their form ({@link Conditions}) are filters; all others, and
 * {@code _.a} whatever its type, are columns.
 *
 * @param rows the relation whose rows are read: {@code _.rows}, {@code _.user.rows}
 * @param columns as written; of an expression that the checker accepts, one or, for a count, any number
 * @param filters all of which are to hold, in written order
 * @param by the column that orders rows, of the functions that take one
 * @param count {@code n} or {@code k}
 * @param keys of {@code group_by}, each {@code _.name}; empty when it is not grouped
 */
public record AggregationExpression(
        AggregationFunction function,
        Node.Attribute rows,
        List<Node> columns,
        List<Node> filters,
        Optional<Node> by,
        OptionalInt count,
        OptionalDouble quantile,
        List<Node.Attribute> keys) {
    /** Copies the lists. */
    public AggregationExpression {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
        keys = List.copyOf(keys);
    }

    /**
     * Reads a call. Whether what it stands behind are rows is for the caller to know.
     *
     * @return empty when it calls no aggregation, or not in one of the forms above
     */
    public static Optional<AggregationExpression> of(Node.Call call) {
        if (call.name().equals("agg")) {
            return grouped(call);
        }
        return Called.of(call).flatMap(called -> of(called, List.of(), List.of()));
    }

    /** {@code rows.sum(arguments)} or {@code F.sum(rows, arguments)}. */
    record Called(AggregationFunction function, Node rows, List<Node.Argument> arguments) {
        static Optional<Called> of(Node.Call call) {
            AggregationFunction function = AggregationFunction.of(call.name()).orElse(null);
            if (function == null) {
                return Optional.empty();
            }
            if (!FunctionCall.isLibrary(call.of())) {
                return Optional.of(new Called(function, call.of(), call.arguments()));
            }
            boolean given =
                    !call.arguments().isEmpty() && call.arguments().getFirst() instanceof Node.Argument.Positional;
            return given
                    ? Optional.of(new Called(
                            function,
                            call.arguments().getFirst().value(),
                            call.arguments().subList(1, call.arguments().size())))
                    : Optional.empty();
        }
    }

    private static Optional<AggregationExpression> grouped(Node.Call agg) {
        boolean form = agg.of() instanceof Node.Call groupBy
                && groupBy.name().equals("group_by")
                && agg.arguments().size() == 1
                && agg.arguments().getFirst() instanceof Node.Argument.Positional;
        if (!form || !(agg.arguments().getFirst().value() instanceof Node.Call inner)) {
            return Optional.empty();
        }
        var groupBy = (Node.Call) agg.of();
        var keys = new ArrayList<Node.Attribute>();
        for (Node.Argument argument : groupBy.arguments()) {
            boolean key = argument instanceof Node.Argument.Positional;
            if (!key || !(argument.value() instanceof Node.Attribute attribute) || !attribute.isOfRow()) {
                return Optional.empty();
            }
            keys.add(attribute);
        }
        return Called.of(inner)
                .flatMap(called -> of(
                        new Called(called.function(), groupBy.of(), called.arguments()),
                        called.rows() instanceof Node.Scope ? List.of() : List.of(called.rows()),
                        keys));
    }

    private static Optional<AggregationExpression> of(Called called, List<Node> column, List<Node.Attribute> keys) {
        var items = new ArrayList<Node>();
        Optional<Node.Attribute> rows = unwrapped(called.rows(), items);
        AggregationArguments arguments =
                AggregationArguments.read(called.function(), called.arguments()).orElse(null);
        if (rows.isEmpty() || arguments == null) {
            return Optional.empty();
        }
        items.addAll(column);
        return Optional.of(new AggregationExpression(
                called.function(),
                rows.get(),
                items.stream().filter(item -> !Conditions.isCondition(item)).toList(),
                items.stream().filter(Conditions::isCondition).toList(),
                arguments.by(),
                arguments.count(),
                arguments.quantile(),
                keys));
    }

    /** The relation under brackets and {@code where}; what these hold goes into {@code items}, in written order. */
    static Optional<Node.Attribute> unwrapped(Node rows, List<Node> items) {
        Node at = rows;
        while (true) {
            if (at instanceof Node.Index index) {
                items.addAll(0, index.items());
                at = index.of();
            } else if (at instanceof Node.Call where && where.name().equals("where")) {
                items.addAll(
                        0, where.arguments().stream().map(Node.Argument::value).toList());
                at = where.of();
            } else {
                return at instanceof Node.Attribute relation ? Optional.of(relation) : Optional.empty();
            }
        }
    }
}
