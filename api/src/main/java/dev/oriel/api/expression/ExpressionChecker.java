package dev.oriel.api.expression;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.AggregationExpression.Called;
import dev.oriel.api.expression.ExpressionType.GroupedRows;
import dev.oriel.api.expression.ExpressionType.Groups;
import dev.oriel.api.expression.ExpressionType.Null;
import dev.oriel.api.expression.ExpressionType.One;
import dev.oriel.api.expression.ExpressionType.Rows;
import dev.oriel.api.expression.ExpressionType.Value;
import dev.oriel.api.expression.ExpressionType.WindowStart;
import dev.oriel.api.expression.ExpressionType.WindowedGroups;
import dev.oriel.api.expression.ExpressionType.WindowedValue;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Finds what an expression stands for, or everything that is wrong with it. */
public final class ExpressionChecker implements Typing {
    /** The query time. */
    static final String NOW = "chalk_now";

    /** The start of the window, and the mark that picks the same window of another feature. */
    static final String WINDOW = "chalk_window";

    /** The time of a row whose class declares none: when it was observed. */
    static final String OBSERVED_AT = "ts";

    private final List<String> windows;
    private final Definitions definitions;
    private final Problems problems;
    private final OperatorTyping operators;
    private final FunctionTyping functions;
    private final FeatureTyping features;
    private final RowsTyping rows;
    private final GroupTyping groups;
    private final MessageTyping messages;

    /** Types found. A chain of calls asks for that of what it is called on at each call, twice: 2^n times without this. */
    private final IdentityHashMap<Node, Typed> types = new IdentityHashMap<>();

    private record Typed(Scope scope, ExpressionType type) {}

    private ExpressionChecker(ParsedExpression parsed, List<String> windows, Definitions definitions) {
        this.windows = windows;
        this.definitions = definitions;
        this.problems = new Problems(parsed);
        this.operators = new OperatorTyping(problems);
        this.functions = new FunctionTyping(this, operators);
        this.features = new FeatureTyping(this, windows, definitions);
        this.rows = new RowsTyping(this);
        this.groups = new GroupTyping(this);
        this.messages = new MessageTyping(problems);
    }

    /**
     * Checks an expression.
     *
     * @param scope the class that {@code _} is a row of
     * @param windows of the feature that is defined; empty when it is not windowed
     * @param definitions every class that a relation may lead to
     * @return the type or the problems. Cost: linear in the tree, times the features of a class
     */
    public static CheckedExpression check(
            ParsedExpression parsed, FeatureClassDefinition scope, List<String> windows, Definitions definitions) {
        return new ExpressionChecker(parsed, List.copyOf(windows), definitions).check(new Scope.OfRow(scope, false));
    }

    /**
     * Checks an expression over a message, of which {@code _.amount} is a field.
     *
     * @param message name of its class, for problems
     * @param fields what it carries, by their names on the wire
     * @return the type or the problems. Cost: linear in the tree, times the fields
     */
    public static CheckedExpression checkMessage(
            ParsedExpression parsed, String message, FeatureType.Struct fields, Definitions definitions) {
        return new ExpressionChecker(parsed, List.of(), definitions).check(new Scope.OfMessage(message, fields));
    }

    private CheckedExpression check(Scope scope) {
        Optional<ExpressionType> type = type(problems.node(), scope);
        List<ExpressionProblem> found = problems.all();
        return new CheckedExpression(found.isEmpty() ? type : Optional.empty(), found);
    }

    @Override
    public Problems problems() {
        return problems;
    }

    @Override
    public Optional<ExpressionType> type(Node node, Scope scope) {
        Typed before = types.get(node);
        if (before != null && before.scope().equals(scope)) {
            return Optional.of(before.type());
        }
        Optional<ExpressionType> type = newType(node, scope);
        type.ifPresent(of -> types.put(node, new Typed(scope, of)));
        return type;
    }

    private Optional<ExpressionType> newType(Node node, Scope scope) {
        return switch (node) {
            case Node.Scope name ->
                switch (scope) {
                    case Scope.OfRow row -> scopeType(name, row);
                    case Scope.OfMessage message -> messages.scope(name, message);
                };
            case Node.Attribute attribute -> attribute(attribute, scope);
            case Node.Index index -> index(index, scope);
            case Node.Call call -> call(call, scope);
            case Node.Binary binary -> {
                var left = value(binary.left(), scope);
                var right = value(binary.right(), scope);
                yield left.isPresent() && right.isPresent()
                        ? operators.binary(binary, left.get(), right.get(), binary)
                        : Optional.empty();
            }
            case Node.Unary unary ->
                value(unary.operand(), scope).flatMap(operand -> operators.unary(unary, operand, unary));
            case Node.ListLiteral list -> list(list, scope);
            case Node.Literal literal -> Optional.of(literalType(literal));
        };
    }

