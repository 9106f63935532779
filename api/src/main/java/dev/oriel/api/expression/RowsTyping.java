package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.AggregationExpression.Called;
import dev.oriel.api.expression.ExpressionType.Column;
import dev.oriel.api.expression.ExpressionType.GroupKey;
import dev.oriel.api.expression.ExpressionType.GroupedRows;
import dev.oriel.api.expression.ExpressionType.Groups;
import dev.oriel.api.expression.ExpressionType.Rows;
import dev.oriel.api.expression.ExpressionType.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may be done with rows: filters and columns in brackets, aggregations, groups. */
final class RowsTyping {
    private final Typing typing;
    private final Problems problems;

    RowsTyping(Typing typing) {
        this.typing = typing;
        this.problems = typing.problems();
    }

    /** Applies the items of {@code rows[...]} or the arguments of {@code where}: columns and filters. */
    Optional<ExpressionType> filtered(Rows rows, List<Node> items, Typing.Scope outer) {
        if (outer.filtering()) {
            return problems.from(items.getFirst(), "rows within a filter of rows are not available yet");
        }
        var inner = new Typing.Scope.OfRow(rows.featureClass(), true);
        var columns = new ArrayList<>(rows.columns());
        int before = problems.count();
        for (Node item : items) {
            if (item instanceof Node.TextLiteral literal) {
                problems.at(
                        item,
                        rows.described() + " have no window '" + literal.value()
                                + "': filter them with _.ts > _.chalk_window");
            } else if (Conditions.isCondition(item)) {
                filter(item, inner);
            } else {
                column(item, inner).ifPresent(columns::add);
            }
        }
        return problems.count() > before ? Optional.empty() : Optional.of(new Rows(rows.featureClass(), columns));
    }

    private Optional<Column> column(Node item, Typing.Scope.OfRow inner) {
        if (item instanceof Node.Literal) {
            return problems.from(
                    item,
                    "'" + item
                            + "' is a literal: an item in [ ] is one feature such as _.amount, or a filter that is true"
                            + " or false");
        }
        return typing.value(item, inner).flatMap(value -> {
            boolean noFeature = item instanceof Node.Attribute attribute
                    && attribute.isOfRow()
                    && inner.row().feature(attribute.name()).isEmpty();
            return noFeature
                    ? problems.from(item, "'" + item + "' is a time that no feature holds: it cannot be a column")
                    : Optional.of(new Column(item, value));
        });
    }

    private void filter(Node item, Typing.Scope inner) {
        typing.value(item, inner)
                .filter(value -> !value.is(ScalarType.BOOLEAN))
                .ifPresent(value ->
                        problems.from(item, "'" + item + "' is " + value.described() + ": a filter is true or false"));
    }

    /** What is called on rows. */
    Optional<ExpressionType> call(Node.Call call, Rows rows, Typing.Scope scope) {
        if (call.name().equals("where")) {
            return where(call, rows, scope);
        }
        if (call.name().equals("group_by")) {
            return groupBy(call, rows, scope);
        }
        if (call.name().equals("agg")) {
            return problems.at(call, "agg needs groups: write " + call.of() + ".group_by(_.key).agg(_.amount.sum())");
        }
        Called called = Called.of(call).orElse(null);
        return called == null
                ? problems.at(call, AggregationFunction.refusal(call.name()))
                : aggregated(call, called, rows, scope).map(ExpressionType.class::cast);
    }

    private Optional<ExpressionType> where(Node.Call call, Rows rows, Typing.Scope scope) {
        var conditions = new ArrayList<Node>();
        for (Node.Argument argument : call.arguments()) {
            if (argument instanceof Node.Argument.Named || !Conditions.isCondition(argument.value())) {
                return problems.from(
                        argument.value(), "where takes filters, such as " + call.of() + ".where(_.amount > 10)");
            }
            conditions.add(argument.value());
        }
        return conditions.isEmpty()
                ? problems.at(call, "where needs a filter, such as " + call.of() + ".where(_.amount > 10)")
                : filtered(rows, conditions, scope);
    }

    /** One aggregation over rows whose columns are known. */
    Optional<Value> aggregated(Node.Call call, Called called, Rows rows, Typing.Scope scope) {
        if (scope.filtering()) {
            return problems.from(call, "rows within a filter of rows are not available yet");
        }
        AggregationFunction function = called.function();
        Optional<String> problem = AggregationArguments.problem(call.name(), function, called.arguments());
        if (problem.isPresent()) {
            return problems.at(call, problem.get());
        }
        if (!function.needsColumn()) {
            return Optional.of(Value.of(ScalarType.LONG, false));
        }
        if (rows.columns().isEmpty()) {
            return problems.at(
                    call,
                    call.name() + " needs a column: write " + called.rows() + "[_."
                            + function.exampleColumn(rows.featureClass()) + "]." + call.name() + "()");
        }
        Column column = rows.columns().getFirst();
        if (rows.columns().size() > 1) {
            return secondColumn(rows.columns().get(1));
        }
        FeatureType type = column.value().type();
        if (!function.takes(type)) {
            return problems.at(
                    call,
                    call.name() + " needs " + function.needs() + ", " + column.text() + " is " + type.word()
                            + function.instead(type));
        }
        return orderedBy(call, called, rows).map(ordered -> function.result(type));
    }

