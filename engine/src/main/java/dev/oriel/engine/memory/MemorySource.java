package dev.oriel.engine.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.source.PollGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** A log on the heap with any number of partitions: appended to by tests and embedding code, read like any other source. */
public final class MemorySource implements EventSource {
    private static final int POLL_RECORDS_MAX = 10_000;

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final PollGate gate = new PollGate(lock);
    private final TreeMap<SourcePartition, List<SourceRecord>> logs = new TreeMap<>();
    private final TreeMap<SourcePartition, Long> nextOffsets = new TreeMap<>();

    /** An empty log of the given source. */
    public MemorySource(String name) {
        this.name = name;
    }

    /**
     * Appends one message.
     *
     * @param timeMillis when the source is to have received it
     */
    public void append(int partition, long timeMillis, byte[] value) {
        append(partition, timeMillis, List.of(value));
    }

    /**
     * Appends several messages at once: a reader sees none or all of them, as long as they fit one poll.
     *
     * @param timeMillis when the source is to have received them
     */
    public void append(int partition, long timeMillis, List<byte[]> values) {
        lock.lock();
        try {
            List<SourceRecord> log =
                    logs.computeIfAbsent(new SourcePartition(name, partition), unused -> new ArrayList<>());
            values.forEach(value -> log.add(new SourceRecord(log.size(), timeMillis, value)));
            gate.changed();
        } finally {
            lock.unlock();
        }
    }

    /** Appends one message of text to partition 0. */
    public void append(long timeMillis, String value) {
        append(0, timeMillis, value.getBytes(UTF_8));
    }

    @Override
    public void open(Map<SourcePartition, Long> positions) throws SourceException {
        lock.lock();
        try {
            Map<SourcePartition, Long> mine = held(positions);
            nextOffsets.clear();
            nextOffsets.putAll(mine);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) {
        lock.lock();
        try {
            return gate.await(() -> behind() > 0, timeout) ? take() : List.of();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long lagRecords() {
        lock.lock();
        try {
            return behind();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<SourcePartition> partitions() {
        lock.lock();
        try {
            return Set.copyOf(logs.keySet());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<SourcePartition, Long> lagByPartition() {
        lock.lock();
        try {
            var lag = new TreeMap<SourcePartition, Long>();
            logs.forEach((partition, log) -> lag.put(partition, log.size() - nextOffsets.getOrDefault(partition, 0L)));
            return lag;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void seek(Map<SourcePartition, Long> positions) throws SourceException {
        lock.lock();
        try {
            nextOffsets.putAll(held(positions));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<SourcePartition, Long> offsets(String source, SeekTarget target) {
        lock.lock();
        try {
            var offsets = new TreeMap<SourcePartition, Long>();
            if (!source.equals(name)) {
                return offsets;
            }
            logs.forEach((partition, log) ->
                    offset(partition, log, target).ifPresent(offset -> offsets.put(partition, offset)));
            return offsets;
        } finally {
            lock.unlock();
        }
    }

    private static OptionalLong offset(SourcePartition partition, List<SourceRecord> log, SeekTarget target) {
        return switch (target) {
            case SeekTarget.Beginning ignored -> OptionalLong.of(0);
            case SeekTarget.End ignored -> OptionalLong.of(log.size());
            case SeekTarget.Offset offset ->
                offset.partition() == partition.partition() ? OptionalLong.of(offset.offset()) : OptionalLong.empty();
            case SeekTarget.Time time ->
                OptionalLong.of(log.stream()
                        .filter(record ->
                                !Instant.ofEpochMilli(record.timeMillis()).isBefore(time.time()))
                        .mapToLong(SourceRecord::offset)
                        .findFirst()
                        .orElse(log.size()));
        };
    }

    @Override
    public void pause(Set<String> sources) {
        gate.pause(sources.contains(name));
    }

    @Override
    public void wakeup() {
        gate.wakeup();
    }

    @Override
    public void close() {
        // The log stays: opening it again reads it again.
    }

    /* The positions of this source, each of which must be one of a record or of the next one. */
    private Map<SourcePartition, Long> held(Map<SourcePartition, Long> positions) throws SourceException {
        var mine = new TreeMap<SourcePartition, Long>();
        for (Map.Entry<SourcePartition, Long> position : positions.entrySet()) {
            if (position.getKey().source().equals(name)) {
                int size = logs.getOrDefault(position.getKey(), List.of()).size();
                if (position.getValue() < 0 || position.getValue() > size) {
                    throw new SourceException(
                            ("source '%s' · partition '%d' cannot be read from offset '%d' · it holds '%d' records in memory,"
                                            + " which are gone when a process ends · append them again, or seek a position"
                                            + " that is held")
                                    .formatted(name, position.getKey().partition(), position.getValue(), size));
                }
                mine.put(position.getKey(), position.getValue());
            }
        }
        return mine;
    }

    private List<RecordBatch> take() {
        var batches = new ArrayList<RecordBatch>();
        logs.forEach((partition, log) -> {
            int from = Math.toIntExact(nextOffsets.getOrDefault(partition, 0L));
            int to = Math.min(log.size(), from + POLL_RECORDS_MAX);
            if (from < to) {
                batches.add(new RecordBatch(partition, from, log.subList(from, to), to));
                nextOffsets.put(partition, (long) to);
            }
        });
        return batches;
    }

    private long behind() {
        long behind = 0;
        for (Map.Entry<SourcePartition, List<SourceRecord>> log : logs.entrySet()) {
            behind += log.getValue().size() - nextOffsets.getOrDefault(log.getKey(), 0L);
        }
        return behind;
    }
}
