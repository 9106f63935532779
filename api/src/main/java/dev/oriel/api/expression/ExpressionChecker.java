package dev.oriel.api.expression;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Suggestions;
import dev.oriel.api.expression.ExpressionType.One;
import dev.oriel.api.expression.ExpressionType.Rows;
import dev.oriel.api.expression.ExpressionType.Scalar;
import dev.oriel.api.expression.ExpressionType.WindowStart;
import dev.oriel.api.expression.ExpressionType.WindowedValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what an expression stands for, or everything that is wrong with it. */
public final class ExpressionChecker {
    /* A part that is refused has no type (empty) and reports one problem; whatever contains it has no type either and adds
     * nothing, so that one slip is one message. Independent parts are all looked at. */

    /** The query time. */
    static final String NOW = "chalk_now";

    /** The start of the window, and the mark that picks the same window of another feature. */
    static final String WINDOW = "chalk_window";

    /** The time of a row whose class declares none: when it was observed. */
    static final String OBSERVED_AT = "ts";

    private final ParsedExpression parsed;
    private final List<String> windows;
    private final Definitions definitions;
    private final OperatorTyping operators;
    private final List<ExpressionProblem> problems = new ArrayList<>();

    private ExpressionChecker(ParsedExpression parsed, List<String> windows, Definitions definitions) {
        this.parsed = parsed;
        this.windows = windows;
        this.definitions = definitions;
        this.operators = new OperatorTyping(parsed, problems::add);
    }

    /**
     * Checks an expression.
     *
     * @param scope the class that {@code _} is a row of
     * @param windows of the feature that is defined; empty when it is not windowed
     * @param definitions every class that a relation may lead to
     * @return the type or the problems. Cost: linear in the tree
     */
    public static CheckedExpression check(
            ParsedExpression parsed, FeatureClassDefinition scope, List<String> windows, Definitions definitions) {
        var checker = new ExpressionChecker(parsed, List.copyOf(windows), definitions);
        Optional<ExpressionType> type = checker.type(parsed.node(), new Scope(scope, false));
        checker.problems.sort(Comparator.comparingInt(ExpressionProblem::offset));
        return new CheckedExpression(checker.problems.isEmpty() ? type : Optional.empty(), checker.problems);
    }

    /** What {@code _} is, and whether that is a row within the brackets of rows. */
    private record Scope(FeatureClassDefinition row, boolean filtering) {}

    private Optional<ExpressionType> type(Node node, Scope scope) {
        return switch (node) {
            case Node.Scope name -> scopeType(name, scope);
            case Node.Attribute attribute -> attribute(attribute, scope);
            case Node.Index index -> index(index, scope);
            case Node.Call call -> call(call, scope);
            case Node.Binary binary -> {
                var left = value(binary.left(), scope);
                var right = value(binary.right(), scope);
                yield left.isPresent() && right.isPresent()
                        ? operators.binary(binary, left.get(), right.get())
                        : Optional.empty();
            }
            case Node.Unary unary -> value(unary.operand(), scope).flatMap(operand -> operators.unary(unary, operand));
            case Node.Literal literal -> Optional.of(literalType(literal));
        };
    }

    /** The type of a literal. */
    public static ExpressionType literalType(Node.Literal literal) {
        return switch (literal) {
            case Node.LongLiteral ignored -> new Scalar(ScalarType.LONG, false);
            case Node.DoubleLiteral ignored -> new Scalar(ScalarType.DOUBLE, false);
            case Node.TextLiteral ignored -> new Scalar(ScalarType.TEXT, false);
            case Node.BooleanLiteral ignored -> new Scalar(ScalarType.BOOLEAN, false);
            case Node.NullLiteral ignored -> new ExpressionType.Null();
        };
    }

    private Optional<ExpressionType> scopeType(Node.Scope name, Scope scope) {
        if (name.isRow()) {
            return Optional.of(new One(scope.row()));
        }
        String written = name.name();
        if (scope.row().feature(written).isPresent()) {
            return refuse(parsed.offset(name), "unknown name '" + written + "': write _." + written);
        }
        if (written.equals("F")) {
            return refuse(parsed.offset(name), "functions of F are not available yet");
        }
        boolean known = definitions.featureClasses().stream()
                .anyMatch(c -> c.simpleName().equals(written));
        String what = known ? "'" + written + "' is a feature class, not a row" : "unknown name '" + written + "'";
        return refuse(
                parsed.offset(name),
                what + ": write _ for the row of " + scope.row().simpleName());
    }

