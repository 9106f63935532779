package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where the buckets of some of the windows of a {@link Materialized} feature begin. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface BucketStart {
    /** A time at which a bucket begins, ISO 8601; without a zone it is UTC: {@code "2024-01-01T00:00:00+05:30"}. */
    String value();

    /** The windows whose buckets begin there. */
    String[] windows();
}
