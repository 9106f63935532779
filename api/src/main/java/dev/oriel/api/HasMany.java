package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Joins the rows of a {@code DataFrame<Transaction>} by a condition of its own, where {@link References} does not say it or
 * says it more than once.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface HasMany {
    /**
     * Equalities of two features, one of each class, joined by {@code &}: {@code "Transaction.user_id == User.id &
     * Transaction.bank == User.bank"}. {@code _} stands for the class that declares the relation. Empty: as {@link
     * References} says.
     */
    String join() default "";

    /** How long a row belongs to the relation after its feature time: a duration; empty is without end. */
    String maxStaleness() default "";
}
