package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the platform computes a feature, as text in the expression language.
 *
 * <p>Names in it are wire names: {@code _.transactions[_.amount, _.ts > _.chalk_window].sum()}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD})
public @interface Expression {
    /** The expression; it is parsed and checked when the definition is compiled. */
    String value();
}
