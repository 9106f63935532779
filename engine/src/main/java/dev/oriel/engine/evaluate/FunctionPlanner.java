package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.BinaryOperator;
import dev.oriel.api.expression.CastType;
import dev.oriel.api.expression.ExpressionFunction;
import dev.oriel.api.expression.FunctionCall;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.evaluate.ExpressionPlanner.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns calls of functions into steps: logic here, the others by their category. */
final class FunctionPlanner {
    private final ExpressionPlanner planner;
    private final OperatorPlanner operators;

    FunctionPlanner(ExpressionPlanner planner, OperatorPlanner operators) {
        this.planner = planner;
        this.operators = operators;
    }

    Part call(Node.Call at, FunctionCall call) {
        ExpressionFunction function = call.function();
        if (function.operator().isPresent()) {
            return operation(at, function.operator().get(), call.arguments());
        }
        return switch (function.category()) {
            case LOGIC -> logic(at, call);
            case MATH -> new MathKernels(planner, operators, at).plan(function, parts(call));
            case TEXT -> new TextKernels(planner, at).plan(function, parts(call));
            case TIME -> new TimeKernels(planner, at).plan(function, parts(call));
            case HASH ->
                TextKernels.hash(
                        planner, function, planner.part(call.arguments().getFirst()));
            case LIST, VECTOR -> new ListKernels(planner, at).plan(function, parts(call));
        };
    }

    private List<Part> parts(FunctionCall call) {
        return call.arguments().stream().map(planner::part).toList();
    }

    private Part operation(Node at, BinaryOperator operator, List<Node> arguments) {
        Part result = planner.part(arguments.getFirst());
        for (Node argument : arguments.subList(1, arguments.size())) {
            result = operators.binary(at, operator, result, planner.part(argument));
        }
        return result;
    }

    private Part logic(Node.Call at, FunctionCall call) {
        List<Node> arguments = call.arguments();
        if (call.function() == ExpressionFunction.IF_THEN_ELSE) {
            return conditional(at, arguments);
        }
        if (call.function() == ExpressionFunction.COALESCE) {
            List<Part> values = shared(at, arguments);
            Part result = planner.column(values.getFirst().type());
            planner.add(BranchSteps.coalesce(columns(values), result.column()));
            return result;
        }
        if (call.function() == ExpressionFunction.CAST) {
            ScalarType to = CastType.of(arguments.get(1)).orElseThrow(() -> ExpressionPlanner.notHere(at));
            return CastKernels.cast(planner, at, planner.part(arguments.getFirst()), to);
        }
        List<Part> parts = parts(call);
        return switch (call.function()) {
            case IS_NULL -> isNull(true, parts.getFirst());
            case IS_NOT_NULL -> isNull(false, parts.getFirst());
            case NOT -> operators.not(at, parts.getFirst());
            case DISTINCT_FROM -> {
                Part differ = operators.comparison(at, Comparison.NOT_EQUAL, parts.getFirst(), parts.get(1));
                Part result = planner.column(ScalarType.BOOLEAN);
                planner.add(BranchSteps.distinct(
                        parts.getFirst().column(), parts.get(1).column(), differ.column(), result.column()));
                yield result;
            }
            case BETWEEN ->
                planner.rows(
                        ScalarType.BOOLEAN,
                        (in, into, row) -> into.booleans[row] = in[0].booleans[row] && in[1].booleans[row],
                        operators.comparison(at, Comparison.GREATER_OR_EQUAL, parts.getFirst(), parts.get(1)),
                        operators.comparison(at, Comparison.LESS_OR_EQUAL, parts.getFirst(), parts.get(2)));
            default -> throw ExpressionPlanner.notHere(at);
        };
    }

    private Part isNull(boolean wanted, Part operand) {
        Part result = planner.column(ScalarType.BOOLEAN);
        planner.add(BranchSteps.isNull(wanted, operand.column(), result.column()));
        return result;
    }

    /** Conditions and values in turn, then perhaps a last value. */
    private Part conditional(Node at, List<Node> arguments) {
        var conditions = new ArrayList<Part>();
        var values = new ArrayList<Node>();
        for (int place = 0; place < arguments.size(); place++) {
            if (place % 2 == 0 && place + 1 < arguments.size()) {
                conditions.add(planner.part(arguments.get(place)));
            } else {
                values.add(arguments.get(place));
            }
        }
        if (values.size() == conditions.size()) {
            values.add(new Node.NullLiteral());
        }
        List<Part> branches = shared(at, values);
        Part result = planner.column(branches.getFirst().type());
        planner.add(BranchSteps.choose(columns(conditions), columns(branches), result.column()));
        return result;
    }

    /** Values as columns of one type; None takes that of the others. */
    private List<Part> shared(Node at, List<Node> nodes) {
        var parts = new ArrayList<@Nullable Part>();
        FeatureType type = null;
        for (Node node : nodes) {
            Part part = node instanceof Node.NullLiteral ? null : planner.part(node);
            parts.add(part);
            if (part != null) {
                type = type == null ? part.type() : planner.common(at, type, part.type());
            }
        }
        if (type == null) {
            throw ExpressionPlanner.notHere(at);
        }
        var shared = new ArrayList<Part>();
        for (Part part : parts) {
            shared.add(part == null ? planner.constant(null, type) : planner.as(at, part, type));
        }
        return shared;
    }

    /** {@code ['x', 'y']}. */
    Part list(Node.ListLiteral list) {
        List<Part> items = shared(list, list.items());
        FeatureType type = new FeatureType.ListOf(items.getFirst().type());
        var constants = new ArrayList<Object>();
        for (Part item : items) {
            Object value = planner.constantOf(item);
            if (value != null) {
                constants.add(value);
            }
        }
        if (constants.size() == items.size()) {
            return planner.constant(List.copyOf(constants), type);
        }
        return planner.rows(
                type,
                (in, into, row) -> {
                    var values = new ArrayList<@Nullable Object>(in.length);
                    for (Column column : in) {
                        values.add(column.value(row));
                    }
                    into.objects[row] = List.copyOf(values);
                },
                items.toArray(Part[]::new));
    }

    static int[] columns(List<Part> parts) {
        return parts.stream().mapToInt(Part::column).toArray();
    }
}
