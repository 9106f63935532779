package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.source.PollGate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What ends the wait of a reader, and what does not. */
final class PollGateTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final RecordBatch BATCH = new RecordBatch(new SourcePartition("s", 0), 0, List.of(), 1);

    private final ReentrantLock lock = new ReentrantLock();
    private final PollGate gate = new PollGate(lock);

    @Test
    void await_whereThereIsSomething_goesOnAtOnce_unlessPaused() {
        assertThat(gate.await(() -> true, LONG)).isTrue();
        assertThat(gate.await(() -> true, Duration.ZERO)).isTrue();
        assertThat(gate.await(() -> false, Duration.ZERO)).isFalse();
        gate.pause(true);
        assertThat(gate.await(() -> true, Duration.ofMillis(1))).isFalse();
        gate.pause(false);
        assertThat(gate.await(() -> true, LONG)).isTrue();
    }

    @Test
    void await_untilSomebodyTellsOfSomething_thenGoesOn() throws Exception {
        var there = new AtomicInteger();
        var asked = new AtomicInteger();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> gate.await(
                () -> {
                    asked.incrementAndGet();
                    return there.get() > 0;
                },
                LONG));
        IngestLoopTest.await("it waits", () -> asked.get() > 0);
        lock.lock();
        try {
            there.set(1);
            gate.changed();
        } finally {
            lock.unlock();
        }
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void wakeup_endsOneWait_andOnlyOne() {
        gate.wakeup();
        gate.wakeup();
        assertThat(gate.await(() -> false, LONG)).isFalse();
        assertThat(gate.awaitWakeup(1)).as("used up").isFalse();
        gate.wakeup();
        assertThat(gate.awaitWakeup(LONG.toNanos())).isTrue();
        gate.wakeup();
        gate.forgetWakeup();
        assertThat(gate.awaitWakeup(1)).isFalse();
    }

    @Test
    void interrupt_endsEachWait_andStays() throws Exception {
        Thread.currentThread().interrupt();
        assertThat(gate.await(() -> false, LONG)).isFalse();
        assertThat(gate.awaitWakeup(LONG.toNanos())).isTrue();
        assertThat(gate.look(List::of, LONG, 1)).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void look_isRepeatedUntilThereIsSomething_orItsTimeIsUp_orItIsWoken() throws Exception {
        var looks = new AtomicInteger();
        assertThat(gate.look(() -> looks.incrementAndGet() < 4 ? List.of() : List.of(BATCH), LONG, 1_000))
                .containsExactly(BATCH);
        assertThat(looks).hasValue(4);

        looks.set(0);
        assertThat(gate.look(
                        () -> {
                            looks.incrementAndGet();
                            return List.of();
                        },
                        Duration.ofNanos(2_500),
                        1_000))
                .isEmpty();
        assertThat(looks).as("at once, after 1000, 2000 and 2500 ns").hasValue(4);

        looks.set(0);
        gate.wakeup();
        assertThat(gate.look(
                        () -> {
                            looks.incrementAndGet();
                            return List.of();
                        },
                        LONG,
                        LONG.toNanos()))
                .isEmpty();
        assertThat(looks).as("once more after the wake-up").hasValue(2);
    }
}
