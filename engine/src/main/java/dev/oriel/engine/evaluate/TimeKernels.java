package dev.oriel.engine.evaluate;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionFunction;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.evaluate.ExpressionPlanner.Part;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** Functions of times, dates and durations, in UTC. */
final class TimeKernels {
    static final long DAY_MILLIS = 86_400_000;

    private static final long HOUR_MILLIS = 3_600_000;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long SECOND_MILLIS = 1000;
    private static final long YEAR_0_SECONDS = -62_167_219_200L;
    private static final long YEAR_9999_SECONDS = 253_402_300_799L;

    private final ExpressionPlanner planner;
    private final Node at;

    TimeKernels(ExpressionPlanner planner, Node at) {
        this.planner = planner;
        this.at = at;
    }

    Part plan(ExpressionFunction function, List<Part> parts) {
        Part value = parts.getFirst();
        return switch (function) {
            case YEAR -> ofDate(LocalDate::getYear, value);
            case QUARTER -> ofDate(date -> date.get(IsoFields.QUARTER_OF_YEAR), value);
            case MONTH -> ofDate(LocalDate::getMonthValue, value);
            case WEEK -> ofDate(date -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), value);
            case YEAR_OF_WEEK -> ofDate(date -> date.get(IsoFields.WEEK_BASED_YEAR), value);
            case DAY_OF_MONTH -> ofDate(LocalDate::getDayOfMonth, value);
            case DAY_OF_WEEK -> ofDate(date -> date.get(ChronoField.DAY_OF_WEEK), value);
            case DAY_OF_YEAR -> ofDate(LocalDate::getDayOfYear, value);
            case HOUR -> ofDay(millis -> millis / HOUR_MILLIS, value);
            case MINUTE -> ofDay(millis -> millis / MINUTE_MILLIS % 60, value);
            case SECOND -> ofDay(millis -> millis / SECOND_MILLIS % 60, value);
            case MILLISECOND -> ofDay(millis -> millis % SECOND_MILLIS, value);
            case LAST_DAY_OF_MONTH ->
                planner.rows(
                        ScalarType.DATE,
                        (in, into, row) -> into.longs[row] = date(in[0], row)
                                .with(TemporalAdjusters.lastDayOfMonth())
                                .toEpochDay(),
                        value);
            case DATE_TRUNC -> truncated(value, parts.get(1));
            case TO_UNIXTIME, TOTAL_SECONDS ->
                planner.rows(
                        ScalarType.DOUBLE,
                        (in, into, row) -> into.doubles[row] = in[0].longs[row] / (double) SECOND_MILLIS,
                        value);
            case FROM_UNIX_SECONDS -> fromSeconds(value);
            case TO_ISO8601 -> iso(planner, value);
            case PARSE_DATETIME -> parsed(planner, value);
            case DURATION -> planner.constant(Duration.ofMillis(Durations.millis(literal(value))), ScalarType.DURATION);
            default -> throw ExpressionPlanner.notHere(at);
        };
    }

    private String literal(Part part) {
        if (planner.constantOf(part) instanceof String literal) {
            return literal;
        }
        throw ExpressionPlanner.notHere(at);
    }

    /** The date of a date, or the one that a time is on. */
    private static LocalDate date(Column column, int row) {
        boolean isDate =
                column.type().scalarType().filter(ScalarType.DATE::equals).isPresent();
        return LocalDate.ofEpochDay(isDate ? column.longs[row] : Math.floorDiv(column.longs[row], DAY_MILLIS));
    }

    private Part ofDate(ToLongFunction<LocalDate> function, Part value) {
        return planner.rows(
                ScalarType.LONG, (in, into, row) -> into.longs[row] = function.applyAsLong(date(in[0], row)), value);
    }

    private Part ofDay(LongUnaryOperator ofMillis, Part value) {
        return planner.rows(
                ScalarType.LONG,
                (in, into, row) -> into.longs[row] = ofMillis.applyAsLong(Math.floorMod(in[0].longs[row], DAY_MILLIS)),
                value);
    }

    private Part truncated(Part value, Part unit) {
        return switch (literal(unit)) {
            case "second" -> floored(SECOND_MILLIS, value);
            case "minute" -> floored(MINUTE_MILLIS, value);
            case "hour" -> floored(HOUR_MILLIS, value);
            case "day" -> floored(DAY_MILLIS, value);
            case "week" -> begun(date -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), value);
            case "month" -> begun(date -> date.withDayOfMonth(1), value);
            case "quarter" -> begun(date -> date.with(IsoFields.DAY_OF_QUARTER, 1), value);
            case "year" -> begun(date -> date.withDayOfYear(1), value);
            default -> throw ExpressionPlanner.notHere(at);
        };
    }

    private EvaluationException outOfTime() {
        return new EvaluationException("'" + at + "' exceeds the range of a time");
    }

    private Part floored(long unitMillis, Part value) {
        EvaluationException outOfRange = outOfTime();
        return planner.rows(
                ScalarType.TIME,
                (in, into, row) ->
                        setMillis(into, row, Math.floorDiv(in[0].longs[row], unitMillis), unitMillis, outOfRange),
                value);
    }

    private Part begun(UnaryOperator<LocalDate> beginning, Part value) {
        EvaluationException outOfRange = outOfTime();
        return planner.rows(
                ScalarType.TIME,
                (in, into, row) ->
                        setMillis(into, row, beginning.apply(date(in[0], row)).toEpochDay(), DAY_MILLIS, outOfRange),
                value);
    }

    static void setMillis(Column into, int row, long units, long unitMillis, EvaluationException outOfRange) {
        into.longs[row] = units * unitMillis;
        if (Math.multiplyHigh(units, unitMillis) != into.longs[row] >> (Long.SIZE - 1)) {
            into.setError(row, outOfRange);
        }
    }

    private Part fromSeconds(Part value) {
        return planner.rows(
                ScalarType.TIME,
                (in, into, row) -> {
                    long seconds = in[0].longs[row];
                    if (seconds < YEAR_0_SECONDS || seconds > YEAR_9999_SECONDS) {
                        into.setNull(row);
                    } else {
                        into.longs[row] = seconds * SECOND_MILLIS;
                    }
                },
                value);
    }

    static Part iso(ExpressionPlanner planner, Part value) {
        boolean isDate = value.is(ScalarType.DATE);
        return planner.rows(
                ScalarType.TEXT,
                (in, into, row) -> into.objects[row] = isDate
                        ? LocalDate.ofEpochDay(in[0].longs[row]).toString()
                        : Instant.ofEpochMilli(in[0].longs[row]).toString(),
                value);
    }

    /** Text that is no time is null. */
    static Part parsed(ExpressionPlanner planner, Part text) {
        return planner.rows(
                ScalarType.TIME,
                (in, into, row) -> {
                    try {
                        into.longs[row] = OffsetDateTime.parse(
                                        TextKernels.text(in[0], row).strip())
                                .toInstant()
                                .toEpochMilli();
                    } catch (DateTimeException | ArithmeticException e) {
                        into.setNull(row);
                    }
                },
                text);
    }
}
