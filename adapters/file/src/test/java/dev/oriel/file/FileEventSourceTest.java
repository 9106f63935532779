package dev.oriel.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a line, and what happens to files that are not only appended to. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class FileEventSourceTest {
    private static final SourcePartition PARTITION = new SourcePartition("clicks", 0);
    private static final int LINE_BYTES_MAX = 8;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("clicks.jsonl");
    }

    @Test
    void poll_lines_haveTheOffsetsOfTheirFirstBytesAndNoTime() throws Exception {
        write("ab\ncdé\nf\n");
        try (FileEventSource source = open(0)) {
            List<SourceRecord> records = records(source);
            assertThat(records).extracting(SourceRecord::offset).containsExactly(0L, 3L, 8L);
            assertThat(texts(records)).containsExactly("ab", "cdé", "f");
            assertThat(records).extracting(SourceRecord::timeMillis).containsOnly(SourceRecord.TIME_UNKNOWN);
        }
    }

    @Test
    void poll_carriageReturnsAndEmptyLines_areNoPartOfRecordsButOfOffsets() throws Exception {
        write("a\r\n\r\n\n\rb\r\r\n");
        try (FileEventSource source = open(0)) {
            List<RecordBatch> batches = batches(source);
            List<SourceRecord> records =
                    batches.stream().flatMap(batch -> batch.records().stream()).toList();
            assertThat(texts(records)).containsExactly("a", "\rb\r");
            assertThat(records.getLast().offset()).isEqualTo(6);
            assertThat(batches.getLast().nextOffset()).isEqualTo(Files.size(file));
        }
    }

    @Test
    void poll_onlyEmptyLines_movesThePosition() throws Exception {
        write("\n\r\n\n");
        try (FileEventSource source = open(0)) {
            assertThat(source.poll(Duration.ZERO)).containsExactly(new RecordBatch(PARTITION, 0, List.of(), 4));
            assertThat(source.lagRecords()).isZero();
        }
    }

    @Test
    void poll_lastLineWithoutItsEnd_waitsForIt() throws Exception {
        write("a\nbc");
        try (FileEventSource source = open(0)) {
            assertThat(texts(records(source))).containsExactly("a");
            assertThat(source.lagRecords()).as("half a line is no record").isZero();
            write("d");
            assertThat(records(source)).isEmpty();
            write("\ne");
            assertThat(texts(records(source))).containsExactly("bcd");
        }
    }

    @Test
    void poll_lineOfTheLimit_isWholeAndALongerOneIsCutWithANul() throws Exception {
        String longest = "x".repeat(LINE_BYTES_MAX);
        String cut = longest + "\0";
        write(longest + "\n" + longest + "\r\n" + longest + "y\n" + longest + "yy\n" + longest
                + "yyyyyyyyyyyyyyyyyyyyyyyy\r\nend\n");
        try (FileEventSource source = open(0)) {
            List<SourceRecord> records = records(source);
            assertThat(texts(records)).containsExactly(longest, longest, cut, cut, cut, "end");
            assertThat(records).extracting(SourceRecord::offset).containsExactly(0L, 9L, 19L, 29L, 40L, 74L);
        }
    }

    @Test
    void poll_longLineThatIsStillGrowing_waitsForItsEnd() throws Exception {
        write("x".repeat(100));
        try (FileEventSource source = open(0)) {
            for (int i = 0; i < 5; i++) {
                assertThat(records(source)).isEmpty();
                write("y".repeat(13));
            }
            write("\nend\n");
            assertThat(texts(records(source))).containsExactly("xxxxxxxx\0", "end");
        }
    }

    @Test
    void poll_bytesThatAreNoText_areGivenAsTheyAre() throws Exception {
        byte[] bytes = {(byte) 0xFF, 0, (byte) 0xC3, (byte) 0x80, 7};
        Files.write(file, bytes);
        write("\n");
        try (FileEventSource source = open(0)) {
            assertThat(records(source).getFirst().value()).isEqualTo(bytes);
        }
    }

    @Test
    void lag_behindThisReader_isEstimatedFromTheLinesGiven() throws Exception {
        write("abc\n".repeat(100));
        try (FileEventSource source = open(0)) {
            assertThat(source.lagRecords())
                    .as("something, before the first line")
                    .isEqualTo(1);
            List<RecordBatch> first = source.poll(Duration.ZERO);
            assertThat(source.lagRecords())
                    .isEqualTo(100 - first.getFirst().records().size());
        }
    }

    @Test
    void poll_afterAnInterrupt_readsOn() throws Exception {
        write("a\n");
        try (FileEventSource source = open(0)) {
            Thread.currentThread().interrupt();
            assertThat(texts(records(source))).containsExactly("a");
            assertThat(source.poll(Duration.ofMinutes(5))).isEmpty();
            assertThat(Thread.interrupted())
                    .as("the interrupt is kept for the caller")
                    .isTrue();
            write("b\n");
            assertThat(texts(records(source))).containsExactly("b");
        }
    }

    @Test
    void I11_open_positionBeyondTheEnd_isRefused() throws Exception {
        write("a\n");
        assertThatThrownBy(() -> open(3))
                .isInstanceOf(SourceException.class)
                .hasMessage(
                        "source 'clicks' · its file '%s' is shorter than what was read of it · it has '2' bytes, and reading"
                                + " goes on at byte '3' · put the lines back, or read the file as a new source",
                        file);
    }

    @Test
    void I11_open_positionInsideALine_isRefused() throws Exception {
        write("abc\nd\n");
        assertThatThrownBy(() -> open(2))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("where no line starts");
        assertThatThrownBy(() -> open(-1)).isInstanceOf(SourceException.class);
    }

    @Test
    void I11_open_noFile_isRefused() {
        assertThatThrownBy(() -> open(0)).isInstanceOf(SourceException.class).hasMessageContaining("does not exist");
        file = folder;
        assertThatThrownBy(() -> open(0)).isInstanceOf(SourceException.class).hasMessageContaining("is not a file");
    }

    @Test
    void I11_poll_fileShrank_ends() throws Exception {
        write("a\nb\n");
        try (FileEventSource source = open(0)) {
            records(source);
            Files.writeString(file, "a\n");
            assertThatThrownBy(() -> source.poll(Duration.ZERO))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("is shorter");
        }
    }

    @Test
    void I11_poll_fileWasRewrittenInPlace_endsWhereNoLineEnds() throws Exception {
        write("a\nb\n");
        try (FileEventSource source = open(0)) {
            records(source);
            Files.writeString(file, "longer than before\n");
            assertThatThrownBy(() -> source.poll(Duration.ZERO))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("does not hold what was read of it");
        }
    }

    @Test
    void I11_poll_fileWasReplaced_ends() throws Exception {
        write("a\n");
        try (FileEventSource source = open(0)) {
            records(source);
            Path other = Files.writeString(folder.resolve("other"), "a\nb\n");
            Files.move(file, folder.resolve("rotated"));
            Files.move(other, file);
            assertThatThrownBy(() -> source.poll(Duration.ZERO))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("was replaced");
        }
    }

    @Test
    void I11_poll_fileIsGone_ends() throws Exception {
        write("a\n");
        try (FileEventSource source = open(0)) {
            records(source);
            Files.delete(file);
            assertThatThrownBy(() -> source.poll(Duration.ofMinutes(5)))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("is gone");
        }
    }

    @Test
    void lineBytesMax_outsideItsLimits_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileEventSource("clicks", file, FileFormat.JSON_LINES, 0));
    }

    private FileEventSource open(long offset) throws SourceException {
        var source = new FileEventSource("clicks", file, FileFormat.JSON_LINES, LINE_BYTES_MAX);
        source.open(offset == 0 ? Map.of() : Map.of(PARTITION, offset));
        return source;
    }

    private void write(String text) throws Exception {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<RecordBatch> batches(FileEventSource source) throws SourceException {
        var batches = new ArrayList<RecordBatch>();
        List<RecordBatch> polled = source.poll(Duration.ZERO);
        while (!polled.isEmpty()) {
            batches.addAll(polled);
            polled = source.poll(Duration.ZERO);
        }
        return batches;
    }

    private static List<SourceRecord> records(FileEventSource source) throws SourceException {
        return batches(source).stream()
                .flatMap(batch -> batch.records().stream())
                .toList();
    }

    private static List<String> texts(List<SourceRecord> records) {
        return records.stream().map(record -> new String(record.value(), UTF_8)).toList();
    }
}
