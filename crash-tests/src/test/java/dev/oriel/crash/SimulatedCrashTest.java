package dev.oriel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.catalog.Catalog;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of crashes, redeliveries and failed commits between any two steps, in one thread and in seconds. */
final class SimulatedCrashTest {
    private static final long START_MILLIS =
            Instant.parse("2024-03-31T12:00:00Z").toEpochMilli();
    private static final long STEP_MILLIS = 20;
    private static final int MESSAGES = 5_000;
    private static final int ACCOUNTS = 60;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void C1_C4_I1_crashesAndUncertainCommitsBetweenAnyTwoSteps_everythingEqualsTheOracle(int run) throws Exception {
        long seed = Long.getLong("oriel.seed", 20_261_121L) + run;
        String hint = "seed " + seed;
        var random = new Random(seed);
        var traffic = new Traffic(seed, ACCOUNTS, START_MILLIS, STEP_MILLIS);
        var engine = new CrashingEngine(Catalog.load(getClass().getClassLoader()), traffic, random);
        while (traffic.sent().size() < MESSAGES) {
            for (int i = random.nextInt(16); i > 0; i--) {
                engine.append(traffic.next());
            }
            engine.step();
        }
        traffic.close().forEach(engine::append);
        engine.finish();
        assertThat(engine.crashes()).as(hint).isGreaterThan(15);
        assertThat(engine.failedCommits()).as(hint).isGreaterThan(15);
        var verification = new Verification(traffic, List.of());
        verification.assertEquals(engine.setup, engine.ingest, engine.delivered(), hint);
        assertThat(engine.kept()).as("kept of what left; %s", hint).isZero();
        engine.reopen();
        verification.assertEquals(engine.setup, engine.ingest, engine.delivered(), "from the store, " + hint);
    }
}
