package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.number.ExactSum;

/**
 * The next version of a timeline, in the making. For one thread; nothing of it shows in the timeline it was made from.
 *
 * <p>The order is: add events and drop buckets, then {@link #forEachChange tell} a store, then {@link #publish}.
 */
public final class TimelineEditor {
    private final Timeline before;
    private final BucketGrid grid;
    private final LayerStates layerStates;
    /** The buckets that have been added to, with states of their own. */
    private final BucketArrays changed;

    private long firstKeptBucket = Long.MIN_VALUE;
    private boolean published;

    TimelineEditor(Timeline before) {
        this.before = before;
        this.grid = before.layer().grid();
        this.layerStates = before.layer().states();
        this.changed = new BucketArrays(before.layer());
    }

    /**
     * Adds a row of a layer without a column to the bucket of its time.
     *
     * @return false, without effect, if that bucket was dropped by this editor
     * @throws IllegalArgumentException if the time is no instant
     * @throws IllegalStateException if the layer has a column, or the edit is published
     */
    public boolean addRow(long eventMillis) {
        requireColumn(ColumnType.NONE);
        return add(eventMillis, LayerStates.ONE_WITHOUT_VALUE, 0);
    }

    /**
     * Adds a row with this value to the bucket of its time.
     *
     * @return false, without effect, if that bucket was dropped by this editor
     * @throws IllegalArgumentException if the time is no instant
     * @throws IllegalStateException if the layer's column is not of longs, or the edit is published
     */
    public boolean addLong(long eventMillis, long value) {
        requireColumn(ColumnType.LONG);
        return add(eventMillis, LayerStates.ONE_VALUE, value);
    }

    /**
     * Adds a row with this value to the bucket of its time.
     *
     * @return false, without effect, if that bucket was dropped by this editor
     * @throws IllegalArgumentException if the time is no instant, or the value is NaN or infinite
     * @throws IllegalStateException if the layer's column is not of doubles, or the edit is published
     */
    public boolean addDouble(long eventMillis, double value) {
        requireColumn(ColumnType.DOUBLE);
        ExactSum.requireFinite(value);
        return add(eventMillis, LayerStates.ONE_VALUE, Double.doubleToRawLongBits(value));
    }

    /**
     * Adds a row whose column is null to the bucket of its time.
     *
     * @return false, without effect, if that bucket was dropped by this editor
     * @throws IllegalArgumentException if the time is no instant
     * @throws IllegalStateException if the layer has no column, or the edit is published
     */
    public boolean addNull(long eventMillis) {
        if (before.layer().column() == ColumnType.NONE) {
            throw wrongColumn("a null value");
        }
        return add(eventMillis, LayerStates.ONE_WITHOUT_VALUE, 0);
    }

    /**
     * Drops every bucket before {@code bucketIndex}, of which nothing remains.
     *
     * @throws IllegalStateException if the edit is published
     */
    public void dropBefore(long bucketIndex) {
        requireUnpublished();
        if (bucketIndex > firstKeptBucket) {
            firstKeptBucket = bucketIndex;
            int place = changed.find(bucketIndex);
            changed.removeFirst(place >= 0 ? place : -place - 1);
        }
    }

    /**
     * Shows each difference from the timeline before, once, ascending by bucket: buckets dropped, then buckets changed or new.
     */
    public void forEachChange(BucketVisitor visitor) {
        int kept = firstKeptPlace();
        for (int place = 0; place < kept; place++) {
            visitor.removed(before.bucketAt(place));
        }
        BucketCodec codec = new BucketCodec(before.layer());
        for (int place = 0; place < changed.size(); place++) {
            visitor.changed(changed.bucketAt(place), codec.write(changed.statesAt(place), changed.valueBitsAt(place)));
        }
    }

    /**
     * Ends the edit.
     *
     * @return the new version; the timeline before if nothing changed
     * @throws IllegalStateException if the edit was published before
     * Cost: a copy of the arrays, 20 bytes a bucket; states are shared.
     */
    public Timeline publish() {
        requireUnpublished();
        published = true;
        int from = firstKeptPlace();
        if (from == 0 && changed.size() == 0) {
            return before;
        }
        BucketArrays merged = new BucketArrays(before.layer(), before.bucketCount() - from + newBucketCount());
        for (int place = 0; place < changed.size(); place++) {
            long bucket = changed.bucketAt(place);
            int found = before.find(bucket);
            int upTo = found >= 0 ? found : -found - 1;
            merged.appendAll(before, from, upTo);
            merged.append(bucket, changed.statesAt(place), changed.valueBitsAt(place));
            from = found >= 0 ? upTo + 1 : upTo;
        }
        merged.appendAll(before, from, before.bucketCount());
        return merged.toTimeline();
    }

    private boolean add(long eventMillis, Object[] mark, long valueBits) {
        requireUnpublished();
        long bucket = grid.bucketOf(eventMillis);
        if (bucket < firstKeptBucket) {
            return false;
        }
        int place = changed.find(bucket);
        if (place < 0) {
            place = -place - 1;
            int placeBefore = before.find(bucket);
            if (placeBefore < 0) {
                changed.insert(place, bucket, mark, valueBits);
                return true;
            }
            // Readers may hold the states before: the first event that reaches a bucket gives it states of its own.
            Object[] own = layerStates.copy(before.statesAt(placeBefore));
            changed.insert(place, bucket, own, before.valueBitsAt(placeBefore));
        }
        Object[] states = changed.statesAt(place);
        if (LayerStates.isMark(states)) {
            Object[] firstEvent = states;
            states = layerStates.create();
            layerStates.addOne(states, firstEvent, changed.valueBitsAt(place));
            changed.setStates(place, states);
        }
        layerStates.addOne(states, mark, valueBits);
        return true;
    }

    private int firstKeptPlace() {
        int place = before.find(firstKeptBucket);
        return place >= 0 ? place : -place - 1;
    }

    private int newBucketCount() {
        int count = 0;
        for (int place = 0; place < changed.size(); place++) {
            if (before.find(changed.bucketAt(place)) < 0) {
                count++;
            }
        }
        return count;
    }

    private void requireColumn(ColumnType expected) {
        if (before.layer().column() != expected) {
            throw wrongColumn("a value of type " + expected);
        }
    }

    private IllegalStateException wrongColumn(String what) {
        return new IllegalStateException("timeline · " + what + " does not suit the layer · its column is of type "
                + before.layer().column() + " · call the method for that type");
    }

    private void requireUnpublished() {
        if (published) {
            throw new IllegalStateException(
                    "timeline · the edit is published and can no longer change · readers may hold it · edit the new version");
        }
    }
}
