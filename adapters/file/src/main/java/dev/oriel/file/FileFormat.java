package dev.oriel.file;

/** How messages lie in a file. */
public enum FileFormat {
    /** One JSON object a line. */
    JSON_LINES,

    /**
     * Rows of values separated by commas, whose names stand in the first row, as RFC 4180 has it. A row becomes a JSON object:
     * a value in quotes is text; one without them is a number, {@code true} or {@code false} if JSON knows it as such, null if
     * it is empty, and text otherwise. What a component of a record takes for it says the engine.
     */
    CSV
}
