package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.cli.CliFixture.Outcome;
import dev.oriel.engine.EngineStatus.Refusal;
import dev.oriel.engine.EngineStatus.SourceStatus;
import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.StreamException.Kind;
import dev.oriel.engine.stream.StreamStatus;
import dev.oriel.engine.stream.StreamStatus.PartitionStatus;
import dev.oriel.engine.stream.StreamStatus.ResolverStatus;
import dev.oriel.engine.stream.StreamStatus.State;
import dev.oriel.engine.stream.StreamStatus.WindowsStatus;
import dev.oriel.server.MapStreams;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code oriel stream}: list, status, pause, resume, seek and test. */
class StreamCommandTest {
    private static final String CONSEQUENCE =
            "records between the old and the new place are left out, or, if they were read"
                    + " before, counted twice; what was counted is not taken back";

    private final InputStream input = System.in;

    @TempDir
    private Path folder;

    private CliFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new CliFixture(folder);
        fixture.streams.put("clicks");
    }

    @AfterEach
    void close() {
        System.setIn(input);
        System.clearProperty("oriel.input");
        fixture.close();
    }

    @Test
    void list_sources_printsARowEach() {
        fixture.streams.put(readings());

        assertThat(fixture.run("stream", "list")).isEqualTo(new Outcome(0, """
                         Source    Kind                    State    Lag  Records  Applied  Late  Dead letters
                        ─────────────────────────────────────────────────────────────────────────────────────
                         clicks    kafka topic 'clicks'    running  0    0        0        0     0
                         readings  kafka topic 'readings'  stopped  7    31       16       5     1
                        """, ""));
    }

    @Test
    void status_oneSource_printsPositionsResolversWindowsAndRefusals() {
        fixture.streams.put(readings());

        assertThat(fixture.run("stream", "status", "readings"))
                .isEqualTo(
                        new Outcome(1, """
                         readings, kafka topic 'readings': stopped, 7 records waiting, event time has come to 2026-01-01T00:00:00.250Z
                         31 records: 16 applied, 5 late, 4 expired, 3 skipped, 2 duplicates, 1 dead letters

                         Partition  Next offset  Lag  State
                        ─────────────────────────────────────
                         0          120          3    running
                         1                       4    stopped

                         Resolver         Mode      Success  Parse skipped  Duplicate  Failed  Parse failed  Features
                        ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
                         Readings.hourly  tumbling  16       0              2          0       1             sensor.mean sensor.count
                         Readings.latest  mapping   0        0              0          0       0             reading.id

                         Windows of       Open  Runs  Reruns  Failed  Last failure
                        ───────────────────────────────────────────────────────────────────
                         Readings.hourly  3     11    2       1       1h of 10:00: too many

                         Refused       Reason         Message
                        ─────────────────────────────────────
                         readings/0@7  it is no JSON  oops
                        """, "oriel: readings/1 · the topic was made anew · it ended at 9 · seek it\n"));
    }

    private static StreamStatus readings() {
        return new StreamStatus(
                "readings",
                "kafka topic 'readings'",
                State.STOPPED,
                List.of(
                        new PartitionStatus(0, Optional.of(120L), 3, Optional.empty()),
                        new PartitionStatus(
                                1,
                                Optional.empty(),
                                4,
                                Optional.of("readings/1 · the topic was made anew · it ended at 9 · seek it"))),
                List.of(
                        new ResolverStatus(
                                "Readings.hourly",
                                "tumbling",
                                List.of("sensor.mean", "sensor.count"),
                                Map.of(
                                        MessageStatus.SUCCESS, 16L,
                                        MessageStatus.PARSE_FAILED, 1L,
                                        MessageStatus.DUPLICATE_SKIPPED, 2L),
                                Optional.of(new WindowsStatus(3, 11, 2, 1, Optional.of("1h of 10:00: too many")))),
                        MapStreams.resolver("Readings.latest", Map.of())),
                new SourceStatus(
                        31, 16, 5, 4, 3, 2, 1, Map.of(), List.of(new Refusal("readings/0@7", "it is no JSON", "oops"))),
                Optional.of(CliFixture.START.toEpochMilli() + 250));
    }

    @Test
    void status_allSources_areSeparatedAndAPausedOneHasPausedPartitions() {
        fixture.streams.put("visits");
        fixture.run("stream", "pause", "visits");

        assertThat(fixture.run("stream", "status")).isEqualTo(new Outcome(0, """
                         clicks, kafka topic 'clicks': running, 0 records waiting, no event time yet
                         0 records: 0 applied, 0 late, 0 expired, 0 skipped, 0 duplicates, 0 dead letters

                         Partition  Next offset  Lag  State
                        ─────────────────────────────────────
                         0          120          0    running
                         1                       0    running

                         visits, kafka topic 'visits': paused, 0 records waiting, no event time yet
                         0 records: 0 applied, 0 late, 0 expired, 0 skipped, 0 duplicates, 0 dead letters

                         Partition  Next offset  Lag  State
                        ────────────────────────────────────
                         0          120          0    paused
                         1                       0    paused
                        """, ""));
    }

    @Test
    void status_json_holdsTheChosenSource() {
        fixture.streams.put("visits");

        Outcome outcome = fixture.run("stream", "status", "visits", "--json");

        assertThat(ServerClient.JSON
                        .readTree(outcome.out())
                        .at("/streams/0/source")
                        .stringValue())
                .isEqualTo("visits");
        assertThat(ServerClient.JSON.readTree(outcome.out()).path("streams")).hasSize(1);
    }

    @Test
    void command_unknownSource_isRefusedInOneLine() {
        for (List<String> command : List.of(
                List.of("status", "clikcs"),
                List.of("pause", "clikcs"),
                List.of("resume", "clikcs"),
                List.of("seek", "clikcs", "--to", "end", "--yes"))) {
            Outcome outcome = fixture.run(
                    Stream.concat(Stream.of("stream"), command.stream()).toArray(String[]::new));

            assertThat(outcome)
                    .as(command.toString())
                    .isEqualTo(
                            new Outcome(
                                    1,
                                    "",
                                    "oriel: source 'clikcs' · no resolver reads it · known are 'clicks' · choose one of them\n"));
        }
    }

    @Test
    void pauseAndResume_known_sayWhatTheyMean() {
        fixture.streams.put("a b/c");

        assertThat(fixture.run("stream", "pause", "a b/c"))
                .isEqualTo(new Outcome(
                        0,
                        "a b/c is paused: it is not read until 'oriel stream resume a b/c', also after a restart\n",
                        ""));
        assertThat(fixture.streams.streams().getFirst().state()).isEqualTo(State.PAUSED);
        assertThat(fixture.run("stream", "resume", "a b/c")).isEqualTo(new Outcome(0, "a b/c is read again\n", ""));
        assertThat(fixture.streams.streams().getFirst().state()).isEqualTo(State.RUNNING);
        assertThat(ServerClient.JSON.readTree(
                        fixture.run("stream", "pause", "a b/c", "--json").out()))
                .isEqualTo(ServerClient.JSON.readTree("{\"source\": \"a b/c\", \"paused\": true}"));
    }

    @Test
    void seek_yes_movesAndSaysWhatItMeans() {
        assertThat(fixture.run("stream", "seek", "clicks", "--to", "1970-01-01T01:00:50+01:00", "--yes"))
                .isEqualTo(new Outcome(0, """
                         Partition  Next offset
                        ───────────────────────
                         0          50
                         1          50

                         %s
                        """.formatted(CONSEQUENCE), ""));
        assertThat(ServerClient.JSON.readTree(
                        fixture.run("stream", "seek", "clicks", "--partition", "1", "--offset", "7", "--yes", "--json")
                                .out()))
                .isEqualTo(ServerClient.JSON.readTree("{\"source\": \"clicks\", \"positions\": {\"1\": 7}}"));
    }

    @Test
    void seek_nobodyToAsk_needsYes() {
        System.setIn(new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8)));
        List<StreamStatus> before = fixture.streams.streams();

        assertThat(fixture.run("stream", "seek", "clicks", "--to", "end"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "oriel: oriel stream seek · nobody can be asked whether to move 'clicks' · " + CONSEQUENCE
                                + " · give --yes if that is meant\n"));
        assertThat(fixture.streams.streams()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "'y\n',true",
        "'YES \nmore',true",
        "yes,true",
        "'n\ny\n',false",
        "'\n',false",
        "'',false",
        "'yes?\n',false"
    })
    void seek_asked_movesOnlyAfterYes(String answer, boolean moves) {
        System.setProperty("oriel.input", "true");
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        List<StreamStatus> before = fixture.streams.streams();

        Outcome outcome = fixture.run("stream", "seek", "clicks", "--partition", "1", "--offset", "7");

        assertThat(outcome.err())
                .startsWith("Moving 'clicks' to offset 7 of partition 1: " + CONSEQUENCE + ".\nMove it? [y/N] ");
        if (moves) {
            assertThat(outcome.exitCode()).isZero();
            assertThat(fixture.streams.streams()).isNotEqualTo(before);
        } else {
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err())
                    .endsWith("'clicks' was not moved · the answer was not yes · answer y to move it\n");
            assertThat(fixture.streams.streams()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--to end --offset 3", "--partition 3", "--offset 3", "--to end --partition 0 --offset 3"})
    void seek_noPlaceOrTwo_isWrongUse(String place) {
        String arguments = "stream seek clicks --yes " + place;

        assertThat(fixture.run(arguments.strip().split(" ")))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "oriel: oriel stream seek · the place is not told, or told twice · it is --to, or --partition"
                                + " and --offset together · write for example --to beginning\n"));
    }

    @Test
    void seek_placeThatIsNone_isWrongUse() {
        assertThat(fixture.run("stream", "seek", "clicks", "--to", "yesterday").err())
                .isEqualTo(
                        "oriel: --to · 'yesterday' is no place in a source · it is beginning, end, or a time with a zone · "
                                + "write for example 2024-03-31T00:00:00Z\n");
    }

    @Test
    void B140_test_lines_printsStatusReasonAndRowOfEachAndTheRowsOfWindows() throws Exception {
        Path file = Files.writeString(
                folder.resolve("messages"),
                "{\"id\": 7, \"value\": 1.10}\r\n\nnull\noops\n{\"id\": \"x\"}\n{\"id\": 8}");

        Outcome outcome = fixture.run("stream", "test", "Readings.latest", file.toString());

        assertThat(outcome).isEqualTo(new Outcome(1, """
                         Line  Status         Reason                 Row
                        ────────────────────────────────────────────────────────────────────────────
                         1     success                               reading.id=7 reading.value=1.10
                         3     parse_skipped  parse gave null
                         4     parse_failed   it is no JSON
                         5     failed         field 'id' is missing
                         6     success                               reading.id=8 reading.value=null

                         Window  From                  To                    Row
                        ────────────────────────────────────────────────────────────────────────────────────
                         1h      2026-01-01T00:00:00Z  2026-01-01T01:00:00Z  reading.id=7 reading.value=1.10
                         1h      2026-01-01T00:00:00Z  2026-01-01T01:00:00Z  reading.id=8 reading.value=null
                         1d      2026-01-01T00:00:00Z  2026-01-02T00:00:00Z  error: the sum overflows
                        """, ""));
        assertThat(fixture.streams.sent("clicks")).isEmpty();
    }

    @Test
    void test_standardInput_isReadAndSentAsItStands() {
        System.setIn(
                new ByteArrayInputStream("{\"id\": 1.0, \"naïve\": \"\\u00e9\"} \n".getBytes(StandardCharsets.UTF_8)));

        Outcome outcome = fixture.run("stream", "test", "Readings.latest", "-", "--json");

        assertThat(new String(fixture.streams.tried().getFirst().value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\": 1.0, \"naïve\": \"\\u00e9\"} ");
        assertThat(ServerClient.JSON.readTree(outcome.out()).propertyNames()).containsExactly("messages", "windows");
    }

    @Test
    void test_inputThatCannotBeTried_isWrongUse() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\n \n");
        Path latin = Files.write(folder.resolve("latin"), new byte[] {'"', (byte) 0xe9, '"'});
        Path longer = Files.write(folder.resolve("longer"), new byte[(1 << 20) + 1]);
        Map<Path, String> wrong = Map.of(
                folder.resolve("none"),
                "it cannot be read · there is no such file · give a file of messages, or - for the standard input",
                folder,
                "it cannot be read · it is a folder · give a file of messages, or - for the standard input",
                empty,
                "it holds no messages · they stand in lines of their own · write at least one",
                latin,
                "it is not in UTF-8 · messages are tried as text · give it in UTF-8",
                longer,
                "it is too long · at most 1048576 bytes are tried at once · give fewer messages");

        wrong.forEach((file, text) -> assertThat(fixture.run("stream", "test", "Readings.latest", file.toString()))
                .isEqualTo(new Outcome(2, "", "oriel: " + file + " · " + text + "\n")));
    }

    @Test
    void test_unknownResolver_isRefused() {
        System.setIn(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(fixture.run("stream", "test", "Readings.latst", "-"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "oriel: resolver 'Readings.latst' · there is none · known are 'Readings.latest' ·"
                                + " give one of these names\n"));
    }

    @Test
    void command_sourceUnavailable_printsTheWordsOfTheService() {
        fixture.streams.fail(new StreamException(
                Kind.UNAVAILABLE, "source 'clicks' · it did not answer · no broker at 127.0.0.1:9092 · start it"));

        assertThat(fixture.run("stream", "seek", "clicks", "--to", "end", "--yes"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "oriel: source 'clicks' · it did not answer · no broker at 127.0.0.1:9092 · start it\n"));
    }
}
