package dev.oriel.engine.evaluate;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.BinaryOperator;
import dev.oriel.api.expression.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Turns a tree into steps, operands first. The types of parts follow from those of the inputs. */
final class ExpressionPlanner {
    private static final Node SAME_WINDOW = new Node.Attribute(new Node.Scope(Node.Scope.ROW), "chalk_window");

    private final ExpressionPlan.InputTypes inputTypes;
    private final LinkedHashMap<ExpressionPlan.Input, Integer> inputs = new LinkedHashMap<>();
    private final List<FeatureType> columnTypes = new ArrayList<>();
    private final Map<Integer, Object> constants = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    ExpressionPlanner(ExpressionPlan.InputTypes inputTypes) {
        this.inputTypes = inputTypes;
    }

    /** A part whose values are in a column. */
    record Part(int column, FeatureType type) {
        boolean is(ScalarType scalar) {
            return type.scalarType().filter(scalar::equals).isPresent();
        }

        boolean isNumber() {
            return type.scalarType().filter(ScalarType::isNumber).isPresent();
        }

        ColumnForm form() {
            return ColumnForm.of(type);
        }
    }

    ExpressionPlan plan(Node expression) {
        int result =
                expression instanceof Node.NullLiteral ? -1 : part(expression).column();
        return new ExpressionPlan(inputs, columnTypes, constants, steps, result);
    }

    Part part(Node node) {
        return switch (node) {
            case Node.LongLiteral literal -> constant(literal.value(), ScalarType.LONG);
            case Node.DoubleLiteral literal -> constant(literal.value(), ScalarType.DOUBLE);
            case Node.TextLiteral literal -> constant(literal.value(), ScalarType.TEXT);
            case Node.BooleanLiteral literal -> constant(literal.value(), ScalarType.BOOLEAN);
            case Node.NullLiteral literal -> throw notHere(literal);
            case Node.Attribute attribute -> {
                if (!attribute.isOfRow()) {
                    throw notHere(attribute);
                }
                yield input(new ExpressionPlan.Input.Attribute(attribute.name()));
            }
            case Node.Index index -> input(window(index));
            case Node.Unary unary -> unary(unary);
            case Node.Binary binary -> binary(binary);
            case Node.Scope name -> throw notHere(name);
            case Node.Call call -> throw notHere(call);
        };
    }

    static EvaluationException notHere(Node node) {
        return new EvaluationException("'" + node + "' cannot be computed from one row");
    }

    private Part constant(Object value, ScalarType type) {
        Part constant = column(type);
        constants.put(constant.column(), value);
        return constant;
    }

    private Part input(ExpressionPlan.Input input) {
        Integer known = inputs.get(input);
        if (known != null) {
            return new Part(known, columnTypes.get(known));
        }
        Part part = column(inputTypes.of(input));
        inputs.put(input, part.column());
        return part;
    }

    private static ExpressionPlan.Input window(Node.Index index) {
        if (index.of() instanceof Node.Attribute feature
                && feature.isOfRow()
                && index.items().size() == 1) {
            Node window = index.items().getFirst();
            OptionalLong named = namedWindowMillis(window);
            if (named.isPresent()) {
                return new ExpressionPlan.Input.Window(feature.name(), named.getAsLong());
            }
            if (window.equals(SAME_WINDOW)) {
                return new ExpressionPlan.Input.SameWindow(feature.name());
            }
        }
        throw notHere(index);
    }

    /** The length of a window that an index names, {@code "30d"} or a number of seconds; empty for {@code _.chalk_window}. */
    private static OptionalLong namedWindowMillis(Node item) {
        if (item instanceof Node.TextLiteral text) {
            return OptionalLong.of(Durations.millis(text.value()));
        }
        if (item instanceof Node.LongLiteral seconds) {
            return OptionalLong.of(Durations.millis(Long.toString(seconds.value())));
        }
        return OptionalLong.empty();
    }

