package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How old a value may be to still be used for a point in the past. Without this there is no limit. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface OfflineTtl {
    /** A duration such as {@code "90d"}, or {@code "infinity"}. */
    String value();
}
