package dev.oriel.engine;

import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Purchases of user 7 in partitions in memory, read by a source of which a test changes some. */
class PurchaseLog implements EventSource {
    final MemorySource log = new MemorySource("purchases");

    /** Appends a purchase of an amount. */
    void append(int partition, double amount) {
        String json = Shop.purchaseJson("p", 7L, amount, 1, "ok", Shop.START);
        log.append(partition, Shop.START.toEpochMilli(), json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        log.open(nextOffsets);
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) throws SourceException {
        return log.poll(timeout);
    }

    @Override
    public long lagRecords() {
        return log.lagRecords();
    }

    @Override
    public Set<SourcePartition> partitions() {
        return log.partitions();
    }

    @Override
    public Map<SourcePartition, Long> lagByPartition() {
        return log.lagByPartition();
    }

    @Override
    public void seek(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        log.seek(nextOffsets);
    }

    @Override
    public Map<SourcePartition, Long> offsets(String source, SeekTarget target) throws SourceException {
        return log.offsets(source, target);
    }

    @Override
    public void pause(Set<String> sources) {
        log.pause(sources);
    }

    @Override
    public void wakeup() {
        log.wakeup();
    }

    @Override
    public void close() {
        log.close();
    }
}
