package dev.oriel.api.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What can be said of a query without running it. */
final class Sql {
    private static final Pattern QUERY = Pattern.compile("(?s)\\(*\\s*(select|with|from)\\b.*");

    /** Comments of both kinds, which may stand before the first word. */
    private static final Pattern COMMENT = Pattern.compile("(?s)--[^\\n]*|/\\*.*?\\*/");

    private Sql() {}

    /** What is wrong with a query over the messages of a window. */
    static List<String> ofMessages(String text) {
        var problems = new ArrayList<>(of(text));
        if (problems.isEmpty() && !COMMENT.matcher(text).replaceAll(" ").contains("{messages}")) {
            problems.add("the SQL does not read the messages of the window: select … from {messages}");
        }
        return problems;
    }

    /** What is wrong with a query of its own. */
    static List<String> of(String text) {
        String bare = COMMENT.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        if (bare.isEmpty()) {
            return List.of("the SQL is empty: write a query that selects the outputs");
        }
        return QUERY.matcher(bare).matches()
                ? List.of()
                : List.of("the SQL does not select: begin it with select or with");
    }
}
