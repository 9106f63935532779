package dev.oriel.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.testkit.contract.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a row of CSV is as a message. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class CsvRowsTest {
    private static final SourcePartition PARTITION = new SourcePartition("clicks", 0);
    private static final int LINE_BYTES_MAX = 40;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("clicks.csv");
    }

    @Test
    void poll_values_areWhatTheirSpellingSays() throws Exception {
        assertRow("7,-0.50,1e3", "{\"a\":7,\"b\":-0.50,\"c\":1e3}");
        assertRow("true,false,null", "{\"a\":true,\"b\":false,\"c\":\"null\"}");
        assertRow(",\"\",x", "{\"a\":null,\"b\":\"\",\"c\":\"x\"}");
        assertRow("\"7\",\"true\", 7", "{\"a\":\"7\",\"b\":\"true\",\"c\":\" 7\"}");
        assertRow("007,+1,.5", "{\"a\":\"007\",\"b\":\"+1\",\"c\":\".5\"}");
        assertRow("1.,NaN,0x1", "{\"a\":\"1.\",\"b\":\"NaN\",\"c\":\"0x1\"}");
        assertRow("a\"b,\\,\t", "{\"a\":\"a\\\"b\",\"b\":\"\\\\\",\"c\":\"\\u0009\"}");
        assertRow("\"a,\"\"b\",\"\n\",é", "{\"a\":\"a,\\\"b\",\"b\":\"\\u000a\",\"c\":\"é\"}");
    }

    @Test
    void poll_lineEndsInQuotes_arePartOfTheValueAndOffsetsAreThoseOfRows() throws Exception {
        write("a,b\r\n1,\"x\r\ny\"\r\n\r\n2,z\n");
        try (FileEventSource source = open(0)) {
            List<SourceRecord> records = records(source);
            assertThat(texts(records)).containsExactly("{\"a\":1,\"b\":\"x\\u000d\\u000ay\"}", "{\"a\":2,\"b\":\"z\"}");
            assertThat(records).extracting(SourceRecord::offset).containsExactly(5L, 17L);
        }
        try (FileEventSource source = open(17)) {
            assertThat(texts(records(source)))
                    .as("with the names of the first row")
                    .containsExactly("{\"a\":2,\"b\":\"z\"}");
        }
    }

    @Test
    void poll_rowsThatDoNotFit_areGivenAsNoMessage() throws Exception {
        write("a,b\n1\n1,2,3\n\"x\"y,1\n1,2\n");
        try (FileEventSource source = open(0)) {
            assertThat(texts(records(source))).containsExactly("1\0", "1,2,3\0", "\"x\"y,1\0", "{\"a\":1,\"b\":2}");
        }
    }

    @Test
    void poll_quoteThatIsNotClosed_costsOneLine() throws Exception {
        write("a,b\n\"x,1\n");
        try (FileEventSource source = open(0)) {
            assertThat(records(source)).as("may still be closed").isEmpty();
            write("3,4\n".repeat(12));
            List<String> texts = texts(records(source));
            assertThat(texts).hasSize(13).startsWith("\"x,1\0").endsWith("{\"a\":3,\"b\":4}");
        }
    }

    @Test
    void poll_markAtTheStart_isNoPartOfTheFirstName() throws Exception {
        write("\uFEFF\"a,\",b\n1,2\n");
        try (FileEventSource source = open(0)) {
            assertThat(texts(records(source))).containsExactly("{\"a,\":1,\"b\":2}");
        }
    }

    @Test
    void poll_growingFile_waitsForTheEndOfARow() throws Exception {
        write("a,");
        try (FileEventSource source = open(0)) {
            assertThat(records(source)).isEmpty();
            write("b\n1,\"x\n");
            assertThat(records(source)).isEmpty();
            write("y\"\n2");
            assertThat(texts(records(source))).containsExactly("{\"a\":1,\"b\":\"x\\u000ay\"}");
            assertThat(source.offsets("clicks", new SeekTarget.End())).isEqualTo(Map.of(PARTITION, 12L));
        }
    }

    @Test
    void poll_headerThatNamesNothingOrTwice_isRefused() throws Exception {
        assertHeaderRefused("a,,b\n", "leaves column '2' without a name");
        assertHeaderRefused("a,b,a\n", "names column 'a' twice");
        assertHeaderRefused("\"a\"b\n", "cannot be read: a quote is not closed, or more follows");
        assertHeaderRefused("a".repeat(100) + "\n", "is longer than '40' bytes");
    }

    @Test
    void open_furtherOnWithoutAHeader_isRefused() throws Exception {
        write("a".repeat(41) + "\n1\n");
        assertThatThrownBy(() -> open(42)).isInstanceOf(SourceException.class).hasMessageContaining("is no header");
    }

    @Test
    void poll_randomValues_equalTheTwin() throws Exception {
        Seed seed = Seed.current();
        Random random = seed.random();
        String letters = "ab,\"\n\r é1";
        var expected = new ArrayList<String>();
        var text = new StringBuilder("a,b\n");
        for (int row = 0; row < 2_000; row++) {
            var json = new ArrayList<String>();
            var csv = new ArrayList<String>();
            for (int column = 0; column < 2; column++) {
                var value = new StringBuilder();
                for (int length = random.nextInt(6); length > 0; length--) {
                    value.append(letters.charAt(random.nextInt(letters.length())));
                }
                csv.add("\"" + value.toString().replace("\"", "\"\"") + "\"");
                json.add("\""
                        + value.toString()
                                .replace("\"", "\\\"")
                                .replace("\n", "\\u000a")
                                .replace("\r", "\\u000d") + "\"");
            }
            text.append(String.join(",", csv)).append(random.nextBoolean() ? "\n" : "\r\n");
            expected.add("{\"a\":%s,\"b\":%s}".formatted(json.getFirst(), json.getLast()));
        }
        write(text.toString());
        try (FileEventSource source = open(0)) {
            assertThat(texts(records(source))).as(seed.toString()).isEqualTo(expected);
        }
    }

    private void assertRow(String row, String json) throws Exception {
        Files.deleteIfExists(file);
        write("a,b,c\n" + row + "\n");
        try (FileEventSource source = open(0)) {
            assertThat(texts(records(source))).containsExactly(json);
        }
    }

    private void assertHeaderRefused(String text, String what) throws Exception {
        Files.deleteIfExists(file);
        write(text);
        try (FileEventSource source = open(0)) {
            assertThatThrownBy(() -> source.poll(Duration.ZERO))
                    .isInstanceOf(SourceException.class)
                    .hasMessage(
                            "source 'clicks' · its file '%s' has a first row that is no header · it %s · name each column once,"
                                    + " in the first row, separated by commas",
                            file, what);
        }
    }

    private FileEventSource open(long offset) throws SourceException {
        var source = new FileEventSource("clicks", file, FileFormat.CSV, LINE_BYTES_MAX);
        source.open(offset == 0 ? Map.of() : Map.of(PARTITION, offset));
        return source;
    }

    private void write(String text) throws Exception {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<SourceRecord> records(FileEventSource source) throws SourceException {
        var records = new ArrayList<SourceRecord>();
        List<RecordBatch> polled = source.poll(Duration.ZERO);
        while (!polled.isEmpty()) {
            polled.forEach(batch -> records.addAll(batch.records()));
            polled = source.poll(Duration.ZERO);
        }
        return records;
    }

    private static List<String> texts(List<SourceRecord> records) {
        return records.stream().map(record -> new String(record.value(), UTF_8)).toList();
    }
}
