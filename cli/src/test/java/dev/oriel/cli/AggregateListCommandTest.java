package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.cli.CliFixture.Outcome;
import dev.oriel.engine.AggregateRow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code oriel aggregate list}. */
class AggregateListCommandTest {
    private static final long DAY_MILLIS = 86_400_000;

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
    void B092_B181_aggregateList_rowsOfTheSeed_printTheTableOfTheSeed() {
        List<String> both = List.of("user_id", "merchant_id");
        fixture.service.aggregates(List.of(
                row(1, both, "sum", "user.txn_sum_by_merchant", "merchant.txn_sum_by_user"),
                row(1, both, "count", "user.txn_count_by_merchant"),
                row(2, List.of("user_id"), "sum", "user.txn_sum")));

        Outcome outcome = fixture.run("aggregate", "list");

        assertThat(outcome).isEqualTo(new Outcome(0, """
                                 Series  Namespace    Group                Agg     Bucket  Retention  Aggregation  Dependent Features
                                ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                                 1       transaction  user_id merchant_id  amount  1d      30d        sum          user.txn_sum_by_merchant merchant.txn_sum_by_user
                                 1       transaction  user_id merchant_id  amount  1d      30d        count        user.txn_count_by_merchant
                                 2       transaction  user_id              amount  1d      30d        sum          user.txn_sum
                                """, ""));
    }

    @Test
    void B092_aggregateList_countWithoutColumn_leavesTheCellBlank() {
        fixture.service.aggregates(List.of(new AggregateRow(
                12, "t", List.of("k"), "", 60_000, 5_400_000, "count where status == 'ok'", List.of("u.n"))));

        assertThat(fixture.run("aggregate", "list").out()).isEqualTo("""
                         Series  Namespace  Group  Agg  Bucket  Retention  Aggregation                 Dependent Features
                        ─────────────────────────────────────────────────────────────────────────────────────────────────
                         12      t          k           1m      90m        count where status == 'ok'  u.n
                        """);
    }

    @Test
    void B092_aggregateList_nothingMaterialized_printsTheHeader() {
        assertThat(fixture.run("aggregate", "list").out())
                .startsWith(" Series  Namespace  Group")
                .hasLineCount(2);
    }

    @Test
    void aggregateList_json_printsWhatTheServerSends() {
        fixture.service.aggregates(List.of(row(2, List.of("user_id"), "sum", "user.txn_sum")));

        JsonNode reply = ServerClient.JSON.readTree(
                fixture.run("aggregate", "list", "--json").out());

        assertThat(reply).isEqualTo(ServerClient.JSON.readTree("""
                                {"aggregates": [{"series": 2, "namespace": "transaction", "group": ["user_id"], "agg": "amount",
                                  "bucket": "1d", "bucket_ms": 86400000, "retention": "30d", "retention_ms": 2592000000,
                                  "aggregation": "sum", "dependent_features": ["user.txn_sum"]}]}"""));
    }

    private static AggregateRow row(int series, List<String> group, String aggregation, String... dependents) {
        return new AggregateRow(
                series, "transaction", group, "amount", DAY_MILLIS, 30 * DAY_MILLIS, aggregation, List.of(dependents));
    }
}
