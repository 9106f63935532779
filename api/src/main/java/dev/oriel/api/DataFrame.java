package dev.oriel.api;

/**
 * The rows of a feature class that belong to one row of another: {@code DataFrame<Transaction> transactions()} on a user.
 *
 * @param <T> the feature class of one row
 */
public interface DataFrame<T> extends Iterable<T> {
    /** The number of rows. */
    long count();
}
