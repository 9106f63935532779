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

    Fold[] fold(long[] fromBuckets, long toBucket) {
        // Windows that end together share all but one path down the tree, which is short: each goes its own way.
        Fold[] folds = new Fold[fromBuckets.length];
        for (int i = 0; i < folds.length; i++) {
            folds[i] = fold(fromBuckets[i], toBucket);
        }
        return folds;
    }

    Fold fold(long fromBucket, long toBucket) {
        Accumulator accumulator = new Accumulator(layer.aggregations());
        if (!tail.isEmpty() && fromBucket <= toBucket) {
            if (tree != null && fromBucket <= tail.first()) {
                add(tree.root(), fromBucket, toBucket, tail.first(), accumulator);
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
            add(tail, fromBucket, toBucket, accumulator);
        }
    }

    /** Adds a run of buckets under a node, of which none is later than {@code upperBucket}. */
    private void add(Node node, long fromBucket, long toBucket, long upperBucket, Accumulator accumulator) {
        int first = node.childrenBefore(fromBucket);
        if (upperBucket <= toBucket) {
            addSuffix(node, first, accumulator);
        } else {
            addMiddle(node, first, toBucket, upperBucket, accumulator);
        }
        // The child before the first whole one may reach into the run.
        if (first > 0 && node.upperOf(first - 1, upperBucket) >= fromBucket) {
            addChild(node, first - 1, fromBucket, toBucket, upperBucket, accumulator);
        }
    }

    private static void addSuffix(Node node, int first, Accumulator accumulator) {
        if (first < node.size()) {
            node.suffixes().addTo(accumulator, first);
            accumulator.countBuckets(node.countOf(first, node.size()));
        }
    }

    /** Adds the children from one on that are in the run: all but the last whole, since each ends before the next begins. */
    private void addMiddle(Node node, int first, long toBucket, long upperBucket, Accumulator accumulator) {
        int last = node.childrenBefore(toBucket + 1) - 1;
        if (last >= first) {
            node.states().addTo(accumulator, first, last);
            accumulator.countBuckets(node.countOf(first, last));
            addChild(node, last, node.firstOf(last), toBucket, upperBucket, accumulator);
        }
    }

    private void addChild(
            Node node, int child, long fromBucket, long toBucket, long upperBucket, Accumulator accumulator) {
        if (node.isOverLeaves()) {
            add(node.leaf(child), fromBucket, toBucket, accumulator);
        } else {
            add(node.node(child), fromBucket, toBucket, node.upperOf(child, upperBucket), accumulator);
        }
    }

    private void add(Leaf leaf, long fromBucket, long toBucket, Accumulator accumulator) {
        int from = leaf.from(fromBucket);
        int to = leaf.after(toBucket);
        if (from < to) {
            int buckets = leaf.addTo(accumulator, from, to, layer.states());
            accumulator.countBuckets(layer.keepsEvents() ? to - from : buckets);
        }
    }

    /** Visits the entries of a run of buckets, ascending. */
    static void forEachEntry(@Nullable Node root, Leaf tail, long fromBucket, long toBucket, EntryVisitor visitor) {
        if (tail.isEmpty()) {
            return;
        }
        if (root != null) {
            forEachEntry(root, fromBucket, toBucket, tail.first(), visitor);
        }
        visitor.visitRange(tail, fromBucket, toBucket);
    }

    private static void forEachEntry(
            Node node, long fromBucket, long toBucket, long upperBucket, EntryVisitor visitor) {
        for (int i = 0; i < node.size() && node.firstOf(i) <= toBucket; i++) {
            long upper = node.upperOf(i, upperBucket);
            if (upper >= fromBucket) {
                if (node.isOverLeaves()) {
                    visitor.visitRange(node.leaf(i), fromBucket, toBucket);
                } else {
                    forEachEntry(node.node(i), fromBucket, toBucket, upper, visitor);
                }
            }
        }
    }
}