    private Optional<ExpressionType> attribute(Node.Attribute attribute, Scope scope) {
        if (attribute.isOfRow() && attribute.name().equals(NOW)) {
            return Optional.of(new Scalar(ScalarType.TIME, false));
        }
        if (attribute.isOfRow() && attribute.name().equals(WINDOW)) {
            return windows.isEmpty()
                    ? refuse(
                            parsed.offset(attribute),
                            "_.chalk_window is known only in a windowed feature: return Windowed<...> and add @Windows")
                    : Optional.of(new WindowStart());
        }
        return type(attribute.of(), scope).flatMap(of -> switch (of) {
            case One one -> feature(attribute, one.featureClass());
            case Rows rows -> ofRows(attribute, rows);
            case WindowedValue windowed -> noFeatures(attribute, windowed);
            case Scalar scalar -> noFeatures(attribute, scalar);
            case WindowStart start -> noFeatures(attribute, start);
            case ExpressionType.Null none -> noFeatures(attribute, none);
        });
    }

    private Optional<ExpressionType> noFeatures(Node.Attribute attribute, ExpressionType of) {
        return refuse(
                parsed.offset(attribute),
                "'" + attribute.of() + "' is " + of.described() + " and has no '" + attribute.name() + "'");
    }

    private Optional<ExpressionType> ofRows(Node.Attribute attribute, Rows rows) {
        return refuse(
                parsed.offset(attribute),
                "'" + attribute.of() + "' is " + rows.described() + ": write " + attribute.of() + "[_."
                        + attribute.name() + "] to read a column");
    }

    private Optional<ExpressionType> feature(Node.Attribute attribute, FeatureClassDefinition owner) {
        if (!attribute.isOfRow()) {
            return refuse(
                    parsed.offset(attribute),
                    "'" + attribute + "' goes through a has-one relation: that is not available yet");
        }
        FeatureDefinition feature = owner.feature(attribute.name()).orElse(null);
        if (feature == null) {
            if (attribute.name().equals(OBSERVED_AT) && owner.featureTime().isEmpty()) {
                return Optional.of(new Scalar(ScalarType.TIME, false));
            }
            var known = owner.features().stream().map(FeatureDefinition::name).toList();
            return refuse(
                    parsed.offset(attribute),
                    "no feature '" + attribute.name() + "' on " + owner.simpleName()
                            + Suggestions.hint(attribute.name(), known));
        }
        return switch (feature.shape()) {
            case SCALAR -> scalar(feature).map(ExpressionType.class::cast);
            case WINDOWED -> scalar(feature).map(value -> new WindowedValue(value, feature.windows()));
            case WINDOWED_GROUPS ->
                refuse(parsed.offset(attribute), "groups of '" + attribute + "' cannot be read yet");
            case HAS_ONE -> target(attribute, feature).map(One::new);
            case HAS_MANY -> target(attribute, feature).map(target -> new Rows(target, Optional.empty()));
        };
    }

    /** The type of a feature's value as expressions see it: a default leaves nothing null. */
    private static Optional<Scalar> scalar(FeatureDefinition feature) {
        return Optional.ofNullable(feature.scalar())
                .map(type -> new Scalar(type, feature.nullable() && feature.defaultValue() == null));
    }

    private Optional<FeatureClassDefinition> target(Node.Attribute attribute, FeatureDefinition feature) {
        String target = feature.target();
        Optional<FeatureClassDefinition> found = target == null ? Optional.empty() : definitions.javaClass(target);
        if (found.isEmpty()) {
            refuse(
                    parsed.offset(attribute),
                    "'" + attribute + "' leads to '" + target + "', which is no feature class");
        }
        return found;
    }

