package dev.oriel.duckdb;

import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every text about SQL that a user may see. What DuckDB says is told by its first line and the place it points to. */
record Failures(String resolver, DuckDbOptions options) {
    /** The line that DuckDB points to, and the carets below it. */
    private static final Pattern PLACE = Pattern.compile("(?m)^(LINE (\\d+): )(.*)\\R( *)(\\^+)");

    /** Tables by which queries read their messages: {@code _m00000001}. */
    private static final Pattern TABLE = Pattern.compile("_m\\d{8}");

    SqlException namesNoMessages() {
        return failure(
                "its SQL does not read the messages",
                "it has no '%s' outside of texts and comments".formatted(SqlEngine.MESSAGES),
                "write 'from %s' where the table is named".formatted(SqlEngine.MESSAGES));
    }

    SqlException tooLong(int length) {
        return failure(
                "its SQL is too long",
                "it has '%d' characters, and '%d' are possible".formatted(length, SqlText.LENGTH_MAX),
                "shorten it");
    }

    SqlException tooDeep(int depth) {
        return failure(
                "its SQL is nested too deep",
                "'%d' brackets lie within each other, and '%d' may".formatted(depth, SqlText.DEPTH_MAX),
                "use 'with' to give parts a name");
    }

    SqlException notOneStatement(int statements) {
        return failure(
                "its SQL is '%d' statements".formatted(statements),
                "a resolver runs one query",
                statements == 0 ? "write a select" : "keep one, or join them with 'with' or 'union all'");
    }

    SqlException noQuery() {
        return failure(
                "its SQL is no query",
                "a resolver's SQL reads, and changes nothing",
                "write one select, which may begin with 'with'");
    }

    SqlException hasParameters(int parameters) {
        return failure(
                "its SQL has '%d' parameters, such as '?' or '$1'".formatted(parameters),
                "nothing gives them a value",
                "write the values, or read them from the messages");
    }

    SqlException unreadableType(String column, String type) {
        return failure(
                "column '%s' of its SQL is of type '%s'".formatted(column, type),
                "no feature is of that type",
                "cast it, times without a zone to 'timestamptz', others to 'varchar'");
    }

    /** Whether DuckDB could not tell what a text is to be. */
    static boolean isOfParser(SQLException e) {
        return said(e).startsWith("Parser Error");
    }

    /**
     * SQL that is wrong before any message is seen.
     *
     * @param quoted columns that are named in it without quotes, and that SQL takes for words of its own
     */
    SqlException wrong(SQLException e, List<SqlEngine.Column> columns, List<String> quoted) {
        String known = "%s has the columns %s"
                .formatted(
                        SqlEngine.MESSAGES,
                        columns.stream()
                                .map(column -> "'" + column.name() + "'")
                                .collect(Collectors.joining(", ")));
        String words = quoted.stream()
                .map(name ->
                        "; '%s' is a word of SQL: as a column write it \"%s\", in double quotes".formatted(name, name))
                .collect(Collectors.joining());
        return failure("its SQL is wrong", said(e), "correct it%s; %s%s".formatted(place(e), known, words), e);
    }

    /** SQL that fails over some messages. */
    SqlException failed(SQLException e, int messages) {
        if (said(e).startsWith("Out of Memory Error")) {
            return failure(
                    "its SQL needs more memory than it may use",
                    "'%d' bytes are allowed, over '%d' messages: %s"
                            .formatted(options.memoryBytesMax(), messages, said(e)),
                    "keep fewer rows at a time, or raise memoryBytesMax",
                    e);
        }
        return failure(
                "its SQL failed over '%d' messages".formatted(messages),
                said(e),
                "correct it%s, or the messages".formatted(place(e)),
                e);
    }

    SqlException late(int messages) {
        return failure(
                "its SQL did not end in time",
                "'%d' ms are allowed, over '%d' messages".formatted(options.timeoutMillis(), messages),
                "make the query cheaper, or raise timeoutMillis");
    }

    SqlException tooManyRows(int messages) {
        return failure(
                "its SQL gives too many rows",
                "'%d' are allowed, over '%d' messages".formatted(options.rowsMax(), messages),
                "group or filter more, or raise rowsMax");
    }

    SqlException tooManyBytes(int messages) {
        return failure(
                "the result of its SQL needs more memory than it may use",
                "'%d' bytes are allowed, over '%d' messages".formatted(options.memoryBytesMax(), messages),
                "give fewer or shorter values, or raise memoryBytesMax");
    }

    SqlException hasNoForm(String column, String known) {
        return failure(
                "column '%s' of its SQL has a value that no feature takes".formatted(column),
                known,
                "give another value, or none");
    }

    SqlException notHandedOver(Handover.Unfit unfit) {
        return failure(
                "column '%s' of its messages has a value that SQL cannot read".formatted(unfit.column()),
                unfit.known(),
                unfit.toDo());
    }

    SqlException interrupted() {
        return failure("its SQL was stopped", "the thread that waits for it was interrupted", "run it again");
    }

    SqlException closed() {
        return failure("its SQL was stopped", "the SQL engine is closed", "open it again");
    }

    SqlException stuck(int runs) {
        return failure(
                "its SQL was not run",
                "'%d' earlier runs do not end, though they were told to".formatted(runs),
                "find the query that exceeds its time, correct it, and restart");
    }

    SqlException notOpened(SQLException e) {
        return failure(
                "its SQL was not run",
                "DuckDB cannot be opened: " + said(e),
                "check the memory of this process and its right to load native libraries",
                e);
    }

    /** The first line of what DuckDB says, in the user's words. */
    static String said(SQLException e) {
        return inWordsOfUser(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    private static String inWordsOfUser(String text) {
        return TABLE.matcher(text).replaceAll(Matcher.quoteReplacement(SqlEngine.MESSAGES));
    }

    /* " in line 2 at 'nosuch'", or nothing where DuckDB points nowhere. */
    private static String place(SQLException e) {
        Matcher found = PLACE.matcher(String.valueOf(e.getMessage()));
        if (!found.find()) {
            return "";
        }
        String line = found.group(3);
        int from = found.group(4).length() - found.group(1).length();
        if (from < 0 || from >= line.length()) {
            return " in line " + found.group(2);
        }
        int to = Math.min(line.length(), from + found.group(5).length());
        String pointed = found.group(5).length() == 1 ? word(line.substring(from)) : line.substring(from, to);
        return String.format(Locale.ROOT, " in line %s at '%s'", found.group(2), inWordsOfUser(pointed));
    }

    private static String word(String line) {
        Matcher word = Pattern.compile("[\\w.\"]+|.").matcher(line);
        return word.find() ? word.group() : line;
    }

    private SqlException failure(String what, String known, String toDo) {
        return new SqlException(message(what, known, toDo));
    }

    private SqlException failure(String what, String known, String toDo, SQLException cause) {
        return new SqlException(message(what, known, toDo), cause);
    }

    private String message(String what, String known, String toDo) {
        return "resolver '%s' · %s · %s · %s".formatted(resolver, what, known, toDo);
    }
}
