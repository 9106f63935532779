package dev.oriel.bench;

/** A way to keep count, sum, min and max per key and one-minute bucket. For one stream. */
interface BucketStore {
    /** Takes all events, in their order. The clock runs. */
    void ingest(EventStream events);

    /** Called once after {@link #ingest}, without the clock, before the first question: forgets exactly what is too old, if it can. */
    void finish(long firstKeptBucket);

    /** What is kept of a bucket; a count of 0 if nothing is. */
    void read(int key, long bucket, Totals into);

    /** The number of events kept in buckets from {@code firstBucket} on, of all keys. */
    long eventsFrom(long firstBucket);

    /** Whether sums are those of exact arithmetic, rounded once. */
    boolean isExact();
}
