package dev.oriel.api.expression;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.Unprinted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts the text of an expression into tokens, and refuses what other languages write but this one does not. */
final class Lexer {
    /** Longest first, so that {@code //} is not read as two divisions. */
    private static final List<String> SYMBOLS = List.of(
            "**", "==", "!=", "<=", ">=", "<<", ">>", "//", "<", ">", "|", "&", "^", "+", "-", "*", "/", "%", "~", "(",
            ")", "[", "]", ",", ".", "=", "@", ":");

    /** Looked at before {@link #SYMBOLS}, in any order: none begins another. */
    private static final Map<String, String> REFUSED = Map.of(
            "&&", "write & instead of '&&', with each comparison in parentheses",
            "||", "write | instead of '||', with each comparison in parentheses",
            "<>", "write != instead of '<>'");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens, the last being the end. */
    static List<Token> tokens(String text) {
        var lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (c == '\'' || c == '"') {
                readText(c);
            } else if (isDigit(at) || (c == '.' && isDigit(at + 1) && !follows())) {
                readNumber();
            } else if (isNameStart(c)) {
                int start = at;
                while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(at))) {
                    at++;
                }
                add(Token.Kind.NAME, text.substring(start, at), start);
            } else {
                readSymbol(c);
            }
        }
        add(Token.Kind.END, "", text.length());
    }

    private void readSymbol(char c) {
        for (Map.Entry<String, String> refused : REFUSED.entrySet()) {
            if (text.startsWith(refused.getKey(), at)) {
                throw new ExpressionSyntaxException(refused.getValue(), at);
            }
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                add(Token.Kind.SYMBOL, symbol, at);
                at += symbol.length();
                return;
            }
        }
        throw new ExpressionSyntaxException(
                switch (c) {
                    case '!' -> "write ~ instead of '!'";
                    case '?' -> "write F.when(_.a > 1).then(_.b).otherwise(_.c) instead of '?' and ':'";
                    case '\u2018', '\u2019', '\u201c', '\u201d' -> "write straight quotes, ' or \", around text";
                    default -> unexpected(text.codePointAt(at));
                },
                at);
    }

    /** Names a character by its number where a reader would see nothing, or something else. */
    private static String unexpected(int codePoint) {
        if (Character.isSpaceChar(codePoint) || Character.isWhitespace(codePoint)) {
            return String.format("unexpected space U+%04X: write a plain one", codePoint);
        }
        return Unprinted.is(codePoint)
                ? String.format("unexpected character U+%04X, which is not printed: delete it", codePoint)
                : "unexpected '" + Character.toString(codePoint) + "'";
    }

    private void readNumber() {
        int start = at;
        skipDigits();
        boolean decimal = false;
        // "1." is a number, as in Python, but "1.sum" is left to the parser, which names what is wrong with it.
        if (at < text.length() && text.charAt(at) == '.' && !isNameStart(at + 1)) {
            decimal = true;
            at++;
            skipDigits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = at + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            if (isDigit(exponent)) {
                decimal = true;
                at = exponent;
                skipDigits();
            }
        }
        if (isNameStart(at)) {
            if (readDuration(start)) {
                return;
            }
            throw new ExpressionSyntaxException(
                    "a number is followed by '" + text.charAt(at) + "': write windows in quotes, like \"30d\"", at);
        }
        String number = text.substring(start, at).replace("_", "");
        add(decimal ? Token.Kind.DECIMAL_NUMBER : Token.Kind.WHOLE_NUMBER, number, start);
    }

    /** Reads a window without quotes, {@code [30d]} or {@code (1h30m)}: a duration that fills its brackets. */
    private boolean readDuration(int start) {
        boolean opened = !tokens.isEmpty()
                && (tokens.getLast().isSymbol("[") || tokens.getLast().isSymbol("("));
        int end = start;
        while (isDigit(end) || isNameStart(end)) {
            end++;
        }
        int close = end;
        while (close < text.length() && text.charAt(close) == ' ') {
            close++;
        }
        boolean closed = close < text.length() && (text.charAt(close) == ']' || text.charAt(close) == ')');
        if (!opened || !closed || !Durations.isDuration(text.substring(start, end))) {
            return false;
        }
        add(Token.Kind.TEXT, text.substring(start, end), start);
        at = end;
        return true;
    }

    private void skipDigits() {
        while (isDigit(at) || (at < text.length() && text.charAt(at) == '_' && isDigit(at + 1))) {
            at++;
        }
    }

    private void readText(char quote) {
        int start = at++;
        var value = new StringBuilder();
        while (true) {
            if (at >= text.length() || text.charAt(at) == '\n') {
                throw new ExpressionSyntaxException("the text that begins here has no closing " + quote, start);
            }
            char c = text.charAt(at++);
            if (c == quote) {
                add(Token.Kind.TEXT, value.toString(), start);
                return;
            }
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        int start = at - 1;
        char c = at < text.length() ? text.charAt(at++) : '\0';
        return switch (c) {
            case '\\', '\'', '"' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'x' -> hexadecimal(start, 2);
            case 'u' -> hexadecimal(start, 4);
            default ->
                throw new ExpressionSyntaxException(
                        "unknown escape: known are \\\\ \\' \\\" \\n \\r \\t \\xhh \\uhhhh; write \\\\ for a backslash",
                        start);
        };
    }

    private char hexadecimal(int start, int digits) {
        int value = 0;
        for (int end = at + digits; at < end; at++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw new ExpressionSyntaxException("this escape needs " + digits + " hexadecimal digits", start);
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    /** Whether the last token ends an operand, so that a point here begins an attribute and not a number. */
    private boolean follows() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.getLast();
        return switch (last.kind()) {
            case NAME, TEXT, WHOLE_NUMBER, DECIMAL_NUMBER -> true;
            case SYMBOL -> last.isSymbol(")") || last.isSymbol("]");
            case END -> false;
        };
    }

    private void add(Token.Kind kind, String value, int offset) {
        tokens.add(new Token(kind, value, offset));
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private boolean isNameStart(int index) {
        return index < text.length() && isNameStart(text.charAt(index));
    }

    private static boolean isNameStart(char c) {
        return c == '_' || Character.isLetter(c);
    }
}
