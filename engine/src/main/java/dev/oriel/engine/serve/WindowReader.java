package dev.oriel.engine.serve;

import dev.oriel.api.Durations;
import dev.oriel.api.expression.AggregationShape.Bound;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.access.Completeness;
import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.KernelValues;
import dev.oriel.kernel.BucketGrid;
import dev.oriel.kernel.Fold;
import dev.oriel.kernel.Timeline;
import dev.oriel.kernel.aggregation.Accuracy;
import dev.oriel.kernel.aggregation.AggregateValue;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads materialized windows: merges every bucket that overlaps {@code (now - window, now]}.
 *
 * <p>Near or after the newest event, {@code now} is live and the newest bucket counts whole. Earlier, a bucket that {@code
 * now} cuts would show events of the future, so only times at which none is cut have an answer (D8).
 */
final class WindowReader {
    private final EngineOptions options;
    private final Completeness complete;

    WindowReader(EngineOptions options, Completeness complete) {
        this.options = options;
        this.complete = complete;
    }

    Outcome read(String fqn, MaterializedWindow window, GroupKey key, Readings readings, long nowMillis) {
        SeriesLayer layer = window.layer();
        BucketGrid grid = layer.kernel().grid();
        Timeline timeline = readings.timelines(key).get(layer.place());
        long highWaterMillis = readings.of(key).highWaterMillis(layer.index());
        boolean exact = layer.kernel().keepsEvents();
        // Buckets of a millisecond: (now - w, now] unless the expression says >= or < (D5).
        long from = grid.firstBucket(nowMillis, window.windowMillis())
                - (exact && window.lower() == Bound.INCLUSIVE ? 1 : 0);
        long to = grid.lastBucket(nowMillis) - (exact && window.upper() == Bound.EXCLUSIVE ? 1 : 0);
        long oldestComplete = complete.firstBucket(layer, window.aggregation());
        boolean past = highWaterMillis != Long.MIN_VALUE && nowMillis < highWaterMillis - options.clockSlackMillis();
        long oldestKept = past ? layer.firstKeptBucket(highWaterMillis, options.asOfMillis()) : Long.MIN_VALUE;
        if (from < oldestComplete && oldestKept < oldestComplete) {
            return incomplete(fqn, window, oldestComplete, nowMillis);
        }
        if (past) {
            if (from < oldestKept) {
                return tooOld(fqn, grid, oldestKept, window.windowMillis(), highWaterMillis, nowMillis);
            }
            if (!grid.isLastMillisOfBucket(nowMillis) && timeline.fold(to, to).bucketsUsed() > 0) {
                long oldest = Math.max(oldestKept, oldestComplete);
                boolean beforeIsKept = grid.firstBucket(grid.startMillis(to) - 1, window.windowMillis()) >= oldest;
                return cut(fqn, grid, to, beforeIsKept, highWaterMillis, nowMillis);
            }
        }
        Fold fold = timeline.fold(from, to);
        var effective = new FeatureResult.EffectiveWindow(
                Instant.ofEpochMilli(grid.startMillis(from)),
                Instant.ofEpochMilli(grid.endMillis(to)),
                fold.bucketsUsed());
        return outcome(fqn, window, fold, effective);
    }

    private static Outcome outcome(
            String fqn, MaterializedWindow window, Fold fold, FeatureResult.EffectiveWindow effective) {
        SeriesLayer layer = window.layer();
        Optional<FeatureResult.Accuracy> accuracy =
                fold.accuracy(layer.kernel().indexOf(window.aggregation())).map(WindowReader::accuracy);
        AggregateValue computed = fold.value(window.aggregation());
        return switch (computed) {
            case AggregateValue.OfLong ignored -> value(computed, window, effective, accuracy);
            case AggregateValue.OfDouble ignored -> value(computed, window, effective, accuracy);
            case AggregateValue.OfBytes ignored -> value(computed, window, effective, accuracy);
            case AggregateValue.OfVector ignored -> value(computed, window, effective, accuracy);
            case AggregateValue.OfList ignored -> value(computed, window, effective, accuracy);
            case AggregateValue.Absent ignored -> value(computed, window, effective, accuracy);
            case AggregateValue.TooMany tooMany ->
                Outcome.failed(
                        QueryError.Code.RESOLVER_FAILED,
                        fqn,
                        fqn + ": the " + window.aggregation() + " has met more than '" + tooMany.limit()
                                + "' values, the most it keeps · no value is better than one of some of them"
                                + " · ask for a shorter window, or for an approximate aggregation");
            case AggregateValue.NotKept notKept ->
                Outcome.failed(
                        QueryError.Code.RESOLVER_FAILED,
                        fqn,
                        fqn + ": the " + window.aggregation() + " is not known of all buckets of this window"
                                + " · some were written before the series kept it"
                                + " · ask for a window that begins later, or wait until they have left this one");
            case AggregateValue.Overflow overflow ->
                Outcome.failed(
                        QueryError.Code.RESOLVER_FAILED,
                        fqn,
                        fqn + ": the " + window.aggregation() + " of '"
                                + layer.series().column().orElse("rows")
                                + "' exceeds the range of its type · no value is better than a wrapped one"
                                + " · ask for a shorter window");
        };
    }

