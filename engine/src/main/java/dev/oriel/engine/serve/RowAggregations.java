package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.RowLog;
import dev.oriel.engine.catalog.RowShape;
import dev.oriel.engine.evaluate.Column;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.rows.RowRange;
import dev.oriel.engine.rows.Rows;
import dev.oriel.engine.rows.RowsValue;
import dev.oriel.engine.state.FeatureValues;
import dev.oriel.engine.state.KeptRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows that are kept one by one, and aggregations of them, for one asking row. Rows of a range are decoded once. For one thread. */
final class RowAggregations {
    private final Subject subject;
    private final EngineOptions options;
    private final Map<EntryRange, Rows> decoded = new HashMap<>();

    RowAggregations(Subject subject) {
        this.subject = subject;
        this.options = subject.question().setup().options();
    }

    /** Sets row 0 of a column to what an aggregation makes of the rows of its key, or gives it the reason why there is nothing. */
    void read(Target target, Means.RowsInput.Aggregated input, Column into) {
        switch (subject.keys().key(input.key())) {
            case Keys.OfKey.None ignored -> into.set(0, null);
            case Keys.OfKey.Failed failed -> into.setError(0, new Computation.UpstreamException(failed.error()));
            case Keys.OfKey.Known ignored -> {
                RowsValue made = made(target, input);
                if (made.failure().isPresent()) {
                    into.setError(0, new EvaluationException(made.failure().get()));
                } else {
                    into.set(0, made.value());
                }
            }
        }
    }

    /** The value of a feature that is one aggregation. */
    Outcome outcome(Target target, Means.Rows ofKeys) {
        var input =
                (Means.RowsInput.Aggregated) ofKeys.inputs().values().iterator().next();
        return switch (subject.keys().key(input.key())) {
            case Keys.OfKey.None ignored -> Outcome.of(null);
            case Keys.OfKey.Failed failed ->
                Outcome.failed(
                        QueryError.Code.UPSTREAM_FAILED,
                        target.fqn(),
                        target.fqn() + ": the feature that tells its rows has no value · "
                                + failed.error().message());
            case Keys.OfKey.Known ignored -> {
                RowsValue made = made(target, input);
                yield made.failure()
                        .map(why -> Outcome.failed(
                                QueryError.Code.RESOLVER_FAILED, target.fqn(), target.fqn() + ": " + why))
                        .orElseGet(() ->
                                Outcome.of(value(made, target), made.accuracy().map(WindowReader::accuracy)));
            }
        };
    }

    /** The rows of a relation that belong to it at the time of the query. */
    Outcome frame(Target target, Means.Frame frame) {
        Optional<RowRange> range = subject.keys().rows(frame);
        if (range.isEmpty()) {
            return subject.keys().key(frame.key()) instanceof Keys.OfKey.Failed failed
                    ? Outcome.failed(
                            QueryError.Code.UPSTREAM_FAILED,
                            target.fqn(),
                            target.fqn() + ": the feature that tells its rows has no value · "
                                    + failed.error().message())
                    : Outcome.of(frame(frame, List.of(), Map.of()));
        }
        EntryRange entries = subject.keys().entries(range.get());
        Optional<String> missing = missing(frame, subject.readings().of(entries));
        if (missing.isPresent()) {
            return Outcome.failed(QueryError.Code.RESOLVER_FAILED, target.fqn(), target.fqn() + ": " + missing.get());
        }
        Rows rows;
        try {
            rows = decoded(range.get(), entries);
        } catch (StoreException e) {
            return Outcome.failed(QueryError.Code.RESOLVER_FAILED, target.fqn(), target.fqn() + ": " + e.getMessage());
        }
        if (rows.tooMany()) {
            return Outcome.failed(
                    QueryError.Code.RESOLVER_FAILED,
                    target.fqn(),
                    target.fqn() + ": it has more than '" + options.rowsPerReadMax()
                            + "' rows, the most that are read · aggregate them");
        }
        long nowMillis = subject.now().toEpochMilli();
        OptionalLong belongs = frame.relation().maxStalenessMillis();
        List<KeptRow> own = rows.rows().stream()
                .filter(row -> row.eventMillis() <= nowMillis
                        && (belongs.isEmpty() || row.eventMillis() >= nowMillis - belongs.getAsLong()))
                .toList();
        return Outcome.of(frame(frame, own, rows.shapes()));
    }

