package dev.oriel.api;

/** What a window kept in buckets does with a bucket that it covers in part. */
public enum Edges {
    /** The oldest bucket that the window touches counts whole: up to one bucket more than the window. */
    OVERLAP,
    /** Only events within the window count, to the millisecond; their raw form is kept for that. */
    EXACT
}
