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
    /** Length of one bucket, such as {@code "1d"}; empty makes every window its own bucket length. */
    String bucketDuration() default "";
}
