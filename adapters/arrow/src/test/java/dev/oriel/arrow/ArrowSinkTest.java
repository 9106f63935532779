package dev.oriel.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.arrow.meter.MeterResolvers;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.SteppedEngine;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.port.EventSink;
import dev.oriel.engine.port.OutgoingRecord;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.OutgoingCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a whole engine puts out for sinks of Arrow streams. */
final class ArrowSinkTest {
    private static final Instant START = Instant.parse("2024-03-31T12:05:00Z");

    /** Takes nothing: an engine in steps keeps what is to leave in its store. */
    private static final class NobodyTakes implements EventSink {
        @Override
        public long open(String storeId) {
            return NOTHING_DELIVERED;
        }

        @Override
        public void deliver(List<OutgoingRecord> records) {
            throw new AssertionError("an engine in steps delivers nothing");
        }

        @Override
        public void close() {}
    }

    /** Everything that is to leave, after two readings and the end of their first window. */
    private static List<OutgoingRecord> outgoing() throws Exception {
        var store = new MemoryStore();
        var source = new MemorySource(MeterResolvers.READINGS.name());
        var catalog = Catalog.only(ArrowSinkTest.class.getClassLoader(), List.of(new MeterResolvers()));
        EnginePorts ports = EnginePorts.of(store, List.of(source)).outlet(new NobodyTakes(), "the-store");
        Instant[] now = {START};
        try (var engine = SteppedEngine.open(catalog, ports, () -> now[0], EngineOptions.DEFAULTS)) {
            send(source, now[0], "{'id':'r1','meter_id':7,'value':2.5,'price':'0.30','marks':['a','b'],'at':'%s'}");
            send(
                    source,
                    now[0],
                    "{'id':'r2','meter_id':7,'value':null,'price':'12345678901234567890123.5','marks':[],'at':'%s'}");
            engine.step();
            now[0] = START.plusSeconds(900);
            send(source, now[0], "{'id':'r3','meter_id':8,'value':1,'price':'1','marks':[],'at':'%s'}");
            engine.step();
        }
        var records = new ArrayList<OutgoingRecord>();
        try (StoreView view = store.view()) {
            view.entries(EntryKeys.outgoing(0), EntryKeys.outgoing(Long.MAX_VALUE), (key, bytes) -> {
                records.add(OutgoingCodec.read(EntryKeys.sequence(key), bytes));
                return true;
            });
        }
        return records;
    }

    private static void send(MemorySource source, Instant now, String json) {
        source.append(
                0, now.toEpochMilli(), json.replace('\'', '"').formatted(now).getBytes(UTF_8));
    }

    private static List<OutgoingRecord> to(String sink) throws Exception {
        return outgoing().stream()
                .filter(record -> record.destination().equals(sink))
                .toList();
    }

    @Test
    void B137_rowsOfMessages_areAnArrowStreamEach_withAllOutputs() throws Exception {
        List<OutgoingRecord> records = to("all");
        assertThat(records).hasSize(3);
        OutgoingRecord second = records.get(1);
        assertThat(new String(Arrays.copyOf(second.key(), 2), UTF_8)).isEqualTo("r2");
        assertThat(second.timeMillis()).isEqualTo(START.toEpochMilli());
        assertThat(second.headers())
                .isEqualTo(Map.of(
                        "oriel.resolver",
                        "MeterResolvers.readings",
                        "content-type",
                        "application/vnd.apache.arrow.stream"));
        Read read = Read.of(second.value());
        assertThat(read.schema().toString())
                .isEqualTo(
                        "Schema<reading.id: Utf8 not null, reading.value: FloatingPoint(DOUBLE), reading.price: Utf8 not"
                                + " null, reading.marks: List<item: Utf8 not null> not null>");
        var row = new LinkedHashMap<>(read.rows().getFirst());
        row.replaceAll((name, value) -> value == null ? "null" : value.toString());
        assertThat(row)
                .isEqualTo(Map.of(
                        "reading.id",
                        "r2",
                        "reading.value",
                        "null",
                        "reading.price",
                        "12345678901234567890123.5",
                        "reading.marks",
                        "[]"));
    }

    @Test
    void B137_sinkOfSomeFeatures_isSentTheseColumnsAlone() throws Exception {
        Read read = Read.of(to("values").getFirst().value());
        assertThat(read.rows().getFirst()).containsOnlyKeys("reading.id", "reading.value");
        assertThat(read.rows().getFirst().get("reading.value")).isEqualTo(2.5);
        assertThat(new String(to("plain").getFirst().value(), UTF_8))
                .as("a sink of JSON beside it")
                .isEqualTo("{\"reading.id\":\"r1\",\"reading.value\":2.5}");
    }

    @Test
    void B137_rowsOfWindows_nameTheirWindow_andCarryTheKeys() throws Exception {
        List<OutgoingRecord> records = to("windows");
        assertThat(records).hasSize(1);
        assertThat(Instant.ofEpochMilli(records.getFirst().timeMillis())).isEqualTo("2024-03-31T12:10:00Z");
        Read read = Read.of(records.getFirst().value());
        assertThat(read.schema().toString())
                .isEqualTo(
                        "Schema<meter.id: Int(64, true) not null, meter.readings[10m]: Int(64, true), meter.lowest[10m]:"
                                + " FloatingPoint(DOUBLE)>");
        assertThat(read.rows())
                .containsExactly(Map.of("meter.id", 7L, "meter.readings[10m]", 2L, "meter.lowest[10m]", 2.5));
    }
}
