package dev.oriel.engine.source;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A source of one log, which is its partition 0: all that does not depend on where the log is. */
public abstract class SingleLogSource implements EventSource {
    /** Guards what appending and reading threads share, where there are such. */
    protected final ReentrantLock lock = new ReentrantLock();

    /** Where {@link #poll} waits, and lets the lock go meanwhile. */
    protected final PollGate gate = new PollGate(lock);

    private final SourcePartition partition;

    /** A source that is not yet open, by its name. */
    protected SingleLogSource(String name) {
        partition = new SourcePartition(name, 0);
    }

    /**
     * Goes on elsewhere.
     *
     * @throws SourceException if the log holds nothing there; nothing has moved then
     */
    protected abstract void moveTo(long offset) throws SourceException;

    /** Offset of the first record that is held. */
    protected abstract long firstOffset() throws SourceException;

    /** Offset behind the last record that can be read. */
    protected abstract long endOffset() throws SourceException;

    /**
     * Offset of the first record that was received at a time or later; {@link #endOffset} without one.
     *
     * @throws SourceException if the log keeps no times
     */
    protected abstract long firstAtOrAfter(Instant time) throws SourceException;

    /** The log. */
    public final SourcePartition partition() {
        return partition;
    }

    @Override
    public final Set<SourcePartition> partitions() {
        return Set.of(partition);
    }

    @Override
    public final Map<SourcePartition, Long> lagByPartition() {
        return Map.of(partition, lagRecords());
    }

    @Override
    public final void seek(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        Long offset = nextOffsets.get(partition);
        if (offset != null) {
            moveTo(offset);
        }
    }

    @Override
    public final Map<SourcePartition, Long> offsets(String source, SeekTarget target) throws SourceException {
        if (!source.equals(partition.source())) {
            return Map.of();
        }
        return switch (target) {
            case SeekTarget.Beginning ignored -> Map.of(partition, firstOffset());
            case SeekTarget.End ignored -> Map.of(partition, endOffset());
            case SeekTarget.Offset offset ->
                offset.partition() == partition.partition() ? Map.of(partition, offset.offset()) : Map.of();
            case SeekTarget.Time time -> Map.of(partition, firstAtOrAfter(time.time()));
        };
    }

    @Override
    public final void pause(Set<String> sources) {
        gate.pause(sources.contains(partition.source()));
    }

    @Override
    public final void wakeup() {
        gate.wakeup();
    }
}
