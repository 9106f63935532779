package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What values a feature may have. A value outside is counted and reported, or refused where {@link #strict()}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Validate {
    /** Least number, itself allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Greatest number, itself allowed. */
    double max() default Double.POSITIVE_INFINITY;

    /** Least length: characters of text, bytes, items of a list. */
    int minLength() default 0;

    /** Greatest length: characters of text, bytes, items of a list. */
    int maxLength() default Integer.MAX_VALUE;

    /** What a text contains, or an item that a text list contains, as text; empty asks for nothing. */
    String contains() default "";

    /** Whether a value outside becomes null with an error, instead of being served and counted. */
    boolean strict() default false;
}
