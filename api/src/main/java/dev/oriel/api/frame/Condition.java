package dev.oriel.api.frame;

/**
 * What holds for some rows of a frame. As in SQL, a comparison with a value that is null neither holds nor fails: its row is in
 * {@code where(c)} no more than in {@code where(c.not())}.
 *
 * @param <M> the record
 */
public sealed interface Condition<M>
        permits BooleanColumn,
                Conditions.LongRange,
                Conditions.LongIn,
                Conditions.DoubleRange,
                Conditions.DoubleIn,
                Conditions.ObjectRange,
                Conditions.ObjectIn,
                Conditions.IsNull,
                Conditions.Both,
                Conditions.Either,
                Conditions.Not {
    /** Rows for which both hold. */
    default Condition<M> and(Condition<M> other) {
        return new Conditions.Both<>(this, other);
    }

    /** Rows for which at least one holds. */
    default Condition<M> or(Condition<M> other) {
        return new Conditions.Either<>(this, other);
    }

    /** Rows for which this fails, which are not all rows for which it does not hold. */
    default Condition<M> not() {
        return new Conditions.Not<>(this);
    }
}
