package dev.oriel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.failpoint.Failpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every named failpoint, at its first and its second hit: the process dies there, and nothing is lost or repeated. */
final class FailpointSweepIT {
    /** Those where the most is at stake; the profile {@code crash} takes all of them, twice. */
    private static final List<Failpoint> SOME = List.of(
            Failpoint.AFTER_STORE_WRITE, Failpoint.AFTER_DELIVERY, Failpoint.WINDOWS_WRITTEN, Failpoint.PUSH_FORCED);

    /* Few: each engine dies at once, and the next has to get through what waits. */
    private static final int MESSAGES_PER_SECOND = 100;
    private static final long STEP_MILLIS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void C1_failpoints_eachHitOnceAndTwice_everythingEqualsTheOracle() throws Exception {
        boolean all = System.getProperty("oriel.sweep", "some").equals("all");
        long seed = Long.getLong("oriel.seed", 20_261_121L);
        var neverHit = new ArrayList<String>();
        try (var run = new CrashRun(folder, seed, MESSAGES_PER_SECOND, STEP_MILLIS)) {
            for (Failpoint point : all ? List.of(Failpoint.values()) : SOME) {
                for (int hits = 1; hits <= (all ? 2 : 1); hits++) {
                    String armed = EngineProcess.at(point, hits);
                    try (EngineProcess engine = run.start(Optional.of(armed))) {
                        boolean died = engine.awaitDeath(PATIENCE);
                        engine.kill();
                        run.died(engine);
                        System.out.println(armed + (died ? " hit" : " NOT hit"));
                        if (!died) {
                            neverHit.add(armed);
                        }
                    }
                }
            }
            System.out.println("sweep, seed " + seed + ": equal, of " + run.finishAndVerify("sweep, seed " + seed));
        }
        assertThat(neverHit).as("failpoints that nothing comes by").isEmpty();
    }
}
