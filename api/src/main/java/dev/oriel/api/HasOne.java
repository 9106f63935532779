package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Joins the one row of another class by a condition of its own, where {@link References} does not say it. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface HasOne {
    /**
     * Equalities of two features, one of each class, joined by {@code &}: {@code "User.id == _.user_id"}, {@code _} being the
     * class that declares the relation. The features of the other class are its primary key.
     */
    String join();
}
