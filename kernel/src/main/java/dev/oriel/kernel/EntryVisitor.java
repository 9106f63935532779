package dev.oriel.kernel;

/** Is shown entries of leaves, ascending by bucket. */
interface EntryVisitor {
    /** An entry of a leaf. */
    void visit(Leaf leaf, int entry);

    /** All entries of a leaf within a run of buckets. */
    default void visitRange(Leaf leaf, long fromBucket, long toBucket) {
        int to = leaf.after(toBucket);
        for (int entry = leaf.from(fromBucket); entry < to; entry++) {
            visit(leaf, entry);
        }
    }
}
