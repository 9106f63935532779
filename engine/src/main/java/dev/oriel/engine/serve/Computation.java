package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.evaluate.Column;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.state.FeatureValues;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.Row;
import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes the features of one query from its inputs and its snapshot, each at most once. */
final class Computation {
    private final ServePlan plan;
    private final QueryInputs inputs;
    private final Keys keys;
    private final Readings readings;
    private final Means means;
    private final Question question;
    private final Instant now;
    private final Map<String, Outcome> outcomes = new HashMap<>();

    /** What computes. */
    record Means(WindowReader windows, MessageWindows messages, OnlineCalls calls) {}

    Computation(ServePlan plan, Question question, Readings readings, Means means) {
        this.plan = plan;
        this.question = question;
        this.inputs = question.inputs();
        this.keys = question.keys();
        this.readings = readings;
        this.means = means;
        this.now = question.now();
    }

    /** A feature that this one needs failed; why is told by that feature's own error. */
    private static final class UpstreamException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        UpstreamException(QueryError error) {
            super(error.message(), null, false, false);
        }
    }

    /**
     * Has all online resolvers called that some values need, those that need nothing of each other at the same time.
     *
     * @param targets whose every key is known
     */
    void callAll(Collection<ServePlan.Target> targets) {
        var levels = new TreeMap<Integer, Set<OnlineCall>>();
        var levelByTarget = new HashMap<String, Integer>();
        targets.forEach(target -> level(target, levels, levelByTarget));
        levels.values().forEach(calls -> calls.forEach(this::begin));
    }

    /** How many calls, one after the other, a value needs. */
    private int level(
            ServePlan.Target target, Map<Integer, Set<OnlineCall>> levels, Map<String, Integer> levelByTarget) {
        Integer known = levelByTarget.get(target.fqn());
        if (known != null) {
            return known;
        }
        int level = 0;
        if (!inputs.has(target.fqn())) {
            for (ServePlan.Target dependency : plan.dependencies(target)) {
                level = Math.max(level, level(dependency, levels, levelByTarget));
            }
            if (plan.means(target) instanceof ServePlan.Means.Online online) {
                level++;
                levels.computeIfAbsent(level, unused -> new LinkedHashSet<>()).add(online.call());
            }
        }
        levelByTarget.put(target.fqn(), level);
        return level;
    }

    private void begin(OnlineCall call) {
        if (means.calls().isBegun(call)) {
            return;
        }
        var values = new ArrayList<@Nullable Object>();
        for (ServePlan.Target input : call.inputs()) {
            Outcome outcome = outcome(input);
            if (outcome.error().isPresent()) {
                means.calls()
                        .fail(
                                call,
                                QueryError.Code.UPSTREAM_FAILED,
                                "was not called, since a feature that it needs has no value · "
                                        + outcome.error().get().message());
                return;
            }
            if (outcome.value() == null && !input.feature().nullable()) {
                means.calls()
                        .fail(
                                call,
                                QueryError.Code.UPSTREAM_FAILED,
                                "was not called, since '" + input.fqn()
                                        + "' has no value and is not nullable · give it as an input, give it a default, or"
                                        + " declare it @Nullable and let the function decide");
                return;
            }
            values.add(outcome.value());
        }
        List<@Nullable Object> arguments;
        try {
            arguments = call.arguments(values);
        } catch (IllegalArgumentException e) {
            means.calls().fail(call, QueryError.Code.RESOLVER_FAILED, "was not called · " + e.getMessage());
            return;
        }
        means.calls().begin(call, arguments);
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
            case ServePlan.Means.Messages messages ->
                means.messages().outcome(target, messages.stream(), readings.first());
            case ServePlan.Means.Online online -> {
                begin(online.call());
                yield means.calls().outcome(online.call(), target);
            }
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
        Optional<Row.Stored> stored = readings.row(key).value(name, now.toEpochMilli());
        if (stored.isEmpty()) {
            return Outcome.of(null);
        }
        Instant observedAt = Instant.ofEpochMilli(stored.get().observedAtMillis());
        long ageMillis = now.toEpochMilli() - observedAt.toEpochMilli();
        boolean visible = ageMillis >= 0 && ageMillis <= question.staleness().millis(target);
        return visible ? Outcome.stored(stored.get().value(), observedAt) : Outcome.of(null);
    }

    private Outcome buckets(ServePlan.Target target, MaterializedWindow window) {
        if (keys.isOfNoGroup(window)) {
            return Outcome.of(null);
        }
        Optional<QueryError> unknown = keys.failure(window);
        if (unknown.isPresent()) {
            return Outcome.failed(
                    QueryError.Code.UPSTREAM_FAILED,
                    target.fqn(),
                    target.fqn() + ": the feature that tells its group has no value · "
                            + unknown.get().message());
        }
        GroupKey key = keys.group(window);
        return means.windows().read(target.fqn(), window, key, readings.of(key), now.toEpochMilli());
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