    private Optional<ExpressionType> index(Node.Index index, Scope scope) {
        return type(index.of(), scope).flatMap(of -> switch (of) {
            case Rows rows -> filtered(rows, index.items(), scope);
            case WindowedValue windowed -> picked(index, windowed, scope);
            case Scalar scalar -> notIndexed(index, scalar);
            case One one -> notIndexed(index, one);
            case WindowStart start -> notIndexed(index, start);
            case ExpressionType.Null none -> notIndexed(index, none);
        });
    }

    private Optional<ExpressionType> notIndexed(Node.Index index, ExpressionType of) {
        return refuse(
                parsed.start(index),
                "'" + index.of() + "' is " + of.described() + ": only rows and windowed features take [ ]");
    }

    /** Applies the items of {@code rows[...]} or the arguments of {@code where}: at most one column, any filters. */
    private Optional<ExpressionType> filtered(Rows rows, List<Node> items, Scope outer) {
        if (outer.filtering()) {
            return refuse(parsed.start(items.getFirst()), "rows within a filter of rows are not available yet");
        }
        var inner = new Scope(rows.featureClass(), true);
        Optional<FeatureDefinition> column = rows.column();
        int before = problems.size();
        for (Node item : items) {
            if (item instanceof Node.TextLiteral literal) {
                refuse(
                        parsed.offset(item),
                        rows.described() + " have no window '" + literal.value()
                                + "': filter them with _.ts > _.chalk_window");
            } else if (item instanceof Node.Attribute attribute && attribute.isOfRow()) {
                column = projected(attribute, inner, column);
            } else {
                filter(item, inner);
            }
        }
        return problems.size() > before ? Optional.empty() : Optional.of(new Rows(rows.featureClass(), column));
    }

    private Optional<FeatureDefinition> projected(
            Node.Attribute item, Scope inner, Optional<FeatureDefinition> earlier) {
        Optional<Scalar> value = value(item, inner);
        if (value.isEmpty()) {
            return earlier;
        }
        if (earlier.isPresent()) {
            boolean flag = value.get().type() == ScalarType.BOOLEAN;
            refuse(
                    parsed.start(item),
                    "'" + item + "' is a second column: rows have one and any filters"
                            + (flag ? "; as a filter write " + item + " == True" : ""));
            return earlier;
        }
        Optional<FeatureDefinition> column = inner.row().feature(item.name());
        if (column.isEmpty()) {
            refuse(parsed.start(item), "'" + item + "' is a time that no feature holds: it cannot be a column");
        }
        return column;
    }

    private void filter(Node item, Scope inner) {
        value(item, inner).ifPresent(type -> {
            if (type.type() != ScalarType.BOOLEAN) {
                refuse(
                        parsed.start(item),
                        "'" + item + "' is " + type.described()
                                + ": an item in [ ] is one feature such as _.amount, or a filter that is true or false");
            }
        });
    }

    private Optional<ExpressionType> picked(Node.Index index, WindowedValue of, Scope scope) {
        if (index.items().size() != 1) {
            return refuse(parsed.start(index), "'" + index.of() + "' takes one window at a time");
        }
        if (scope.filtering()) {
            return refuse(parsed.start(index), "a windowed feature within a filter of rows is not available yet");
        }
        Node item = index.items().getFirst();
        int before = problems.size();
        List<String> asked = switch (item) {
            case Node.TextLiteral text -> List.of(text.value());
            case Node.LongLiteral seconds -> List.of(Long.toString(seconds.value()));
            default -> type(item, scope).orElse(null) instanceof WindowStart ? windows : List.of();
        };
        if (asked.isEmpty()) {
            return problems.size() == before
                    ? refuse(
                            parsed.start(item),
                            "'" + item + "' is no window: write _.chalk_window for the same window, or one of "
                                    + String.join(", ", of.windows()) + " in quotes")
                    : Optional.empty();
        }
        for (String window : asked) {
            Optional<String> missing = WindowLookup.missing(index.of().toString(), of.windows(), window);
            if (missing.isPresent()) {
                return refuse(parsed.start(index), missing.get());
            }
        }
        return Optional.of(of.value());
    }

    private Optional<ExpressionType> call(Node.Call call, Scope scope) {
        if (call.of() instanceof Node.Scope name && !name.isRow()) {
            return type(name, scope);
        }
        return type(call.of(), scope)
                .flatMap(of -> of instanceof Rows rows ? callOnRows(call, rows, scope) : callOnOther(call, of));
    }

