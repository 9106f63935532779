package dev.oriel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Kernel timelines of several threads, each with keys of its own. The stream is split by key before, as partitions of a source are. */
final class SplitKernelBuckets implements BucketStore {
    private final List<EventStream> parts = new ArrayList<>();
    private final List<KernelBuckets> stores = new ArrayList<>();

    SplitKernelBuckets(List<EventStream> parts, int batchEvents) {
        this.parts.addAll(parts);
        for (EventStream part : parts) {
            stores.add(new KernelBuckets(part.keyCount, batchEvents));
        }
    }

    /** @param ignored is what the parts were made from */
    @Override
    public void ingest(EventStream ignored) {
        try (ExecutorService threads = Executors.newFixedThreadPool(parts.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (int part = 0; part < parts.size(); part++) {
                EventStream events = parts.get(part);
                KernelBuckets store = stores.get(part);
                running.add(threads.submit(() -> store.ingest(events)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "benchmark · a thread failed · the cause says why · mend it first", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "benchmark · interrupted · its threads have not ended · start it again", interrupted);
        }
    }

    @Override
    public void finish(long firstKeptBucket) {
        stores.forEach(store -> store.finish(firstKeptBucket));
    }

    @Override
    public void read(int key, long bucket, Totals into) {
        stores.get(EventStream.partOf(key, stores.size())).read(key, bucket, into);
    }

    @Override
    public long eventsFrom(long firstBucket) {
        return stores.stream().mapToLong(store -> store.eventsFrom(firstBucket)).sum();
    }

    @Override
    public boolean isExact() {
        return true;
    }
}
