package dev.oriel.server;

import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.PushReceipt;
import dev.oriel.engine.stream.StreamStatus;
import dev.oriel.engine.stream.StreamStatus.PartitionStatus;
import dev.oriel.engine.stream.StreamStatus.ResolverStatus;
import dev.oriel.engine.stream.StreamStatus.WindowsStatus;
import dev.oriel.engine.stream.TestResult;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what is said about streams. What there is none of is null; nothing is left out. */
final class StreamWriter {
    private StreamWriter() {}

    static ObjectNode streams(List<StreamStatus> streams) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode array = body.putArray("streams");
        streams.forEach(stream -> array.add(stream(stream)));
        return body;
    }

    private static ObjectNode stream(StreamStatus stream) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("source", stream.source());
        node.put("kind", stream.kind());
        node.put("state", word(stream.state()));
        node.put("lag_records", stream.lagRecords());
        node.put("watermark", stream.watermarkMillis().map(StreamWriter::time).orElse(null));
        putCounters(node, stream.counters());
        ArrayNode partitions = node.putArray("partitions");
        for (PartitionStatus partition : stream.partitions()) {
            partitions
                    .addObject()
                    .put("partition", partition.partition())
                    .put("next_offset", partition.nextOffset().orElse(null))
                    .put("lag_records", partition.lagRecords())
                    .put("stopped", partition.stopped().orElse(null));
        }
        ArrayNode resolvers = node.putArray("resolvers");
        stream.resolvers().forEach(resolver -> resolvers.add(resolver(resolver)));
        putSamples(node, stream.counters());
        return node;
    }

    /** How many records became what, under the names of {@link EngineStatus.SourceStatus}. */
    static void putCounters(ObjectNode node, EngineStatus.SourceStatus source) {
        node.put("records", source.records());
        node.put("applied", source.applied());
        node.put("late", source.late());
        node.put("expired", source.expired());
        node.put("skipped", source.skipped());
        node.put("duplicates", source.duplicates());
        node.put("dead_letters", source.deadLetters());
    }

    /** The newest refused records. */
    static void putSamples(ObjectNode node, EngineStatus.SourceStatus source) {
        ArrayNode samples = node.putArray("samples");
        for (EngineStatus.Refusal refusal : source.samples()) {
            samples.addObject()
                    .put("position", refusal.position())
                    .put("reason", refusal.reason())
                    .put("excerpt", refusal.excerpt());
        }
    }

    private static ObjectNode resolver(ResolverStatus resolver) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("name", resolver.name());
        node.put("mode", resolver.mode());
        ArrayNode features = node.putArray("features");
        resolver.features().forEach(features::add);
        ObjectNode messages = node.putObject("messages");
        for (MessageStatus status : MessageStatus.values()) {
            messages.put(word(status), resolver.messages().getOrDefault(status, 0L));
        }
        if (resolver.windows().isPresent()) {
            WindowsStatus windows = resolver.windows().get();
            node.putObject("windows")
                    .put("open", windows.open())
                    .put("runs", windows.runs())
                    .put("reruns", windows.reruns())
                    .put("failed", windows.failed())
                    .put("last_failure", windows.lastFailure().orElse(null));
        } else {
            node.putNull("windows");
        }
        return node;
    }

    static ObjectNode paused(String source, boolean paused) {
        return Json.MAPPER.createObjectNode().put("source", source).put("paused", paused);
    }

    static ObjectNode positions(String source, Map<Integer, Long> positions) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("source", source);
        ObjectNode node = body.putObject("positions");
        new TreeMap<>(positions).forEach((partition, offset) -> node.put(Integer.toString(partition), offset));
        return body;
    }

    static ObjectNode receipt(PushReceipt receipt) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("accepted", receipt.accepted());
        ArrayNode refused = body.putArray("refused");
        for (PushReceipt.Refused message : receipt.refused()) {
            refused.addObject().put("index", message.index()).put("reason", message.reason());
        }
        return body.put("first_offset", receipt.firstOffset());
    }

    /** Rows hold values of features, which are written as answers of queries write them. */
    static Reply result(TestResult result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("messages");
            for (TestResult.OfMessage message : result.messages()) {
                writeMessage(json, message);
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("windows");
            for (TestResult.OfWindow window : result.windows()) {
                writeWindow(json, window);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return new Reply(200, Reply.JSON, bytes.toByteArray());
    }

    private static void writeMessage(JsonGenerator json, TestResult.OfMessage message) {
        json.writeStartObject();
        json.writeNumberProperty("status", message.status().number());
        json.writeStringProperty("status_name", word(message.status()));
        writeText(json, "reason", message.reason());
        writeText(json, "event_time", message.eventTime().map(Instant::toString));
        json.writeName("row");
        if (message.row().isPresent()) {
            writeRow(json, message.row().get());
        } else {
            json.writeNull();
        }
        json.writeEndObject();
    }

    private static void writeWindow(JsonGenerator json, TestResult.OfWindow window) {
        json.writeStartObject();
        json.writeStringProperty("window", window.window());
        json.writeStringProperty("from", window.from().toString());
        json.writeStringProperty("to", window.to().toString());
        json.writeArrayPropertyStart("rows");
        for (Map<String, @Nullable Object> row : window.rows()) {
            writeRow(json, row);
        }
        json.writeEndArray();
        writeText(json, "failure", window.failure());
        json.writeEndObject();
    }

    private static void writeRow(JsonGenerator json, Map<String, @Nullable Object> row) {
        json.writeStartObject();
        row.forEach((name, value) -> {
            json.writeName(name);
            ValueWriter.write(json, value, true);
        });
        json.writeEndObject();
    }

    private static void writeText(JsonGenerator json, String name, Optional<String> text) {
        if (text.isPresent()) {
            json.writeStringProperty(name, text.get());
        } else {
            json.writeNullProperty(name);
        }
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** An enum's name as it stands in JSON. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
