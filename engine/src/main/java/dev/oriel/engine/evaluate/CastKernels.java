package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.evaluate.ExpressionPlanner.Part;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.regex.Pattern;

/** Values as other types. Text that does not read as the type is null. */
final class CastKernels {
    private static final double LONG_RANGE = 0x1p63;

    /** As numbers are written; Java would also read hexadecimal ones, and ones with a letter after them. */
    private static final Pattern FLOAT = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private CastKernels() {}

    static Part cast(ExpressionPlanner planner, Node at, Part part, ScalarType to) {
        ScalarType from = part.type().scalarType().orElseThrow(() -> ExpressionPlanner.notHere(at));
        if (from == to) {
            return part;
        }
        return switch (to) {
            case LONG -> toLong(planner, at, part, from);
            case DOUBLE -> toDouble(planner, at, part, from);
            case TEXT -> toText(planner, at, part, from);
            case BOOLEAN -> toBoolean(planner, at, part, from);
            case TIME -> toTime(planner, at, part, from);
            case DATE -> toDate(planner, at, part, from);
            case BYTES, TIME_OF_DAY, DURATION, DECIMAL -> throw ExpressionPlanner.notHere(at);
        };
    }

    private static Part toLong(ExpressionPlanner planner, Node at, Part part, ScalarType from) {
        EvaluationException outOfRange = ExpressionPlanner.outOfIntegers(at);
        RowKernel kernel = switch (from) {
            case DOUBLE ->
                (in, into, row) -> {
                    double value = in[0].doubles[row];
                    into.longs[row] = (long) value;
                    if (value >= LONG_RANGE || value < -LONG_RANGE) {
                        into.setError(row, outOfRange);
                    }
                };
            case BOOLEAN -> (in, into, row) -> into.longs[row] = in[0].booleans[row] ? 1 : 0;
            case TEXT ->
                (in, into, row) -> {
                    try {
                        into.longs[row] =
                                Long.parseLong(TextKernels.text(in[0], row).strip());
                    } catch (NumberFormatException e) {
                        into.setNull(row);
                    }
                };
            case LONG, TIME, BYTES, DATE, TIME_OF_DAY, DURATION, DECIMAL -> throw ExpressionPlanner.notHere(at);
        };
        return planner.rows(ScalarType.LONG, kernel, part);
    }

    private static Part toDouble(ExpressionPlanner planner, Node at, Part part, ScalarType from) {
        EvaluationException outOfRange = ExpressionPlanner.outOfFloats(at);
        return switch (from) {
            case LONG -> planner.asDouble(part);
            case DECIMAL ->
                planner.rows(
                        ScalarType.DOUBLE,
                        (in, into, row) -> MathKernels.set(
                                into,
                                row,
                                ((BigDecimal) Objects.requireNonNull(in[0].objects[row])).doubleValue(),
                                outOfRange),
                        part);
            case TEXT ->
                planner.rows(
                        ScalarType.DOUBLE,
                        (in, into, row) -> {
                            String text = TextKernels.text(in[0], row).strip();
                            double value = FLOAT.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
                            MathKernels.set(into, row, Double.isInfinite(value) ? Double.NaN : value, outOfRange);
                        },
                        part);
            case DOUBLE, BOOLEAN, TIME, BYTES, DATE, TIME_OF_DAY, DURATION -> throw ExpressionPlanner.notHere(at);
        };
    }

    private static Part toText(ExpressionPlanner planner, Node at, Part part, ScalarType from) {
        RowKernel kernel = switch (from) {
            case LONG -> (in, into, row) -> into.objects[row] = Long.toString(in[0].longs[row]);
            case DOUBLE -> (in, into, row) -> into.objects[row] = Double.toString(in[0].doubles[row]);
            case BOOLEAN -> (in, into, row) -> into.objects[row] = Boolean.toString(in[0].booleans[row]);
            case DECIMAL ->
                (in, into, row) ->
                        into.objects[row] = ((BigDecimal) Objects.requireNonNull(in[0].objects[row])).toPlainString();
            case TIME, DATE -> null;
            case TEXT, BYTES, TIME_OF_DAY, DURATION -> throw ExpressionPlanner.notHere(at);
        };
        return kernel == null ? TimeKernels.iso(planner, part) : planner.rows(ScalarType.TEXT, kernel, part);
    }

    private static Part toBoolean(ExpressionPlanner planner, Node at, Part part, ScalarType from) {
        if (from != ScalarType.TEXT) {
            throw ExpressionPlanner.notHere(at);
        }
        return planner.rows(
                ScalarType.BOOLEAN,
                (in, into, row) -> {
                    String text = TextKernels.text(in[0], row).strip();
                    into.booleans[row] = text.equalsIgnoreCase("true");
                    if (!into.booleans[row] && !text.equalsIgnoreCase("false")) {
                        into.setNull(row);
                    }
                },
                part);
    }

    private static Part toTime(ExpressionPlanner planner, Node at, Part part, ScalarType from) {
        if (from == ScalarType.TEXT) {
            return TimeKernels.parsed(planner, part);
        }
        if (from != ScalarType.DATE) {
            throw ExpressionPlanner.notHere(at);
        }
        var outOfRange = new EvaluationException("'" + at + "' exceeds the range of a time");
        return planner.rows(
                ScalarType.TIME,
                (in, into, row) ->
                        TimeKernels.setMillis(into, row, in[0].longs[row], TimeKernels.DAY_MILLIS, outOfRange),
                part);
    }

    private static Part toDate(ExpressionPlanner planner, Node at, Part part, ScalarType from) {
        return switch (from) {
            case TIME ->
                planner.rows(
                        ScalarType.DATE,
                        (in, into, row) -> into.longs[row] = Math.floorDiv(in[0].longs[row], TimeKernels.DAY_MILLIS),
                        part);
            case TEXT ->
                planner.rows(
                        ScalarType.DATE,
                        (in, into, row) -> {
                            try {
                                into.longs[row] = LocalDate.parse(
                                                TextKernels.text(in[0], row).strip())
                                        .toEpochDay();
                            } catch (DateTimeException e) {
                                into.setNull(row);
                            }
                        },
                        part);
            case LONG, DOUBLE, BOOLEAN, BYTES, DATE, TIME_OF_DAY, DURATION, DECIMAL ->
                throw ExpressionPlanner.notHere(at);
        };
    }
}
