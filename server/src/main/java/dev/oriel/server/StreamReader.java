package dev.oriel.server;

import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.stream.TestMessage;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the bodies of requests that operate streams. */
final class StreamReader {
    /** Most messages that a resolver is tried with at once. */
    static final int TEST_MESSAGES_MAX = 1000;

    private static final String SEEK_ADVICE = "send for example {\"to\": \"beginning\"}, {\"to\": \"end\"},"
            + " {\"to\": \"2024-03-31T00:00:00Z\"} or {\"partition\": 3, \"offset\": 120}";

    private final List<String> problems = new ArrayList<>();

    private StreamReader() {}

    /**
     * A resolver and what to try it with.
     *
     * @param resolver its name, as sent
     */
    record Trial(String resolver, List<TestMessage> messages) {}

    /** Where to go on: {@code to}, or {@code partition} and {@code offset}. */
    static SeekTarget seek(ObjectNode body) throws RefusedException {
        boolean place = !QueryReader.isAbsent(body.path("to"));
        boolean offset = !QueryReader.isAbsent(body.path("partition")) || !QueryReader.isAbsent(body.path("offset"));
        if (place == offset) {
            throw new RefusedException(
                    400,
                    "body · it " + (place ? "names two places" : "names no place")
                            + " · a place is 'to', or 'partition' and 'offset' · " + SEEK_ADVICE);
        }
        return place ? place(body.path("to")) : offset(body);
    }

    private static SeekTarget place(JsonNode to) throws RefusedException {
        String text = to.stringValue("");
        return switch (text) {
            case "beginning" -> new SeekTarget.Beginning();
            case "end" -> new SeekTarget.End();
            default ->
                new SeekTarget.Time(time(text)
                        .orElseThrow(() -> new RefusedException(
                                400,
                                "'to' · " + to
                                        + " is no place in a source · it is beginning, end, or a time with a zone"
                                        + " · " + SEEK_ADVICE)));
        };
    }

    private static SeekTarget offset(ObjectNode body) throws RefusedException {
        JsonNode partition = body.path("partition");
        JsonNode offset = body.path("offset");
        boolean whole = partition.isIntegralNumber()
                && partition.canConvertToInt()
                && offset.isIntegralNumber()
                && offset.canConvertToLong();
        if (!whole || partition.intValue() < 0 || offset.longValue() < 0) {
            throw new RefusedException(
                    400,
                    "'partition', 'offset' · " + shown(partition) + " and " + shown(offset)
                            + " are no place in a source · both are whole numbers from 0 · " + SEEK_ADVICE);
        }
        return new SeekTarget.Offset(partition.intValue(), offset.longValue());
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    /** A resolver and messages; finds all problems before it refuses. */
    static Trial trial(ObjectNode body) throws RefusedException {
        StreamReader reader = new StreamReader();
        String resolver = body.path("resolver").stringValue("");
        if (resolver.isEmpty()) {
            reader.problems.add("'resolver' · it is missing or no text · it names what is tried · "
                    + "send for example \"FraudResolvers.transactions\"");
        }
        List<TestMessage> messages = reader.messages(body.path("messages"));
        if (!reader.problems.isEmpty()) {
            throw new RefusedException(400, String.join("; ", reader.problems), reader.problems);
        }
        return new Trial(resolver, messages);
    }

    private List<TestMessage> messages(JsonNode node) {
        List<TestMessage> messages = new ArrayList<>();
        if (!node.isArray() || node.isEmpty() || node.size() > TEST_MESSAGES_MAX) {
            problems.add("'messages' · "
                    + (node.isArray() ? "it holds " + node.size() : "it is missing or no list")
                    + " · it lists 1 to " + TEST_MESSAGES_MAX
                    + " messages · send for example [{\"value\": {\"id\": 1}}]");
            return messages;
        }
        for (int index = 0; index < node.size(); index++) {
            JsonNode message = node.path(index);
            if (message.path("value").isMissingNode()) {
                problems.add("'messages'[" + index + "] · it has no 'value' · a message is an object · "
                        + "send for example {\"value\": {\"id\": 1}}");
                continue;
            }
            byte @Nullable [] key = QueryReader.isAbsent(message.path("key")) ? null : bytes(message.path("key"));
            messages.add(new TestMessage(bytes(message.path("value")), key, receivedAt(message.path("time"), index)));
        }
        return messages;
    }

    /** A text is sent as it is, so that also what is no JSON can be tried; all else as the JSON that it is. */
    private static byte[] bytes(JsonNode node) {
        return (node.isString() ? node.stringValue() : node.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private Optional<Long> receivedAt(JsonNode node, int index) {
        if (QueryReader.isAbsent(node)) {
            return Optional.empty();
        }
        Optional<Instant> time = time(node.stringValue(""));
        if (time.isEmpty()) {
            problems.add("'messages'[" + index + "].time · " + node + " is no time with a zone · it is when the source "
                    + "received the message · send for example \"2024-01-01T00:00:00Z\"");
        }
        return time.map(Instant::toEpochMilli);
    }

    private static Optional<Instant> time(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(QueryTime.FIRST) || time.isAfter(QueryTime.LAST)
                    ? Optional.empty()
                    : Optional.of(time);
        } catch (DateTimeException e) {
            // Each caller says so in the words of its field.
            return Optional.empty();
        }
    }
}
