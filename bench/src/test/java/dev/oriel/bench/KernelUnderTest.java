package dev.oriel.bench;

import dev.oriel.kernel.BucketGrid;
import dev.oriel.kernel.Fold;
import dev.oriel.kernel.Layer;
import dev.oriel.kernel.Timeline;
import dev.oriel.kernel.TimelineEditor;
import dev.oriel.kernel.TimelineWriter;
import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;

/**
 * How the benchmarks drive the kernel: by an editor that is kept for as long as the stream lasts and folded itself, as a host without a
 * store does.
 */
final class KernelUnderTest {
    /** The aggregations of P1 in this order; {@link #read} relies on it. */
    static final String[] AGGREGATIONS = {"count", "sum", "mean", "min", "max"};

    private final TimelineEditor editor;

    KernelUnderTest(Layer layer) {
        this(Timeline.empty(layer));
    }

    private KernelUnderTest(Timeline timeline) {
        this.editor = timeline.editUntracked();
    }

    /** A layer of P1's aggregations over amounts. */
    static Layer layer(long bucketMillis) {
        return Layer.of(BucketGrid.fromEpoch(bucketMillis), ColumnType.DOUBLE, AGGREGATIONS);
    }

    /** An editor to add to for as long as a stream lasts. */
    static TimelineEditor open(TimelineWriter writer, Layer layer) {
        return writer.editUntracked(Timeline.empty(layer));
    }

    /** What a host holds of a key that is at rest. */
    static Object kept(TimelineEditor editor) {
        return editor.publish();
    }

    /** Reads, and goes on with, what {@link #kept} gave. */
    static KernelUnderTest of(Object kept) {
        return new KernelUnderTest((Timeline) kept);
    }

    void add(long eventMillis, double value) {
        editor.addDouble(eventMillis, value);
    }

    void dropBefore(long bucket) {
        editor.dropBefore(bucket);
    }

    Fold fold(long fromBucket, long toBucket) {
        return editor.fold(fromBucket, toBucket);
    }

    Fold[] fold(long[] fromBuckets, long toBucket) {
        return editor.fold(fromBuckets, toBucket);
    }

    /** Folds, and reads count, sum, min and max. */
    void totals(long fromBucket, long toBucket, Totals into) {
        read(fold(fromBucket, toBucket), into);
    }

    static void read(Fold fold, Totals into) {
        into.count = ((AggregateValue.OfLong) fold.value(0)).value();
        if (into.count == 0) {
            into.clear();
            return;
        }
        into.sum = ((AggregateValue.OfDouble) fold.value(1)).value();
        into.min = ((AggregateValue.OfDouble) fold.value(3)).value();
        into.max = ((AggregateValue.OfDouble) fold.value(4)).value();
    }
}
