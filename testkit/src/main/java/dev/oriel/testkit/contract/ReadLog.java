package dev.oriel.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What a reader gave, checked as it came. */
final class ReadLog {
    private final Map<SourcePartition, Long> next;
    private final Map<SourcePartition, List<SourceRecord>> records = new TreeMap<>();
    private int count;

    ReadLog(Map<SourcePartition, Long> from) {
        next = new HashMap<>(from);
    }

    void add(List<RecordBatch> batches) {
        for (RecordBatch batch : batches) {
            long offset = next.getOrDefault(batch.partition(), batch.fromOffset());
            assertThat(batch.fromOffset())
                    .as("where a batch of %s begins", batch.partition())
                    .isNotNegative()
                    .isEqualTo(offset);
            for (SourceRecord record : batch.records()) {
                assertThat(record.offset()).as("offsets grow").isGreaterThanOrEqualTo(offset);
                offset = record.offset() + 1;
                records.computeIfAbsent(batch.partition(), unused -> new ArrayList<>())
                        .add(record);
                count++;
            }
            assertThat(batch.nextOffset()).as("next offset").isGreaterThanOrEqualTo(offset);
            next.put(batch.partition(), batch.nextOffset());
        }
    }

    void readUntilCount(EventSource source, int expected) throws SourceException {
        boolean more = true;
        while (more) {
            List<RecordBatch> batches = source.poll(count < expected ? EventSourceFixture.PATIENCE : Duration.ZERO);
            assertThat(source.lagRecords()).isNotNegative();
            add(batches);
            more = !batches.isEmpty();
        }
        assertThat(count).as("records given").isEqualTo(expected);
    }

    void readUntil(EventSource source, Map<SourcePartition, Long> end) throws SourceException {
        while (!next.equals(end)) {
            List<RecordBatch> batches = source.poll(EventSourceFixture.PATIENCE);
            assertThat(batches).as("more before %s", end).isNotEmpty();
            add(batches);
        }
    }

    /** Where the next records of each partition are. */
    Map<SourcePartition, Long> next() {
        return Map.copyOf(next);
    }

    /** How many records came. */
    int count() {
        return count;
    }

    /** By partition the first record of a time or later, or where the next would be. */
    Map<SourcePartition, Long> firstAtOrAfter(long millis) {
        var offsets = new HashMap<>(next);
        records.forEach((partition, list) -> list.stream()
                .filter(record -> record.timeMillis() >= millis)
                .findFirst()
                .ifPresent(record -> offsets.put(partition, record.offset())));
        return offsets;
    }

    /** How many records lie at positions or behind them; a partition without a position counts whole. */
    Map<SourcePartition, Long> countFrom(Map<SourcePartition, Long> positions) {
        var counts = new HashMap<SourcePartition, Long>();
        records.forEach((partition, list) -> counts.put(
                partition,
                list.stream()
                        .filter(record -> record.offset() >= positions.getOrDefault(partition, 0L))
                        .count()));
        return counts;
    }

    /** All records of one partition, in the order they came. */
    List<SourceRecord> records(SourcePartition partition) {
        return records.getOrDefault(partition, List.of());
    }

    Map<SourcePartition, Long> randomPositions(Random random) {
        var positions = new HashMap<SourcePartition, Long>();
        records.forEach((partition, list) -> {
            int index = random.nextInt(list.size() + 1);
            if (index > 0 || random.nextBoolean()) {
                positions.put(partition, index < list.size() ? list.get(index).offset() : endOf(partition));
            }
        });
        return positions;
    }

    long endOf(SourcePartition partition) {
        return next.getOrDefault(partition, 0L);
    }

    Map<Integer, List<String>> values() {
        var values = new TreeMap<Integer, List<String>>();
        records.forEach((partition, list) -> values.put(
                partition.partition(),
                list.stream().map(record -> new String(record.value(), UTF_8)).toList()));
        return values;
    }

    List<String> told() {
        return toldFrom(Map.of());
    }

    /** Records from positions on, with all that must be the same the next time. */
    List<String> toldFrom(Map<SourcePartition, Long> positions) {
        var told = new ArrayList<String>();
        records.forEach((partition, list) -> list.stream()
                .filter(record -> record.offset() >= positions.getOrDefault(partition, 0L))
                .forEach(record -> told.add("%s@%d at %d: %s"
                        .formatted(
                                partition, record.offset(), record.timeMillis(), new String(record.value(), UTF_8)))));
        return told;
    }
}
