package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.cli.CliFixture.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code oriel query} about many rows. */
class QueryRowsTest {
    private final InputStream input = System.in;

    @TempDir
    private Path folder;

    private CliFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new CliFixture(folder);
        fixture.service
                .put("user.name", 7L, "Ada")
                .put("user.name", 8L, "Eve")
                .put("user.spent__600__", 7L, 120.0)
                .put("user.spent__600__", 8L, 1.5)
                .fail("user.risk", 8L, "user.risk · its resolver failed · too few rows · try later")
                .refuse(9L, "user.id · '9' is nobody · …");
    }

    @AfterEach
    void close() {
        System.setIn(input);
        System.clearProperty("oriel.progress");
        fixture.close();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Outcome ask(Path file, String... arguments) {
        return fixture.run(Stream.concat(Stream.of("query", "--input-file=" + file), Stream.of(arguments))
                .toArray(String[]::new));
    }

    @Test
    void B161_query_inputGivenSeveralTimes_printsALineForEachRow() {
        Outcome outcome = fixture.run(
                "query",
                "--in=user.id=8",
                "--in=user.city=Rome",
                "--in=user.id=7",
                "--out=user.name,user.spent__600__");

        assertThat(outcome).isEqualTo(new Outcome(0, """
             user.id  user.city  user.name  user.spent__600__
            ─────────────────────────────────────────────────
             8        Rome       Eve        1.5
             7        Rome       Ada        120.0
            """, ""));
        assertThat(fixture.service.rowsAskedTogether()).containsExactly(2);
        assertThat(fixture.service.lastRequest().inputs()).isEqualTo(Map.of("user.id", 7L, "user.city", "Rome"));
    }

    @Test
    void B156_query_rowsThatFailOrAreWrong_areToldByNumberBelow() {
        Outcome outcome = fixture.run(
                "query", "--in=user.id=8", "--in=user.id=9", "--in=user.id=7", "--out=user.name", "--out=user.risk");

        assertThat(outcome)
                .isEqualTo(new Outcome(
                        2,
                        """
                         user.id  user.name             user.risk
                        ─────────────────────────────────────────────────────
                         8        Eve                   error: RESOLVER_FAILED
                         9        error: INVALID_QUERY  error: INVALID_QUERY
                         7        Ada                   null
                        """.replace(
                                        "─────────────────────────────────────────────────────",
                                        "──────────────────────────────────────────────────────"),
                        """
                        oriel: row 1: user.risk · its resolver failed · too few rows · try later
                        oriel: row 2: user.id · '9' is nobody · …
                        """));
        assertThat(fixture.run("query", "--in=user.id=8", "--in=user.id=7", "--out=user.risk")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void query_noRowHasAnAnswer_namesTheOutputsAsAsked() {
        Outcome outcome = fixture.run("query", "--in=user.id=9", "--in=user.id=9", "--out=user.name");

        assertThat(outcome.out()).isEqualTo("""
             user.id  user.name
            ──────────────────────────────
             9        error: INVALID_QUERY
             9        error: INVALID_QUERY
            """);
    }

    @Test
    void query_manyErrors_areCountedBeyondTheFirst() throws Exception {
        Outcome outcome = ask(file("rows.csv", "user.id\n" + "8\n".repeat(25)), "--out=user.risk");

        List<String> lines = outcome.err().lines().toList();
        assertThat(lines).hasSize(21);
        assertThat(lines.get(19)).startsWith("oriel: row 20: ");
        assertThat(lines.get(20)).isEqualTo("oriel: query · 5 more errors are not listed · 20 are · --json prints all");
    }

    @Test
    void B163_query_explainSeveralRows_printsATreeForEach() {
        Outcome outcome = fixture.run("query", "--in=user.id=7", "--in=user.id=8", "--out=user.name", "--explain");

        assertThat(outcome.out()).endsWith("""
             7        Ada
             8        Eve

            row 1: user.id=7
            user.name = Ada
                kept in a map

            row 2: user.id=8
            user.name = Eve
                kept in a map
            """);
    }

    @Test
    void query_jsonOfSeveralRows_isALineForEachAsTheServerSendsIt() {
        Outcome outcome = fixture.run(
                "query",
                "--in=user.id=8",
                "--in=user.id=9",
                "--in=user.id=7",
                "--out=user.name",
                "--out=user.risk",
                "--json");

        List<JsonNode> rows =
                outcome.out().lines().map(ServerClient.JSON::readTree).toList();
        assertThat(rows).hasSize(3);
        assertThat(rows).allSatisfy(row -> assertThat(row.propertyNames()).containsExactly("data", "errors", "meta"));
        assertThat(rows.get(0).path("data").path(1).path("error").path("code").asString())
                .isEqualTo("RESOLVER_FAILED");
        assertThat(rows.get(2).path("data").path(0).path("value").asString()).isEqualTo("Ada");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rows.csv | user.id,user.tag;7,x;8,",
                "rows.CSV | \uFEFFuser.id,\"user.tag\"~;;7,\"x\"~;~;8,~;",
                "rows.jsonl | {\"user.id\": 7, \"user.tag\": \"x\"};;{\"user.tag\": null, \"user.id\": 8};",
                "rows.ndjson | {\"user.id\": 7, \"user.tag\": \"x\"}~;{\"user.id\": 8, \"user.tag\": null}",
            })
    void query_fileInEachFormat_asksAboutItsRows(String name, String text) throws Exception {
        Outcome outcome = ask(file(name, text.replace(';', '\n').replace('~', '\r')), "--out=user.name");

        assertThat(outcome).isEqualTo(new Outcome(0, """
             user.id  user.tag  user.name
            ─────────────────────────────
             7        x         Ada
             8        null      Eve
            """, ""));
        assertThat(fixture.service.lastRequest().inputs())
                .containsEntry("user.id", 8L)
                .containsEntry("user.tag", null);
    }

    @Test
    void query_cellsOfCsv_areReadAsArgumentsAre_butForQuotes() throws Exception {
        ask(
                file("rows.csv", "a.a,a.b,a.c,a.d,a.e,a.f\n1.5,true,007,\"42\",[1],\"x,\n\"\"y\"\"\"\n"),
                "--out=user.name");

        assertThat(fixture.service.lastRequest().inputs())
                .isEqualTo(Map.of(
                        "a.a", 1.5, "a.b", true, "a.c", "007", "a.d", "42", "a.e", List.of(1L), "a.f", "x,\n\"y\""));
    }

    @Test
    void query_standardInputWithoutAnEnding_needsTheFormat() {
        System.setIn(new ByteArrayInputStream("{\"user.id\": 7}\n".getBytes(StandardCharsets.UTF_8)));
        Outcome without = fixture.run("query", "--input-file=-", "--out=user.name");
        Outcome with = fixture.run("query", "--input-file=-", "--input-format=jsonl", "--out=user.name");

        assertThat(without.err()).startsWith("oriel: --input-file · nothing tells how the rows of '-' are written · ");
        assertThat(with.out()).endsWith(" 7        Ada\n");
        assertThat(with.exitCode()).isZero();
    }

    @Test
    void B161_query_columnNow_isTheTimeOfEachRow() throws Exception {
        Path file = file("rows.csv", "user.id,now\n7,2024-01-01T00:00:00Z\n8,\n");
        Outcome outcome = ask(file, "--out=user.name", "--json");

        assertThat(outcome.out()
                        .lines()
                        .map(line -> ServerClient.JSON
                                .readTree(line)
                                .path("meta")
                                .path("query_timestamp")
                                .asString()))
                .containsExactly("2024-01-01T00:00:00Z", CliFixture.START.toString());
        assertThat(ask(file, "--out=user.name").out()).startsWith(" user.id  now                   user.name\n");
        assertThat(ask(file, "--out=user.name", "--now=2024-01-01T00:00:00Z").err())
                .startsWith("oriel: --now · rows of " + file + " have times of their own · ");
    }

    @Test
    void query_nowStalenessTimeoutAndConstantInput_reachTheServerForEachRow() throws Exception {
        ask(
                file("rows.csv", "user.id\n7\n8\n"),
                "--in=user.city=Rome",
                "--out=user.name",
                "--now=2024-01-01T00:00:00Z",
                "--staleness=user.name=10m",
                "--timeout=1500ms");

        assertThat(fixture.service.lastRequest().inputs()).isEqualTo(Map.of("user.id", 8L, "user.city", "Rome"));
        assertThat(fixture.service.lastRequest().now()).contains(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(fixture.service.lastRequest().staleness()).containsEntry("user.name", "10m");
        assertThat(fixture.service.lastRequest().timeout()).contains(Duration.ofMillis(1500));
        assertThat(fixture.run("query", "--in=user.id=7", "--out=user.name", "--timeout=2s")
                        .exitCode())
                .isZero();
        assertThat(fixture.service.lastRequest().timeout()).contains(Duration.ofSeconds(2));
    }

    @Test
    void query_manyRows_areAskedInBatchesAndPrintedInOrder() throws Exception {
        String rows = IntStream.range(10, 2_510).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        Outcome outcome = ask(file("rows.csv", "user.id\n" + rows), "--out=user.name", "--json");

        assertThat(fixture.service.rowsAskedTogether()).containsExactly(1_000, 1_000, 500);
        assertThat(outcome.out()
                        .lines()
                        .map(line -> ServerClient.JSON
                                .readTree(line)
                                .path("data")
                                .path(0)
                                .path("pkey")
                                .asString()))
                .containsExactlyElementsOf(
                        IntStream.range(10, 2_510).mapToObj(Integer::toString).toList());
    }

    @Test
    void query_manyOutputsOrLongRows_areAskedInBatchesThatTheServerTakes() throws Exception {
        String outputs = String.join(",", Collections.nCopies(150, "user.name"));
        Path many = file("many.csv", "user.id\n" + "7\n".repeat(1_000));
        assertThat(ask(many, "--out=" + outputs, "--json").exitCode()).isZero();
        assertThat(fixture.service.rowsAskedTogether()).containsExactly(666, 334);

        fixture.service.rowsAskedTogether().clear();
        Path wide = file("wide.csv", "user.id,user.tag\n" + ("7," + "€".repeat(100_000) + "\n").repeat(5));
        assertThat(ask(wide, "--out=user.name", "--json").exitCode()).isZero();
        assertThat(fixture.service.rowsAskedTogether()).containsExactly(2, 2, 1);
    }

    @Test
    void query_severalTables_areSetApart() throws Exception {
        Path file = file("rows.csv", "user.id\n" + "7\n".repeat(1_001));

        assertThat(ask(file, "--out=user.name").out()).endsWith("""
             7        Ada

             user.id  user.name
            ───────────────────
             7        Ada
            """);
    }

    @Test
    void query_progress_isShownWhereSomebodyWatchesTheErrors() throws Exception {
        Path file = file("rows.csv", "user.id\n" + "7\n".repeat(1_001));
        assertThat(ask(file, "--out=user.name", "--json").err()).isEmpty();

        System.setProperty("oriel.progress", "true");

        assertThat(ask(file, "--out=user.name", "--json").err())
                .isEqualTo("1,000 rows\r          \r1,001 rows\r          \r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.jsonl | {\"user.id\": 7};[8] | :2 · it is no JSON object · a row holds known features by name ·"
                        + " write for example {\"user.id\": 7}",
                "a.jsonl | {\"user.id\": 7};;oops | :3 · it is no JSON · ",
                "a.jsonl | {\"user.id\": 7} x | :1 · it is no JSON · ",
                "a.jsonl | {\"user.id\": 7, \"user.a\": 1};{\"user.id\": 8} | :2 · 'user.a' is missing · every row"
                        + " names what the first one names · give null there",
                "a.jsonl | {\"user.id\": 7};{\"user.id\": 8, \"user.a\": 1} | :2 · 'user.a' is not in the first row ·"
                        + " every row names what the first one names · give null there",
                "a.jsonl | {\"now\": \"2024-01-01T00:00:00Z\"} | :1 · it holds no inputs · each row names known"
                        + " features · write for example user.id",
                "a.jsonl | {\"user.id\": 7, \"now\": 5} | :1 · 'now' is no text · it is a time with a zone · write for"
                        + " example 2024-01-01T00:00:00Z",
                "a.csv | user.id,now;7,soon | :2 · 'now' · 'soon' is no time with a zone · it is ISO 8601 · write for"
                        + " example 2024-01-01T00:00:00Z",
                "a.csv | user.id,user.id;7,8 | :1 · it names 'user.id' twice · each column is of its own · keep one of"
                        + " them",
                "a.csv | user.id,;7,8 | :1 · column 2 has no name · the first line names them · name it",
                "a.csv | user.id,user.a;7,8;7 | :3 · it has 1 cells · the header names 2 · give as many of both",
                "a.csv | user.id;\"7;8 | :2 · it cannot be read as CSV · a quote is not closed · double a quote within"
                        + " quotes",
                "a.csv | user.id;\"7\"8 | :2 · it cannot be read as CSV · text follows a closing quote · double a"
                        + " quote within quotes",
                "a.csv | user.id;1e999 | :2 · user.id · '1e999' is too large · numbers are 64-bit floats · put it in"
                        + " quotes to send text",
                "a.csv | user.id;[1 | :2 · user.id · '[1' begins like a list or a struct and is no JSON · ",
            })
    void query_brokenRow_isToldByItsLine(String name, String text, String expectedStart) throws Exception {
        Path file = file(name, text.replace(';', '\n'));
        Outcome outcome = ask(file, "--out=user.name");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("oriel: " + file + expectedStart.stripTrailing())
                .hasLineCount(1);
    }

    @Test
    void query_fileThatIsNoText_orAFolder_orEmpty_isTold() throws Exception {
        Path broken = folder.resolve("a.csv");
        Files.write(broken, new byte[] {'a', (byte) 0xFF, '\n'});

        assertThat(ask(broken, "--out=user.name").err())
                .isEqualTo("oriel: " + broken + " · it is not in UTF-8 · rows are text · give it in UTF-8\n");
        assertThat(ask(folder, "--out=user.name", "--input-format=csv").err())
                .isEqualTo("oriel: " + folder
                        + " · it cannot be read · it is a folder · give a file of rows, or - for the standard input\n");
        assertThat(ask(file("b.csv", ""), "--out=user.name")).isEqualTo(new Outcome(0, "", ""));
        assertThat(ask(file("c.csv", "user.id\n7\n"), "--out=user.name", "--in=user.id=8")
                        .err())
                .startsWith("oriel: --in · user.id is given, and ");
    }

    @Test
    void query_laterRowsRefused_areNamed_andTheEarlierPrinted() throws Exception {
        String long1 = "x".repeat(600_000);
        Path file = file("a.csv", "user.id,user.tag\n7,x\n8," + long1 + long1.substring(0, 448_500) + "\n");
        Outcome outcome = ask(file, "--out=user.name", "--json");

        assertThat(outcome.out()).hasLineCount(1);
        assertThat(outcome.err()).startsWith("oriel: rows 2 to 2: body · it is too long · ");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void query_nobodyReadsTheAnswers_stopsAsking() throws Exception {
        Path file = file("a.csv", "user.id\n" + "7\n".repeat(5_000));
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int next) throws IOException {
                throw new IOException("closed");
            }
        };
        StringWriter err = new StringWriter();
        int exitCode = Main.run(
                new PrintWriter(closed, true, StandardCharsets.UTF_8),
                new PrintWriter(err, true),
                "query",
                "--input-file=" + file,
                "--out=user.name",
                "--data=" + folder);

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("oriel: output · it cannot be written · ")
                .hasToString(err.toString());
        assertThat(fixture.service.rowsAskedTogether()).containsExactly(1_000);
    }
}
