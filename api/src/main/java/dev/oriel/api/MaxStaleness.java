package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How old a stored value of this feature may be to still be served; it wins over {@link Features#maxStaleness()}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface MaxStaleness {
    /** A duration such as {@code "10m"}, {@code "0s"} for never stored online, or {@code "infinity"}. */
    String value();
}
