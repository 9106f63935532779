package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values of one type, one per row of a batch: each is a value, null, or an error. Of a row with an error, the mark of null and
 * the value mean nothing; of a null, the value means nothing. Reused from batch to batch; for one thread.
 */
public final class Column {
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final FeatureType type;
    private final int rowsMax;

    /* By the form of the type one of these is there; the others have no elements. */
    final long[] longs;
    final double[] doubles;
    final boolean[] booleans;
    final @Nullable Object[] objects;

    /** Made at the first null. Stale where {@link #hasNulls} is false. */
    private boolean[] nulls = {};

    private boolean hasNulls;

    /** Made at the first error. Stale where {@link #hasErrors} is false. */
    private @Nullable RuntimeException[] errors = {};

    private boolean hasErrors;

    /** A column for so many rows at most, all of them not null. */
    public Column(FeatureType type, int rowsMax) {
        ColumnForm form = ColumnForm.of(type);
        this.type = type;
        this.rowsMax = rowsMax;
        this.longs = new long[form == ColumnForm.LONG ? rowsMax : 0];
        this.doubles = new double[form == ColumnForm.DOUBLE ? rowsMax : 0];
        this.booleans = new boolean[form == ColumnForm.BOOLEAN ? rowsMax : 0];
        this.objects = new @Nullable Object[form == ColumnForm.OBJECT ? rowsMax : 0];
    }

    /** What its values are. */
    public FeatureType type() {
        return type;
    }

    /** The values of a column of integers, times, durations, dates or times of day; without elements of another. */
    public long[] longs() {
        return longs;
    }

    /** The values of a column of floats; without elements of another. */
    public double[] doubles() {
        return doubles;
    }

    /** The values of a column of booleans; without elements of another. */
    public boolean[] booleans() {
        return booleans;
    }

    /** The values of a column of anything else; without elements of another. */
    public @Nullable Object[] objects() {
        return objects;
    }

    /** Makes all rows not null and free of errors; the values stay. */
    public void reset() {
        hasNulls = false;
        hasErrors = false;
    }

    /** Whether any row may be null. */
    boolean hasNulls() {
        return hasNulls;
    }

    boolean hasErrors() {
        return hasErrors;
    }

    boolean isNull(int row) {
        return hasNulls && nulls[row];
    }

    @Nullable
    RuntimeException error(int row) {
        return hasErrors ? errors[row] : null;
    }

    /** Whether the row has a value: it is neither null nor an error. */
    boolean hasValue(int row) {
        return !isNull(row) && error(row) == null;
    }

    /** Marks a row as null, whatever it was. */
    public void setNull(int row) {
        nullsForWriting()[row] = true;
    }

    /** Gives a row an error, whatever it was. */
    public void setError(int row, RuntimeException error) {
        if (errors.length == 0) {
            errors = new @Nullable RuntimeException[rowsMax];
        } else if (!hasErrors) {
            Arrays.fill(errors, null);
        }
        hasErrors = true;
        errors[row] = error;
    }

    /** The marks of null, to be set where they are to be; all false if there were none. */
    boolean[] nullsForWriting() {
        if (nulls.length == 0) {
            nulls = new boolean[rowsMax];
        } else if (!hasNulls) {
            Arrays.fill(nulls, false);
        }
        hasNulls = true;
        return nulls;
    }

    /** Takes nulls and errors from an operand: null in, null out. */
    void inherit(Column operand, int rows) {
        reset();
        addNulls(operand, rows);
        addErrors(operand, rows);
    }

    /** Takes nulls and errors from two operands; of two errors that of the left one. */
    void inherit(Column left, Column right, int rows) {
        inherit(left, rows);
        addNulls(right, rows);
        addErrors(right, rows);
    }

    void addNulls(Column operand, int rows) {
        if (operand.hasNulls) {
            boolean[] into = nullsForWriting();
            boolean[] from = operand.nulls;
            for (int row = 0; row < rows; row++) {
                into[row] |= from[row];
            }
        }
    }

