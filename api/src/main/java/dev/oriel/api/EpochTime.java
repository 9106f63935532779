package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The unit of a time that a message carries as an integer since the beginning of 1970 UTC. On a component of type
 * {@code Instant} of a message's record. Text in ISO 8601 with a zone is read all the same.
 *
 * <p>A message whose integer lies outside 1971 to 2200 in this unit is refused, since it has another unit.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface EpochTime {
    /** The unit of the integer. */
    Unit value();

    /** What an integer counts. */
    enum Unit {
        /** As {@code 1711843200}. */
        SECONDS,
        /** As {@code 1711843200000}. */
        MILLISECONDS,
        /** As {@code 1711843200000000}. */
        MICROSECONDS,
        /** As {@code 1711843200000000000}. */
        NANOSECONDS
    }
}
