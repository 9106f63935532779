package dev.oriel.file;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A source whose records are given at the pace of their times. The first record with a time is given at once; one that was received
 * so much later is given that much later, divided by the speed. A record without a time follows the one before it, and none is given before
 * those before it: one that is years ahead holds back what lies behind it, until a seek. After {@link #open} and {@link #seek} the
 * pace begins anew, with the first record then read; a pause does not stop the clock.
 *
 * <p>What is held back counts as not read: positions end before it, and the lag has it. While something is held back the source within
 * is not asked for more, so that this holds what one poll of it gave. Made for sources of one partition, such as files;
 * everything else is that of the source within.
 */
public final class PacedSource implements EventSource {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final EventSource source;
    private final double speed;
    private final Waiting waiting;

    private final Deque<HeldBatch> held = new ArrayDeque<>();
    private Set<String> paused = Set.of();

    private boolean started;
    private long startNanos;
    private long startMillis;
    private long lastDueNanos;

    /** As of the last poll or seek, for whichever thread asks. Never changed, but replaced. */
    private volatile Map<SourcePartition, Long> heldRecords = Map.of();

    /**
     * A source that is not yet open.
     *
     * @param source gives records with times; becomes this one's own
     * @param speed how many milliseconds of record time pass in one of the clock: 1 as recorded, 60 a minute each second
     * @param waiting the clock, and waiting by it; for this source alone
     * @throws IllegalArgumentException if the speed is not above 0 and finite
     */
    public PacedSource(EventSource source, double speed, Waiting waiting) {
        if (!(speed > 0 && speed < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("paced source · the speed is '" + speed
                    + "' · it is above 0 and finite · leave the source unpaced to read as fast as possible");
        }
        this.source = source;
        this.speed = speed;
        this.waiting = waiting;
    }

    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        letGo();
        source.open(nextOffsets);
    }

    @Override
    public void open(Map<SourcePartition, Long> nextOffsets, Map<SourcePartition, String> identities)
            throws SourceException {
        letGo();
        source.open(nextOffsets, identities);
    }

    @Override
    public Map<SourcePartition, String> identities() {
        return source.identities();
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) throws SourceException {
        long timeoutNanos = timeout.toNanos();
        long polledNanos = waiting.nanos();
        long leftNanos = timeoutNanos;
        while (true) {
            if (held.stream().allMatch(this::isPaused)) {
                List<RecordBatch> read = source.poll(Duration.ofNanos(leftNanos));
                if (read.isEmpty()) {
                    // Whoever woke this woke the source within, and has what it wanted.
                    waiting.clear();
                    return List.of();
                }
                read.forEach(this::hold);
            }
            List<RecordBatch> due = takeDue();
            leftNanos = timeoutNanos - (waiting.nanos() - polledNanos);
            if (!due.isEmpty() || leftNanos <= 0 || waiting.await(Math.min(leftNanos, untilDueNanos()))) {
                return due;
            }
        }
    }

    @Override
    public long lagRecords() {
        long count = 0;
        for (long records : heldRecords.values()) {
            count += records;
        }
        return source.lagRecords() + count;
    }

    @Override
    public Set<SourcePartition> partitions() {
        return source.partitions();
    }

    @Override
    public Map<SourcePartition, Long> lagByPartition() {
        var lag = new HashMap<>(source.lagByPartition());
        heldRecords.forEach((partition, records) -> lag.merge(partition, records, Long::sum));
        return lag;
    }

    /** {@inheritDoc} A partition of which something is held back still goes on. */
    @Override
    public Map<SourcePartition, String> stopped() {
        var stopped = new HashMap<>(source.stopped());
        stopped.keySet().removeAll(heldRecords.keySet());
        return stopped;
    }

    @Override
    public void seek(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        source.seek(nextOffsets);
        held.removeIf(batch -> nextOffsets.containsKey(batch.partition()));
        if (source.partitions().stream().anyMatch(nextOffsets::containsKey)) {
            startAnew();
        }
        countHeld();
    }

    @Override
    public Map<SourcePartition, Long> offsets(String name, SeekTarget target) throws SourceException {
        return source.offsets(name, target);
    }

    @Override
    public void pause(Set<String> sources) {
        paused = Set.copyOf(sources);
        source.pause(sources);
    }

    @Override
    public void committed(Map<SourcePartition, Long> nextOffsets) {
        source.committed(nextOffsets);
    }

    @Override
    public void wakeup() {
        waiting.wake();
        source.wakeup();
    }

    @Override
    public void close() {
        letGo();
        source.close();
    }

    private boolean isPaused(HeldBatch batch) {
        return paused.contains(batch.partition().source());
    }

    private void letGo() {
        held.clear();
        started = false;
        lastDueNanos = 0;
        heldRecords = Map.of();
    }

    /* What is still held has the times of the former pace, which has no beginning any more. */
    private void startAnew() {
        List<HeldBatch> others = List.copyOf(held);
        letGo();
        others.forEach(other -> hold(other.rest()));
    }

    private void hold(RecordBatch batch) {
        long[] dueNanos = new long[batch.records().size()];
        for (int i = 0; i < dueNanos.length; i++) {
            dueNanos[i] = dueNanos(batch.records().get(i).timeMillis());
        }
        held.add(new HeldBatch(batch, dueNanos));
        countHeld();
    }

    /* After the start; not before what was read before. Doubles reach further than longs, and hold such times exactly. */
    private long dueNanos(long timeMillis) {
        if (timeMillis != SourceRecord.TIME_UNKNOWN) {
            if (!started) {
                started = true;
                startNanos = waiting.nanos();
                startMillis = timeMillis;
            }
            double passedMillis = (double) timeMillis - (double) startMillis;
            lastDueNanos = Math.max(lastDueNanos, (long) Math.ceil(passedMillis * NANOS_PER_MILLI / speed));
        }
        return lastDueNanos;
    }

    private long sinceStartNanos() {
        return started ? waiting.nanos() - startNanos : 0;
    }

    private List<RecordBatch> takeDue() {
        long nowNanos = sinceStartNanos();
        List<RecordBatch> due = new ArrayList<>();
        Set<SourcePartition> waits = new HashSet<>();
        Iterator<HeldBatch> batches = held.iterator();
        while (batches.hasNext()) {
            HeldBatch batch = batches.next();
            if (!isPaused(batch) && !waits.contains(batch.partition())) {
                batch.take(nowNanos).ifPresent(due::add);
                if (batch.isGiven()) {
                    batches.remove();
                } else {
                    waits.add(batch.partition());
                }
            }
        }
        countHeld();
        return due;
    }

    /* Until the next record; as long as one likes when there is none. */
    private long untilDueNanos() {
        long nowNanos = sinceStartNanos();
        return held.stream()
                .filter(batch -> !isPaused(batch))
                .mapToLong(batch -> batch.nextDueNanos() - nowNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private void countHeld() {
        var counts = new HashMap<SourcePartition, Long>();
        held.forEach(batch -> counts.merge(batch.partition(), batch.heldRecords(), Long::sum));
        heldRecords = Map.copyOf(counts);
    }
}
