package dev.oriel.bench;

import java.util.function.Supplier;

/** Fills a new store with the stream, and checks it against the naive twin. */
record StoreContestant(String name, EventStream stream, NaiveBuckets twin, Supplier<? extends BucketStore> stores)
        implements Interleaved.Contestant {
    @Override
    public double nanosPerOperation(boolean thorough) {
        BucketStore store = stores.get();
        long startNanos = System.nanoTime();
        store.ingest(stream);
        long nanos = System.nanoTime() - startNanos;
        store.finish(twin.firstKeptBucket());
        twin.requireSame(store, thorough, name);
        return (double) nanos / stream.events();
    }
}
