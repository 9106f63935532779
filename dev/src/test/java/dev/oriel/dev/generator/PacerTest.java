package dev.oriel.dev.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {
    private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long SEED = Long.getLong("oriel.seed", 20_261_121);

    /** A clock may begin anywhere and pass the end of long. */
    private static final long START = Long.MAX_VALUE - SECOND;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 99, 2_000, 33_333, 1_000_000})
    void rate_overAMinuteOfIrregularTicks_isHeldToTheMessage(int eventsPerSecond) {
        var random = new SplittableRandom(SEED);
        var pacer = new Pacer(eventsPerSecond, START);
        long passed = 0;
        long sent = 0;
        while (passed < 60 * SECOND) {
            passed += random.nextLong(19 * MILLIS);
            sent += pacer.take(START + passed);
        }
        assertThat(sent).as("seed " + SEED).isEqualTo(passed * eventsPerSecond / SECOND);
    }

    @Test
    void burst_afterAStall_isTwentyMillisecondsOfTrafficAndOneSecondIsMadeUpFor() {
        var pacer = new Pacer(2_000, START);
        long now = START + 30 * SECOND;
        long sent = 0;
        long ticks = 0;
        for (int due = pacer.take(now); due > 0; due = pacer.take(now)) {
            assertThat(due).isLessThanOrEqualTo(40);
            sent += due;
            ticks++;
        }
        assertThat(sent).isEqualTo(2_000);
        assertThat(ticks).isEqualTo(50);
    }

    @Test
    void time_thatStands_owesNothing() {
        var pacer = new Pacer(1_000_000, START);

        assertThat(pacer.take(START)).isZero();
    }
}
