package dev.oriel.duckdb;

import dev.oriel.engine.port.SqlEngine;
import java.util.Locale;

/**
 * The text of a query with the name of a table in place of {@link SqlEngine#MESSAGES}, except within texts, quoted names and
 * comments. The name is as long as what it replaces, so that places in DuckDB's messages are places in the user's text.
 *
 * @param sql what DuckDB reads
 * @param body the same with blanks for semicolons, so that it can stand within brackets
 * @param places how often the messages are named
 * @param depth how deep brackets lie within each other
 */
record SqlText(String sql, String body, int places, int depth) {
    /** Longest text, in characters. */
    static final int LENGTH_MAX = 100_000;

    /** Brackets within each other: DuckDB reads them by recursion. */
    static final int DEPTH_MAX = 200;

    /**
     * Replaces and counts.
     *
     * @param table as long as {@link SqlEngine#MESSAGES}
     */
    static SqlText of(String sql, String table) {
        if (table.length() != SqlEngine.MESSAGES.length()) {
            throw new IllegalArgumentException("'" + table + "' is not as long as '" + SqlEngine.MESSAGES + "'");
        }
        return new Reader(sql, table).read();
    }

    private static final class Reader {
        private final String sql;
        private final String table;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder body = new StringBuilder();
        private int at;
        private int places;
        private int depth;
        private int depthMax;

        Reader(String sql, String table) {
            this.sql = sql;
            this.table = table;
        }

        SqlText read() {
            while (at < sql.length()) {
                if (sql.startsWith(SqlEngine.MESSAGES, at)) {
                    text.append(table);
                    body.append(table);
                    at += table.length();
                    places++;
                } else {
                    int end = endOfPart();
                    text.append(sql, at, end);
                    body.append(sql.charAt(at) == ';' ? " " : sql.substring(at, end));
                    at = end;
                }
            }
            return new SqlText(text.toString(), body.toString(), places, depthMax);
        }

        /* Behind what begins here: a text, a quoted name, a comment, or one character. */
        private int endOfPart() {
            char first = sql.charAt(at);
            return switch (first) {
                case '\'' -> isEscaped() ? endOfEscaped() : behind("'", at + 1);
                case '"' -> behind("\"", at + 1);
                case '-' -> sql.startsWith("--", at) ? behind("\n", at + 2) : at + 1;
                case '/' -> sql.startsWith("/*", at) ? behind("*/", at + 2) : at + 1;
                case '$' -> endOfDollars();
                default -> {
                    nest(first);
                    yield at + 1;
                }
            };
        }

        private void nest(char first) {
            if (first == '(' || first == '[' || first == '{') {
                depth++;
                depthMax = Math.max(depthMax, depth);
            } else if (first == ')' || first == ']' || first == '}') {
                depth--;
            }
        }

        /* Whether the quote here follows an E that is no end of a name: then backslashes escape. */
        private boolean isEscaped() {
            return at > 0
                    && sql.substring(at - 1, at).toLowerCase(Locale.ROOT).equals("e")
                    && (at == 1 || !isOfName(sql.charAt(at - 2)));
        }

        private int endOfEscaped() {
            int end = at + 1;
            while (end < sql.length() && sql.charAt(end) != '\'') {
                end += sql.charAt(end) == '\\' ? 2 : 1;
            }
            return Math.min(end + 1, sql.length());
        }

        /* Text between $$ and $$, or $name$ and $name$; $1 is no text. */
        private int endOfDollars() {
            int end = at + 1;
            while (end < sql.length() && isOfName(sql.charAt(end))) {
                end++;
            }
            boolean isNumber = end > at + 1 && Character.isDigit(sql.charAt(at + 1));
            if (end >= sql.length() || sql.charAt(end) != '$' || isNumber) {
                return at + 1;
            }
            String quote = sql.substring(at, end + 1);
            return behind(quote, end + 1);
        }

        private static boolean isOfName(char character) {
            return Character.isLetterOrDigit(character) || character == '_';
        }

        private int behind(String end, int from) {
            int found = sql.indexOf(end, from);
            return found < 0 ? sql.length() : found + end.length();
        }
    }
}
