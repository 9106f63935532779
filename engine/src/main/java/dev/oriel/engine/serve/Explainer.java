package dev.oriel.engine.serve;

import dev.oriel.api.Durations;
import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.catalog.Series;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.state.Row;
import dev.oriel.kernel.Layer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells how the values of one query were found, after they were. For one thread. */
final class Explainer {
    private final ServePlan plan;
    private final Question question;
    private final Readings readings;
    private final Computation computation;
    private final Instant now;
    private final Set<String> explained = new HashSet<>();

    Explainer(ServePlan plan, Question question, Readings readings, Computation computation) {
        this.plan = plan;
        this.question = question;
        this.readings = readings;
        this.computation = computation;
        // The precision that events have.
        this.now = question.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** How a value was found. */
    Explanation explain(ServePlan.Target target) {
        Outcome outcome = computation.outcome(target);
        Optional<String> value = outcome.error().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(outcome.value()).map(Explainer::text);
        Optional<String> error = outcome.error().map(QueryError::message);
        if (!explained.add(target.fqn())) {
            return new Explanation(name(target), value, error, List.of(), List.of());
        }
        var facts = new ArrayList<String>();
        var needs = new ArrayList<Explanation>();
        if (question.inputs().has(target.fqn())) {
            facts.add("given with the query");
        } else {
            facts(target, outcome, facts);
            plan.dependencies(target).forEach(dependency -> needs.add(explain(dependency)));
        }
        if (outcome.defaulted()) {
            facts.add("default: that would be null");
        }
        return new Explanation(name(target), value, error, facts, needs);
    }

    private void facts(ServePlan.Target target, Outcome outcome, List<String> facts) {
        switch (plan.means(target)) {
            case ServePlan.Means.Stored ignored -> stored(target, facts);
            case ServePlan.Means.Buckets buckets -> buckets(buckets.window(), outcome, facts);
            case ServePlan.Means.Messages messages -> messages(target, messages.stream(), facts);
            case ServePlan.Means.Computed ignored ->
                facts.add("expression " + target.feature().expression());
            case ServePlan.Means.Online online ->
                facts.add("online resolver " + online.call().name());
            case ServePlan.Means.None ignored -> {
                // Its error says why.
            }
        }
    }

    private void stored(ServePlan.Target target, List<String> facts) {
        long stalenessMillis = question.staleness().millis(target);
        facts.add("stored, "
                + (stalenessMillis >= Durations.ALL_MILLIS
                        ? "of any age"
                        : "at most " + Durations.label(stalenessMillis) + " old"));
        String name = target.windowMillis() == 0
                ? target.feature().name()
                : target.feature().windowName(target.windowMillis());
        Row row = readings.row(question.keys().row(target.owner().namespace()));
        Optional<Row.Stored> visible = row.value(name, now.toEpochMilli());
        Optional<Row.Stored> newest = row.value(name);
        if (visible.isPresent()) {
            Instant at = Instant.ofEpochMilli(visible.get().observedAtMillis());
            long ageMillis = now.toEpochMilli() - at.toEpochMilli();
            facts.add("observed at " + at
                    + (ageMillis == 0 ? "" : ", " + Durations.label(ageMillis) + " before the query")
                    + (ageMillis > stalenessMillis ? ": too old" : ""));
        } else if (newest.isPresent()) {
            facts.add("first observed at " + Instant.ofEpochMilli(newest.get().observedAtMillis())
                    + " or before that, after the time of the query");
        } else {
            facts.add("nothing is stored under this key");
        }
    }

    private void buckets(MaterializedWindow window, Outcome outcome, List<String> facts) {
        SeriesLayer layer = window.layer();
        Layer kernel = layer.kernel();
        facts.add(window.aggregation() + aggregated(window) + " in buckets of "
                + Durations.label(kernel.grid().bucketMillis())
                + kernel.parts().stream()
                        .filter(part -> part.id().equals(window.aggregation()))
                        .findFirst()
                        .map(part -> ", " + part.aggregation().determinism())
                        .orElse(""));
        facts.add("window " + Durations.label(window.windowMillis()) + ": after "
                + now.minusMillis(window.windowMillis()) + " up to " + now);
        outcome.effectiveWindow()
                .ifPresent(used -> facts.add((kernel.keepsEvents() ? "exact edges: " : "whole buckets: ") + "from "
                        + used.from() + " to before " + used.to() + ", '" + used.buckets() + "' of them with events"));
        if (question.keys().isOfNoGroup(window)) {
            facts.add("a key is null, which is the key of no group");
        } else if (question.keys().failure(window).isEmpty()) {
            long newest = readings.of(question.keys().group(window)).highWaterMillis(layer.index());
            facts.add(
                    newest == Long.MIN_VALUE
                            ? "the series has no events"
                            : "newest event of the series, of any key: " + Instant.ofEpochMilli(newest));
        }
    }

    /** A count is one of rows, whatever column its series aggregates (D4). */
    private static String aggregated(MaterializedWindow window) {
        Series series = window.layer().series();
        String filters = series.filterText();
        boolean counts = window.aggregation().equals("count");
        return " of " + series.namespace()
                + (counts ? "" : series.column().map(column -> "." + column).orElse(""))
                + (filters.isEmpty() ? "" : " where " + filters) + " by " + String.join(", ", series.group());
    }

    private void messages(ServePlan.Target target, WindowedStream stream, List<String> facts) {
        facts.add("resolver " + stream.running().name() + ", over the messages of its keys");
        facts.add("window " + Durations.label(target.windowMillis()) + ": after "
                + now.minusMillis(target.windowMillis()) + " up to " + now);
        readings.first()
                .messages(stream.index())
                .ifPresent(held -> facts.add("'"
                        + held.byMillis().values().stream().mapToInt(List::size).sum()
                        + "' messages in the longest window that was asked for"));
        long newest = readings.first().streamHighWaterMillis(stream.index());
        facts.add(
                newest == Long.MIN_VALUE
                        ? "the resolver has no messages"
                        : "newest message of the resolver, of any key: " + Instant.ofEpochMilli(newest));
    }

    private static String name(ServePlan.Target target) {
        return target.root() + (target.windowMillis() == 0 ? "" : "[" + Durations.label(target.windowMillis()) + "]");
    }

    private static String text(Object value) {
        return switch (value) {
            case String text -> "'" + text + "'";
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case double[] vector -> Arrays.toString(vector);
            case List<?> items ->
                items.stream().map(Explainer::textOrNull).toList().toString();
            case Map<?, ?> parts -> parts.toString();
            default -> value.toString();
        };
    }

    private static String textOrNull(@Nullable Object value) {
        return value == null ? "null" : text(value);
    }
}
