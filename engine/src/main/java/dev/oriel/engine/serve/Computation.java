package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.engine.evaluate.Column;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.state.FeatureValues;
import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Computes the features of one row from what is given of it and what was read, each at most once. For one thread. */
final class Computation {
    private final Subject subject;
    private final Map<Target, Outcome> outcomes = new HashMap<>();
    private @Nullable OnlineCalls calls;
    private @Nullable MessageWindows messages;
    private @Nullable RowAggregations rows;

    Computation(Subject subject) {
        this.subject = subject;
    }

    /** A feature that this one needs failed; why is told by that feature's own error. */
    static final class UpstreamException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        UpstreamException(QueryError error) {
            super(error.message(), null, false, false);
        }
    }

    private OnlineCalls calls() {
        if (calls == null) {
            calls = subject.question().newCalls();
        }
        return calls;
    }

    private MessageWindows messages() {
        if (messages == null) {
            messages = new MessageWindows(subject);
        }
        return messages;
    }

    /** Has an online resolver called, if it was not yet; does not wait for it. */
    void begin(OnlineCall call) {
        if (calls().isBegun(call)) {
            return;
        }
        var values = new ArrayList<@Nullable Object>();
        for (Need input : call.inputs()) {
            Outcome outcome = subject.outcome(input);
            if (outcome.error().isPresent()) {
                calls().fail(
                                call,
                                QueryError.Code.UPSTREAM_FAILED,
                                "was not called, since a feature that it needs has no value · "
                                        + outcome.error().get().message());
                return;
            }
            if (outcome.value() == null && !input.target().feature().nullable()) {
                calls().fail(
                                call,
                                QueryError.Code.UPSTREAM_FAILED,
                                "was not called, since '" + input.fqn()
                                        + "' has no value and is not nullable · give it as an input, give it a default, or"
                                        + " declare it @Nullable and let the function decide");
                return;
            }
            values.add(outcome.value());
        }
        try {
            calls().begin(call, call.arguments(values));
        } catch (IllegalArgumentException e) {
            calls().fail(call, QueryError.Code.RESOLVER_FAILED, "was not called · " + e.getMessage());
        }
    }

    /** The outcome for one value. */
    Outcome outcome(Target target) {
        Outcome known = outcomes.get(target);
        if (known == null) {
            known = servedAgain(target).orElseGet(() -> compute(target)).orDefault(target.defaultValue());
            outcomes.put(target, known);
        }
        return known;
    }

    /** A result that was stored before and is not too old; empty when it is to be computed. */
    Optional<Outcome> servedAgain(Target target) {
        if (subject.inputs().has(target.fqn()) || !subject.mayBeServedAgain(target)) {
            return Optional.empty();
        }
        return stored(target, subject.question().staleness().millisOfResult(target));
    }

    private Outcome compute(Target target) {
        if (subject.inputs().has(target.fqn())) {
            return Outcome.of(subject.inputs().value(target.fqn()));
        }
        Outcome computed = found(target);
        if (computed.error().isEmpty() && subject.mayBeServedAgain(target)) {
            RowKey key = subject.keys().row(target.owner().namespace());
            subject.question().computed(key, target.nameInRow(), computed.value());
        }
        return computed;
    }

    private Outcome found(Target target) {
        return switch (target.means()) {
            case Means.Stored stored ->
                stored(target, subject.question().staleness().millis(target)).orElseGet(() -> Outcome.of(null));
            case Means.Buckets buckets -> buckets(target, buckets);
            case Means.Rows ofKeys -> rows(target, ofKeys);
            case Means.Frame frame -> aggregations().frame(target, frame);
            case Means.Messages ofKey -> messages().outcome(target, ofKey.stream());
            case Means.Online online -> {
                begin(online.call());
                yield calls().outcome(online.call(), target);
            }
            case Means.Computed computed -> computed(target, computed);
            case Means.None none ->
                Outcome.failed(QueryError.Code.RESOLVER_FAILED, target.fqn(), target.fqn() + ": " + none.reason());
        };
    }

    /** What is stored of a value and was observed by now, but no longer ago than that. */
    private Optional<Outcome> stored(Target target, long ageMillisMax) {
        RowKey key = subject.keys().row(target.owner().namespace());
        long nowMillis = subject.now().toEpochMilli();
        return subject.readings()
                .row(key)
                .value(target.nameInRow(), nowMillis)
                .filter(stored -> nowMillis - stored.observedAtMillis() <= ageMillisMax)
                .map(stored -> Outcome.stored(stored.value(), Instant.ofEpochMilli(stored.observedAtMillis())));
    }

    private Outcome buckets(Target target, Means.Buckets buckets) {
        return switch (subject.keys().key(buckets.key())) {
            case Keys.OfKey.Known key ->
                subject.question()
                        .setup()
                        .windows()
                        .read(
                                target.fqn(),
                                buckets.window(),
                                key.group().orElseThrow(),
                                subject.readings(),
                                subject.now().toEpochMilli());
            case Keys.OfKey.None ignored -> Outcome.of(null);
            case Keys.OfKey.Failed failed ->
                Outcome.failed(
                        QueryError.Code.UPSTREAM_FAILED,
                        target.fqn(),
                        target.fqn() + ": the feature that tells its group has no value · "
                                + failed.error().message());
        };
    }

    private RowAggregations aggregations() {
        if (rows == null) {
            rows = new RowAggregations(subject);
        }
        return rows;
    }

    private Outcome rows(Target target, Means.Rows ofKeys) {
        RowAggregations aggregations = aggregations();
        if (ofKeys.plan().isOne()) {
            return aggregations.outcome(target, ofKeys);
        }
        return computed(target, ofKeys.plan().combination(), (input, into) -> {
            switch (Objects.requireNonNull(ofKeys.inputs().get(input))) {
                case Means.RowsInput.Now ignored -> into.set(0, subject.now());
                case Means.RowsInput.Feature feature -> set(into, subject.outcome(feature.need()));
                case Means.RowsInput.Aggregated aggregated -> aggregations.read(target, aggregated, into);
            }
        });
    }

    private Outcome computed(Target target, Means.Computed computed) {
        return computed(target, computed.plan(), (input, into) -> read(computed, input, into));
    }

    private static Outcome computed(Target target, ExpressionPlan plan, ExpressionPlan.RowInputs inputs) {
        try {
            Object value = plan.value(inputs);
            FeatureDefinition feature = target.feature();
            if (value == null || feature.type() == null) {
                return Outcome.of(value);
            }
            return Outcome.of(FeatureValues.normalise(value, feature.type()));
        } catch (UpstreamException e) {
            return Outcome.failed(
                    QueryError.Code.UPSTREAM_FAILED,
                    target.fqn(),
                    target.fqn() + ": a feature that it needs has no value · " + e.getMessage());
        } catch (EvaluationException | IllegalArgumentException e) {
            return Outcome.failed(QueryError.Code.RESOLVER_FAILED, target.fqn(), target.fqn() + ": " + e.getMessage());
        }
    }

    /** A failure of what an expression reads is a failure of the expression only where it needs the value. */
    private void read(Means.Computed computed, ExpressionPlan.Input input, Column into) {
        Optional<Need> need = Objects.requireNonNull(computed.inputs().get(input));
        if (need.isEmpty()) {
            into.set(0, subject.now());
            return;
        }
        set(into, subject.outcome(need.get()));
    }

    private static void set(Column into, Outcome outcome) {
        if (outcome.error().isPresent()) {
            into.setError(0, new UpstreamException(outcome.error().get()));
        } else {
            into.set(0, outcome.value());
        }
    }
}
