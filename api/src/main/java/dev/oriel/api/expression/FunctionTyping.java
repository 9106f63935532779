package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Suggestions;
import dev.oriel.api.expression.ExpressionType.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What calls of functions take and give. */
final class FunctionTyping {
    private final Typing typing;
    private final Problems problems;
    private final OperatorTyping operators;

    FunctionTyping(Typing typing, OperatorTyping operators) {
        this.typing = typing;
        this.problems = typing.problems();
        this.operators = operators;
    }

    /** The type of a call that is no aggregation. */
    Optional<ExpressionType> type(Node.Call call, Typing.Scope scope) {
        return switch (FunctionCall.read(call)) {
            case FunctionCall.Reading.NoFunction ignored -> problems.at(call, unknown(call));
            case FunctionCall.Reading.Wrong wrong -> problems.at(wrong.at(), wrong.message());
            case FunctionCall.Reading.Understood understood -> type(call, understood.call(), scope);
        };
    }

    private static String unknown(Node.Call call) {
        String name = call.name();
        if (AggregationFunction.of(name).isPresent()) {
            return name + " needs rows, as in _.rows[_.amount]." + name + "()";
        }
        if (ExpressionFunction.of(name).isPresent()) {
            return "'" + name + "' is called on F or on a value: F." + name + "(_.x)";
        }
        return UnavailableFunctions.contains(name)
                ? "the function '" + name + "' is not available: compute it in a resolver"
                : "no function '" + name + "'" + Suggestions.hint(name, ExpressionFunction.allSpellings());
    }

    private Optional<ExpressionType> type(Node.Call at, FunctionCall call, Typing.Scope scope) {
        ExpressionFunction function = call.function();
        if (function == ExpressionFunction.IF_THEN_ELSE) {
            return conditional(at, call.arguments(), scope);
        }
        if (function == ExpressionFunction.COALESCE) {
            return coalesce(at, call.arguments(), scope);
        }
        if (function == ExpressionFunction.CAST) {
            return cast(at, call.arguments(), scope);
        }
        if (function.operator().isPresent()) {
            return operation(at, function.operator().get(), call.arguments(), scope);
        }
        var values = new ArrayList<Value>();
        int before = problems.count();
        for (int i = 0; i < call.arguments().size(); i++) {
            argument(at, call, i, scope).ifPresent(values::add);
        }
        if (problems.count() > before) {
            return Optional.empty();
        }
        Optional<String> misfit = FunctionArgumentRules.problem(call, values);
        return misfit.isPresent() ? problems.at(at, misfit.get()) : result(at, call, values);
    }

    private Optional<Value> argument(Node.Call at, FunctionCall call, int index, Typing.Scope scope) {
        List<FunctionParameter> parameters = call.function().parameters();
        FunctionParameter parameter = parameters.get(Math.min(index, parameters.size() - 1));
        Node node = call.arguments().get(index);
        if (parameter.literal() && !(node instanceof Node.Literal)) {
            return problems.from(
                    node, "'" + parameter.name() + "' of " + at.name() + " is a literal, '" + node + "' is computed");
        }
        return typing.value(node, scope)
                .flatMap(value -> FunctionArgumentRules.takes(parameter.kind(), value)
                        ? Optional.of(value)
                        : problems.from(
                                node,
                                at.name() + " needs " + FunctionArgumentRules.needs(parameter.kind()) + ", '" + node
                                        + "' is " + value.described()));
    }

