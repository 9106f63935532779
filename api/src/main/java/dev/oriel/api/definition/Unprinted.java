package dev.oriel.api.definition;

/** Characters that a reader would not see in a line of text, or that would change how the rest of it is shown. */
public final class Unprinted {
    private Unprinted() {}

    /** Whether a code point is one: a control, a mark of direction, an end of a line, half a surrogate pair. */
    public static boolean is(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** The text with the number of each such character in its place, as expressions write it. */
    public static String numbered(String text) {
        if (text.codePoints().noneMatch(Unprinted::is)) {
            return text;
        }
        var numbered = new StringBuilder();
        text.codePoints().forEach(c -> numbered.append(is(c) ? String.format("\\u%04x", c) : Character.toString(c)));
        return numbered.toString();
    }
}
