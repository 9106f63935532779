package dev.oriel.bench;

import dev.oriel.kernel.BucketGrid;

/** A timeline of the kernel with buckets of one millisecond, of which a window is made of whole ones. Takes events in any order. */
final class KernelSlidingWindow implements SlidingWindow {
    private static final BucketGrid GRID = BucketGrid.fromEpoch(1);

    private final long windowMillis;
    private final KernelUnderTest timeline = new KernelUnderTest(KernelUnderTest.layer(1));

    KernelSlidingWindow(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    @Override
    public void insert(long eventMillis, double value) {
        timeline.add(eventMillis, value);
    }

    @Override
    public void evict(long nowMillis) {
        timeline.dropBefore(GRID.firstBucket(nowMillis, windowMillis));
    }

    @Override
    public void query(long nowMillis, Totals into) {
        timeline.totals(GRID.firstBucket(nowMillis, windowMillis), GRID.lastBucket(nowMillis), into);
    }

    /** The totals of {@code (fromMillis, toMillis]} within the window. */
    void querySubWindow(long fromMillis, long toMillis, Totals into) {
        timeline.totals(GRID.bucketOf(fromMillis) + 1, GRID.bucketOf(toMillis), into);
    }

    @Override
    public boolean isExact() {
        return true;
    }
}
