package dev.oriel.kernel;

/** Which end of the order an extreme aggregation keeps. */
enum Extreme {
    MIN("min"),
    MAX("max");

    final String functionName;

    Extreme(String functionName) {
        this.functionName = functionName;
    }

    /** Whether a value that compares to the kept one like this takes its place. */
    boolean prefers(int comparison) {
        return this == MIN ? comparison < 0 : comparison > 0;
    }
}
