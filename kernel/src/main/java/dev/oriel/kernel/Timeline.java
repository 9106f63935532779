package dev.oriel.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one key in one layer that hold events. Immutable, so any thread may read it while {@link #edit() the next version} is
 * prepared.
 */
public final class Timeline {
    /*
     * The newest entries lie in one leaf, the tail; the older ones, once there are any, in full leaves under a tree. Most keys never grow
     * beyond the tail. A version shares with the one before it everything that its edit did not touch.
     */
    private final Layer layer;
    private final @Nullable Tree tree;
    private final Leaf tail;

    Timeline(Layer layer, @Nullable Tree tree, Leaf tail) {
        this.layer = layer;
        this.tree = tree;
        this.tail = tail;
    }

    /** The timeline of a key that has no events. */
    public static Timeline empty(Layer layer) {
        return new Timeline(layer, null, new Leaf(null, 0));
    }

    /** Starts a timeline from the buckets of a store. */
    public static TimelineBuilder restore(Layer layer) {
        return new TimelineBuilder(layer);
    }

    public Layer layer() {
        return layer;
    }

    /** Whether no bucket is left, so that nothing need be kept for the key. */
    public boolean isEmpty() {
        return tail.isEmpty();
    }

    /** The number of buckets that hold events; where events are kept, the number of events. Cost: a few additions. */
    public int bucketCount() {
        int inTail = layer.keepsEvents() ? tail.size() : tail.countBuckets(0, tail.size());
        return tree == null ? inTail : inTail + tree.root().count();
    }

    /**
     * The index of the oldest bucket.
     *
     * @throws IllegalStateException if the timeline is empty
     */
    public long firstBucket() {
        requireNotEmpty();
        return tree == null ? tail.first() : tree.root().first();
    }

    /**
     * The index of the newest bucket.
     *
     * @throws IllegalStateException if the timeline is empty
     */
    public long lastBucket() {
        requireNotEmpty();
        return tail.last();
    }

    /** Starts the next version. One writer at a time; this version stays as it is. Cost: nothing until something is added. */
    public TimelineEditor edit() {
        return new TimelineEditor(this, new Edit(layer), true);
    }

    /**
     * Starts the next version without remembering what changes, for a host that keeps no store: such an edit may go on for ever, and is
     * {@link TimelineEditor#fold folded} by its own thread.
     */
    public TimelineEditor editUntracked() {
        return new TimelineEditor(this, new Edit(layer), false);
    }

    /**
     * Folds a run of buckets.
     *
     * @param fromBucket the oldest
     * @param toBucket the newest, inclusive; a run that ends before it starts holds nothing
     * @return over no buckets, the values of no events
     * Cost: the logarithm of the number of buckets, whatever the run.
     */
    public Fold fold(long fromBucket, long toBucket) {
        return new Folding(layer, tree, tail).fold(fromBucket, toBucket);
    }

    /**
     * Folds several runs that end with the same bucket.
     *
     * @param fromBuckets the oldest bucket of each run, in any order
     * @param toBucket the newest of all, inclusive
     * @return the folds, in the order of {@code fromBuckets}
     * Cost: that of each run by itself.
     */
    public Fold[] fold(long[] fromBuckets, long toBucket) {
        return new Folding(layer, tree, tail).fold(fromBuckets, toBucket);
    }

    @Nullable
    Tree tree() {
        return tree;
    }

    @Nullable
    Node root() {
        return tree == null ? null : tree.root();
    }

    Leaf tail() {
        return tail;
    }

    /** The buckets of a run that hold events, ascending, each once. */
    List<Long> buckets(long fromBucket, long toBucket) {
        var buckets = new ArrayList<Long>();
        EntryVisitor add = (leaf, entry) -> {
            long bucket = leaf.bucketAt(entry);
            if (buckets.isEmpty() || buckets.getLast() != bucket) {
                buckets.add(bucket);
            }
        };
        Folding.forEachEntry(root(), tail, fromBucket, toBucket, add);
        return buckets;
    }

    private void requireNotEmpty() {
        if (isEmpty()) {
            throw new IllegalStateException(
                    "timeline · it has no first or last bucket · it is empty · ask isEmpty() before");
        }
    }
}