    private <T> Optional<T> secondColumn(Column column) {
        boolean flag = column.value().is(ScalarType.BOOLEAN);
        return problems.from(
                column.node(),
                "'" + column.node() + "' is a second column: rows have one and any filters"
                        + (flag ? "; as a filter write " + column.node() + " == True" : ""));
    }

    /** Whether the column to order by, of an aggregation that has one, has an order. */
    private Optional<Boolean> orderedBy(Node.Call call, Called called, Rows rows) {
        Node by = AggregationArguments.read(called.function(), called.arguments())
                .flatMap(AggregationArguments::by)
                .orElse(null);
        if (by == null) {
            return Optional.of(true);
        }
        return typing.value(by, new Typing.Scope.OfRow(rows.featureClass(), true))
                .flatMap(value -> {
                    boolean ordered = value.scalar()
                            .filter(type -> AggregationFunction.isOrdered(type) || type == ScalarType.TEXT)
                            .isPresent();
                    return ordered
                            ? Optional.of(true)
                            : problems.from(
                                    by,
                                    call.name() + " orders by a number, text, time, date or duration, '" + by + "' is "
                                            + value.described());
                });
    }

    private Optional<ExpressionType> groupBy(Node.Call call, Rows rows, Typing.Scope scope) {
        if (scope.filtering()) {
            return problems.from(call, "rows within a filter of rows are not available yet");
        }
        if (!rows.columns().isEmpty()) {
            Node column = rows.columns().getFirst().node();
            return problems.from(column, "groups take their column in agg: write .agg(" + column + ".sum())");
        }
        if (call.arguments().isEmpty()) {
            return problems.at(call, "group_by needs a key, such as " + call.of() + ".group_by(_.merchant_id)");
        }
        var keys = new ArrayList<GroupKey>();
        int before = problems.count();
        for (Node.Argument argument : call.arguments()) {
            key(argument, rows, keys);
        }
        return problems.count() > before ? Optional.empty() : Optional.of(new GroupedRows(rows, keys));
    }

    private void key(Node.Argument argument, Rows rows, List<GroupKey> keys) {
        Node node = argument.value();
        boolean feature = argument instanceof Node.Argument.Positional
                && node instanceof Node.Attribute attribute
                && attribute.isOfRow();
        if (!feature) {
            problems.from(node, "a group key is one feature of the rows, such as _.merchant_id");
            return;
        }
        String name = ((Node.Attribute) node).name();
        if (keys.stream().anyMatch(key -> key.name().equals(name))) {
            problems.from(node, "the group key '" + name + "' is given twice");
            return;
        }
        typing.value(node, new Typing.Scope.OfRow(rows.featureClass(), true)).ifPresent(value -> {
            if (isKey(value)) {
                keys.add(new GroupKey(name, value.type()));
            } else {
                problems.from(
                        node,
                        "a group key is an integer, text, a date or a boolean, " + name + " is "
                                + value.type().word());
            }
        });
    }

    private static boolean isKey(Value value) {
        return value.is(ScalarType.LONG)
                || value.is(ScalarType.TEXT)
                || value.is(ScalarType.DATE)
                || value.is(ScalarType.BOOLEAN);
    }

    /** What is called on {@code rows.group_by(...)}. */
    Optional<ExpressionType> aggregatedGroups(Node.Call call, GroupedRows grouped, Typing.Scope scope) {
        if (!call.name().equals("agg")) {
            return problems.at(
                    call, "groups take agg, not '" + call.name() + "': write " + call.of() + ".agg(_.amount.sum())");
        }
        Called called = call.arguments().size() == 1
                        && call.arguments().getFirst() instanceof Node.Argument.Positional
                        && call.arguments().getFirst().value() instanceof Node.Call inner
                ? Called.of(inner).orElse(null)
                : null;
        if (called == null) {
            return problems.at(call, "agg takes one aggregation, such as " + call.of() + ".agg(_.amount.sum())");
        }
        var inner = (Node.Call) call.arguments().getFirst().value();
        var columns = new ArrayList<Column>();
        boolean ofRow = called.rows() instanceof Node.Scope name && name.isRow();
        if (!ofRow) {
            var row = new Typing.Scope.OfRow(grouped.rows().featureClass(), true);
            Optional<Column> column = column(called.rows(), row);
            if (column.isEmpty()) {
                return Optional.empty();
            }
            columns.add(column.get());
        } else if (called.function().needsColumn()) {
            return problems.at(
                    inner,
                    inner.name() + " needs a column: write _."
                            + called.function().exampleColumn(grouped.rows().featureClass()) + "." + inner.name()
                            + "()");
        }
        return aggregated(inner, called, new Rows(grouped.rows().featureClass(), columns), scope)
                .map(value -> new Groups(value, grouped.keys()));
    }
}
