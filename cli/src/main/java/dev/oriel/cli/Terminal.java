package dev.oriel.cli;

import java.io.IOException;

/** Where the output goes, as far as the launcher saw it: it can tell a terminal and its width, a JVM cannot. */
public final class Terminal {
    private static final String TERMINAL_PROPERTY = "oriel.terminal";
    private static final String COLUMNS_PROPERTY = "oriel.columns";

    private static final String INPUT_PROPERTY = "oriel.input";
    private static final String PROGRESS_PROPERTY = "oriel.progress";

    private static final int COLUMNS_DEFAULT = 120;
    private static final int COLUMNS_MIN = 40;

    private Terminal() {}

    /** Whether somebody watches, so that a line can be rewritten. */
    public static boolean isWatched() {
        return Boolean.getBoolean(TERMINAL_PROPERTY);
    }

    /** Whether somebody watches the errors and not the results, and would like to know how far it is. */
    static boolean showsProgress() {
        return Boolean.getBoolean(PROGRESS_PROPERTY);
    }

    /** Whether somebody sits there who can answer a question. */
    static boolean canBeAsked() {
        return Boolean.getBoolean(INPUT_PROPERTY);
    }

    /** What they answer: the next line of the standard input; empty at its end. */
    static String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        // No buffer: what follows the line is not for this question.
        for (int next = System.in.read(); next >= 0 && next != '\n'; next = System.in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    /** Characters in a line: {@value #COLUMNS_DEFAULT} where nobody said, never less than {@value #COLUMNS_MIN}. */
    public static int columns() {
        return Math.max(COLUMNS_MIN, Integer.getInteger(COLUMNS_PROPERTY, COLUMNS_DEFAULT));
    }

    /** The text, or as much of it as fits into that many characters, which then ends in an ellipsis. */
    public static String cut(String text, int charactersMax) {
        if (text.length() <= charactersMax) {
            return text;
        }
        int end = charactersMax - 1;
        // Half a character outside the basic plane would print as a question mark.
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
