package dev.oriel.api.expression;

/**
 * One word of an expression's text.
 *
 * @param text as written; of text literals the value without quotes and escapes
 * @param offset of its first character
 */
record Token(Kind kind, String text, int offset) {
    enum Kind {
        NAME,
        WHOLE_NUMBER,
        DECIMAL_NUMBER,
        TEXT,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isNumber() {
        return kind == Kind.WHOLE_NUMBER || kind == Kind.DECIMAL_NUMBER;
    }

    /** How messages name the token. */
    String described() {
        return kind == Kind.END ? "the end" : kind == Kind.TEXT ? "a text" : "'" + text + "'";
    }
}
