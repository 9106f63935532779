package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value served instead of null, written in the expression language: {@code @Default("0")}. It never replaces a zero. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Default {
    /** A literal of the expression language that fits the type of the feature. */
    String value();
}
