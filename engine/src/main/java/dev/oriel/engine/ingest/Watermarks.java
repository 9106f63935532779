package dev.oriel.engine.ingest;

import dev.oriel.engine.port.SourcePartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far event time has come in each source (D12): the least, over its partitions, of the newest event seen, less what events
 * may be out of order. A partition without records for a while, by the engine's clock, counts as having come to that clock.
 * For one thread.
 */
final class Watermarks {
    private final long outOfOrdernessMillis;
    private final long idleAfterMillis;
    private final Map<SourcePartition, Partition> partitions = new TreeMap<>();
    private final Map<String, Long> watermarkMillis = new HashMap<>();

    private static final class Partition {
        long newestEventMillis = Long.MIN_VALUE;
        long lastRecordMillis;

        Partition(long nowMillis) {
            lastRecordMillis = nowMillis;
        }
    }

    /**
     * What a source may be moved on to.
     *
     * @param byClock whether it is the engine's clock that says so: some partition is idle
     */
    record Candidate(long millis, boolean byClock) {}

    Watermarks(long outOfOrdernessMillis, long idleAfterMillis, Map<String, Long> watermarkMillis) {
        this.outOfOrdernessMillis = outOfOrdernessMillis;
        this.idleAfterMillis = idleAfterMillis;
        this.watermarkMillis.putAll(watermarkMillis);
    }

    /** Takes what a store holds of a partition. */
    void restore(SourcePartition partition, long newestEventMillis, long nowMillis) {
        of(partition, nowMillis).newestEventMillis = newestEventMillis;
    }

    /** Learns of partitions; one without records yet holds its source back until it is idle. */
    void know(Collection<SourcePartition> known, long nowMillis) {
        known.forEach(partition -> of(partition, nowMillis));
    }

    /** Notes that a partition has given records. */
    void received(SourcePartition partition, long nowMillis) {
        of(partition, nowMillis).lastRecordMillis = nowMillis;
    }

    /** Notes an event; its time is trusted only as far as its record's (D9). */
    void seen(SourcePartition partition, long trustedEventMillis, long nowMillis) {
        Partition of = of(partition, nowMillis);
        of.newestEventMillis = Math.max(of.newestEventMillis, trustedEventMillis);
    }

    private Partition of(SourcePartition partition, long nowMillis) {
        return partitions.computeIfAbsent(partition, unused -> new Partition(nowMillis));
    }

    /** Where event time stands; {@link Long#MIN_VALUE} before it is known. */
    long watermarkMillis(String source) {
        return watermarkMillis.getOrDefault(source, Long.MIN_VALUE);
    }

    /** Where event time could be moved to now; never back. */
    Candidate candidate(String source, long nowMillis) {
        long least = Long.MAX_VALUE;
        boolean byClock = false;
        for (Map.Entry<SourcePartition, Partition> each : partitions.entrySet()) {
            if (!each.getKey().source().equals(source)) {
                continue;
            }
            Partition partition = each.getValue();
            long reached = partition.newestEventMillis;
            if (nowMillis - partition.lastRecordMillis >= idleAfterMillis && nowMillis > reached) {
                reached = nowMillis;
                byClock = true;
            }
            least = Math.min(least, reached);
        }
        long before = watermarkMillis(source);
        if (least == Long.MAX_VALUE || least == Long.MIN_VALUE) {
            return new Candidate(before, false);
        }
        return new Candidate(Math.max(before, least - outOfOrdernessMillis), byClock);
    }

    /** Moves event time on. */
    void advance(String source, long toMillis) {
        watermarkMillis.put(source, toMillis);
    }

    Map<String, Long> watermarksMillis() {
        return new TreeMap<>(watermarkMillis);
    }

    /** Newest event time by partition, as {@code source/partition}. */
    Map<SourcePartition, Long> newestEventMillis() {
        var newest = new TreeMap<SourcePartition, Long>();
        partitions.forEach((partition, of) -> {
            if (of.newestEventMillis != Long.MIN_VALUE) {
                newest.put(partition, of.newestEventMillis);
            }
        });
        return newest;
    }
}
