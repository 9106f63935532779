package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A bucket length for some of the windows of a {@link Materialized} feature. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface BucketDuration {
    /** Length of one bucket: {@code "5d"}. */
    String value();

    /** The windows that are kept in such buckets: {@code {"60d", "365d"}}. */
    String[] windows();
}
