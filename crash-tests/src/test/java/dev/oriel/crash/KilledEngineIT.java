package dev.oriel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.failpoint.Failpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole engine with the adapters of the product, killed again and again while messages come; the broker lives on. */
final class KilledEngineIT {
    private static final int MESSAGES_PER_SECOND = 1_000;

    /** Of fewer it may be that none comes to its failpoint in time. */
    private static final int KILLS_WITH_A_FAILPOINT = 20;

    @TempDir
    private Path folder;

    @Test
    void C1_I1_I12_killedAtRandomMomentsAndFailpoints_everythingEqualsTheOracle() throws Exception {
        long seed = Long.getLong("oriel.seed", 20_261_121L);
        int kills = Integer.getInteger("oriel.kills", 5);
        int messagesPerSecond = Integer.getInteger("oriel.rate", MESSAGES_PER_SECOND);
        String hint = "seed " + seed + ", " + kills + " kills";
        System.out.println(hint);
        var random = new Random(seed);
        // An hour of events holds so many kills of some seconds each.
        long stepMillis = kills <= 25 ? 10 : 1;
        try (var run = new CrashRun(folder, seed, messagesPerSecond, stepMillis)) {
            int atFailpoints = 0;
            for (int kill = 0; kill < kills; kill++) {
                atFailpoints += kill(run, random, kill % 2 == 1) ? 1 : 0;
            }
            if (kills >= KILLS_WITH_A_FAILPOINT) {
                assertThat(atFailpoints).as("deaths at failpoints; %s", hint).isPositive();
            }
            System.out.println(
                    hint + ", " + atFailpoints + " of them at failpoints: equal, of " + run.finishAndVerify(hint));
        }
    }

    /** @return whether it died at a failpoint */
    private static boolean kill(CrashRun run, Random random, boolean atFailpoint) throws Exception {
        Failpoint[] points = Failpoint.values();
        Optional<String> point = atFailpoint
                ? Optional.of(EngineProcess.at(points[random.nextInt(points.length)], 1 + random.nextInt(30)))
                : Optional.empty();
        int aliveMillis = 300 + random.nextInt(2_500);
        try (EngineProcess engine = run.start(point)) {
            if (!atFailpoint) {
                engine.awaitReady();
            }
            boolean died = engine.awaitDeath(atFailpoint ? Duration.ofSeconds(6) : Duration.ofMillis(aliveMillis));
            if (died && !atFailpoint) {
                throw new AssertionError("it died before it was killed: " + engine.unusual());
            }
            engine.kill();
            run.died(engine);
            return died;
        }
    }
}
