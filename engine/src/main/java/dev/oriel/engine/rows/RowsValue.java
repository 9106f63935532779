package dev.oriel.engine.rows;

import dev.oriel.kernel.aggregation.Accuracy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregation makes of rows.
 *
 * @param value in the engine's form; null where there is none
 * @param accuracy how far it may be from the true one; empty where it is exact by nature
 * @param rowsUsed that its filters kept
 * @param failure why there is no value; empty where null is the answer
 */
public record RowsValue(@Nullable Object value, Optional<Accuracy> accuracy, long rowsUsed, Optional<String> failure) {
    static RowsValue failed(String why) {
        return new RowsValue(null, Optional.empty(), 0, Optional.of(why));
    }
}
