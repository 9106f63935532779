package dev.oriel.dev.recount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.dev.process.Asking;
import dev.oriel.dev.process.FraudClasses;
import dev.oriel.dev.process.OrielProcess;
import dev.oriel.dev.process.Recount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code oriel dev --demo} with the broker inside it, killed as a whole. */
final class KilledDevIT {
    @TempDir
    private Path folder;

    @Test
    void C1_B144_devWithDemo_valuesMove_andAfterAKillEveryTotalEqualsARecountOfTheTopic() throws Exception {
        var asking = new Asking(folder.resolve("data"));
        try (OrielProcess dev = dev("--demo", "--rate", "2000", "--seed", "42")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> asking.transactions("records") > 3_000);
            double before = spend(asking);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> spend(asking) > before);
            dev.kill();
        }
        try (OrielProcess dev = dev()) {
            asking.assertEquals(Recount.of(dev.bootstrapServers(), "transactions"));
            assertThat(dev.stop()).as(dev.output()).isIn(0, 143);
            assertThat(dev.output()).contains("./oriel query", "Stopping").doesNotContain("Exception");
        }
    }

    private static double spend(Asking asking) {
        return asking.value(7, Instant.now(), "user.total_spend[30d]").asDouble();
    }

    private OrielProcess dev(String... more) throws Exception {
        var arguments = new ArrayList<>(List.of(
                "dev",
                FraudClasses.folder().toString(),
                "--data",
                folder.resolve("data").toString(),
                "--port",
                "0"));
        arguments.addAll(List.of(more));
        return OrielProcess.start(folder, arguments.toArray(String[]::new));
    }
}
