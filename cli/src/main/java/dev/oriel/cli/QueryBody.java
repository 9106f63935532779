package dev.oriel.cli;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a query asks, whatever it is about.
 *
 * @param outputs names of features
 * @param now the time of all rows that say none of their own; empty is the server's clock
 * @param staleness how old stored values may be, by name
 */
record QueryBody(List<String> outputs, Optional<String> now, Map<String, String> staleness, boolean explain) {
    /** The body that asks about one row. */
    ObjectNode ofOne(ObjectNode inputs) {
        ObjectNode body = ServerClient.JSON.createObjectNode();
        body.set("inputs", inputs);
        now.ifPresent(time -> body.put("now", time));
        return completed(body);
    }

    /** The body that asks about several rows, which name the same features. */
    ObjectNode ofAll(List<InputRow> rows) {
        ObjectNode body = ServerClient.JSON.createObjectNode();
        ObjectNode inputs = body.putObject("inputs");
        rows.getFirst().inputs().propertyNames().forEach(name -> {
            ArrayNode column = inputs.putArray(name);
            rows.forEach(row -> column.add(row.inputs().path(name)));
        });
        if (rows.stream().anyMatch(row -> row.now().isPresent())) {
            ArrayNode times = body.putArray("now");
            rows.forEach(row -> row.now().ifPresentOrElse(times::add, times::addNull));
        } else {
            now.ifPresent(time -> body.put("now", time));
        }
        return completed(body);
    }

    private ObjectNode completed(ObjectNode body) {
        ArrayNode names = body.putArray("outputs");
        outputs.forEach(names::add);
        if (!staleness.isEmpty()) {
            ObjectNode ages = body.putObject("staleness");
            staleness.forEach(ages::put);
        }
        body.put("include_meta", true);
        if (explain) {
            body.put("explain", true);
        }
        body.putObject("encoding_options").put("encode_structs_as_objects", true);
        return body;
    }

    /** The names in one {@code --out}: several are separated by commas, but for those within brackets or quotes. */
    static List<String> names(String argument) {
        List<String> names = new ArrayList<>();
        int from = 0;
        int depth = 0;
        char quote = 0;
        for (int at = 0; at < argument.length(); at++) {
            char next = argument.charAt(at);
            if (quote != 0) {
                quote = next == quote ? 0 : quote;
            } else if (next == '"' || next == '\'') {
                quote = next;
            } else if ("([{".indexOf(next) >= 0) {
                depth++;
            } else if (")]}".indexOf(next) >= 0) {
                depth--;
            } else if (next == ',' && depth == 0) {
                names.add(argument.substring(from, at).strip());
                from = at + 1;
            }
        }
        names.add(argument.substring(from).strip());
        if (names.contains("")) {
            throw new CommandException(
                    CommandException.WRONG_USE,
                    "--out · '" + argument + "' leaves a name out · names are separated by single commas · "
                            + "write for example --out user.name,user.total_spend");
        }
        return names;
    }

    /** The text, if it is a time with a zone. */
    static String checkedTime(String where, String time) {
        try {
            OffsetDateTime.parse(time);
            return time;
        } catch (DateTimeException e) {
            throw new CommandException(
                    CommandException.WRONG_USE,
                    where + " · '" + time
                            + "' is no time with a zone · it is ISO 8601 · write for example 2024-01-01T00:00:00Z");
        }
    }
}
