package dev.oriel.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A sorted map per key: it could scan a window, and expires as the kernel does, once in a day of event time. Sums are plain doubles. */
final class SortedBuckets implements BucketStore {
    private final Map<Long, TreeMap<Integer, double[]>> bucketsByKey;
    private long nextSweepMillis = Long.MIN_VALUE;

    SortedBuckets(int keyCount) {
        bucketsByKey = HashMap.newHashMap(keyCount);
    }

    @Override
    public void ingest(EventStream events) {
        for (int i = 0; i < events.events(); i++) {
            sweepIfDue(events.millis[i]);
            TreeMap<Integer, double[]> buckets =
                    bucketsByKey.computeIfAbsent((long) events.keys[i], key -> new TreeMap<>());
            double[] numbers = buckets.computeIfAbsent((int) events.bucket(i), bucket -> BoxedBuckets.empty());
            BoxedBuckets.add(numbers, events.values[i]);
        }
    }

    @Override
    public void finish(long firstKeptBucket) {
        bucketsByKey
                .values()
                .forEach(buckets -> buckets.headMap((int) firstKeptBucket).clear());
    }

    @Override
    public void read(int key, long bucket, Totals into) {
        into.clear();
        TreeMap<Integer, double[]> buckets = bucketsByKey.get((long) key);
        double[] numbers = buckets == null ? null : buckets.get((int) bucket);
        if (numbers != null) {
            BoxedBuckets.addTo(into, numbers);
        }
    }

    @Override
    public long eventsFrom(long firstBucket) {
        double events = 0;
        for (TreeMap<Integer, double[]> buckets : bucketsByKey.values()) {
            for (double[] numbers : buckets.tailMap((int) firstBucket).values()) {
                events += numbers[0];
            }
        }
        return (long) events;
    }

    @Override
    public boolean isExact() {
        return false;
    }

    private void sweepIfDue(long eventMillis) {
        if (eventMillis >= nextSweepMillis) {
            finish(EventStream.firstKeptBucket(eventMillis));
            nextSweepMillis = eventMillis + EventStream.DAY_MILLIS;
        }
    }
}
