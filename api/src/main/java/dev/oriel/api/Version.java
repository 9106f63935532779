package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Another version of a feature, beside the first. {@code @Version(2) @Named("score") double scoreV2()} is {@code
 * user.score@2}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Version {
    /** From 2; version 1 is the feature without this annotation. */
    int value();

    /** Whether the name without a version means this one, instead of the first. */
    boolean isDefault() default false;
}