    private Optional<ExpressionType> callOnOther(Node.Call call, ExpressionType of) {
        boolean aggregation =
                AggregationFunction.of(call.name()).isPresent() || AggregationFunction.isLater(call.name());
        return refuse(
                parsed.offset(call),
                aggregation
                        ? call.name() + " needs rows, '" + call.of() + "' is " + of.described()
                        : "'" + call.name() + "' is not available yet: only aggregations over rows may be called");
    }

    private Optional<ExpressionType> callOnRows(Node.Call call, Rows rows, Scope scope) {
        if (call.name().equals("where")) {
            return where(call, rows, scope);
        }
        if (call.name().equals("group_by")
                || call.name().equals("agg")
                || call.name().equals("group")) {
            return refuse(parsed.offset(call), "grouped aggregations are not available yet");
        }
        AggregationFunction function = AggregationFunction.of(call.name()).orElse(null);
        if (function == null) {
            return refuse(parsed.offset(call), AggregationFunction.refusal(call.name()));
        }
        if (!call.arguments().isEmpty()) {
            return refuse(parsed.offset(call), call.name() + " takes no arguments: name the column in [ ]");
        }
        return aggregated(call, function, rows);
    }

    private Optional<ExpressionType> where(Node.Call call, Rows rows, Scope scope) {
        var conditions = new ArrayList<Node>();
        for (Node.Argument argument : call.arguments()) {
            boolean column = argument.value() instanceof Node.Attribute attribute && attribute.isOfRow();
            if (argument instanceof Node.Argument.Named || column) {
                return refuse(
                        parsed.start(argument.value()),
                        "where takes filters, such as " + call.of() + ".where(_.amount > 10)");
            }
            conditions.add(argument.value());
        }
        return conditions.isEmpty()
                ? refuse(parsed.offset(call), "where needs a filter, such as " + call.of() + ".where(_.amount > 10)")
                : filtered(rows, conditions, scope);
    }

    private Optional<ExpressionType> aggregated(Node.Call call, AggregationFunction function, Rows rows) {
        if (!function.needsColumn()) {
            return Optional.of(function.result(ScalarType.LONG));
        }
        FeatureDefinition column = rows.column().orElse(null);
        if (column == null) {
            return refuse(
                    parsed.offset(call),
                    call.name() + " needs a column: write " + call.of() + "[_."
                            + function.exampleColumn(rows.featureClass()) + "]." + call.name() + "()");
        }
        ScalarType type = column.scalar();
        if (type == null || !function.takes(type)) {
            String word = type == null ? "a relation" : type.word();
            return refuse(
                    parsed.offset(call),
                    call.name() + " needs a number, " + column.name() + " is " + word
                            + "; use count or approx_count_distinct");
        }
        return Optional.of(function.result(type));
    }

    /** The type of a part that must be one value. The start of a window passes as a time; operators say where it may. */
    private Optional<Scalar> value(Node node, Scope scope) {
        return type(node, scope).flatMap(type -> switch (type) {
            case Scalar scalar -> Optional.of(scalar);
            case WindowStart ignored -> Optional.of(new Scalar(ScalarType.TIME, false));
            case WindowedValue windowed ->
                refuseValue(
                        node,
                        "'" + node + "' has one value per window: write " + node + "["
                                + (windows.isEmpty() ? "'" + windowed.windows().getFirst() + "'" : "_.chalk_window")
                                + "]");
            case ExpressionType.Null ignored ->
                refuseValue(node, "None has no value to compute or compare with; rows with a null fail every filter");
            case Rows rows -> refuseValue(node, "'" + node + "' is " + rows.described() + ", not a value");
            case One one -> refuseValue(node, "'" + node + "' is " + one.described() + ", not a value");
        });
    }

    private Optional<Scalar> refuseValue(Node node, String message) {
        problems.add(new ExpressionProblem(message, parsed.start(node)));
        return Optional.empty();
    }

    private Optional<ExpressionType> refuse(int offset, String message) {
        problems.add(new ExpressionProblem(message, offset));
        return Optional.empty();
    }
}
