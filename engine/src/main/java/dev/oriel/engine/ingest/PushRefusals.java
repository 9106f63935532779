package dev.oriel.engine.ingest;

import dev.oriel.engine.port.SourcePartition;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Why messages that were sent to this process had no effect, until their sender has been told. Any threads. */
public final class PushRefusals {
    /** Of each log the newest: what nobody waits for any more makes room. */
    private static final int REFUSALS_MAX = 100_000;

    private final Map<SourcePartition, ConcurrentSkipListMap<Long, String>> watched = new ConcurrentHashMap<>();

    /** Keeps the refusals of a log from now on. */
    void watch(SourcePartition partition) {
        watched.putIfAbsent(partition, new ConcurrentSkipListMap<>());
    }

    /** Notes a refusal, where somebody may wait for it. */
    void refused(SourcePartition partition, long offset, String reason) {
        ConcurrentSkipListMap<Long, String> refusals = watched.get(partition);
        if (refusals != null) {
            refusals.put(offset, reason);
            if (refusals.size() > REFUSALS_MAX) {
                refusals.pollFirstEntry();
            }
        }
    }

    /** Takes the reasons of some offsets, by offset. */
    NavigableMap<Long, String> take(SourcePartition partition, long fromOffset, long toOffset) {
        ConcurrentSkipListMap<Long, String> refusals = watched.get(partition);
        if (refusals == null) {
            return new TreeMap<>();
        }
        var range = refusals.subMap(fromOffset, true, toOffset, false);
        var taken = new TreeMap<>(range);
        range.clear();
        return taken;
    }
}
