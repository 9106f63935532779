package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the online store does with values that say nothing: nulls, and defaults that stand in for them. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Cache {
    /** What is done with a null. */
    CachePolicy nulls() default CachePolicy.STORE;

    /** What is done with a default. */
    CachePolicy defaults() default CachePolicy.STORE;
}
