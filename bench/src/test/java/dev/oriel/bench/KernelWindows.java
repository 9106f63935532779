package dev.oriel.bench;

import dev.oriel.kernel.Fold;

/** Windows of a timeline of the kernel. */
final class KernelWindows implements WindowReader {
    private final KernelUnderTest timeline;

    KernelWindows(DenseKey key) {
        timeline = new KernelUnderTest(KernelUnderTest.layer(EventStream.MINUTE_MILLIS));
        for (int i = 0; i < key.millis.length; i++) {
            timeline.add(key.millis[i], key.values[i]);
        }
    }

    @Override
    public void read(long fromBucket, long toBucket, Totals into) {
        timeline.totals(fromBucket, toBucket, into);
    }

    Fold[] fold(long[] fromBuckets, long toBucket) {
        return timeline.fold(fromBuckets, toBucket);
    }

    @Override
    public boolean isExact() {
        return true;
    }
}
