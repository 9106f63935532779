package dev.oriel.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Where a reader must be, by the plainest means: for each partition an index into the list of what was appended to it. */
final class ReaderTwin {
    private final Map<Integer, List<String>> appended;
    private final Map<SourcePartition, Integer> indexes = new HashMap<>();

    /** The positions that the reader has told, and where they are in the list. */
    private final TreeMap<SourcePartition, TreeMap<Long, Integer>> known = new TreeMap<>();

    /** Where the reader stands, as it told; nothing where it has not told. */
    private final Map<SourcePartition, Long> stands = new HashMap<>();

    /** A reader at the start of everything, of a log that may grow. */
    ReaderTwin(Map<Integer, List<String>> appended) {
        this.appended = appended;
    }

    /** The reader gave these: they must be the next of their partitions. */
    void gave(List<RecordBatch> batches) {
        for (RecordBatch batch : batches) {
            List<String> log = appended.getOrDefault(batch.partition().partition(), List.of());
            TreeMap<Long, Integer> offsets = known.computeIfAbsent(batch.partition(), unused -> new TreeMap<>());
            int index = indexes.getOrDefault(batch.partition(), 0);
            assertThat(batch.fromOffset())
                    .as("where a batch of %s begins", batch.partition())
                    .isEqualTo(stands.getOrDefault(batch.partition(), batch.fromOffset()));
            stands.put(batch.partition(), batch.nextOffset());
            for (SourceRecord record : batch.records()) {
                assertThat(index).as("records of %s", batch.partition()).isLessThan(log.size());
                assertThat(new String(record.value(), UTF_8))
                        .as("record %s of %s", index, batch.partition())
                        .isEqualTo(log.get(index));
                offsets.put(record.offset(), index);
                index++;
            }
            offsets.put(batch.nextOffset(), index);
            indexes.put(batch.partition(), index);
        }
    }

    /** Positions that the reader has told, of some partitions. */
    Map<SourcePartition, Long> randomPositions(Random random) {
        var positions = new TreeMap<SourcePartition, Long>();
        known.forEach((partition, offsets) -> {
            if (random.nextBoolean()) {
                var choice = new ArrayList<>(offsets.keySet());
                positions.put(partition, choice.get(random.nextInt(choice.size())));
            }
        });
        return positions;
    }

    /** The reader was sent to positions that it had told. */
    void moved(Map<SourcePartition, Long> positions) {
        stands.putAll(positions);
        positions.forEach((partition, offset) -> indexes.put(
                partition, known.getOrDefault(partition, new TreeMap<>()).getOrDefault(offset, 0)));
    }

    /** The reader was opened again at positions that it had told; it begins where there is none. */
    void opened(Map<SourcePartition, Long> positions) {
        indexes.clear();
        stands.clear();
        moved(positions);
    }

    /** How many records lie before the reader, by partition; none where there are none. */
    Map<Integer, Long> behind() {
        var behind = new TreeMap<Integer, Long>();
        appended.forEach((partition, log) -> behind.put(partition, (long) log.size()));
        indexes.forEach((partition, index) -> behind.merge(partition.partition(), (long) -index, Long::sum));
        behind.values().removeIf(count -> count == 0);
        return behind;
    }
}