    /** The layer took records before it was kept, or kept as long: no value is better than one of some of the events (D8). */
    private static Outcome incomplete(String fqn, MaterializedWindow window, long oldestComplete, long nowMillis) {
        long fromMillis = window.layer().kernel().grid().startMillis(oldestComplete);
        // The first time whose window begins there: its start is no part of it, unless the expression says so.
        boolean inclusive = window.layer().kernel().keepsEvents() && window.lower() == Bound.INCLUSIVE;
        long firstMillis = fromMillis + window.windowMillis() - (inclusive ? 0 : 1);
        return Outcome.failed(
                QueryError.Code.RESOLVER_FAILED,
                fqn,
                fqn + ": no value at '" + Instant.ofEpochMilli(nowMillis) + "' · its window begins before '"
                        + Instant.ofEpochMilli(fromMillis)
                        + "', and its series is complete only from then on: it was added, or its windows became longer,"
                        + " when older events had gone by · it has a value from '" + Instant.ofEpochMilli(firstMillis)
                        + "' on · ask then, or for a shorter window");
    }

    static FeatureResult.Accuracy accuracy(Accuracy accuracy) {
        FeatureResult.Accuracy.Measure measure = switch (accuracy.measure()) {
            case RELATIVE -> FeatureResult.Accuracy.Measure.RELATIVE;
            case OCCURRENCES -> FeatureResult.Accuracy.Measure.OCCURRENCES;
        };
        return new FeatureResult.Accuracy(measure, accuracy.error(), accuracy.confidence());
    }

    private static Outcome value(
            AggregateValue computed,
            MaterializedWindow window,
            FeatureResult.EffectiveWindow effective,
            Optional<FeatureResult.Accuracy> accuracy) {
        return Outcome.window(KernelValues.value(computed, window.type()), effective, accuracy);
    }

    private Outcome cut(
            String fqn, BucketGrid grid, long bucket, boolean beforeIsKept, long highWaterMillis, long nowMillis) {
        Instant before = Instant.ofEpochMilli(grid.startMillis(bucket) - 1);
        long live = highWaterMillis - options.clockSlackMillis();
        Instant after = Instant.ofEpochMilli(Math.min(grid.endMillis(bucket) - 1, live));
        return Outcome.failed(
                QueryError.Code.RESOLVER_FAILED,
                fqn,
                fqn + ": no exact value at '" + Instant.ofEpochMilli(nowMillis) + "' · it cuts a bucket of "
                        + Durations.label(grid.bucketMillis()) + ", and events inside buckets are not kept"
                        + (beforeIsKept
                                ? " · the nearest times with a value are '" + before + "' and '" + after
                                        + "' · ask at one of them"
                                : " · the nearest time with a value is '" + after + "' · ask at it"));
    }

    private Outcome tooOld(
            String fqn, BucketGrid grid, long oldestKept, long windowMillis, long highWaterMillis, long nowMillis) {
        // The earliest time whose window begins in the oldest bucket that is kept, cutting no bucket.
        long earliest = grid.startMillis(oldestKept) + windowMillis - 1;
        long live = highWaterMillis - options.clockSlackMillis();
        Instant first = Instant.ofEpochMilli(Math.min(grid.endMillis(grid.bucketOf(earliest)) - 1, live));
        return Outcome.failed(
                QueryError.Code.RESOLVER_FAILED,
                fqn,
                fqn + ": no value at '" + Instant.ofEpochMilli(nowMillis) + "' · its window begins before '"
                        + Instant.ofEpochMilli(grid.startMillis(oldestKept))
                        + "', and older buckets are gone · the nearest time with a value is '" + first
                        + "' · ask at it or later");
    }
}
