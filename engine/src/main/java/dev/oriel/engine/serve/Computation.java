package dev.oriel.engine.serve;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.Evaluator;
import dev.oriel.engine.evaluate.Scope;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.state.FeatureValues;
import dev.oriel.engine.state.Row;
import dev.oriel.engine.state.StoragePolicy;
import java.io.Serial;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Computes the features of one query from its inputs and its snapshot, each at most once. */
final class Computation {
    private final ServePlan plan;
    private final QueryInputs inputs;
    private final Keys keys;
    private final Snapshot snapshot;
    private final WindowReader windows;
    private final Instant now;
    private final Map<String, Outcome> outcomes = new HashMap<>();

    Computation(ServePlan plan, QueryInputs inputs, Keys keys, Snapshot snapshot, WindowReader windows, Instant now) {
        this.plan = plan;
        this.inputs = inputs;
        this.keys = keys;
        this.snapshot = snapshot;
        this.windows = windows;
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
            case ServePlan.Means.Computed computed -> computed(target, computed.expression());
            case ServePlan.Means.None none ->
                Outcome.failed(QueryError.Code.RESOLVER_FAILED, target.fqn(), target.fqn() + ": " + none.reason());
        };
    }

    private Outcome stored(ServePlan.Target target) {
        FeatureClassDefinition owner = target.owner();
        RowKey key = keys.row(owner.namespace());
        Optional<Row.Stored> stored = snapshot.row(key).value(target.feature().name());
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

    private Outcome computed(ServePlan.Target target, Node expression) {
        try {
            Object value = Evaluator.value(expression, scope(target));
            FeatureDefinition feature = target.feature();
            if (value == null || feature.scalar() == null) {
                return Outcome.of(value);
            }
            return Outcome.of(FeatureValues.normalise(value, feature.scalar()));
        } catch (UpstreamException e) {
            return Outcome.failed(
                    QueryError.Code.UPSTREAM_FAILED,
                    target.fqn(),
                    target.fqn() + ": a feature that it needs has no value · " + e.getMessage());
        } catch (EvaluationException | IllegalArgumentException e) {
            return Outcome.failed(QueryError.Code.RESOLVER_FAILED, target.fqn(), target.fqn() + ": " + e.getMessage());
        }
    }

    private Scope scope(ServePlan.Target target) {
        return new Scope() {
            @Override
            public @Nullable Object attribute(String name) {
                return name.equals("chalk_now") ? now : value(plan.sibling(target, name, 0));
            }

            @Override
            public @Nullable Object sameWindow(String name) {
                return value(plan.sibling(target, name, target.windowMillis()));
            }

            @Override
            public @Nullable Object window(String name, long windowMillis) {
                return value(plan.sibling(target, name, Math.min(windowMillis, Durations.ALL_MILLIS)));
            }
        };
    }

    private @Nullable Object value(ServePlan.Target sibling) {
        Outcome outcome = outcome(sibling);
        if (outcome.error().isPresent()) {
            throw new UpstreamException(outcome.error().get());
        }
        return outcome.value();
    }
}