    /** Takes errors where there are none yet. */
    void addErrors(Column operand, int rows) {
        if (operand.hasErrors) {
            for (int row = 0; row < rows; row++) {
                RuntimeException error = operand.errors[row];
                if (error != null && error(row) == null) {
                    setError(row, error);
                }
            }
        }
    }

    /** Copies a row of a column of the same form: its value, null or error. */
    void copy(int row, Column from) {
        RuntimeException error = from.error(row);
        if (error != null) {
            setError(row, error);
        } else if (from.isNull(row)) {
            setNull(row);
        } else if (longs.length > 0) {
            longs[row] = from.longs[row];
        } else if (doubles.length > 0) {
            doubles[row] = from.doubles[row];
        } else if (booleans.length > 0) {
            booleans[row] = from.booleans[row];
        } else {
            objects[row] = from.objects[row];
        }
    }

    /**
     * Sets a row of a column that was {@link #reset}.
     *
     * @param value in the engine's form, or null. One of another type, as it may be stored from earlier definitions, is an
     *     error of the row; an integer is a float, too
     */
    public void set(int row, @Nullable Object value) {
        boolean fits = switch (value) {
            case null -> {
                setNull(row);
                yield true;
            }
            case Long number -> setLong(row, ScalarType.LONG, number) || setDouble(row, number);
            case Double number -> setDouble(row, number);
            case Boolean truth -> setBoolean(row, truth);
            case Instant time -> setLong(row, ScalarType.TIME, time.toEpochMilli());
            case Duration duration -> setLong(row, ScalarType.DURATION, duration.toMillis());
            case LocalDate date -> setLong(row, ScalarType.DATE, date.toEpochDay());
            case LocalTime time -> setLong(row, ScalarType.TIME_OF_DAY, time.toNanoOfDay() / NANOS_PER_MILLI);
            default -> setObject(row, value);
        };
        if (!fits) {
            setError(
                    row,
                    new EvaluationException("'" + value + "' is no " + type.word()
                            + " · it was written when the feature had another type · write it again"));
        }
    }

    private boolean setLong(int row, ScalarType of, long value) {
        if (type instanceof FeatureType.Scalar scalar && scalar.scalar() == of) {
            longs[row] = value;
            return true;
        }
        return false;
    }

    private boolean setDouble(int row, double value) {
        if (doubles.length > 0) {
            doubles[row] = value;
            return true;
        }
        return false;
    }

    private boolean setBoolean(int row, boolean value) {
        if (booleans.length > 0) {
            booleans[row] = value;
            return true;
        }
        return false;
    }

    private boolean setObject(int row, Object value) {
        if (objects.length > 0 && isText() == value instanceof String) {
            objects[row] = value;
            return true;
        }
        return false;
    }

    private boolean isText() {
        return type.scalarType().filter(ScalarType.TEXT::equals).isPresent();
    }

    /**
     * The value of a row.
     *
     * @return in the engine's form, or null
     * @throws RuntimeException the row's error, if it has one
     */
    public @Nullable Object value(int row) {
        RuntimeException error = error(row);
        if (error != null) {
            throw error;
        }
        if (isNull(row)) {
            return null;
        }
        return type instanceof FeatureType.Scalar of ? scalar(row, of.scalar()) : objects[row];
    }

    private @Nullable Object scalar(int row, ScalarType scalar) {
        return switch (scalar) {
            case LONG -> longs[row];
            case DOUBLE -> doubles[row];
            case BOOLEAN -> booleans[row];
            case TIME -> Instant.ofEpochMilli(longs[row]);
            case DURATION -> Duration.ofMillis(longs[row]);
            case DATE -> LocalDate.ofEpochDay(longs[row]);
            case TIME_OF_DAY -> LocalTime.ofNanoOfDay(longs[row] * NANOS_PER_MILLI);
            case TEXT, DECIMAL, BYTES -> objects[row];
        };
    }

    /** Whether a filter keeps the row: only true does, not null. */
    public boolean keeps(int row) {
        RuntimeException error = error(row);
        if (error != null) {
            throw error;
        }
        return !isNull(row) && booleans[row];
    }
}
