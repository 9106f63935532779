package dev.oriel.engine.ingest;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceRecord;
import java.util.List;
import java.util.OptionalLong;

/** How long records take from their source's receipt to being visible: the maximum of each second. One writer. */
final class VisibilityMeter {
    private static final long NONE = -1;

    private long secondMillis = Long.MIN_VALUE;
    private long maxMillis = NONE;
    private volatile long lastSecondMaxMillis = NONE;

    /** Notes that these records have just become visible. */
    void published(List<RecordBatch> batches, long nowMillis) {
        long second = Math.floorDiv(nowMillis, 1000L);
        if (second != secondMillis) {
            if (maxMillis != NONE) {
                lastSecondMaxMillis = maxMillis;
            }
            secondMillis = second;
            maxMillis = NONE;
        }
        for (RecordBatch batch : batches) {
            for (SourceRecord record : batch.records()) {
                if (record.timeMillis() != SourceRecord.TIME_UNKNOWN) {
                    maxMillis = Math.max(maxMillis, Math.max(0, nowMillis - record.timeMillis()));
                }
            }
        }
    }

    /** The maximum of the last full second in which there were records; empty before there was one. */
    OptionalLong lastSecondMaxMillis() {
        long max = lastSecondMaxMillis;
        return max == NONE ? OptionalLong.empty() : OptionalLong.of(max);
    }
}
