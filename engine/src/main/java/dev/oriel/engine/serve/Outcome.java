package dev.oriel.engine.serve;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What computing one feature came to.
 *
 * @param defaulted whether the value is the feature's default, in place of null
 */
record Outcome(
        @Nullable Object value,
        boolean defaulted,
        Optional<Instant> observedAt,
        boolean cacheHit,
        Optional<FeatureResult.EffectiveWindow> effectiveWindow,
        Optional<FeatureResult.Accuracy> accuracy,
        Optional<QueryError> error) {
    private static final Outcome NULL =
            new Outcome(null, false, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());

    static Outcome of(@Nullable Object value) {
        return value == null ? NULL : NULL.with(value, false);
    }

    static Outcome of(@Nullable Object value, Optional<FeatureResult.Accuracy> accuracy) {
        return new Outcome(value, false, Optional.empty(), false, Optional.empty(), accuracy, Optional.empty());
    }

    static Outcome stored(@Nullable Object value, Instant observedAt) {
        return new Outcome(
                value, false, Optional.of(observedAt), true, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Outcome window(
            @Nullable Object value, FeatureResult.EffectiveWindow window, Optional<FeatureResult.Accuracy> accuracy) {
        return new Outcome(value, false, Optional.empty(), false, Optional.of(window), accuracy, Optional.empty());
    }

    static Outcome failed(QueryError.Code code, String fqn, String message) {
        return failed(new QueryError(code, message, Optional.of(fqn)));
    }

    static Outcome failed(QueryError error) {
        return new Outcome(
                null, false, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.of(error));
    }

    private Outcome with(Object other, boolean isDefault) {
        return new Outcome(other, isDefault, observedAt, cacheHit, effectiveWindow, accuracy, error);
    }

    Outcome orDefault(@Nullable Object defaultValue) {
        return value == null && error.isEmpty() && defaultValue != null ? with(defaultValue, true) : this;
    }
}
