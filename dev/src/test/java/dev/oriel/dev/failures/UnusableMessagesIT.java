package dev.oriel.dev.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.dev.broker.LocalBroker;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.dev.broker.Topics;
import dev.oriel.dev.process.Asking;
import dev.oriel.dev.process.Asking.Outcome;
import dev.oriel.dev.process.FraudClasses;
import dev.oriel.dev.process.OrielProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Messages and questions that make no sense, between others that do. */
final class UnusableMessagesIT {
    @TempDir
    private Path folder;

    @Test
    void messagesAndQuestions_thatMakeNoSense_areAnsweredByNameAndNothingElseIsLost() throws Exception {
        Path data = folder.resolve("data");
        var asking = new Asking(data);
        try (LocalBroker broker = LocalBroker.start(LocalBrokerSettings.in(folder.resolve("kafka")))) {
            Topics.create(broker.bootstrapServers(), List.of("users", "transactions", "logins", "logins.dead"), 1);
            try (OrielProcess server = serve(broker, data)) {
                Instant now = sendGoodAndBad(broker);
                asking.awaitTransactions(9);

                assertReasons(asking, now);
                assertTotals(asking);
                assertRefusedQuestions(asking);
                assertTotals(asking);
                assertThat(server.stop()).isEqualTo(143);
                assertThat(server.output()).doesNotContain("WARN", "ERROR", "Exception", "\tat ");
            }
            try (OrielProcess server = serve(broker, data)) {
                assertTotals(asking);
                assertThat(asking.transactions("dead_letters"))
                        .as(server.output())
                        .isEqualTo(4);
                assertThat(asking.transactions("records")).isEqualTo(9);
            }
        }
    }

    private OrielProcess serve(LocalBroker broker, Path data) throws Exception {
        return OrielProcess.start(
                folder,
                "serve",
                FraudClasses.folder().toString(),
                "--kafka",
                broker.bootstrapServers(),
                "--data",
                data.toString(),
                "--port",
                "0");
    }

    private static Instant sendGoodAndBad(LocalBroker broker) throws Exception {
        Instant now = Instant.ofEpochMilli(Instant.now().toEpochMilli());
        List<String> messages = List.of(
                Producing.payment(1.5, now.toString()),
                "{\"id\": \"t\", oops",
                Producing.payment(2.5, now.toString()),
                Producing.payment(0, now.toString()).replace("\"amount\"", "\"amuont\""),
                Producing.payment(3, now.toString()),
                Producing.payment(1000, "2099-12-31T23:59:59Z"),
                Producing.payment(1000, now.minus(Duration.ofDays(3)).toString()),
                "",
                Producing.payment(4, now.toString()));
        try (var producing = new Producing(broker.bootstrapServers())) {
            for (String message : messages) {
                producing.send(now.toEpochMilli(), message);
            }
        }
        return now;
    }

    private static void assertReasons(Asking asking, Instant now) {
        long secondsTo2099 =
                Duration.between(now, Instant.parse("2099-12-31T23:59:59Z")).toSeconds();
        JsonNode source = asking.oriel("status").at("/sources/transactions");
        assertThat(source.path("dead_letters").asLong()).isEqualTo(4);
        assertThat(source.path("late").asLong()).isEqualTo(1);
        assertThat(source.path("applied").asLong()).isEqualTo(4);
        List<String> samples = source.path("samples")
                .valueStream()
                .map(sample -> sample.path("position").asString() + " "
                        + sample.path("reason").asString())
                .toList();
        assertThat(samples)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("transactions/0@7 the message is empty"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "transactions/0@6 the event time '" + now.minus(Duration.ofDays(3))
                                                + "' lies 259200 s before the source received it, more than the deadline of 1d"),
                        line -> assertThat(line)
                                .isEqualTo("transactions/0@5 the event time '2099-12-31T23:59:59Z' lies "
                                        + secondsTo2099 + " s after the source received it, more than 300 s"),
                        line -> assertThat(line)
                                .isEqualTo("transactions/0@3 field 'amount' is missing or null, and is not nullable"),
                        line -> assertThat(line).startsWith("transactions/0@1 not JSON: Unexpected character ('o'"));
        assertThat(asking.run("status").out()).contains("transactions/0@3", "field 'amount' is missing");
    }

    private static void assertTotals(Asking asking) {
        Instant now = Instant.now();
        assertThat(asking.value(7, now, "user.total_spend[30d]").asDouble()).isEqualTo(11);
        assertThat(asking.value(7, now, "user.count_transactions[30d]").asLong())
                .isEqualTo(4);
    }

    private static void assertRefusedQuestions(Asking asking) {
        assertThat(asking.run("query", "--in", "user.id=7", "--out", "user.totl_spend"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "oriel: no feature 'totl_spend' on user · known are avg_transaction_amount, count_transactions, id,"
                                + " largest_transaction, mean_transaction, name, num_failed_logins, num_logins, recent_spend,"
                                + " smallest_transaction, total_spend, transactions · did you mean 'total_spend'?\n"));
        assertThat(asking.run("query", "--in", "user.id=7", "--out", "user.total_spend[45d]"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "oriel: user.total_spend has no window '45d' · declared are 30d, 60d, 90d (2592000s, 5184000s,"
                                + " 7776000s) · ask for one of these, or for user.total_spend to get all\n"));
        assertThat(asking.run(
                        "query", "--in", "user.id=7", "--out", "user.name", "--client-id", "x", "--client-secret", "y"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "oriel: credentials · client id and secret do not match · they were made when this server first"
                                + " started · take both from credentials.json in its data folder\n"));
    }
}
