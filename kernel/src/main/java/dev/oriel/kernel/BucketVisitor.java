package dev.oriel.kernel;

/** Receives what an edit changes, so that a store can follow. */
public interface BucketVisitor {
    /** The bucket is new or has changed: {@code state} is all of it, in the form that {@link TimelineBuilder#add} reads. */
    void changed(long bucketIndex, byte[] state);

    /** The bucket is gone. */
    void removed(long bucketIndex);
}
