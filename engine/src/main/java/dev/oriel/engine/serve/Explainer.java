package dev.oriel.engine.serve;

import dev.oriel.api.Durations;
import dev.oriel.engine.access.Completeness;
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
    private static final String GIVEN = "given with the query";

    private final Set<Known> explained = new HashSet<>();

    /** A value of one row. */
    private record Known(Subject subject, Target target) {}

    /** How a value was found. */
    Explanation explain(Subject subject, Need need) {
        if (need.path().isEmpty()) {
            return explain(subject, need.target());
        }
        Outcome outcome = subject.outcome(need);
        String name = subject.name(need.fqn());
        if (subject.inputs().has(need.fqn())) {
            return new Explanation(name, value(outcome), Optional.empty(), List.of(GIVEN), List.of());
        }
        Relation relation = need.path().getFirst();
        List<Explanation> keys = relation.key().found().stream()
                .map(key -> explain(subject, key))
                .toList();
        return switch (subject.keys().related(relation)) {
            case Related.Row row -> {
                Explanation there = explain(row.subject(), need.beyondFirst());
                var facts = new ArrayList<String>();
                facts.add("of the row that " + subject.name(relation.fqn()) + " leads to, by "
                        + subject.name(relation.key().fqn()));
                facts.addAll(there.facts());
                var needs = new ArrayList<>(keys);
                needs.addAll(there.needs());
                yield new Explanation(there.feature(), there.value(), there.error(), facts, needs);
            }
            case Related.Nothing ignored ->
                new Explanation(
                        name,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(subject.name(relation.key().fqn()) + " is null: there is no such row"),
                        keys);
            case Related.Failed ignored ->
                new Explanation(name, Optional.empty(), outcome.error().map(QueryError::message), List.of(), keys);
        };
    }

    private static Optional<String> value(Outcome outcome) {
        return outcome.error().isPresent()
                ? Optional.empty()
                : Optional.ofNullable(outcome.value()).map(Explainer::text);
    }

    private Explanation explain(Subject subject, Target target) {
        Outcome outcome = subject.computation().outcome(target);
        Optional<String> error = outcome.error().map(QueryError::message);
        if (!explained.add(new Known(subject, target))) {
            return new Explanation(name(subject, target), value(outcome), error, List.of(), List.of());
        }
        var facts = new ArrayList<String>();
        var needs = new ArrayList<Explanation>();
        Optional<Outcome> again = subject.computation().servedAgain(target);
        if (subject.inputs().has(target.fqn())) {
            facts.add(GIVEN);
        } else if (again.isPresent()) {
            long mostMillis = subject.question().staleness().millisOfResult(target);
            facts.add("computed for an earlier query, "
                    + (mostMillis >= Durations.ALL_MILLIS
                            ? "of any age"
                            : "at most " + Durations.label(mostMillis) + " old"));
            again.get().observedAt().ifPresent(at -> facts.add("computed at " + at));
        } else {
            facts(subject, target, outcome, facts);
            target.needs().forEach(need -> needs.add(explain(subject, need)));
        }
        if (outcome.defaulted()) {
            facts.add("default: that would be null");
        }
        return new Explanation(name(subject, target), value(outcome), error, facts, needs);
    }

    private static void facts(Subject subject, Target target, Outcome outcome, List<String> facts) {
        switch (target.means()) {
            case Means.Stored ignored -> stored(subject, target, facts);
            case Means.Buckets buckets -> buckets(subject, buckets, outcome, facts);
            case Means.Rows ofKeys -> rows(subject, target, ofKeys, facts);
            case Means.Frame frame ->
                facts.add("rows of " + frame.relation().log().child().namespace() + ", kept one by one, by "
                        + String.join(", ", frame.relation().log().keyColumns()));
            case Means.Messages messages -> messages(subject, target, messages.stream(), facts);
            case Means.Computed ignored ->
                facts.add("expression " + target.feature().expression());
            case Means.Online online ->
                facts.add("online resolver " + online.call().name());
            case Means.None ignored -> {
                // Its error says why.
            }
        }
    }

    private static void stored(Subject subject, Target target, List<String> facts) {
        long stalenessMillis = subject.question().staleness().millis(target);
        facts.add("stored, "
                + (stalenessMillis >= Durations.ALL_MILLIS
                        ? "of any age"
                        : "at most " + Durations.label(stalenessMillis) + " old"));
        String name = target.nameInRow();
        Instant now = now(subject);
        Row row = subject.readings().row(subject.keys().row(target.owner().namespace()));
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

    private static void buckets(Subject subject, Means.Buckets buckets, Outcome outcome, List<String> facts) {
        MaterializedWindow window = buckets.window();
        Instant now = now(subject);
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
        switch (subject.keys().key(buckets.key())) {
            case Keys.OfKey.None ignored -> facts.add("a key is null, which is the key of no group");
            case Keys.OfKey.Failed ignored -> {
                // Its error says why.
            }
            case Keys.OfKey.Known key -> {
                long newest = subject.readings().of(key.group().orElseThrow()).highWaterMillis(layer.index());
                facts.add(
                        newest == Long.MIN_VALUE
                                ? "the series has no events"
                                : "newest event of the series, of any key: " + Instant.ofEpochMilli(newest));
                completeFrom(complete(subject).fromMillis(layer, window.aggregation()), facts);
            }
        }
    }

    private static void rows(Subject subject, Target target, Means.Rows ofKeys, List<String> facts) {
        facts.add("expression " + target.feature().expression());
        if (target.windowMillis() > 0) {
            Instant now = now(subject);
            facts.add("window " + Durations.label(target.windowMillis()) + ": after "
                    + now.minusMillis(target.windowMillis()) + " up to " + now);
        }
        ofKeys.inputs().values().stream()
                .filter(Means.RowsInput.Aggregated.class::isInstance)
                .map(input -> subject.keys().rows((Means.RowsInput.Aggregated) input, target))
                .flatMap(Optional::stream)
                .map(range -> "'"
                        + subject.readings()
                                .entries(subject.keys().entries(range))
                                .size()
                        + "' rows of " + range.log().child().namespace() + " read, by "
                        + String.join(", ", range.log().keyColumns()) + ": exact edges")
                .distinct()
                .forEach(facts::add);
    }

    /** In the precision that events have. */
    private static Instant now(Subject subject) {
        return subject.now().truncatedTo(ChronoUnit.MILLIS);
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

    private static void messages(Subject subject, Target target, WindowedStream stream, List<String> facts) {
        Instant now = now(subject);
        facts.add("resolver " + stream.running().name() + ", over the messages of its keys");
        facts.add("window " + Durations.label(target.windowMillis()) + ": after "
                + now.minusMillis(target.windowMillis()) + " up to " + now);
        Optional<EntryRange> range = subject.keys().messages(stream).map(subject.keys()::entries);
        if (range.isEmpty()) {
            if (subject.keys().messagesFailure(stream).isEmpty()) {
                facts.add("a key is null, which is the key of no message");
            }
            return;
        }
        facts.add("'" + subject.readings().entries(range.get()).size()
                + "' messages in the longest window that was asked for");
        long newest = subject.readings().of(range.get()).streamHighWaterMillis(stream.index());
        facts.add(
                newest == Long.MIN_VALUE
                        ? "the resolver has no messages"
                        : "newest message of the resolver, of any key: " + Instant.ofEpochMilli(newest));
        completeFrom(complete(subject).fromMillis(stream), facts);
    }

    private static Completeness complete(Subject subject) {
        return subject.question().setup().state().complete();
    }

    private static void completeFrom(long fromMillis, List<String> facts) {
        if (fromMillis != Completeness.ALWAYS) {
            facts.add("complete from " + Instant.ofEpochMilli(fromMillis)
                    + " on: older events had gone by when it was added," + " or when its windows became longer");
        }
    }

    private static String name(Subject subject, Target target) {
        return subject.name(target.root())
                + (target.windowMillis() == 0 ? "" : "[" + Durations.label(target.windowMillis()) + "]");
    }

    private static String text(Object value) {
        return switch (value) {
            case String text -> "'" + text + "'";
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case double[] vector -> Arrays.toString(vector);
            case List<?> items ->
                items.stream().map(Explainer::textOrNull).toList().toString();
            case Map<?, ?> parts -> parts.toString();
            case RowFrame frame -> "'" + frame.rows() + "' rows";
            default -> value.toString();
        };
    }

    private static String textOrNull(@Nullable Object value) {
        return value == null ? "null" : text(value);
    }
}
