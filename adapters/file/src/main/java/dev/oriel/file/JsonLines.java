package dev.oriel.file;

import dev.oriel.engine.port.SourceRecord;
import java.util.List;

/** Every line a message as it stands; empty ones are none. */
final class JsonLines implements RowFormat {
    @Override
    public int end(byte[] bytes, int from, int to) {
        return Lines.newline(bytes, from, to);
    }

    @Override
    public void add(List<SourceRecord> records, long offset, byte[] row) {
        if (row.length > 0) {
            records.add(new SourceRecord(offset, SourceRecord.TIME_UNKNOWN, row));
        }
    }
}
