package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes {@code double[]} or {@code float[]} a vector of a fixed number of floats, such as an embedding. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Dimensions {
    /** How many numbers it has, at least 1. */
    int value();
}
