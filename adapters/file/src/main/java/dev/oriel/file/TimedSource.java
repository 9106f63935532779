package dev.oriel.file;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A source of JSON messages that says of each when it was received, by a field of the message: text in ISO 8601 with a zone, or
 * an integer of milliseconds since 1970. A message without a readable time keeps {@link SourceRecord#TIME_UNKNOWN}.
 *
 * <p>A message whose integer is a time from 1971 to 2199 only in another unit cannot be used: it must not be taken for one of
 * another time, so it is a dead letter that says so, and has no time either. The messages behind it are read on.
 *
 * <p>Made for sources of one partition, such as files; everything else is that of the source within. Cost: each message is parsed
 * up to the field.
 */
public final class TimedSource implements EventSource {
    private final EventSource source;
    private final String field;
    private final FieldTimes times;

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
        source.open(nextOffsets);
    }

    @Override
    public void open(Map<SourcePartition, Long> nextOffsets, Map<SourcePartition, String> identities)
            throws SourceException {
        source.open(nextOffsets, identities);
    }

    @Override
    public Map<SourcePartition, String> identities() {
        return source.identities();
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) throws SourceException {
        return source.poll(timeout).stream().map(this::timed).toList();
    }

    @Override
    public long lagRecords() {
        return source.lagRecords();
    }

    @Override
    public Set<SourcePartition> partitions() {
        return source.partitions();
    }

    @Override
    public Map<SourcePartition, Long> lagByPartition() {
        return source.lagByPartition();
    }

    @Override
    public Map<SourcePartition, String> stopped() {
        return source.stopped();
    }

    @Override
    public void seek(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        source.seek(nextOffsets);
    }

    /** {@inheritDoc} Times in messages need not grow, so that a time can be sought only where the source within can. */
    @Override
    public Map<SourcePartition, Long> offsets(String name, SeekTarget target) throws SourceException {
        return source.offsets(name, target);
    }

    @Override
    public void pause(Set<String> sources) {
        source.pause(sources);
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

    private RecordBatch timed(RecordBatch batch) {
        return new RecordBatch(
                batch.partition(),
                batch.fromOffset(),
                batch.records().stream().map(this::timed).toList(),
                batch.nextOffset());
    }

    private SourceRecord timed(SourceRecord record) {
        try {
            long millis = times.millis(record.value());
            return new SourceRecord(record.offset(), millis, record.key(), record.value(), record.unusable());
        } catch (FieldTimes.OtherUnitException e) {
            return new SourceRecord(
                    record.offset(), SourceRecord.TIME_UNKNOWN, record.key(), record.value(), Optional.of(reason(e)));
        }
    }

    private String reason(FieldTimes.OtherUnitException other) {
        return ("its time field '%s' is '%d' · that is no time from 1971 to 2199 in milliseconds, and looks like %s · give"
                        + " milliseconds, or ISO 8601 with a zone, or name another field")
                .formatted(field, other.number(), other.unit());
    }
}
