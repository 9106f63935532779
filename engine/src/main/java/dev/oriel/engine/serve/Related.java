package dev.oriel.engine.serve;

/** What a relation of one row leads to. */
sealed interface Related {
    /** Another row, of which there may be nothing stored. */
    record Row(Subject subject) implements Related {}

    /** No row, since the key is null. */
    record Nothing() implements Related {}

    /** It is not known, since the key has no value. */
    record Failed(QueryError error) implements Related {}
}
