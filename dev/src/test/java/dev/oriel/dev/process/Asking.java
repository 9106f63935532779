package dev.oriel.dev.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running server as a user does, with {@code oriel query} and {@code oriel status}. */
public final class Asking {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path dataFolder;

    public Asking(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /** What a command did: its exit code and everything it printed. */
    public record Outcome(int exitCode, String out, String err) {}

    /** Runs a command on the server's data folder, whatever comes of it. */
    public Outcome run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", dataFolder.toString()));
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /** Runs a command that succeeds, and reads the JSON it prints. */
    public JsonNode oriel(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", dataFolder.toString(), "--json"));
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        assertThat(exitCode).as("%s: %s%s", all, out, err).isZero();
        return JSON.readTree(out.toString());
    }

    public JsonNode value(long user, Instant now, String output) {
        JsonNode answer = oriel("query", "--in", "user.id=" + user, "--out", output, "--now", now.toString());
        return answer.get("data").get(0).get("value");
    }

    /** Waits until the server has taken as many transactions as the topic holds. */
    public void awaitTransactions(long records) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> transactions("records") >= records);
        assertThat(transactions("records")).isEqualTo(records);
    }

    public long transactions(String counter) {
        return oriel("status")
                .path("sources")
                .path("transactions")
                .path(counter)
                .asLong();
    }

    /** Compares every counter and the totals of the busiest users with a recount of the topic. */
    public void assertEquals(Recount recount) {
        awaitTransactions(recount.records());
        assertThat(transactions("late")).as("late").isEqualTo(recount.late());
        assertThat(transactions("dead_letters")).as("dead letters").isEqualTo(recount.deadLetters());
        Instant now = Instant.now();
        for (long user : recount.busiestUsers(40)) {
            for (int days : new int[] {30, 90}) {
                String window = "[" + days + "d]";
                assertThat(value(user, now, "user.total_spend" + window).asDouble())
                        .as("total_spend of user %s over %s days at %s", user, days, now)
                        .isEqualTo(recount.totalSpend(user, now, days));
                assertThat(value(user, now, "user.count_transactions" + window).asLong())
                        .as("count_transactions of user %s over %s days at %s", user, days, now)
                        .isEqualTo(recount.countTransactions(user, now, days));
            }
        }
    }
}
