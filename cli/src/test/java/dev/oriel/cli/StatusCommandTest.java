package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.cli.CliFixture.Outcome;
import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.EngineStatus.Refusal;
import dev.oriel.engine.EngineStatus.SourceStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code oriel status}, and what all commands share. */
class StatusCommandTest {
    @TempDir
    private Path folder;

    private CliFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new CliFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void status_running_printsSourcesPositionsAndRefusals() {
        SourceStatus transactions = new SourceStatus(
                1207,
                1200,
                4,
                1,
                0,
                0,
                2,
                Map.of(3, 1208L, 0, 40L),
                List.of(new Refusal("transactions/3@1207", "it is not JSON", "{\"id\": \n oops")));
        fixture.service.status(new EngineStatus(
                Map.of(
                        "transactions",
                        transactions,
                        "clicks",
                        new SourceStatus(0, 0, 0, 0, 0, 0, 0, Map.of(), List.of())),
                12,
                5,
                7,
                OptionalLong.of(250),
                Optional.empty()));

        assertThat(fixture.run("status")).isEqualTo(new Outcome(0, """
                                 Source        Records  Applied  Late  Expired  Dead letters  Next offsets
                                ──────────────────────────────────────────────────────────────────────────
                                 clicks        0        0        0     0        0
                                 transactions  1207     1200     4     1        2             0:40 3:1208

                                 12 keys in memory, 5 records waiting, 7 records not yet on disk
                                 records of the last second were visible after 250 ms at most

                                 Refused              Reason          Message
                                ───────────────────────────────────────────────────
                                 transactions/3@1207  it is not JSON  {"id":   oops
                                """, ""));
    }

    @Test
    void status_skippedRecordsOrDuplicates_haveColumnsWhereThereAreAny() {
        SourceStatus skipping = new SourceStatus(9, 4, 0, 0, 5, 0, 0, Map.of(), List.of());
        SourceStatus repeating = new SourceStatus(9, 3, 0, 0, 0, 6, 0, Map.of(), List.of());
        fixture.service.status(new EngineStatus(
                Map.of("a", skipping, "b", repeating), 0, 0, 0, OptionalLong.empty(), Optional.empty()));

        assertThat(fixture.run("status").out()).startsWith("""
                         Source  Records  Applied  Late  Expired  Skipped  Duplicates  Dead letters  Next offsets
                        ─────────────────────────────────────────────────────────────────────────────────────────
                         a       9        4        0     0        5        0           0
                         b       9        3        0     0        0        6           0
                        """);
        fixture.service.status(
                new EngineStatus(Map.of("a", skipping), 0, 0, 0, OptionalLong.empty(), Optional.empty()));

        assertThat(fixture.run("status").out()).contains("Skipped").doesNotContain("Duplicates");
    }

    @Test
    void status_ingestHasStopped_printsTheReasonAndFails() {
        fixture.service.status(
                new EngineStatus(Map.of(), 0, 0, 0, OptionalLong.empty(), Optional.of("store · the disk is full")));

        Outcome outcome = fixture.run("status");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).isEqualTo("oriel: store · the disk is full\n");
    }

    @Test
    void status_json_printsWhatTheServerSends() {
        Outcome outcome = fixture.run("status", "--json");

        assertThat(ServerClient.JSON.readTree(outcome.out()).propertyNames())
                .containsExactly(
                        "failure",
                        "delivery",
                        "records",
                        "late",
                        "dead_letters",
                        "keys",
                        "lag_records",
                        "uncommitted_records",
                        "visible_after_ms",
                        "sources");
    }

    @Test
    void help_everyCommand_describesItself() {
        for (String command : List.of(
                "",
                "aggregate",
                "aggregate list",
                "check",
                "query",
                "serve",
                "status",
                "stream",
                "stream list",
                "stream pause",
                "stream resume",
                "stream seek",
                "stream status",
                "stream test")) {
            Outcome outcome = CliFixture.command((command + " --help").strip().split(" "));

            assertThat(outcome.exitCode()).as(command).isZero();
            assertThat(outcome.out()).as(command).startsWith(("Usage: oriel " + command).strip());
            assertThat(outcome.err()).isEmpty();
        }
    }

    @Test
    void command_missingOrUnknown_isToldInOneLine() {
        for (String arguments : List.of("", "aggregate", "aggregate lits", "qurey", "--nope")) {
            Outcome outcome = CliFixture.command(arguments.isEmpty() ? new String[0] : arguments.split(" "));

            assertThat(outcome.exitCode()).as(arguments).isEqualTo(2);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err())
                    .as(arguments)
                    .startsWith("oriel: oriel")
                    .contains("--help")
                    .hasLineCount(1);
        }
        assertThat(CliFixture.command("aggregate", "lits").err())
                .isEqualTo(
                        "oriel: oriel aggregate · 'lits' is no command · known are list · see 'oriel aggregate --help'\n");
        assertThat(CliFixture.command("stream").err())
                .isEqualTo(
                        "oriel: oriel stream · a command is missing · known are list, pause, resume, seek, status, test"
                                + " · see 'oriel stream --help'\n");
    }

    @Test
    void status_longReasons_areCutToTheWidthAndWholeInJson() {
        String reason = "field 'amount' is missing or null, and is not nullable, which is a long story";
        String message = "{\"id\": \"" + "x".repeat(90) + "\"}";
        SourceStatus source = new SourceStatus(
                1, 0, 0, 0, 0, 0, 1, Map.of(), List.of(new Refusal("transactions/3@1207", reason, message)));
        fixture.service.status(
                new EngineStatus(Map.of("transactions", source), 0, 0, 0, OptionalLong.empty(), Optional.empty()));

        Outcome outcome = fixture.run("status");

        assertThat(outcome.out().lines().toList().getLast())
                .isEqualTo(
                        " transactions/3@1207  field 'amount' is missing or null, and is not nullable, which is a long…"
                                + "  {\"id\": \"xxxxxxxxxxxxxxx…")
                .hasSize(120);
        assertThat(outcome.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        JsonNode sample = ServerClient.JSON
                .readTree(fixture.run("status", "--json").out())
                .at("/sources/transactions/samples/0");
        assertThat(sample.path("reason").stringValue()).isEqualTo(reason);
        assertThat(sample.path("excerpt").stringValue()).isEqualTo(message);
    }
}
