package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionFunction;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.evaluate.ExpressionPlanner.Part;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

/** Functions of numbers. A result that is no number is null, an infinite one an error. */
final class MathKernels {
    private final ExpressionPlanner planner;
    private final OperatorPlanner operators;
    private final EvaluationException outOfFloats;
    private final EvaluationException outOfIntegers;
    private final Node at;

    MathKernels(ExpressionPlanner planner, OperatorPlanner operators, Node at) {
        this.planner = planner;
        this.operators = operators;
        this.at = at;
        this.outOfFloats = ExpressionPlanner.outOfFloats(at);
        this.outOfIntegers = ExpressionPlanner.outOfIntegers(at);
    }

    Part plan(ExpressionFunction function, List<Part> parts) {
        return switch (function) {
            case ABS -> {
                Part value = parts.getFirst();
                yield value.form() == ColumnForm.DOUBLE ? floats(Math::abs, value) : wholeAbsolute(value);
            }
            case NEGATE -> operators.negate(at, parts.getFirst());
            case SIGN -> same(parts, Math::signum, (value, ignored) -> Long.signum(value));
            case CEIL -> same(parts, Math::ceil, (value, ignored) -> value);
            case FLOOR -> same(parts, Math::floor, (value, ignored) -> value);
            case TRUNCATE -> same(parts, MathKernels::truncate, (value, ignored) -> value);
            case ROUND -> round(parts, RoundingMode.HALF_UP);
            case BANKERS_ROUND -> round(parts, RoundingMode.HALF_EVEN);
            case CLAMP -> clamp(parts);
            case GREATEST -> fold(parts, Math::max, Math::max);
            case LEAST -> fold(parts, Math::min, Math::min);
            case BITWISE_AND -> longs((a, b) -> a & b, parts);
            case BITWISE_OR -> longs((a, b) -> a | b, parts);
            case BITWISE_XOR -> longs((a, b) -> a ^ b, parts);
            case E -> planner.constant(Math.E, ScalarType.DOUBLE);
            case PI -> planner.constant(Math.PI, ScalarType.DOUBLE);
            case LOG -> floats(MathKernels::log, parts.getFirst(), parts.get(1));
            case ATAN2 -> floats(Math::atan2, parts.getFirst(), parts.get(1));
            default -> floats(ofOne(function), parts.getFirst());
        };
    }

    private DoubleUnaryOperator ofOne(ExpressionFunction function) {
        return switch (function) {
            case SQRT -> Math::sqrt;
            case CBRT -> Math::cbrt;
            case EXP -> Math::exp;
            case LN -> value -> value <= 0 ? Double.NaN : Math.log(value);
            case LOG2 -> MathKernels::log2;
            case LOG10 -> value -> value <= 0 ? Double.NaN : Math.log10(value);
            case DEGREES -> Math::toDegrees;
            case RADIANS -> Math::toRadians;
            case SIN -> Math::sin;
            case COS -> Math::cos;
            case TAN -> Math::tan;
            case ASIN -> Math::asin;
            case ACOS -> Math::acos;
            case ATAN -> Math::atan;
            case COSH -> Math::cosh;
            case TANH -> Math::tanh;
            default -> throw ExpressionPlanner.notHere(at);
        };
    }

    /** A number that is none is null, an infinite one the error. */
    static void set(Column into, int row, double value, EvaluationException outOfRange) {
        into.doubles[row] = value;
        if (Double.isNaN(value)) {
            into.setNull(row);
        } else if (Double.isInfinite(value)) {
            into.setError(row, outOfRange);
        }
    }

    private Part floats(DoubleUnaryOperator function, Part value) {
        return planner.rows(
                ScalarType.DOUBLE,
                (in, into, row) -> set(into, row, function.applyAsDouble(in[0].doubles[row]), outOfFloats),
                planner.asDouble(value));
    }

    private Part floats(DoubleBinaryOperator function, Part left, Part right) {
        return planner.rows(
                ScalarType.DOUBLE,
                (in, into, row) ->
                        set(into, row, function.applyAsDouble(in[0].doubles[row], in[1].doubles[row]), outOfFloats),
                planner.asDouble(left),
                planner.asDouble(right));
    }

    private Part longs(LongBinaryOperator function, List<Part> parts) {
        return planner.rows(
                parts.getFirst().type(),
                (in, into, row) ->
                        into.longs[row] = function.applyAsLong(in[0].longs[row], in[in.length - 1].longs[row]),
                parts.toArray(Part[]::new));
    }

    private Part same(List<Part> parts, DoubleUnaryOperator ofFloats, LongBinaryOperator ofIntegers) {
        return parts.getFirst().form() == ColumnForm.DOUBLE
                ? floats(ofFloats, parts.getFirst())
                : longs(ofIntegers, parts.subList(0, 1));
    }

    private Part wholeAbsolute(Part value) {
        return planner.rows(
                value.type(),
                (in, into, row) -> {
                    into.longs[row] = Math.abs(in[0].longs[row]);
                    if (in[0].longs[row] == Long.MIN_VALUE) {
                        into.setError(row, outOfIntegers);
                    }
                },
                value);
    }

    private static double truncate(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    private Part round(List<Part> parts, RoundingMode mode) {
        Object given = parts.size() == 2 ? planner.constantOf(parts.get(1)) : null;
        int digits = given instanceof Long written ? written.intValue() : 0;
        return same(parts, value -> rounded(value, digits, mode), (value, ignored) -> value);
    }

    /** By the decimal that the float prints as: 2.675 to two digits is 2.68, although the float is a little less. */
    private static double rounded(double value, int digits, RoundingMode mode) {
        return BigDecimal.valueOf(value).setScale(digits, mode).doubleValue();
    }

    private static double log(double value, double base) {
        if (value <= 0 || base <= 0 || base == 1) {
            return Double.NaN;
        }
        if (base == 2) {
            return log2(value);
        }
        return base == 10 ? Math.log10(value) : Math.log(value) / Math.log(base);
    }

    /** Exact for powers of two, which a quotient of logarithms is not. */
    private static double log2(double value) {
        if (value <= 0) {
            return Double.NaN;
        }
        int exponent = Math.getExponent(value);
        return Math.scalb(1.0, exponent) == value ? exponent : Math.log(value) / Math.log(2);
    }

    private Part clamp(List<Part> parts) {
        Part atMost = fold(List.of(parts.getFirst(), parts.get(2)), Math::min, Math::min);
        Part clamped = fold(List.of(parts.get(1), atMost), Math::max, Math::max);
        return parts.get(1).form() == ColumnForm.DOUBLE ? planner.asDouble(clamped) : clamped;
    }

    /** Of values of one type, two at a time. */
    private Part fold(List<Part> parts, DoubleBinaryOperator ofFloats, LongBinaryOperator ofIntegers) {
        FeatureType type = parts.getFirst().type();
        for (Part part : parts) {
            type = planner.common(at, type, part.type());
        }
        Part result = planner.as(at, parts.getFirst(), type);
        for (Part part : parts.subList(1, parts.size())) {
            Part next = planner.as(at, part, type);
            result = next.form() == ColumnForm.DOUBLE
                    ? floats(ofFloats, result, next)
                    : longs(ofIntegers, List.of(result, next));
        }
        return result;
    }
}
