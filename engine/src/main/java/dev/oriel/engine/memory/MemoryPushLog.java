package dev.oriel.engine.memory;

import dev.oriel.engine.port.PushLog;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log of a push source on the heap. What is committed is dropped; what is not stays as long as this object, also while it
 * is closed. Lost when the process ends, like the store beside it.
 */
public final class MemoryPushLog implements PushLog {
    /** Bytes by default. */
    public static final long BYTES_MAX_DEFAULT = 64L << 20;

    private static final int POLL_RECORDS_MAX = 10_000;

    /** About what a message takes besides its own bytes. */
    private static final int OVERHEAD_BYTES = 64;

    private final SourcePartition partition;
    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayList<SourceRecord> records = new ArrayList<>();
    private long firstOffset;
    private long nextOffset;
    private long bytes;
    private boolean open;
    private boolean woken;
    private boolean paused;

    /** An empty log of the given source, up to {@link #BYTES_MAX_DEFAULT}. */
    public MemoryPushLog(String name) {
        this(name, BYTES_MAX_DEFAULT);
    }

    /**
     * An empty log of the given source.
     *
     * @param bytesMax what it holds at most; beyond, nothing is taken until what is read has been committed
     */
    public MemoryPushLog(String name, long bytesMax) {
        partition = new SourcePartition(name, 0);
        this.bytesMax = bytesMax;
    }

    @Override
    public SourcePartition partition() {
        return partition;
    }

    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        lock.lock();
        try {
            nextOffset = held(nextOffsets.getOrDefault(partition, firstOffset));
            open = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long append(long timeMillis, List<byte[]> messages) throws SourceException {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("source '%s' · nothing to append".formatted(partition.source()));
        }
        long added = messages.stream()
                .mapToLong(message -> message.length + OVERHEAD_BYTES)
                .sum();
        lock.lock();
        try {
            if (!open) {
                throw problem(
                        "is not open", "messages are taken while the source is read", "start reading the source first");
            }
            if (bytes + added > bytesMax) {
                throw problem(
                        "is full",
                        "it holds '%d' bytes of at most '%d' that are not committed".formatted(bytes, bytesMax),
                        "send again when the stream has caught up, or allow the log more bytes");
            }
            long first = endOffset();
            for (byte[] message : messages) {
                records.add(new SourceRecord(endOffset(), timeMillis, message.clone()));
            }
            bytes += added;
            changed.signalAll();
            return first;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) {
        lock.lock();
        try {
            long leftNanos = timeout.toNanos();
            while ((paused || nextOffset == endOffset()) && !woken && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            woken = false;
            return paused || nextOffset == endOffset() ? List.of() : List.of(take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long lagRecords() {
        lock.lock();
        try {
            return endOffset() - nextOffset;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<SourcePartition> partitions() {
        return Set.of(partition);
    }

    @Override
    public Map<SourcePartition, Long> lagByPartition() {
        return Map.of(partition, lagRecords());
    }

    @Override
    public void seek(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        lock.lock();
        try {
            nextOffset = held(nextOffsets.getOrDefault(partition, nextOffset));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<SourcePartition, Long> offsets(String source, SeekTarget target) {
        if (!source.equals(partition.source())) {
            return Map.of();
        }
        lock.lock();
        try {
            return switch (target) {
                case SeekTarget.Beginning ignored -> Map.of(partition, firstOffset);
                case SeekTarget.End ignored -> Map.of(partition, endOffset());
                case SeekTarget.Offset offset ->
                    offset.partition() == partition.partition() ? Map.of(partition, offset.offset()) : Map.of();
                case SeekTarget.Time time -> Map.of(partition, firstAtOrAfter(time.time()));
            };
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause(Set<String> sources) {
        lock.lock();
        try {
            paused = sources.contains(partition.source());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void committed(Map<SourcePartition, Long> nextOffsets) {
        lock.lock();
        try {
            long committed = Math.min(nextOffsets.getOrDefault(partition, 0L), nextOffset);
            if (committed > firstOffset) {
                List<SourceRecord> done = records.subList(0, Math.toIntExact(committed - firstOffset));
                for (SourceRecord record : done) {
                    bytes -= record.value().length + OVERHEAD_BYTES;
                }
                done.clear();
                firstOffset = committed;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wakeup() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            open = false;
        } finally {
            lock.unlock();
        }
    }

    private RecordBatch take() {
        long fromOffset = nextOffset;
        int from = Math.toIntExact(fromOffset - firstOffset);
        int to = Math.min(records.size(), from + POLL_RECORDS_MAX);
        nextOffset = firstOffset + to;
        return new RecordBatch(partition, fromOffset, records.subList(from, to), nextOffset);
    }

    private long firstAtOrAfter(Instant time) {
        for (SourceRecord record : records) {
            if (!Instant.ofEpochMilli(record.timeMillis()).isBefore(time)) {
                return record.offset();
            }
        }
        return endOffset();
    }

    private long held(long offset) throws SourceException {
        if (offset < firstOffset || offset > endOffset()) {
            throw problem(
                    "cannot be read from offset '%d'".formatted(offset),
                    "it holds offsets from '%d' to before '%d'; committed ones are dropped, and all when the process ends"
                            .formatted(firstOffset, endOffset()),
                    "seek a position that is held");
        }
        return offset;
    }

    private long endOffset() {
        return firstOffset + records.size();
    }

    private SourceException problem(String what, String known, String toDo) {
        return new SourceException(
                "source '%s' · its log in memory %s · %s · %s".formatted(partition.source(), what, known, toDo));
    }
}
