package dev.oriel.engine.serve;

/** What is known of one part of a key. */
sealed interface Told {
    record Known(Object value) implements Told {}

    /** A null key is the key of nothing. */
    record Null() implements Told {}

    record Failed(QueryError error) implements Told {}

    /** It is computed or read, and was not yet. */
    record Waits(Target target) implements Told {}

    /** Nothing tells it, and the question is refused. */
    record Missing() implements Told {}
}
