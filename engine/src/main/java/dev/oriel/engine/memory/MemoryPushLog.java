package dev.oriel.engine.memory;

import dev.oriel.engine.port.PushLog;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.source.SingleLogSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The log of a push source on the heap. What is committed is dropped; what is not stays as long as this object, also while it
 * is closed. Lost when the process ends, like the store beside it.
 */
public final class MemoryPushLog extends SingleLogSource implements PushLog {
    /** Bytes by default. */
    public static final long BYTES_MAX_DEFAULT = 64L << 20;

    private static final int POLL_RECORDS_MAX = 10_000;

    /** About what a message takes besides its own bytes. */
    private static final int OVERHEAD_BYTES = 64;

    private final long bytesMax;
    private final ArrayList<SourceRecord> records = new ArrayList<>();
    private long firstOffset;
    private long nextOffset;
    private long bytes;
    private boolean open;

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
        super(name);
        this.bytesMax = bytesMax;
    }

    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        lock.lock();
        try {
            nextOffset = held(nextOffsets.getOrDefault(partition(), firstOffset));
            open = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long append(long timeMillis, List<byte[]> messages) throws SourceException {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException(
                    "source '%s' · nothing to append".formatted(partition().source()));
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
            long first = end();
            for (byte[] message : messages) {
                records.add(new SourceRecord(end(), timeMillis, message.clone()));
            }
            bytes += added;
            gate.changed();
            return first;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) {
        lock.lock();
        try {
            return gate.await(() -> nextOffset < end(), timeout) ? List.of(take()) : List.of();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long lagRecords() {
        lock.lock();
        try {
            return end() - nextOffset;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void moveTo(long offset) throws SourceException {
        lock.lock();
        try {
            nextOffset = held(offset);
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected long firstOffset() {
        lock.lock();
        try {
            return firstOffset;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected long endOffset() {
        lock.lock();
        try {
            return end();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected long firstAtOrAfter(Instant time) {
        lock.lock();
        try {
            for (SourceRecord record : records) {
                if (!Instant.ofEpochMilli(record.timeMillis()).isBefore(time)) {
                    return record.offset();
                }
            }
            return end();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void committed(Map<SourcePartition, Long> nextOffsets) {
        lock.lock();
        try {
            long committed = Math.min(nextOffsets.getOrDefault(partition(), 0L), nextOffset);
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
        return new RecordBatch(partition(), fromOffset, records.subList(from, to), nextOffset);
    }

    private long held(long offset) throws SourceException {
        if (offset < firstOffset || offset > end()) {
            throw problem(
                    "cannot be read from offset '%d'".formatted(offset),
                    "it holds offsets from '%d' to before '%d'; committed ones are dropped, and all when the process ends"
                            .formatted(firstOffset, end()),
                    "seek a position that is held");
        }
        return offset;
    }

    private long end() {
        return firstOffset + records.size();
    }

    private SourceException problem(String what, String known, String toDo) {
        return new SourceException("source '%s' · its log in memory %s · %s · %s"
                .formatted(partition().source(), what, known, toDo));
    }
}
