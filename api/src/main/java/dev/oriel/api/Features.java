package dev.oriel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An interface whose methods are the features of one kind of thing: a user, a transaction.
 *
 * <p>The namespace is the snake case of the interface name without a trailing {@code Features}; {@link Named} overrides it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE})
public @interface Features {
    /** How old a stored value may be to still be served: a duration such as {@code "10m"}, or {@code "infinity"}; empty is {@code 0s}, never stored online. A {@link MaxStaleness} on a feature wins. Windowed features do not inherit it. */
    String maxStaleness() default "";

    /** Whether outputs of offline resolvers are also written to the online store. Recorded in the catalog. */
    boolean etlOfflineToOnline() default false;

    /** Whether there is exactly one row, which needs no key: settings, totals over everything. */
    boolean singleton() default false;
}
