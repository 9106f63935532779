package dev.oriel.server;

import dev.oriel.engine.serve.QueryRequest;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the body of an online query, about one row or several. Finds all problems before it refuses.
 *
 * <p>Beside {@code inputs}, {@code outputs}, {@code now}, {@code explain} and {@code include_meta}, the public clients send keys that concern
 * how an answer is found or logged ({@code context}, {@code planner_options}, {@code query_name}, …). They, and keys that
 * are not known here, are accepted and change nothing.
 */
final class QueryReader {
    /** Most features that one query may give or ask for. */
    static final int FEATURES_MAX = 1000;

    /** How long the functions of online resolvers may take, in milliseconds. */
    static final HeaderName TIMEOUT = HeaderNames.create("X-Chalk-Timeout");

    /** Longest time that a query may ask for. */
    static final int TIMEOUT_MILLIS_MAX = 600_000;

    /** Most rows that one request may ask about. */
    static final int ROWS_MAX = 10_000;

    /** Most rows times features asked for in one request: the answer to all of them is held in memory. */
    static final int VALUES_MAX = 100_000;

    /** Most problems that a refusal lists: each row of a column may have one. */
    private static final int PROBLEMS_LISTED_MAX = 20;

    private static final String STRUCTS_AS_OBJECTS = "encode_structs_as_objects";

    private final List<String> problems = new ArrayList<>();

    private QueryReader() {}

    /**
     * A query as it was sent.
     *
     * @param request what is asked
     */
    record Query(QueryRequest request, Form form) {}

    /**
     * A query about several rows.
     *
     * @param requests what is asked of each, in their order
     */
    record Queries(List<QueryRequest> requests, Form form) {}

    /**
     * How the client wants the answer to look.
     *
     * @param includeMeta whether each result says how it was found
     * @param structsAsObjects whether structs are objects, not lists of their parts
     */
    record Form(boolean includeMeta, boolean structsAsObjects) {}

    /**
     * Reads a query.
     *
     * @param timeout what the header {@link #TIMEOUT} holds
     */
    static Query read(ObjectNode body, Optional<String> timeout) throws RefusedException {
        QueryReader reader = new QueryReader();
        Map<String, @Nullable Object> inputs = reader.inputs(body.path("inputs"));
        List<String> outputs = reader.outputs(body.path("outputs"));
        QueryTime now = QueryTime.read(body.path("now"));
        now.problem().ifPresent(reader.problems::add);
        Manner manner = reader.manner(body, timeout);
        reader.refuseProblems();
        return new Query(manner.request(inputs, outputs, now.instant()), manner.form());
    }

