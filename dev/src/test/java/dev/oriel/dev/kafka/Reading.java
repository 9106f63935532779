package dev.oriel.dev.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Everything a source gave, as a store would keep it. */
final class Reading {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    final List<RecordBatch> batches = new ArrayList<>();
    final List<SourceRecord> records = new ArrayList<>();
    final Map<SourcePartition, Long> positions = new HashMap<>();

    /** Polls until what was read is as asked; at least once. */
    Reading until(EventSource source, Predicate<Reading> enough) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    source.poll(POLL).forEach(this::add);
                    return enough.test(this);
                });
        return this;
    }

    /** Polls until that many records have come. */
    Reading untilCount(EventSource source, int count) {
        return until(source, reading -> reading.records.size() >= count);
    }

    List<Integer> numbers() {
        return records.stream()
                .map(each -> Integer.parseInt(new String(each.value(), UTF_8)))
                .toList();
    }

    private void add(RecordBatch batch) {
        batches.add(batch);
        records.addAll(batch.records());
        positions.put(batch.partition(), batch.nextOffset());
    }
}
