package dev.oriel.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreView;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowTest {
    private static Row with(Row row, String feature, @Nullable Object value, long observedAtMillis) {
        Map<String, @Nullable Object> observed = new HashMap<>();
        observed.put(feature, value);
        return row.with(observed, observedAtMillis);
    }

    private static @Nullable Object value(Row row, String feature) {
        return row.value(feature).orElseThrow().value();
    }

    @Test
    void B083_row_ofEveryType_comesBackFromAStoreAsItWas() throws Exception {
        Map<String, @Nullable Object> observed = new HashMap<>();
        observed.put("integer", Long.MIN_VALUE);
        observed.put("float", -0.0);
        observed.put("yes", true);
        observed.put("no", false);
        observed.put("text", "a\u0000é😀");
        observed.put("empty", "");
        observed.put("long_text", "x".repeat(100_000));
        observed.put("time", Instant.ofEpochMilli(-1));
        observed.put("nothing", null);
        Row row = with(Row.EMPTY.with(observed, 5), "integer", 3L, -7);
        var store = new MemoryStore();
        var key = new RowKey("user", new byte[] {1});
        var batch = new StoreBatch();
        batch.putRow(key, row.bytes());
        store.commit(batch);

        try (StoreView view = store.view()) {
            Row read = Row.load(view, key);
            observed.keySet().forEach(name -> assertThat(read.value(name)).isEqualTo(row.value(name)));
            assertThat(read.value("other")).isEmpty();
            assertThat(Arrays.equals(read.bytes(), row.bytes())).isTrue();
            assertThat(Row.load(view, new RowKey("user", new byte[] {2})).value("integer"))
                    .isEmpty();
        }
    }

    @Test
    void D19_B151_newestObservation_wins_byFeature_andAtEqualTimeTheLaterRevision() {
        Row row = with(with(Row.EMPTY, "name", "ada", 10), "city", "Paris", 5);

        assertThat(value(with(row, "name", "eve", 9), "name")).isEqualTo("ada");
        assertThat(value(with(row, "name", "eve", 10), "name")).isEqualTo("eve");
        assertThat(value(with(row, "name", null, 11), "name")).isNull();
        assertThat(value(with(row, "name", "eve", 11), "city")).isEqualTo("Paris");
        assertThat(row.value("name").orElseThrow().observedAtMillis()).isEqualTo(10);
    }
}
