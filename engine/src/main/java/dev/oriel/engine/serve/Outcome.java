package dev.oriel.engine.serve;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What computing one feature came to. */
record Outcome(
        @Nullable Object value,
        Optional<Instant> observedAt,
        boolean cacheHit,
        Optional<FeatureResult.EffectiveWindow> effectiveWindow,
        Optional<FeatureResult.Accuracy> accuracy,
        Optional<QueryError> error) {
    static Outcome of(@Nullable Object value) {
        return new Outcome(value, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Outcome stored(@Nullable Object value, Instant observedAt) {
        return new Outcome(value, Optional.of(observedAt), true, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Outcome window(
            @Nullable Object value, FeatureResult.EffectiveWindow window, Optional<FeatureResult.Accuracy> accuracy) {
        return new Outcome(value, Optional.empty(), false, Optional.of(window), accuracy, Optional.empty());
    }

    static Outcome failed(QueryError.Code code, String fqn, String message) {
        return failed(new QueryError(code, message, Optional.of(fqn)));
    }

    static Outcome failed(QueryError error) {
        return new Outcome(null, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.of(error));
    }

    Outcome withValue(Object other) {
        return new Outcome(other, observedAt, cacheHit, effectiveWindow, accuracy, error);
    }

    Outcome orDefault(@Nullable Object defaultValue) {
        return value == null && error.isEmpty() && defaultValue != null ? withValue(defaultValue) : this;
    }
}
