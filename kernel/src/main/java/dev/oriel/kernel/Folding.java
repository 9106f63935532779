package dev.oriel.kernel;

import org.jspecify.annotations.Nullable;

/** Reading of a tree and its tail, by a version and by an edit alike. */
final class Folding {
    private final Layer layer;
    private final @Nullable Node root;
    private final @Nullable StateArray tailState;
    private final Leaf tail;

    private Folding(Layer layer, @Nullable Node root, @Nullable StateArray tailState, Leaf tail) {
        this.layer = layer;
        this.root = root;
        this.tailState = tailState;
        this.tail = tail;
    }

    static Folding of(Layer layer, @Nullable Tree tree, Leaf tail) {
        return tree == null
                ? new Folding(layer, null, null, tail)
                : new Folding(layer, tree.root(), tree.tailState(), tail);
    }

    Fold fold(long fromBucket, long toBucket) {
        Accumulator accumulator = new Accumulator(layer.aggregations());
        if (!tail.isEmpty() && fromBucket <= toBucket) {
            if (root != null && fromBucket <= tail.first()) {
                root.fold(fromBucket, toBucket, tail.first(), accumulator, layer);
            }
            addTail(fromBucket, toBucket, accumulator);
        }
        return accumulator.result();
    }

    private void addTail(long fromBucket, long toBucket, Accumulator accumulator) {
        if (tailState != null && fromBucket <= tail.first() && toBucket >= tail.last()) {
            tailState.addTo(accumulator, 0);
            accumulator.countBuckets(layer.keepsEvents() ? tail.size() : tail.countBuckets(0, tail.size()));
        } else if (toBucket >= tail.first()) {
            Node.fold(tail, fromBucket, toBucket, accumulator, layer);
        }
    }

    Fold[] fold(long[] fromBuckets, long toBucket) {
        // Windows that end together share all but one path down the tree, which is short: each goes its own way.
        Fold[] folds = new Fold[fromBuckets.length];
        for (int i = 0; i < folds.length; i++) {
            folds[i] = fold(fromBuckets[i], toBucket);
        }
        return folds;
    }

    static void forEachEntry(@Nullable Node root, Leaf tail, long fromBucket, long toBucket, EntryVisitor visitor) {
        if (tail.isEmpty()) {
            return;
        }
        if (root != null) {
            root.forEachEntry(fromBucket, toBucket, tail.first(), visitor);
        }
        visitor.visitRange(tail, fromBucket, toBucket);
    }
}
