package dev.oriel.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reading of a tree and its tail, by a version and by an edit alike. */
final class Folding {
    private Folding() {}

    static Fold fold(Layer layer, @Nullable Node root, Leaf tail, long fromBucket, long toBucket) {
        Accumulator accumulator = new Accumulator(layer);
        add(layer, root, tail, fromBucket, toBucket, accumulator);
        return accumulator.result();
    }

    static Fold[] fold(Layer layer, @Nullable Node root, Leaf tail, long[] fromBuckets, long toBucket) {
        long[] newestFirst = fromBuckets.clone();
        Arrays.sort(newestFirst);
        Fold[] folds = new Fold[fromBuckets.length];
        Accumulator accumulator = new Accumulator(layer);
        long to = toBucket;
        for (int run = newestFirst.length - 1; run >= 0; run--) {
            // No bucket is that early, and one less would wrap.
            long from = Math.max(newestFirst[run], Long.MIN_VALUE + 1);
            if (from <= to) {
                add(layer, root, tail, from, to, accumulator);
                to = from - 1;
            }
            Fold fold = accumulator.result();
            for (int i = 0; i < folds.length; i++) {
                if (fromBuckets[i] == newestFirst[run]) {
                    folds[i] = fold;
                }
            }
        }
        return folds;
    }

    private static void add(
            Layer layer, @Nullable Node root, Leaf tail, long fromBucket, long toBucket, Accumulator accumulator) {
        if (tail.isEmpty() || fromBucket > toBucket) {
            return;
        }
        if (root != null && fromBucket <= tail.first()) {
            root.fold(fromBucket, toBucket, tail.first(), accumulator, layer);
        }
        if (toBucket >= tail.first()) {
            Node.fold(tail, fromBucket, toBucket, accumulator, layer);
        }
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
