package dev.oriel.dev.recount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.dev.broker.BrokerProcess;
import dev.oriel.dev.broker.Topics;
import dev.oriel.dev.generator.TrafficGenerator;
import dev.oriel.dev.generator.TrafficSettings;
import dev.oriel.dev.process.Asking;
import dev.oriel.dev.process.FraudClasses;
import dev.oriel.dev.process.OrielProcess;
import dev.oriel.dev.process.Recount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is a process that is killed while messages stream; the broker, another process, lives on. */
final class KilledServerIT {
    private static final int KILLS = 4;

    @TempDir
    private Path folder;

    @Test
    void C1_B083_B141_serverKilledMidStream_afterRestart_everyTotalEqualsARecountOfTheTopic() throws Exception {
        long seed = Long.getLong("oriel.seed", 20261121L);
        var random = new Random(seed);
        var asking = new Asking(folder.resolve("data"));
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"), 0)) {
            Topics.create(broker.bootstrapServers(), List.of("users", "transactions", "logins"), 4);
            try (var traffic = TrafficGenerator.start(
                    broker.bootstrapServers(),
                    new TrafficSettings(3_000, seed),
                    InstantSource.system(),
                    System::nanoTime)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    try (OrielProcess server = serve(broker)) {
                        long enough = asking.transactions("records") + random.nextInt(500, 4_000);
                        Awaitility.await()
                                .atMost(Duration.ofSeconds(60))
                                .pollInterval(Duration.ofMillis(20))
                                .until(() -> asking.transactions("records") >= enough);
                        server.kill();
                    }
                }
                assertThat(traffic.counts().failed()).isZero();
            }
            try (OrielProcess server = serve(broker)) {
                asking.assertEquals(Recount.of(broker.bootstrapServers(), "transactions"));
                assertThat(server.stop()).as(server.output()).isIn(0, 143);
            }
            try (OrielProcess server = serve(broker)) {
                asking.assertEquals(Recount.of(broker.bootstrapServers(), "transactions"));
                assertThat(server.output()).doesNotContain("Exception");
            }
        }
    }

    private OrielProcess serve(BrokerProcess broker) throws Exception {
        return OrielProcess.start(
                folder,
                "serve",
                FraudClasses.folder().toString(),
                "--kafka",
                broker.bootstrapServers(),
                "--data",
                folder.resolve("data").toString(),
                "--port",
                "0");
    }
}
