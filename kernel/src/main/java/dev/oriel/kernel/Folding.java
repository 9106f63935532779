package dev.oriel.kernel;

import org.jspecify.annotations.Nullable;

/** Reading of a tree and its tail, by a version and by an edit alike. */
final class Folding {
    private final Layer layer;
    private final @Nullable Tree tree;
    private final Leaf tail;

    Folding(Layer layer, @Nullable Tree tree, Leaf tail) {
        this.layer = layer;
        this.tree = tree;
        this.tail = tail;
    }

    Fold fold(long fromBucket, long toBucket) {
        Accumulator accumulator = new Accumulator(layer.aggregations());
        if (!tail.isEmpty() && fromBucket <= toBucket) {
            if (tree != null && fromBucket <= tail.first()) {
                tree.root().fold(fromBucket, toBucket, tail.first(), accumulator, layer);
            }
            addTail(fromBucket, toBucket, accumulator);
        }
        return accumulator.finish();
    }

    private void addTail(long fromBucket, long toBucket, Accumulator accumulator) {
        StateArray tailState = tree == null ? null : tree.tailState();
        if (tree != null && tailState != null && fromBucket <= tail.first() && toBucket >= tail.last()) {
            tailState.addTo(accumulator, 0);
            accumulator.countBuckets(tree.tailCount());
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
