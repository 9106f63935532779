package dev.oriel.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the name of a DuckDB type. */
final class TypeName {
    private final String name;
    private int at;

    TypeName(String name) {
        this.name = name;
    }

    Optional<ResultType> read() {
        Optional<ResultType> type = type();
        return at == name.length() ? type : Optional.empty();
    }

    private Optional<ResultType> type() {
        int start = at;
        while (at < name.length() && ",)[(".indexOf(name.charAt(at)) < 0) {
            at++;
        }
        String word = name.substring(start, at).strip();
        Optional<ResultType> type;
        if (word.equals("STRUCT") && isAt('(')) {
            type = parts();
        } else {
            if (isAt('(')) {
                skipBrackets();
            }
            type = kind(word).map(ResultType.Single::new);
        }
        while (isAt('[')) {
            at = name.indexOf(']', at) + 1;
            type = type.map(ResultType.Items::new);
        }
        return type;
    }

    private Optional<ResultType> parts() {
        List<String> names = new ArrayList<>();
        List<ResultType> types = new ArrayList<>();
        boolean known = true;
        do {
            at++;
            skipBlanks();
            names.add(partName());
            skipBlanks();
            Optional<ResultType> type = type();
            type.ifPresent(types::add);
            known &= type.isPresent();
        } while (isAt(','));
        at++;
        return known ? Optional.of(new ResultType.Parts(names, types)) : Optional.empty();
    }

    private String partName() {
        var text = new StringBuilder();
        if (!isAt('"')) {
            while (at < name.length() && name.charAt(at) != ' ') {
                text.append(name.charAt(at++));
            }
            return text.toString();
        }
        at++;
        while (at < name.length() && (!isAt('"') || name.startsWith("\"\"", at))) {
            text.append(name.charAt(at));
            at += isAt('"') ? 2 : 1;
        }
        at++;
        return text.toString();
    }

    private void skipBlanks() {
        while (isAt(' ')) {
            at++;
        }
    }

    /* Behind the brackets here; what is quoted within them, such as the words of an enumeration, may hold brackets too. */
    private void skipBrackets() {
        int depth = 0;
        boolean quoted = false;
        do {
            char character = name.charAt(at++);
            if (character == '\'' || character == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            }
        } while (depth > 0 && at < name.length());
    }

    private boolean isAt(char character) {
        return at < name.length() && name.charAt(at) == character;
    }

    private static Optional<ResultType.Kind> kind(String word) {
        return switch (word) {
            case "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "HUGEINT",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT",
                    "UHUGEINT" -> Optional.of(ResultType.Kind.INTEGER);
            case "FLOAT", "DOUBLE" -> Optional.of(ResultType.Kind.FLOAT);
            case "DECIMAL" -> Optional.of(ResultType.Kind.DECIMAL);
            case "BOOLEAN" -> Optional.of(ResultType.Kind.BOOLEAN);
            case "VARCHAR", "ENUM", "UUID", "JSON", "\"NULL\"", "NULL" -> Optional.of(ResultType.Kind.TEXT);
            case "BLOB" -> Optional.of(ResultType.Kind.BYTES);
            case "DATE" -> Optional.of(ResultType.Kind.DATE);
            case "TIME" -> Optional.of(ResultType.Kind.TIME_OF_DAY);
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
                Optional.of(ResultType.Kind.TIME);
            case "INTERVAL" -> Optional.of(ResultType.Kind.DURATION);
            default -> Optional.empty();
        };
    }
}
