package dev.oriel.api.frame;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of times, to the nanosecond that the record holds.
 *
 * @param <M> the record
 */
public final class TimeColumn<M> extends ComparableColumn<M, Instant> {
    private TimeColumn(String name, boolean nullable, Function<? super M, ? extends @Nullable Instant> component) {
        super(name, nullable, component);
    }

    /** A column without nulls; called by generated code. */
    public static <M> TimeColumn<M> of(String name, Function<? super M, Instant> component) {
        return new TimeColumn<>(name, false, component);
    }

    /** A column that may have nulls; called by generated code. */
    public static <M> TimeColumn<M> nullable(String name, Function<? super M, @Nullable Instant> component) {
        return new TimeColumn<>(name, true, component);
    }
}
