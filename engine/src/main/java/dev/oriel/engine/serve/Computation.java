package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.evaluate.Column;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.state.FeatureValues;
import dev.oriel.engine.state.Row;
import dev.oriel.engine.state.StoragePolicy;
import java.io.Serial;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Computes the features of one query from its inputs and its snapshot, each at most once. */
final class Computation {
    private final ServePlan plan;
    private final QueryInputs inputs;
    private final Keys keys;
    private final Snapshot snapshot;
    private final WindowReader windows;
    private final MessageWindows messages;
    private final Instant now;
    private final Map<String, Outcome> outcomes = new HashMap<>();

    Computation(
            ServePlan plan,
            QueryInputs inputs,
            Keys keys,
            Snapshot snapshot,
            WindowReader windows,
            MessageWindows messages,
            Instant now) {
        this.plan = plan;
        this.inputs = inputs;
        this.keys = keys;
        this.snapshot = snapshot;
        this.windows = windows;
        this.messages = messages;
        this.now = now;
    }

    /** A feature that this one needs failed; why is told by that feature's own error. */
    private static final class UpstreamException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        UpstreamException(QueryError error) {
            super(error.message(), null, false, false);
        }
    }

    /** The outcome for one value. */
    Outcome outcome(ServePlan.Target target) {
        Outcome known = outcomes.get(target.fqn());
        if (known == null) {
            known = compute(target).orDefault(plan.defaultValue(target));
            outcomes.put(target.fqn(), known);
        }
        return known;
    }

    private Outcome compute(ServePlan.Target target) {
        if (inputs.has(target.fqn())) {
            return Outcome.of(inputs.value(target.fqn()));
        }
        return switch (plan.means(target)) {
            case ServePlan.Means.Stored stored -> stored(target);
            case ServePlan.Means.Buckets buckets -> buckets(target, buckets.window());
            case ServePlan.Means.Messages messages -> this.messages.outcome(target, messages.stream(), snapshot);
            case ServePlan.Means.Computed computed -> computed(target, computed.plan());
            case ServePlan.Means.None none ->
                Outcome.failed(QueryError.Code.RESOLVER_FAILED, target.fqn(), target.fqn() + ": " + none.reason());
        };
    }

    private Outcome stored(ServePlan.Target target) {
        FeatureClassDefinition owner = target.owner();
        RowKey key = keys.row(owner.namespace());
        String name = target.windowMillis() == 0
                ? target.feature().name()
                : target.feature().windowName(target.windowMillis());
        Optional<Row.Stored> stored = snapshot.row(key).value(name, now.toEpochMilli());
        if (stored.isEmpty()) {
            return Outcome.of(null);
        }
        Instant observedAt = Instant.ofEpochMilli(stored.get().observedAtMillis());
        long ageMillis = now.toEpochMilli() - observedAt.toEpochMilli();
        boolean visible = ageMillis >= 0 && ageMillis <= StoragePolicy.maxStalenessMillis(owner, target.feature());
        return visible ? Outcome.stored(stored.get().value(), observedAt) : Outcome.of(null);
    }

    private Outcome buckets(ServePlan.Target target, MaterializedWindow window) {
        if (keys.isOfNoGroup(window)) {
            return Outcome.of(null);
        }
        return windows.read(target.fqn(), window, keys.group(window), snapshot, now.toEpochMilli());
    }

    private Outcome computed(ServePlan.Target target, ExpressionPlan expression) {
        try {
            Object value = expression.value((input, into) -> read(target, input, into));
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
    private void read(ServePlan.Target target, ExpressionPlan.Input input, Column into) {
        if (ServePlan.isNow(input)) {
            into.set(0, now);
            return;
        }
        Outcome outcome = outcome(ServePlan.dependency(target, input));
        if (outcome.error().isPresent()) {
            into.setError(0, new UpstreamException(outcome.error().get()));
        } else {
            into.set(0, outcome.value());
        }
    }
}
