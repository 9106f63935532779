package dev.oriel.server;

import dev.oriel.api.Durations;
import dev.oriel.engine.AggregateRow;
import dev.oriel.engine.EngineStatus;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what the platform says about itself, under paths of its own. */
final class PlatformWriter {
    private PlatformWriter() {}

    static ObjectNode aggregates(List<AggregateRow> rows) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode array = body.putArray("aggregates");
        for (AggregateRow row : rows) {
            ObjectNode node = array.addObject();
            node.put("series", row.series());
            node.put("namespace", row.namespace());
            putTexts(node, "group", row.group());
            node.put("agg", row.column());
            node.put("bucket", Durations.label(row.bucketDurationMillis()));
            node.put("bucket_ms", row.bucketDurationMillis());
            node.put("retention", Durations.label(row.retentionMillis()));
            node.put("retention_ms", row.retentionMillis());
            node.put("aggregation", row.aggregation());
            putTexts(node, "dependent_features", row.dependentFeatures());
        }
        return body;
    }

    static ObjectNode status(EngineStatus status) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        status.failure().ifPresentOrElse(line -> body.put("failure", line), () -> body.putNull("failure"));
        status.delivery().ifPresentOrElse(line -> body.put("delivery", line), () -> body.putNull("delivery"));
        body.put("records", status.records());
        body.put("late", status.late());
        body.put("dead_letters", status.deadLetters());
        body.put("keys", status.keys());
        body.put("lag_records", status.lagRecords());
        body.put("uncommitted_records", status.uncommittedRecords());
        status.visibleAfterMillis()
                .ifPresentOrElse(
                        millis -> body.put("visible_after_ms", millis), () -> body.putNull("visible_after_ms"));
        ObjectNode sources = body.putObject("sources");
        new TreeMap<>(status.sources()).forEach((name, source) -> sources.set(name, source(source)));
        return body;
    }

    private static ObjectNode source(EngineStatus.SourceStatus source) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        StreamWriter.putCounters(node, source);
        ObjectNode offsets = node.putObject("next_offsets");
        new TreeMap<>(source.nextOffsets())
                .forEach((partition, offset) -> offsets.put(Integer.toString(partition), offset));
        StreamWriter.putSamples(node, source);
        return node;
    }

    private static void putTexts(ObjectNode node, String name, List<String> texts) {
        ArrayNode array = node.putArray(name);
        texts.forEach(array::add);
    }
}
