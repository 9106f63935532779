package dev.oriel.kernel.aggregation;

/** Checks of how much an aggregation is to keep. */
final class Limits {
    private Limits() {}

    /** The limit, which must be 1 at least. */
    static int atLeastOne(String function, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    function + " · its limit is '" + limit + "' · it must be 1 at least · choose another");
        }
        return limit;
    }
}
