package dev.oriel.dev.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.dev.broker.BrokerProcess;
import dev.oriel.dev.broker.LocalBroker;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.dev.broker.Topics;
import dev.oriel.dev.process.Asking;
import dev.oriel.dev.process.FraudClasses;
import dev.oriel.dev.process.OrielProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is not there, goes away, or loses a topic. */
final class BrokerTroubleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    @Test
    void broker_thatGoesAwayAndComesBack_losesNoMessage_andWhoStartsMeanwhileIsToldThatNobodyAnswers()
            throws Exception {
        var asking = new Asking(folder.resolve("data"));
        try (var broker = BrokerProcess.start(folder.resolve("kafka"), LocalBrokerSettings.ANY_PORT)) {
            String address = broker.bootstrapServers();
            prepare(address);
            try (OrielProcess server = serve(address, "data")) {
                send(address, 10);
                asking.awaitTransactions(10);

                broker.kill();
                List<OrielProcess> late = List.of(
                        OrielProcess.run(folder, arguments("serve", address, "other")),
                        OrielProcess.run(folder, arguments("dev", address, "third")),
                        OrielProcess.run(folder, arguments("dev", address, "fourth", "--demo")));
                for (OrielProcess each : late) {
                    assertThat(each.exitCode()).as(each.output()).isEqualTo(2);
                    assertThat(each.output())
                            .isEqualTo("oriel: kafka " + address
                                    + ": no broker answers · tried for 10 s · start it, or give another with --kafka");
                }
                awaitOutput(
                        server,
                        "kafka " + address + ": no broker answers · tried for 10 s · queries are answered from what was"
                                + " read; reading goes on when one does");
                assertSpend(asking, 55);
                assertThat(health(server).statusCode()).isEqualTo(200);

                int port = URI.create("kafka://" + address).getPort();
                try (var again = BrokerProcess.start(folder.resolve("kafka"), port)) {
                    send(again.bootstrapServers(), 20);
                    asking.awaitTransactions(30);
                    assertSpend(asking, 55 + 210);
                    awaitOutput(server, "kafka " + address + ": the brokers answer again");
                    assertThat(server.stop()).isEqualTo(143);
                }
                assertThat(server.output()).doesNotContain("ERROR", "Exception", "\tat ");
            }
        }
    }

    @Test
    void I11_topic_madeAnewWhileServing_stopsItByName_alsoAfterARestart_andQueriesAreStillAnswered() throws Exception {
        var asking = new Asking(folder.resolve("data"));
        String stopped = "source 'transactions', topic 'transactions', partition 0: ";
        try (LocalBroker broker = LocalBroker.start(LocalBrokerSettings.in(folder.resolve("kafka")))) {
            String address = broker.bootstrapServers();
            prepare(address);
            try (OrielProcess server = serve(address, "data")) {
                send(address, 10);
                asking.awaitTransactions(10);

                try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
                    admin.deleteTopics(List.of("transactions")).all().get();
                }
                prepare(address);
                send(address, 2);
                awaitOutput(server, stopped + "the topic was deleted and made anew · its id was '");

                assertSpend(asking, 55);
                assertThat(server.stop()).isEqualTo(143);
                assertThat(server.output())
                        .contains(" · choose where to go on in the new one: oriel stream seek transactions")
                        .doesNotContain("\tat ");
            }
            try (OrielProcess server = serve(address, "data")) {
                // A position that the new topic does not hold, whether or not its id was kept.
                awaitOutput(server, stopped);
                assertSpend(asking, 55);
                assertThat(server.stop()).isEqualTo(143);
            }
            try (OrielProcess server = serve(address, "empty")) {
                var anew = new Asking(folder.resolve("empty"));
                anew.awaitTransactions(2);
                assertSpend(anew, 3);
                assertThat(server.stop()).isEqualTo(143);
            }
        }
    }

    private static void prepare(String address) throws Exception {
        Topics.create(address, List.of("users", "transactions"), 1);
    }

    private static void send(String address, int count) throws Exception {
        try (var producing = new Producing(address)) {
            producing.sendPayments(count);
        }
    }

    private OrielProcess serve(String address, String data) throws Exception {
        return OrielProcess.start(folder, arguments("serve", address, data));
    }

    private String[] arguments(String command, String address, String data, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of(
                command,
                FraudClasses.folder().toString(),
                "--kafka",
                address,
                "--data",
                folder.resolve(data).toString(),
                "--port",
                "0"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static void assertSpend(Asking asking, int amount) {
        assertThat(asking.value(7, Instant.now(), "user.total_spend[30d]").asDouble())
                .isEqualTo(amount);
    }

    private static void awaitOutput(OrielProcess server, String line) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.output()).contains(line));
    }

    private static HttpResponse<String> health(OrielProcess server) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(server.url() + "/healthz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