    private Optional<ExpressionType> operation(
            Node.Call at, BinaryOperator operator, List<Node> arguments, Typing.Scope scope) {
        Optional<Value> result = typing.value(arguments.getFirst(), scope);
        Node left = arguments.getFirst();
        for (Node right : arguments.subList(1, arguments.size())) {
            Optional<Value> value = typing.value(right, scope);
            if (result.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            var operation = new Node.Binary(operator, left, right);
            result = operators.binary(operation, result.get(), value.get(), at).map(Value.class::cast);
            left = operation;
        }
        return result.map(ExpressionType.class::cast);
    }

    /** Conditions and values in turn, then perhaps a last value. */
    private Optional<ExpressionType> conditional(Node.Call at, List<Node> arguments, Typing.Scope scope) {
        var branches = new ArrayList<Node>();
        int before = problems.count();
        for (int i = 0; i < arguments.size(); i++) {
            Node node = arguments.get(i);
            boolean condition = i % 2 == 0 && i + 1 < arguments.size();
            if (!condition) {
                branches.add(node);
                continue;
            }
            typing.value(node, scope)
                    .filter(value -> !value.is(ScalarType.BOOLEAN))
                    .ifPresent(value -> problems.from(
                            node, "a condition is true or false, '" + node + "' is " + value.described()));
        }
        boolean otherwise = arguments.size() % 2 == 1;
        Optional<Value> shared = shared(at, branches, scope);
        return problems.count() > before
                ? Optional.empty()
                : shared.map(value -> value.orNull(!otherwise)).map(ExpressionType.class::cast);
    }

    /** Null only where every value may be. */
    private Optional<ExpressionType> coalesce(Node.Call at, List<Node> arguments, Typing.Scope scope) {
        var nullable = new ArrayList<Boolean>();
        return shared(at, arguments, scope, nullable).map(value -> new Value(value.type(), !nullable.contains(false)));
    }

    private Optional<Value> shared(Node.Call at, List<Node> nodes, Typing.Scope scope) {
        return shared(at, nodes, scope, new ArrayList<>());
    }

    /**
     * The type that values share; None among them makes it nullable.
     *
     * @param nullables takes whether each of them may be null
     */
    private Optional<Value> shared(Node.Call at, List<Node> nodes, Typing.Scope scope, List<Boolean> nullables) {
        FeatureType shared = null;
        Node first = null;
        for (Node node : nodes) {
            if (node instanceof Node.NullLiteral) {
                nullables.add(true);
                continue;
            }
            // Once for each: calls within calls would take twice as long at each level.
            Value value = typing.value(node, scope).orElse(null);
            if (value == null) {
                return Optional.empty();
            }
            FeatureType type = shared == null
                    ? value.type()
                    : Types.common(shared, value.type()).orElse(null);
            if (type == null) {
                return differ(at, first, shared, node, value);
            }
            nullables.add(value.nullable());
            shared = type;
            first = first == null ? node : first;
        }
        return shared == null
                ? problems.at(at, at.name() + " of None alone has no type: give it a value")
                : Optional.of(new Value(shared, nullables.contains(true)));
    }

    private Optional<Value> differ(
            Node.Call at, @Nullable Node first, @Nullable FeatureType shared, Node node, Value value) {
        String type = shared == null ? "None" : shared.word();
        return problems.from(
                node,
                "values of " + at.name() + " have one type: '" + first + "' is " + type + ", '" + node + "' is "
                        + value.type().word());
    }

    private Optional<ExpressionType> cast(Node.Call at, List<Node> arguments, Typing.Scope scope) {
        Node target = arguments.get(1);
        Optional<ScalarType> type = CastType.of(target);
        if (type.isEmpty()) {
            String name = CastType.name(target).orElse(null);
            return problems.from(
                    target,
                    name == null
                            ? "cast takes the name of a type, '" + target + "' is computed"
                            : "no type '" + name + "'" + Suggestions.hint(name, CastType.names()));
        }
        return typing.value(arguments.getFirst(), scope).flatMap(value -> {
            ScalarType from = value.scalar().orElse(null);
            if (from == null || !FunctionArgumentRules.casts(from, type.get())) {
                return problems.at(
                        at,
                        "cannot cast " + value.type().word() + " to "
                                + type.get().word() + " in '" + at + "'");
            }
            boolean reads = from == ScalarType.TEXT && type.get() != ScalarType.TEXT;
            return Optional.of(Value.of(type.get(), value.nullable() || reads));
        });
    }

    private Optional<ExpressionType> result(Node.Call at, FunctionCall call, List<Value> values) {
        ExpressionFunction function = call.function();
        boolean nullArgument = values.stream().anyMatch(Value::nullable);
        // A literal was read when it was checked.
        boolean read = function == ExpressionFunction.PARSE_DATETIME
                && call.arguments().getFirst() instanceof Node.TextLiteral;
        boolean nullable = (nullArgument && !function.handlesNulls()) || (function.givesNull() && !read);
        FeatureType type = switch (function.result()) {
            case INTEGER -> new FeatureType.Scalar(ScalarType.LONG);
            case FLOAT -> new FeatureType.Scalar(ScalarType.DOUBLE);
            case TEXT -> new FeatureType.Scalar(ScalarType.TEXT);
            case BOOLEAN -> new FeatureType.Scalar(ScalarType.BOOLEAN);
            case TIME -> new FeatureType.Scalar(ScalarType.TIME);
            case DATE -> new FeatureType.Scalar(ScalarType.DATE);
            case DURATION -> new FeatureType.Scalar(ScalarType.DURATION);
            case TEXTS -> new FeatureType.ListOf(new FeatureType.Scalar(ScalarType.TEXT));
            case SAME, WIDER -> FunctionArgumentRules.common(values).orElseThrow();
            case ELEMENT -> ((FeatureType.ListOf) values.getFirst().type()).element();
            case NUMBER, TYPE -> throw new AssertionError(at + " is typed apart");
        };
        return Optional.of(new Value(type, nullable));
    }
}