    /** The type of a literal. */
    public static ExpressionType literalType(Node.Literal literal) {
        return switch (literal) {
            case Node.LongLiteral ignored -> Value.of(ScalarType.LONG, false);
            case Node.DoubleLiteral ignored -> Value.of(ScalarType.DOUBLE, false);
            case Node.TextLiteral ignored -> Value.of(ScalarType.TEXT, false);
            case Node.BooleanLiteral ignored -> Value.of(ScalarType.BOOLEAN, false);
            case Node.NullLiteral ignored -> new Null();
        };
    }

    private Optional<ExpressionType> list(Node.ListLiteral list, Scope scope) {
        if (list.items().isEmpty()) {
            return problems.at(list, "a list in an expression has at least one value: ['x', 'y']");
        }
        Value shared = null;
        for (Node item : list.items()) {
            Value value = value(item, scope).orElse(null);
            if (value == null) {
                return Optional.empty();
            }
            Value earlier = shared == null ? value : shared;
            Optional<FeatureType> type = Types.common(earlier.type(), value.type());
            if (type.isEmpty()) {
                return problems.from(
                        item,
                        "values of a list have one type: '" + list.items().getFirst() + "' is "
                                + earlier.type().word() + ", '" + item + "' is "
                                + value.type().word());
            }
            shared = new Value(type.get(), earlier.nullable() || value.nullable());
        }
        return Optional.ofNullable(shared).map(of -> new Value(new FeatureType.ListOf(of.type()), of.nullable()));
    }

    private Optional<ExpressionType> scopeType(Node.Scope name, Scope.OfRow scope) {
        if (name.isRow()) {
            return Optional.of(new One(scope.row(), false));
        }
        String written = name.name();
        boolean time = written.equals(WINDOW) || written.equals(NOW);
        if (time || scope.row().feature(written).isPresent()) {
            return problems.at(name, "unknown name '" + written + "': write _." + written);
        }
        if (FunctionCall.isLibrary(name)) {
            return problems.at(name, "F is called: write F.abs(_.x)");
        }
        boolean known = definitions.featureClasses().stream()
                .anyMatch(c -> c.simpleName().equals(written));
        String what = known ? "'" + written + "' is a feature class, not a row" : "unknown name '" + written + "'";
        return problems.at(
                name, what + ": write _ for the row of " + scope.row().simpleName());
    }

    private Optional<ExpressionType> attribute(Node.Attribute attribute, Scope scope) {
        if (attribute.isOfRow() && scope instanceof Scope.OfMessage message) {
            return messages.field(attribute, message);
        }
        if (attribute.isOfRow() && attribute.name().equals(NOW)) {
            return Optional.of(Value.of(ScalarType.TIME, false));
        }
        if (attribute.isOfRow() && attribute.name().equals(WINDOW)) {
            return windows.isEmpty()
                    ? problems.at(
                            attribute,
                            "_.chalk_window is known only in a windowed feature: return Windowed<...> and add @Windows")
                    : Optional.of(new WindowStart());
        }
        if (FunctionCall.isLibrary(attribute.of())) {
            return problems.at(attribute, "F is called: write F." + attribute.name() + "(_.x)");
        }
        return type(attribute.of(), scope).flatMap(of -> switch (of) {
            case One one -> features.feature(attribute, one, scope);
            case Value value -> features.field(attribute, value);
            case Rows found ->
                problems.at(
                        attribute,
                        AggregationFunction.of(attribute.name()).isPresent()
                                ? "an aggregation is called: write " + attribute + "()"
                                : "'" + attribute.of() + "' is " + found.described() + ": write " + attribute.of()
                                        + "[_." + attribute.name() + "] to read a column");
            case GroupedRows ignored -> features.none(attribute, of);
            case Groups ignored -> features.none(attribute, of);
            case WindowedGroups ignored -> features.none(attribute, of);
            case WindowedValue ignored -> features.none(attribute, of);
            case WindowStart ignored -> features.none(attribute, of);
            case Null ignored -> features.none(attribute, of);
        });
    }

    private Optional<ExpressionType> index(Node.Index index, Scope scope) {
        return type(index.of(), scope).flatMap(of -> switch (of) {
            case Rows found -> rows.filtered(found, index.items(), scope);
            case WindowedValue windowed ->
                features.picked(index, windowed.windows(), scope).map(picked -> windowed.value());
            case WindowedGroups windowed ->
                features.picked(index, windowed.windows(), scope).map(picked -> windowed.groups());
            case Value value ->
                value.type() instanceof FeatureType.ListOf
                        ? problems.from(
                                index,
                                "'" + index.of() + "' is " + of.described() + ": write " + index.of()
                                        + ".element_at(1) for its first value")
                        : notIndexed(index, of);
            case One ignored -> notIndexed(index, of);
            case GroupedRows ignored -> notIndexed(index, of);
            case Groups ignored -> notIndexed(index, of);
            case WindowStart ignored -> notIndexed(index, of);
            case Null ignored -> notIndexed(index, of);
        });
    }

