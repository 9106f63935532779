package dev.oriel.cli;

/** Where the output goes, as far as the launcher saw it: it can tell a terminal and its width, a JVM cannot. */
public final class Terminal {
    private static final String TERMINAL_PROPERTY = "oriel.terminal";
    private static final String COLUMNS_PROPERTY = "oriel.columns";

    private static final int COLUMNS_DEFAULT = 120;
    private static final int COLUMNS_MIN = 40;

    private Terminal() {}

    /** Whether somebody watches, so that a line can be rewritten. */
    public static boolean isWatched() {
        return Boolean.getBoolean(TERMINAL_PROPERTY);
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
