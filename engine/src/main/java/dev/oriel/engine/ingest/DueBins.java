package dev.oriel.engine.ingest;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Windows that have ended and must be run, each with the earliest time for it by the engine's clock. For one thread. */
final class DueBins {
    private final Map<BinKey, Long> dueMillis = new HashMap<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::millis)
            .thenComparingLong(due -> due.bin().endMillis())
            .thenComparingLong(Due::number));
    private long number;

    private record Due(long millis, BinKey bin, long number) {}

    /** Adds a window; one that is there already stays where it is. */
    void add(BinKey bin, long millis) {
        if (dueMillis.putIfAbsent(bin, millis) == null) {
            queue.add(new Due(millis, bin, number++));
        }
    }

    /** Takes the next window that is due. */
    Optional<BinKey> poll(long nowMillis) {
        Due next = queue.peek();
        if (next == null || next.millis() > nowMillis) {
            return Optional.empty();
        }
        queue.remove();
        dueMillis.remove(next.bin());
        return Optional.of(next.bin());
    }

    /** The earliest end of the windows of a resolver; {@link Long#MAX_VALUE} without any. Cost: linear in all. */
    long earliestEndMillis(int stream) {
        long earliest = Long.MAX_VALUE;
        for (BinKey bin : dueMillis.keySet()) {
            earliest = bin.stream() == stream ? Math.min(earliest, bin.endMillis()) : earliest;
        }
        return earliest;
    }

    boolean hasDue(long nowMillis) {
        Due next = queue.peek();
        return next != null && next.millis() <= nowMillis;
    }
}
