package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.stream.StreamStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a source that leaves records out, or gives them again. */
final class ContinuityTest {
    private static final SourcePartition FIRST = new SourcePartition("purchases", 0);
    private static final String JUMPS =
            "source 'purchases' · partition '0' jumps to offset '4' · '2' was to follow: what it gives"
                    + " leaves out what lies between, and nothing of it was taken · seek it to offset '2', or restart";
    private static final String GOES_BACK =
            "source 'purchases' · partition '0' goes back to offset '1' · '2' was to follow: what it"
                    + " gives may be counted already, and nothing of it was taken · seek it to offset '2', or restart";

    /** Moves itself, once, in its first partition. */
    private static final class AstraySource extends PurchaseLog {
        final AtomicReference<Optional<Long>> astray = new AtomicReference<>(Optional.empty());

        @Override
        public List<RecordBatch> poll(Duration timeout) throws SourceException {
            Optional<Long> to = astray.getAndSet(Optional.empty());
            if (to.isPresent()) {
                log.seek(Map.of(FIRST, to.get()));
            }
            return super.poll(timeout);
        }
    }

    private final MemoryStore store = new MemoryStore();
    private final AstraySource source = new AstraySource();

    private static Object spend(FeatureService engine) {
        var request = new QueryRequest(Shop.user(7), List.of("user.total_spend_30d"), Optional.empty());
        return Optional.ofNullable(Shop.only(engine.query(request)).value()).orElseThrow();
    }

    private SteppedEngine stepped() throws Exception {
        return SteppedEngine.open(
                Shop.CATALOG, EnginePorts.of(store, List.of(source)), () -> Shop.START, EngineOptions.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({"4, true", "1, false"})
    void I1_sourceThatJumpsOrGoesBack_stopsThatPartitionByName_andARestartReadsWhatItLeftOut(long to, boolean jumps)
            throws Exception {
        try (SteppedEngine engine = stepped()) {
            source.append(0, 1);
            source.append(0, 2);
            source.append(1, 100);
            engine.step();
            source.append(0, 4);
            source.append(0, 8);
            source.append(0, 16);
            source.astray.set(Optional.of(to));
            engine.step();
            source.append(0, 32);
            source.append(1, 200);
            engine.step();

            assertThat(engine.status().failure()).contains(jumps ? JUMPS : GOES_BACK);
            assertThat(spend(engine)).as("only the other partition went on").isEqualTo(303.0);
            assertThat(engine.status().records()).isEqualTo(4);
            assertThat(store.positions()).containsEntry(FIRST, 2L);
        }
        try (SteppedEngine engine = stepped()) {
            engine.step();
            assertThat(engine.status().failure()).isEmpty();
            assertThat(spend(engine)).isEqualTo(363.0);
            assertThat(engine.status().records()).isEqualTo(8);
        }
    }

    @Test
    void I1_partitionOfASourceThatJumped_isToldWithTheStatus_andGoesOnWhenItIsMoved() throws Exception {
        try (Engine engine =
                Engine.open(Shop.CATALOG, store, List.of(source), () -> Shop.START, EngineOptions.DEFAULTS)) {
            source.append(0, 1);
            source.append(0, 2);
            IngestLoopTest.await("both count", () -> engine.status().records() == 2);
            engine.pause("purchases");
            source.append(0, 4);
            source.append(0, 8);
            source.append(0, 16);
            source.append(1, 100);
            source.astray.set(Optional.of(4L));
            engine.resume("purchases");
            IngestLoopTest.await("it stops", () -> engine.status().failure().isPresent());
            IngestLoopTest.await("the other counts", () -> engine.status().records() == 3);

            StreamStatus stream = engine.streams().stream()
                    .filter(each -> each.source().equals("purchases"))
                    .findFirst()
                    .orElseThrow();
            assertThat(stream.state()).isEqualTo(StreamStatus.State.STOPPED);
            assertThat(stream.partitions())
                    .extracting(StreamStatus.PartitionStatus::stopped)
                    .containsExactly(Optional.of(JUMPS), Optional.empty());
            assertThat(spend(engine)).isEqualTo(103.0);

            engine.seek("purchases", new SeekTarget.Offset(0, 2));
            IngestLoopTest.await("all count", () -> engine.status().records() == 6);
            assertThat(engine.status().failure()).isEmpty();
            assertThat(spend(engine)).isEqualTo(131.0);
        }
    }

    @Test
    void I1_batchWhoseRecordsLieOutsideIt_isNotTaken() throws Exception {
        for (long[] offsets : new long[][] {{1, 0}, {0, 0}, {3}, {-1}}) {
            var shop = new Shop();
            List<SourceRecord> records = Arrays.stream(offsets)
                    .mapToObj(offset -> new SourceRecord(
                            offset,
                            Shop.START.toEpochMilli(),
                            Shop.purchaseJson("p", 7L, 1.0, 1, "ok", Shop.START).getBytes(StandardCharsets.UTF_8)))
                    .toList();
            assertThat(shop.apply(new RecordBatch(FIRST, 0, records, 3))).isFalse();
            shop.publish();
            assertThat(shop.ingest.status().stopped())
                    .containsEntry(
                            FIRST,
                            ("source 'purchases' · partition '0' gives offset '%d' out of its order · it lies in a batch from"
                                            + " '0' to before '3', and nothing of it was taken · seek it to offset '0', or restart")
                                    .formatted(offsets[offsets.length - 1]));
            assertThat(shop.value("user.total_spend_30d")).isEqualTo(0.0);
        }
    }

    @Test
    void I1_partitionThatIngestKnowsNothingOf_beginsAnywhere() throws Exception {
        var shop = new Shop();
        assertThat(shop.apply(new RecordBatch(FIRST, 2_000, List.of(), 2_005))).isTrue();
        assertThat(shop.apply(new RecordBatch(FIRST, 2_005, List.of(), 2_005))).isTrue();
        assertThat(shop.apply(new RecordBatch(FIRST, 2_004, List.of(), 2_006))).isFalse();
    }

    /** Reads a purchase of the second partition at the last moment before it is moved in the first. */
    private static final class LastMomentSource extends PurchaseLog {
        private volatile CountDownLatch asked = new CountDownLatch(0);
        private boolean armed;

        @Override
        public Map<SourcePartition, Long> offsets(String name, SeekTarget target) throws SourceException {
            asked = new CountDownLatch(1);
            armed = true;
            return super.offsets(name, target);
        }

        @Override
        public List<RecordBatch> poll(Duration timeout) throws SourceException {
            if (!armed) {
                return super.poll(timeout);
            }
            armed = false;
            try {
                assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            append(1, 1);
            return super.poll(Duration.ZERO);
        }

        @Override
        public void wakeup() {
            asked.countDown();
            super.wakeup();
        }
    }

    @Test
    void D13_seekOfOnePartition_losesNothingThatWasReadOfAnother() throws Exception {
        var moved = new LastMomentSource();
        try (Engine engine =
                Engine.open(Shop.CATALOG, store, List.of(moved), () -> Shop.START, EngineOptions.DEFAULTS)) {
            moved.append(0, 100);
            IngestLoopTest.await("it counts", () -> engine.status().records() == 1);
            for (int round = 1; round <= 20; round++) {
                engine.seek("purchases", new SeekTarget.Offset(0, 1));
                int records = 1 + round;
                IngestLoopTest.await(
                        "what was read counts", () -> engine.status().records() == records);
            }
            assertThat(spend(engine)).isEqualTo(120.0);
            assertThat(engine.status().failure()).isEmpty();
        }
    }
}
