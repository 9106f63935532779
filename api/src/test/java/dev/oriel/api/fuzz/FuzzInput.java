package dev.oriel.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What all targets have in common: how bytes become a text, and what an error must be for its reader. */
final class FuzzInput {
    /** Words of Java, which a user of expressions need not know. */
    private static final List<String> JAVA_WORDS = List.of(
            "Exception", "java.", "dev.oriel.", "Optional", "For input string", "out of bounds", "Index ", "[L", "{");

    private FuzzInput() {}

    /**
     * UTF-8, with halves of surrogate pairs where U+E000 to U+E7FF of the private use area stand: strings can hold such halves
     * alone, UTF-8 cannot.
     */
    static String text(byte[] bytes) {
        var text = new StringBuilder(new String(bytes, StandardCharsets.UTF_8));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '\uE000' && c <= '\uE7FF') {
                text.setCharAt(i, (char) (c - '\uE000' + '\uD800'));
            }
        }
        return text.toString();
    }

    /** Fails unless a problem lies within the text and its message is one. */
    static void requireProblem(String message, int offset, String text) {
        if (offset < 0 || offset > text.length()) {
            throw new AssertionError("offset " + offset + " of '" + message + "' is not within '" + text + "'");
        }
        requireHelp(message, text);
    }

    /** Fails unless a message is one line that can be read. What the text itself holds may be quoted. */
    static void requireHelp(String message, String text) {
        if (message.isBlank()) {
            throw new AssertionError("no message for '" + text + "'");
        }
        if (!message.codePoints().allMatch(FuzzInput::isPrinted)) {
            throw new AssertionError("'" + message + "' holds what no terminal prints, for '" + text + "'");
        }
        for (String word : JAVA_WORDS) {
            if (message.contains(word) && !text.contains(word)) {
                throw new AssertionError("'" + message + "' speaks of '" + word + "', for '" + text + "'");
            }
        }
    }

    private static boolean isPrinted(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.FORMAT -> false;
            default -> true;
        };
    }
}
