package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.cli.CliFixture.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code oriel query}. */
class QueryCommandTest {
    @TempDir
    private Path folder;

    private CliFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new CliFixture(folder);
        fixture.service
                .put("user.total_spend__2592000__", 7L, 120.0)
                .put("user.total_spend__5184000__", 7L, 1.2345678901E10)
                .put("user.logins__600__", 7L, 9_007_199_254_740_993L)
                .put("user.name", 7L, "Ada\u001b[2J Lovelace")
                .put("user.tiny__60__", 7L, 1e-30)
                .put("user.late", 8L, 1L)
                .fail("user.risk", "user.risk · its resolver failed · too few rows · try later");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void B163_query_explain_printsATreeBelowTheTable() {
        Outcome outcome = fixture.run("query", "--in=user.id=7", "--out=user.name", "--explain");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .endsWith("\nuser.name = Ada [2J Lovelace\n    kept in a map\n")
                .doesNotContain("\u001b");
        assertThat(fixture.run("query", "--in=user.id=7", "--out=user.name").out())
                .doesNotContain("kept in a map");
    }

    @Test
    void B183_query_severalFeatures_printsNameHitAndValue() {
        Outcome outcome = fixture.run(
                "query",
                "--in=user.id=7",
                "--out=user.total_spend__2592000__",
                "--out=user.total_spend__5184000__",
                "--out=user.logins__600__",
                "--out=user.name",
                "--out=user.tiny__60__",
                "--out=user.late");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("""
             Name                         Hit?  Value
            ────────────────────────────────────────────────────
             user.total_spend__2592000__  no    120.0
             user.total_spend__5184000__  no    12345678901.0
             user.logins__600__           no    9007199254740993
             user.name                    yes   Ada [2J Lovelace
             user.tiny__60__              no    1.0E-30
             user.late                    no    null
            """);
    }

    @Test
    void query_listsAndStructs_arePrintedAsJson() {
        fixture.service
                .put("user.tags", 7L, List.of("a", "b"))
                .put("user.home", 7L, new TreeMap<>(Map.of("lat", 1.5, "lon", 2L)));

        Outcome outcome = fixture.run("query", "--in=user.id=7", "--out=user.tags", "--out=user.home");

        assertThat(outcome.out()).isEqualTo("""
             Name       Hit?  Value
            ─────────────────────────────────────
             user.tags  yes   ["a","b"]
             user.home  yes   {"lat":1.5,"lon":2}
            """);
    }

    @Test
    void B183_query_aFeatureFails_printsTheOthersAndTheReasonBelow() {
        Outcome outcome = fixture.run("query", "--in", "user.id=7", "--out", "user.name", "--out", "user.risk");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEqualTo("""
             Name       Hit?  Value
            ────────────────────────────────────────
             user.name  yes   Ada [2J Lovelace
             user.risk  no    error: RESOLVER_FAILED
            """);
        assertThat(outcome.err()).isEqualTo("oriel: user.risk · its resolver failed · too few rows · try later\n");
    }

    @Test
    void B154_query_unknownFeature_printsTheErrorOnly() {
        Outcome outcome = fixture.run("query", "--in", "user.id=7", "--out", "user.nmae");

        assertThat(outcome)
                .isEqualTo(new Outcome(2, "", "oriel: Query output referenced undefined feature 'user.nmae'\n"));
    }

    @Test
    void query_json_printsWhatTheServerSends() {
        Outcome outcome = fixture.run("query", "--in=user.id=7", "--out=user.logins__600__", "--json");

        assertThat(outcome.exitCode()).isZero();
        JsonNode reply = ServerClient.JSON.readTree(outcome.out());
        assertThat(reply.propertyNames()).containsExactly("data", "errors", "meta");
        assertThat(reply.path("data").path(0).path("value").longValue()).isEqualTo(9_007_199_254_740_993L);
        assertThat(outcome.out().lines().count()).isGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7 | 7",
                "-7 | -7",
                "0 | 0",
                "9223372036854775807 | 9223372036854775807",
                "1.50 | 1.5",
                "2e3 | 2000.0",
                "true | true",
                "false | false",
                "007 | \"007\"",
                "TRUE | \"TRUE\"",
                "null | \"null\"",
                "\"7\" | \"7\"",
                "'true' | \"true\"",
                "a=b | \"a=b\"",
                "1.2.3 | \"1.2.3\"",
                "- | \"-\"",
                "[1, \"a\"] | [1,\"a\"]",
                "{\"lat\": 1.5} | {\"lat\":1.5}",
                "'[1' | \"[1\"",
                "`` | \"\"",
            })
    void query_inputValue_isReadAsItLooks(String argument, String expectedJson) {
        assertThat(InputValue.parse("user.id=" + argument).value().toString()).isEqualTo(expectedJson);
    }

    @Test
    void B150_query_now_reachesTheServer() {
        Outcome outcome =
                fixture.run("query", "--in=user.id=7", "--out=user.name", "--now", "2024-01-01T01:00:00+01:00");

        assertThat(outcome.exitCode()).isZero();
        assertThat(fixture.service.lastRequest().now()).contains(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(fixture.service.lastRequest().inputs()).containsEntry("user.id", 7L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--in user.id --out user.name | oriel: --in · 'user.id' has no feature and value · ",
                "--in user.id=1 --in user.id=2 --in a.b=1 --in a.b=1 --in a.b=1 --out user.name | oriel: --in ·"
                        + " user.id is given 2 times and a.b 3 times · ",
                "--out user.name | oriel: --in · it is not given · ",
                "--in user.id=1 --out user.name,,user.risk | oriel: --out · 'user.name,,user.risk' leaves a name out"
                        + " · ",
                "--in user.id=1 --out user.name --input-format csv | oriel: --input-format · there is no file · ",
                "--in user.id=1 --out user.name --timeout 11m | oriel: --timeout · '11m' is no time to wait · ",
                "--in user.id=1 --out user.name --timeout soon | oriel: --timeout · 'soon' is no time to wait · ",
                "--input-file rows.txt --out user.name | oriel: --input-file · nothing tells how the rows of"
                        + " 'rows.txt' are written · ",
                "--input-file no-such-file.csv --out user.name | oriel: no-such-file.csv · it cannot be read · there"
                        + " is no such file · ",
                "--input-file a.csv --in user.id=1 --in user.id=2 --out user.name | oriel: --in · user.id is given 2"
                        + " times · beside a file ",
                "--in user.id=[1 --out user.name | oriel: --in · '[1' begins like a list or a struct and is no JSON · ",
                "--in user.id=1e999 --out user.name | oriel: --in · '1e999' is too large · ",
                "--in user.id=1 --out user.name --now yesterday | oriel: --now · 'yesterday' is no time with a zone · ",
                "--in user.id=1 | oriel: oriel query · Missing required option: '--out=FEATURE' · ",
                "--in user.id=1 --out user.name --url nowhere | oriel: --url · 'nowhere' is no address of a server · ",
                "--in user.id=1 --out user.name --client-id a | oriel: credentials · one half is missing · the secret ",
                "--in user.id=1 --out user.name --nope | oriel: oriel query · Unknown option: '--nope' · ",
            })
    void query_wrongUse_isToldInOneLine(String arguments, String expectedStart) {
        Outcome outcome = fixture.run(("query " + arguments).split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith(expectedStart.stripTrailing()).hasLineCount(1);
    }
}