    /**
     * Reads a query about several rows, which come column by column.
     *
     * @param timeout what the header {@link #TIMEOUT} holds
     * @return in the order of the rows
     */
    static Queries readRows(ObjectNode body, Optional<String> timeout) throws RefusedException {
        QueryReader reader = new QueryReader();
        List<Map<String, @Nullable Object>> rows = reader.rows(body.path("inputs"));
        List<String> outputs = reader.outputs(body.path("outputs"));
        if ((long) rows.size() * outputs.size() > VALUES_MAX) {
            reader.problems.add("'outputs' · " + rows.size() + " rows of " + outputs.size() + " features are "
                    + (long) rows.size() * outputs.size() + " values · at most " + VALUES_MAX
                    + " are asked for at once · send several requests");
        }
        List<Optional<Instant>> times = reader.times(body.path("now"), rows.size());
        Manner manner = reader.manner(body, timeout);
        reader.refuseProblems();
        List<QueryRequest> requests = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            requests.add(manner.request(rows.get(row), outputs, times.get(row)));
        }
        return new Queries(requests, manner.form());
    }

    /** How a query is to be answered, whatever it is about. */
    private record Manner(Optional<Duration> timeout, Map<String, String> staleness, boolean explain, Form form) {
        QueryRequest request(Map<String, @Nullable Object> inputs, List<String> outputs, Optional<Instant> now) {
            return new QueryRequest(inputs, outputs, now, timeout, staleness, explain);
        }
    }

    private Manner manner(ObjectNode body, Optional<String> timeout) {
        Optional<Duration> limit = timeout.flatMap(this::timeout);
        var form = new Form(
                flag(body.path("include_meta"), "include_meta"),
                flag(body.path("encoding_options").path(STRUCTS_AS_OBJECTS), STRUCTS_AS_OBJECTS));
        Map<String, String> staleness = staleness(body.path("staleness"));
        return new Manner(limit, staleness, flag(body.path("explain"), "explain"), form);
    }

    private void refuseProblems() throws RefusedException {
        if (problems.isEmpty()) {
            return;
        }
        List<String> listed = new ArrayList<>(problems.subList(0, Math.min(problems.size(), PROBLEMS_LISTED_MAX)));
        if (listed.size() < problems.size()) {
            listed.add("… and " + (problems.size() - listed.size()) + " more");
        }
        throw new RefusedException(400, String.join("; ", listed), listed);
    }

    private Map<String, String> staleness(JsonNode node) {
        Map<String, String> staleness = new LinkedHashMap<>();
        if (!isAbsent(node) && !node.isObject()) {
            problems.add("'staleness' · " + found(node) + " · it holds how old values may be by name · "
                    + "send for example {\"user.name\": \"10m\"}");
        } else if (node.size() > FEATURES_MAX) {
            problems.add(tooMany("staleness", node.size()));
        }
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            if (each.getValue().isString()) {
                staleness.put(each.getKey(), each.getValue().stringValue());
            } else {
                problems.add("'staleness'." + each.getKey() + " · " + found(each.getValue())
                        + " · it is a duration · send it as text, such as \"10m\"");
            }
        }
        return staleness;
    }

    private Optional<Duration> timeout(String text) {
        try {
            long millis = Long.parseLong(text.strip());
            if (millis >= 1 && millis <= TIMEOUT_MILLIS_MAX) {
                return Optional.of(Duration.ofMillis(millis));
            }
        } catch (NumberFormatException e) {
            // Told below, as any other text that is none.
        }
        problems.add("header '" + TIMEOUT.defaultCase() + "' · it is '" + text
                + "' · it holds the milliseconds that the query may take · send 1 to " + TIMEOUT_MILLIS_MAX);
        return Optional.empty();
    }

    private Map<String, @Nullable Object> inputs(JsonNode node) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        if (!node.isObject()) {
            problems.add("'inputs' · " + found(node) + " · it holds the known features by name · "
                    + "send for example {\"user.id\": 7}");
        } else if (node.size() > FEATURES_MAX) {
            problems.add(tooMany("inputs", node.size()));
        } else {
            for (Map.Entry<String, JsonNode> input : node.properties()) {
                inputs.put(input.getKey(), value("'inputs'." + input.getKey(), input.getValue()));
            }
        }
        return inputs;
    }

    private List<Map<String, @Nullable Object>> rows(JsonNode node) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        if (!node.isObject() || node.isEmpty()) {
            problems.add("'inputs' · " + (node.isObject() ? "it is empty" : found(node))
                    + " · it holds a column of values for each known feature · "
                    + "send for example {\"user.id\": [7, 8]}");
        } else if (node.size() > FEATURES_MAX) {
            problems.add(tooMany("inputs", node.size()));
        } else if (areColumns(node)) {
            int count = node.iterator().next().size();
            for (int row = 0; row < count; row++) {
                rows.add(new LinkedHashMap<>());
            }
            for (Map.Entry<String, JsonNode> column : node.properties()) {
                addColumn(rows, column.getKey(), column.getValue());
            }
        }
        return rows;
    }

    private void addColumn(List<Map<String, @Nullable Object>> rows, String name, JsonNode values) {
        int row = 0;
        for (JsonNode value : values) {
            rows.get(row).put(name, value("'inputs'." + name + "[" + row + "]", value));
            row++;
        }
    }

    /** Whether each input is a list, as long as the others and not too long; adds what is wrong. */
    private boolean areColumns(JsonNode node) {
        int known = problems.size();
        Map.Entry<String, JsonNode> first = node.properties().iterator().next();
        for (Map.Entry<String, JsonNode> column : node.properties()) {
            if (!column.getValue().isArray()) {
                problems.add("'inputs'." + column.getKey() + " · " + found(column.getValue())
                        + " · a column has one value for each row · send a list");
            } else if (first.getValue().isArray()
                    && column.getValue().size() != first.getValue().size()) {
                problems.add("'inputs' · " + first.getKey() + " has "
                        + first.getValue().size() + " values and " + column.getKey() + " has "
                        + column.getValue().size() + " · row by row they belong together · send as many of each");
            }
        }
        if (problems.size() == known && first.getValue().size() > ROWS_MAX) {
            problems.add("'inputs' · it holds " + first.getValue().size() + " rows · at most " + ROWS_MAX
                    + " are taken · send several requests");
        }
        return problems.size() == known;
    }

    private List<Optional<Instant>> times(JsonNode node, int rows) {
        if (!node.isArray()) {
            return Collections.nCopies(rows, time(node, QueryTime.NAME));
        }
        List<Optional<Instant>> times = new ArrayList<>(node.size());
        for (JsonNode each : node) {
            times.add(time(each, QueryTime.NAME + "[" + times.size() + "]"));
        }
        // Without rows something is wrong with the inputs, and told.
        if (rows > 0 && times.size() != rows) {
            problems.add(QueryTime.NAME + " · it is a list of " + times.size() + " · there are " + rows
                    + " rows · send one time for all, or a list of one for each");
        }
        return times;
    }

    private Optional<Instant> time(JsonNode node, String where) {
        QueryTime time = QueryTime.read(node, where);
        time.problem().ifPresent(problems::add);
        return time.instant();
    }

    private List<String> outputs(JsonNode node) {
        List<String> outputs = new ArrayList<>();
        if (!node.isArray() || node.isEmpty()) {
            problems.add("'outputs' · " + (node.isArray() ? "it is empty" : found(node))
                    + " · it holds the names of the features asked for · send for example [\"user.total_spend\"]");
        } else if (node.size() > FEATURES_MAX) {
            problems.add(tooMany("outputs", node.size()));
        } else {
            for (int i = 0; i < node.size(); i++) {
                JsonNode output = node.path(i);
                if (output.isString()) {
                    outputs.add(output.stringValue());
                } else {
                    problems.add("'outputs'[" + i + "] · " + found(output) + " · a feature is asked for by its name · "
                            + "send it as text");
                }
            }
        }
        return outputs;
    }

    private boolean flag(JsonNode node, String name) {
        if (!isAbsent(node) && !node.isBoolean()) {
            problems.add("'" + name + "' · " + found(node) + " · it is a yes or no · send true or false");
        }
        return node.booleanValue(false);
    }

    private @Nullable Object value(String where, JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(where, node);
            case ARRAY -> {
                List<@Nullable Object> values = new ArrayList<>();
                for (JsonNode element : node) {
                    values.add(value(where, element));
                }
                yield values;
            }
            case OBJECT -> {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> element : node.properties()) {
                    values.put(element.getKey(), value(where, element.getValue()));
                }
                yield values;
            }
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    private Object number(String where, JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
        }
        double value = node.doubleValue();
        if (!Double.isFinite(value)) {
            problems.add(where + " · the number is too large · numbers are 64-bit floats · send at most 1.79e308");
        }
        return value;
    }

    private static String tooMany(String name, int count) {
        return "'" + name + "' · it holds " + count + " features · at most " + FEATURES_MAX
                + " are taken · send several queries";
    }

    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** What there is in place of what should be. */
    static String found(JsonNode node) {
        JsonNodeType type = node.getNodeType();
        return switch (type) {
            case MISSING -> "it is missing";
            case NULL -> "it is null";
            case ARRAY -> "it is a list";
            case OBJECT -> "it is an object";
            case STRING -> "it is text";
            case NUMBER -> "it is a number";
            case BOOLEAN -> "it is true or false";
            case BINARY, POJO -> "it is no JSON value";
        };
    }
}