    private Part unary(Node.Unary unary) {
        Part operand = part(unary.operand());
        return switch (unary.operator()) {
            case NEGATE -> {
                if (!operand.isNumber()) {
                    throw notHere(unary);
                }
                Part result = column(operand.type());
                steps.add(
                        operand.form() == ColumnForm.LONG
                                ? LongSteps.negate(operand.column(), result.column(), outOfIntegers(unary))
                                : DoubleSteps.negate(operand.column(), result.column()));
                yield result;
            }
            case NOT -> {
                if (!operand.is(ScalarType.BOOLEAN)) {
                    throw notHere(unary);
                }
                Part result = column(ScalarType.BOOLEAN);
                steps.add(LogicSteps.not(operand.column(), result.column()));
                yield result;
            }
        };
    }

    private Part binary(Node.Binary binary) {
        Part left = part(binary.left());
        Part right = part(binary.right());
        return switch (binary.operator().kind()) {
            case LOGICAL -> {
                if (!left.is(ScalarType.BOOLEAN) || !right.is(ScalarType.BOOLEAN)) {
                    throw notHere(binary);
                }
                Part result = column(ScalarType.BOOLEAN);
                steps.add(LogicSteps.logical(
                        binary.operator() == BinaryOperator.OR, left.column(), right.column(), result.column()));
                yield result;
            }
            case EQUALITY, ORDERING -> comparison(binary, left, right);
            case ARITHMETIC -> arithmetic(binary, left, right);
        };
    }

    private Part comparison(Node.Binary binary, Part left, Part right) {
        Part result = column(ScalarType.BOOLEAN);
        Comparison comparison = Comparison.of(binary.operator());
        if (left.isNumber() && right.isNumber()) {
            steps.add(CompareSteps.numbers(comparison, left, right, result.column()));
        } else if (left.type().scalarType().isPresent()
                && left.type().scalarType().equals(right.type().scalarType())) {
            steps.add(CompareSteps.same(comparison, left, right, result.column()));
        } else {
            throw notHere(binary);
        }
        return result;
    }

    private Part arithmetic(Node.Binary binary, Part left, Part right) {
        if (!left.isNumber() || !right.isNumber()) {
            throw notHere(binary);
        }
        boolean integers = left.form() == ColumnForm.LONG
                && right.form() == ColumnForm.LONG
                && binary.operator() != BinaryOperator.DIVIDE;
        if (integers) {
            Part result = column(ScalarType.LONG);
            steps.add(LongSteps.binary(
                    binary.operator(), left.column(), right.column(), result.column(), outOfIntegers(binary)));
            return result;
        }
        Part first = asDouble(left);
        Part second = asDouble(right);
        Part result = column(ScalarType.DOUBLE);
        steps.add(DoubleSteps.binary(
                binary.operator(), first.column(), second.column(), result.column(), outOfFloats(binary)));
        return result;
    }

    Part asDouble(Part part) {
        if (part.form() == ColumnForm.DOUBLE) {
            return part;
        }
        Object constant = constants.get(part.column());
        if (constant instanceof Long number) {
            return constant(number.doubleValue(), ScalarType.DOUBLE);
        }
        Part converted = column(ScalarType.DOUBLE);
        steps.add(DoubleSteps.fromLong(part.column(), converted.column()));
        return converted;
    }

    Part column(ScalarType type) {
        return column(new FeatureType.Scalar(type));
    }

    Part column(FeatureType type) {
        columnTypes.add(type);
        return new Part(columnTypes.size() - 1, type);
    }

    void add(Step step) {
        steps.add(step);
    }

    static EvaluationException outOfIntegers(Node node) {
        return new EvaluationException("'" + node + "' exceeds the range of an integer");
    }

    static EvaluationException outOfFloats(Node node) {
        return new EvaluationException("'" + node + "' exceeds the range of a float");
    }
}
