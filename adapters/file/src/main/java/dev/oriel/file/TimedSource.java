package dev.oriel.file;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source of JSON messages that says of each when it was received, by a field of the message: text in ISO 8601 with a zone, or
 * an integer of milliseconds since 1970. A message without a readable time keeps {@link SourceRecord#TIME_UNKNOWN}.
 *
 * <p>An integer that is a time from 1971 to 2199 only in another unit stops its partition before that message, and
 * {@link #stopped()} names it: a file whose times are taken for others must not be counted. {@link #seek} goes on.
 *
 * <p>Made for sources of one partition, such as files; everything else is that of the source within. Cost: each message is parsed
 * up to the field.
 */
public final class TimedSource implements EventSource {
    private final EventSource source;
    private final String field;
    private final FieldTimes times;

    private Set<String> paused = Set.of();

    /** Where reading stopped, and why. Never changed, but replaced. */
    private volatile Map<SourcePartition, Stop> stops = Map.of();

    /**
     * Why a partition stands.
     *
     * @param leftOut records that the source within gave from there on
     */
    private record Stop(String reason, long leftOut) {}

    /**
     * A source that is not yet open.
     *
     * @param source gives JSON objects; becomes this one's own
     * @param field name of the field, at the top level of a message
     */
    public TimedSource(EventSource source, String field) {
        this.source = source;
        this.field = field;
        times = new FieldTimes(field);
    }

    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        goOn(stops.keySet());
        source.open(nextOffsets);
    }

    @Override
    public void open(Map<SourcePartition, Long> nextOffsets, Map<SourcePartition, String> identities)
            throws SourceException {
        goOn(stops.keySet());
        source.open(nextOffsets, identities);
    }

    @Override
    public Map<SourcePartition, String> identities() {
        return source.identities();
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) throws SourceException {
        List<RecordBatch> timed = new ArrayList<>();
        for (RecordBatch batch : source.poll(timeout)) {
            RecordBatch given = timed(batch);
            if (given != null) {
                timed.add(given);
            }
        }
        return timed;
    }

    @Override
    public long lagRecords() {
        long leftOut = 0;
        for (Stop stop : stops.values()) {
            leftOut += stop.leftOut();
        }
        return source.lagRecords() + leftOut;
    }

    @Override
    public Set<SourcePartition> partitions() {
        return source.partitions();
    }

    @Override
    public Map<SourcePartition, Long> lagByPartition() {
        var lag = new HashMap<>(source.lagByPartition());
        stops.forEach((partition, stop) -> lag.merge(partition, stop.leftOut(), Long::sum));
        return lag;
    }

    @Override
    public Map<SourcePartition, String> stopped() {
        var stopped = new HashMap<>(source.stopped());
        stops.forEach((partition, stop) -> stopped.put(partition, stop.reason()));
        return stopped;
    }

    @Override
    public void seek(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        source.seek(nextOffsets);
        goOn(nextOffsets.keySet());
    }

    /** {@inheritDoc} Times in messages need not grow, so that a time can be sought only where the source within can. */
    @Override
    public Map<SourcePartition, Long> offsets(String name, SeekTarget target) throws SourceException {
        return source.offsets(name, target);
    }

    @Override
    public void pause(Set<String> sources) {
        paused = Set.copyOf(sources);
        pauseWithin();
    }

    @Override
    public void committed(Map<SourcePartition, Long> nextOffsets) {
        source.committed(nextOffsets);
    }

    @Override
    public void wakeup() {
        source.wakeup();
    }

    @Override
    public void close() {
        source.close();
    }

    /* Null when nothing of it is given. */
    private @Nullable RecordBatch timed(RecordBatch batch) {
        SourcePartition partition = batch.partition();
        Stop stop = stops.get(partition);
        if (stop != null) {
            stop(
                    partition,
                    new Stop(stop.reason(), stop.leftOut() + batch.records().size()));
            return null;
        }
        List<SourceRecord> records = new ArrayList<>(batch.records().size());
        for (SourceRecord record : batch.records()) {
            try {
                long millis = times.millis(record.value());
                records.add(new SourceRecord(record.offset(), millis, record.key(), record.value()));
            } catch (FieldTimes.OtherUnitException e) {
                stop(
                        partition,
                        new Stop(reason(record, partition, e), batch.records().size() - records.size()));
                return records.isEmpty() ? null : new RecordBatch(partition, batch.fromOffset(), records, record.offset());
            }
        }
        return new RecordBatch(partition, batch.fromOffset(), records, batch.nextOffset());
    }

    private String reason(SourceRecord record, SourcePartition partition, FieldTimes.OtherUnitException other) {
        return ("source '%s' · its time field '%s' is '%d' in the message at offset '%d' · that is no time from 1971 to 2199 in"
                        + " milliseconds, and looks like %s · give another field, or milliseconds or ISO 8601 with a zone,"
                        + " or seek behind that message")
                .formatted(partition.source(), field, other.number(), record.offset(), other.unit());
    }

    private void stop(SourcePartition partition, Stop stop) {
        var more = new HashMap<>(stops);
        more.put(partition, stop);
        stops = Map.copyOf(more);
        pauseWithin();
    }

    private void goOn(Set<SourcePartition> partitions) {
        var left = new HashMap<>(stops);
        left.keySet().removeAll(Set.copyOf(partitions));
        stops = Map.copyOf(left);
        pauseWithin();
    }

    /* What stands is not read, whether or not it is paused. */
    private void pauseWithin() {
        var all = new HashSet<>(paused);
        stops.keySet().forEach(partition -> all.add(partition.source()));
        source.pause(all);
    }
}