    private Optional<ExpressionType> notIndexed(Node.Index index, ExpressionType of) {
        return problems.from(
                index, "'" + index.of() + "' is " + of.described() + ": only rows and windowed features take [ ]");
    }

    private Optional<ExpressionType> call(Node.Call call, Scope scope) {
        if (call.of() instanceof Node.Scope name) {
            return name.isRow() ? calledOnRow(call, scope) : calledOnName(call, name, scope);
        }
        if (FunctionCall.isChain(call)) {
            return functions.type(call, scope);
        }
        return type(call.of(), scope).flatMap(of -> switch (of) {
            case Rows found -> rows.call(call, found, scope);
            case GroupedRows grouped -> rows.aggregatedGroups(call, grouped, scope);
            case Groups found -> ofGroups(call, found, scope);
            case WindowedGroups windowed ->
                features.ofWindowedGroups(call, windowed, scope).flatMap(found -> groups.group(call, found, scope));
            case Value ignored -> onValue(call, of, scope);
            case WindowedValue ignored -> onValue(call, of, scope);
            case WindowStart ignored -> onValue(call, of, scope);
            case Null ignored -> onValue(call, of, scope);
            case One ignored -> onValue(call, of, scope);
        });
    }

    private Optional<ExpressionType> onValue(Node.Call call, ExpressionType of, Scope scope) {
        return AggregationFunction.of(call.name()).isPresent()
                ? problems.at(call, call.name() + " needs rows, '" + call.of() + "' is " + of.described())
                : functions.type(call, scope);
    }

    private Optional<ExpressionType> ofGroups(Node.Call call, Groups found, Scope scope) {
        return call.of() instanceof Node.Call
                ? problems.at(
                        call,
                        "groups are read from a feature: give '" + call.of()
                                + "' a feature of WindowedGroups, and write _.it.group(...)")
                : groups.group(call, found, scope);
    }

    /** {@code _.if_then_else(...)}, or a feature as if it were called with its window: {@code _.count("30d")}. */
    private Optional<ExpressionType> calledOnRow(Node.Call call, Scope scope) {
        if (ExpressionFunction.of(call.name())
                .filter(f -> f == ExpressionFunction.IF_THEN_ELSE)
                .isPresent()) {
            return functions.type(call, scope);
        }
        return switch (scope) {
            case Scope.OfRow row -> features.called(call, row);
            case Scope.OfMessage message -> messages.called(call, message);
        };
    }

    private Optional<ExpressionType> calledOnName(Node.Call call, Node.Scope name, Scope scope) {
        if (!FunctionCall.isLibrary(name)) {
            return type(name, scope);
        }
        Called called = Called.of(call).orElse(null);
        if (called == null) {
            return functions.type(call, scope);
        }
        return type(called.rows(), scope)
                .flatMap(of -> of instanceof Rows found
                        ? rows.aggregated(call, called, found, scope)
                        : problems.at(call, call.name() + " needs rows, '" + called.rows() + "' is " + of.described()));
    }

    @Override
    public Optional<Value> value(Node node, Scope scope) {
        return type(node, scope).flatMap(type -> switch (type) {
            case Value value -> Optional.of(value);
            case WindowStart ignored -> Optional.of(Value.of(ScalarType.TIME, false));
            case WindowedValue windowed ->
                problems.from(node, WindowLookup.notPicked(node, windowed.windows(), windows));
            case WindowedGroups windowed ->
                problems.from(
                        node,
                        "'" + node + "' has one value per window and group: write "
                                + WindowLookup.example(node, windowed, windows));
            case Groups found ->
                problems.from(
                        node, "'" + node + "' has one value per group: write " + GroupTyping.form(node, found.keys()));
            case GroupedRows ignored ->
                problems.from(node, "'" + node + "' is not aggregated yet: write " + node + ".agg(_.amount.sum())");
            case Null ignored ->
                problems.from(
                        node, "None is compared with nothing: write F.is_null(_.x), or F.is_not_null(_.x) as a filter");
            case Rows ignored -> problems.from(node, "'" + node + "' is " + type.described() + ", not a value");
            case One ignored -> problems.from(node, "'" + node + "' is " + type.described() + ", not a value");
        });
    }
}
