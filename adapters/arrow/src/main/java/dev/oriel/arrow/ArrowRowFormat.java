package dev.oriel.arrow;

import dev.oriel.engine.port.RowFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each row as an Arrow stream of its own: the schema, one record batch of one row, the end of the stream. Written by the
 * flatbuffers of the format alone, without Arrow's vectors: these keep memory outside the heap, which nobody would free in time, and
 * need a JVM that was started with {@code --add-opens}.
 */
public final class ArrowRowFormat implements RowFormat {
    @Override
    public String contentType() {
        return ARROW_STREAM;
    }

    @Override
    public Writer writer(List<Column> columns) {
        List<Column> copied = List.copyOf(columns);
        byte[] schema = ArrowSchema.message(copied);
        return row -> stream(schema, copied, row);
    }

    private static byte[] stream(byte[] schema, List<Column> columns, @Nullable Object[] row) {
        if (row.length != columns.size()) {
            throw new IllegalArgumentException(
                    "a row of '" + row.length + "' values · its columns are '" + columns.size() + "'");
        }
        byte[] batch = ArrowBatch.message(columns, row);
        byte[] end = Framing.END;
        byte[] stream = new byte[schema.length + batch.length + end.length];
        System.arraycopy(schema, 0, stream, 0, schema.length);
        System.arraycopy(batch, 0, stream, schema.length, batch.length);
        System.arraycopy(end, 0, stream, schema.length + batch.length, end.length);
        return stream;
    }
}
