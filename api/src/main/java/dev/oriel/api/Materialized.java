package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keeps a windowed aggregation in buckets that are updated with every event, instead of reading events when asked. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Materialized {
    /** Length of one bucket, such as {@code "1d"}; empty, and no {@link #bucketDurations()}: every window is one bucket. */
    String bucketDuration() default "";

    /** Bucket lengths of some windows, instead of {@link #bucketDuration()}. */
    BucketDuration[] bucketDurations() default {};

    /** A time at which a bucket begins, ISO 8601, UTC without a zone; empty is 1970-01-01T00:00:00Z. */
    String bucketStart() default "";

    /** Where the buckets of some windows begin, instead of {@link #bucketStart()}. */
    BucketStart[] bucketStarts() default {};

    /** When history is read again: a cron expression of five fields, or a duration between runs; empty is never. */
    String backfillSchedule() default "";

    /** Name of the offline resolver that supplies history; empty is the offline store. */
    String backfillResolver() default "";

    /** How far back each scheduled run reads: a duration; empty is the longest window. */
    String backfillLookback() default "";

    /** The earliest event that a backfill considers, ISO 8601, UTC without a zone; empty is any. */
    String backfillStart() default "";

    /** How recent the part is that is computed when asked instead of read from buckets: a duration; empty is none. */
    String continuousBuffer() default "";

    /** Name of the resolver that supplies the part between the last bucket and now; empty is none. */
    String continuousResolver() default "";

    /** Whether a window counts the whole of its oldest bucket. */
    Edges edges() default Edges.OVERLAP;
}
