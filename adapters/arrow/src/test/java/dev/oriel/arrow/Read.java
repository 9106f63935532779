package dev.oriel.arrow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A stream as Arrow's own reader understands it.
 *
 * @param rows by column, in the reader's Java forms
 */
record Read(Schema schema, List<Map<String, @Nullable Object>> rows) {
    static Read of(byte[] stream) throws IOException {
        var in = new ByteArrayInputStream(stream);
        try (var memory = new RootAllocator();
                var reader = new ArrowStreamReader(in, memory)) {
            var rows = new ArrayList<Map<String, @Nullable Object>>();
            var root = reader.getVectorSchemaRoot();
            Schema schema = root.getSchema();
            while (reader.loadNextBatch()) {
                for (int row = 0; row < root.getRowCount(); row++) {
                    var values = new LinkedHashMap<String, @Nullable Object>();
                    for (FieldVector vector : root.getFieldVectors()) {
                        // Not its data: the reader fails at its own lists of a fixed size.
                        vector.validate();
                        values.put(vector.getName(), vector.getObject(row));
                    }
                    rows.add(values);
                }
            }
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes follow the end of the stream");
            }
            return new Read(schema, rows);
        }
    }
}
