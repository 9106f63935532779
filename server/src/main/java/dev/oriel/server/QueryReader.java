package dev.oriel.server;

import dev.oriel.engine.serve.QueryRequest;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the body of an online query. Finds all problems before it refuses.
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
        Optional<Duration> limit = timeout.flatMap(reader::timeout);
        var form = new Form(
                reader.flag(body.path("include_meta"), "include_meta"),
                reader.flag(body.path("encoding_options").path(STRUCTS_AS_OBJECTS), STRUCTS_AS_OBJECTS));
        Map<String, String> staleness = reader.staleness(body.path("staleness"));
        boolean explain = reader.flag(body.path("explain"), "explain");
        if (!reader.problems.isEmpty()) {
            throw new RefusedException(400, String.join("; ", reader.problems), reader.problems);
        }
        return new Query(new QueryRequest(inputs, outputs, now.instant(), limit, staleness, explain), form);
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