    /** Why rows that belong to a relation may be missing; empty when none is. */
    private Optional<String> missing(Means.Frame frame, Snapshot read) {
        RowLog log = frame.relation().log();
        OptionalLong belongs = frame.relation().maxStalenessMillis();
        long nowMillis = subject.now().toEpochMilli();
        long fromMillis = belongs.isEmpty() ? Long.MIN_VALUE : nowMillis - belongs.getAsLong();
        long newestMillis = read.logHighWaterMillis(log.index());
        long keptFromMillis = log.keptFromMillis(newestMillis, options.asOfMillis());
        long completeMillis = subject.question().setup().state().complete().fromMillis(log);
        if (completeMillis > keptFromMillis && fromMillis < completeMillis) {
            return Optional.of("rows are complete only from '" + Instant.ofEpochMilli(completeMillis)
                    + "' on: they began to be kept, or to be kept for longer, when older ones had gone by"
                    + " · ask once older ones do not belong to it any more, or aggregate a window of them");
        }
        boolean isPast = nowMillis < newestMillis - options.clockSlackMillis();
        return isPast && fromMillis < keptFromMillis
                ? Optional.of("rows before '" + Instant.ofEpochMilli(keptFromMillis)
                        + "' are gone, and some of them belonged to it at '" + subject.now()
                        + "' · ask at a later time")
                : Optional.empty();
    }

    private static RowFrame frame(Means.Frame frame, List<KeptRow> rows, Map<Integer, RowShape> shapes) {
        FeatureClassDefinition child = frame.relation().log().child();
        String time = child.featureTime().map(FeatureDefinition::name).orElse("");
        var values = new ArrayList<List<@Nullable Object>>();
        for (String column : frame.columns()) {
            var ofColumn = new ArrayList<@Nullable Object>(rows.size());
            for (KeptRow row : rows) {
                int place = Objects.requireNonNull(shapes.get(row.shape()))
                        .columns()
                        .indexOf(column);
                Object implied = column.equals(time) ? Instant.ofEpochMilli(row.eventMillis()) : null;
                ofColumn.add(place < 0 ? implied : row.values()[place]);
            }
            values.add(ofColumn);
        }
        return new RowFrame(
                frame.columns().stream()
                        .map(column -> child.namespace() + "." + column)
                        .toList(),
                values);
    }

    /** In the type of the feature: a sum of integers may be declared a float. Lists of rows may hold nulls. */
    private static @Nullable Object value(RowsValue made, Target target) {
        Object value = made.value();
        FeatureType type = target.feature().type();
        return value == null || value instanceof List<?> || type == null ? value : FeatureValues.normalise(value, type);
    }

    private RowsValue made(Target target, Means.RowsInput.Aggregated input) {
        long nowMillis = subject.now().toEpochMilli();
        RowRange range = subject.keys().rows(input, target).orElseThrow();
        EntryRange entries = subject.keys().entries(range);
        long newestMillis =
                subject.readings().of(entries).logHighWaterMillis(range.log().index());
        long completeMillis = subject.question().setup().state().complete().fromMillis(range.log());
        Optional<String> missing = completeMillis > range.log().keptFromMillis(newestMillis, options.asOfMillis())
                ? input.aggregation().incomplete(nowMillis, target.windowMillis(), completeMillis)
                : Optional.empty();
        return missing.or(() -> input.aggregation().tooOld(nowMillis, target.windowMillis(), newestMillis, options))
                .map(why -> new RowsValue(null, Optional.empty(), 0, Optional.of(why)))
                .orElseGet(() -> value(input, range, entries, target));
    }

    private RowsValue value(Means.RowsInput.Aggregated input, RowRange range, EntryRange entries, Target target) {
        try {
            return input.aggregation()
                    .value(decoded(range, entries), subject.now().toEpochMilli(), target.windowMillis());
        } catch (StoreException e) {
            return new RowsValue(null, Optional.empty(), 0, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Rows decoded(RowRange range, EntryRange entries) throws StoreException {
        Rows rows = decoded.get(entries);
        if (rows == null) {
            rows = Rows.of(
                    range,
                    subject.readings().entries(entries),
                    subject.question().setup().state().rows().shapes(),
                    options.rowsPerReadMax());
            decoded.put(entries, rows);
        }
        return rows;
    }
}
