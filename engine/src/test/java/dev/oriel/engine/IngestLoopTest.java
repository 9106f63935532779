package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.serve.QueryRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The threads around ingest: what fails alone, what stops everything, and what is committed when. */
final class IngestLoopTest {
    private static final SourcePartition PURCHASES = new SourcePartition("purchases", 0);
    private static final EngineOptions COMMITS_AT_CLOSE_ONLY = EngineOptions.DEFAULTS.commitIntervalMillis(1_000_000);

    private final MemorySource purchases = new MemorySource("purchases");

    static void await(String what, BooleanSupplier condition) {
        for (int i = 0; i < 10_000 && !condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    private static String purchase(int id) {
        return Shop.purchaseJson("p" + id, 7L, 2.0, 1, "ok", Shop.START);
    }

    private static Object spend(Engine engine) {
        var request = new QueryRequest(Shop.user(7), List.of("user.total_spend_30d"), Optional.empty());
        return Optional.ofNullable(Shop.only(engine.query(request)).value()).orElseThrow();
    }

    /** A source that does nothing but what a test overrides. */
    private static class EmptySource implements EventSource {
        final AtomicInteger closes = new AtomicInteger();

        @Override
        public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {}

        @Override
        public List<RecordBatch> poll(Duration timeout) throws SourceException {
            return List.of();
        }

        @Override
        public long lagRecords() {
            return 0;
        }

        @Override
        public Set<SourcePartition> partitions() {
            return Set.of();
        }

        @Override
        public Map<SourcePartition, Long> lagByPartition() {
            return Map.of();
        }

        @Override
        public void seek(Map<SourcePartition, Long> nextOffsets) {}

        @Override
        public Map<SourcePartition, Long> offsets(String source, SeekTarget target) {
            return Map.of();
        }

        @Override
        public void pause(Set<String> sources) {}

        @Override
        public void wakeup() {}

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    /** A memory store whose commits a test watches, delays or fails. */
    private static class WatchedStore implements OnlineStore {
        final MemoryStore store = new MemoryStore();
        final List<Long> committedTo = new ArrayList<>();

        @Override
        public StoreView view() throws StoreException {
            return store.view();
        }

        @Override
        public void commit(StoreBatch batch) throws StoreException {
            store.commit(batch);
            committedTo.add(store.positions().getOrDefault(PURCHASES, 0L));
        }

        @Override
        public Map<SourcePartition, Long> positions() {
            return store.positions();
        }

        @Override
        public List<BucketKey> bucketKeys(BucketKey after, int limit) {
            return store.bucketKeys(after, limit);
        }

        @Override
        public void reopen() {
            store.reopen();
        }

        @Override
        public void close() {}
    }

    @Test
    void sourceThatFails_saysSo_andTheOthersGoOn() throws Exception {
        var broken = new EmptySource() {
            @Override
            public List<RecordBatch> poll(Duration timeout) throws SourceException {
                throw new SourceException("users: its log is gone");
            }
        };
        try (Engine engine = Engine.open(
                Shop.CATALOG,
                new MemoryStore(),
                List.of(broken, purchases),
                () -> Shop.START,
                EngineOptions.DEFAULTS)) {
            await("the failure is told", () -> engine.status().failure().isPresent());
            purchases.append(Shop.START.toEpochMilli(), purchase(1));
            await("the other source goes on", () -> engine.status().records() == 1);

            assertThat(engine.status().failure()).contains("users: its log is gone");
            assertThat(spend(engine)).isEqualTo(2.0);
        }
        assertThat(broken.closes).hasValue(1);
    }

    @Test
    void C4_storeThatFailsACommit_stopsIngest_andQueriesGoOnFromWhatWasPublished() throws Exception {
        var store = new WatchedStore() {
            @Override
            public void commit(StoreBatch batch) throws StoreException {
                throw new StoreException("the disk is full");
            }
        };
        var polls = new AtomicInteger();
        var counted = new EmptySource() {
            @Override
            public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
                purchases.open(nextOffsets);
            }

            @Override
            public List<RecordBatch> poll(Duration timeout) {
                polls.incrementAndGet();
                return purchases.poll(timeout);
            }
        };
        var options = EngineOptions.DEFAULTS.commitRecordsMax(1);
        Engine engine = Engine.open(Shop.CATALOG, store, List.of(counted), () -> Shop.START, options);
        try (engine) {
            purchases.append(Shop.START.toEpochMilli(), purchase(1));
            await("the failure is told", () -> engine.status().failure().isPresent());
            purchases.append(Shop.START.toEpochMilli(), purchase(2));

            assertThat(engine.status().failure()).contains("the disk is full · this was failure '3' in a row");
            assertThat(spend(engine)).isEqualTo(2.0);
        }
        assertThat(engine.status().records()).isEqualTo(1);
        assertThat(store.positions()).isEmpty();
    }

    @ParameterizedTest(name = "written though it failed: {0}")
    @ValueSource(booleans = {false, true})
    void C4_commitOfUnknownOutcome_isFoundOutFromTheStore_andCountsOnce(boolean written) throws Exception {
        var failures = new AtomicInteger(2);
        var reopened = new AtomicInteger();
        var store = new WatchedStore() {
            @Override
            public void commit(StoreBatch batch) throws StoreException {
                boolean fails = failures.getAndDecrement() > 0;
                if (!fails || written) {
                    super.commit(batch);
                }
                if (fails) {
                    throw new StoreException("fdatasync: input/output error");
                }
            }

            @Override
            public void reopen() {
                reopened.incrementAndGet();
            }
        };
        var options = EngineOptions.DEFAULTS.commitRecordsMax(1);
        try (Engine engine = Engine.open(Shop.CATALOG, store, List.of(purchases), () -> Shop.START, options)) {
            for (int i = 1; i <= 5; i++) {
                purchases.append(Shop.START.toEpochMilli(), purchase(i));
            }
            await("all are committed", () -> store.positions().getOrDefault(PURCHASES, 0L) == 5);
            await("nothing waits", () -> engine.status().uncommittedRecords() == 0);

            assertThat(engine.status().failure()).isEmpty();
            assertThat(spend(engine)).isEqualTo(10.0);
            assertThat(engine.status().records()).isEqualTo(5);
        }
        assertThat(reopened).hasPositiveValue();
    }

    @Test
    void C1_close_commitsWhatWasRead() throws Exception {
        var store = new MemoryStore();
        Engine engine = Engine.open(Shop.CATALOG, store, List.of(purchases), () -> Shop.START, COMMITS_AT_CLOSE_ONLY);
        try (engine) {
            purchases.append(Shop.START.toEpochMilli(), purchase(1));
            purchases.append(Shop.START.toEpochMilli(), purchase(2));
            await("both are visible", () -> engine.status().records() == 2);
            assertThat(store.positions()).isEmpty();
        }

        assertThat(store.positions()).containsExactly(Map.entry(PURCHASES, 2L));
        assertThat(engine.status().uncommittedRecords()).isZero();
    }

    @Test
    void close_byAThreadThatIsInterrupted_waitsAllTheSame_andStaysInterrupted() throws Exception {
        var store = new MemoryStore();
        Engine engine = Engine.open(Shop.CATALOG, store, List.of(purchases), () -> Shop.START, COMMITS_AT_CLOSE_ONLY);
        purchases.append(Shop.START.toEpochMilli(), purchase(1));
        await("it is visible", () -> engine.status().records() == 1);

        Thread.currentThread().interrupt();
        engine.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.positions()).containsExactly(Map.entry(PURCHASES, 1L));
    }

    @Test
    void clockThatIsSetBack_doesNotPutOffTheNextCommit() throws Exception {
        var store = new MemoryStore();
        var now = new AtomicReference<>(Shop.START);
        try (Engine engine = Engine.open(Shop.CATALOG, store, List.of(purchases), now::get, EngineOptions.DEFAULTS)) {
            purchases.append(Shop.START.toEpochMilli(), purchase(1));
            await("it is visible", () -> engine.status().records() == 1);

            now.set(Shop.START.minus(Duration.ofHours(1)));

            await("it is committed", () -> !store.positions().isEmpty());
        }
    }

    @Test
    void backlog_isCommittedInParts_ofTheSizeThatTheOptionsSay() throws Exception {
        int pollRecords = 10;
        int polls = 40;
        var polled = new AtomicInteger();
        var backlog = new EmptySource() {
            @Override
            public List<RecordBatch> poll(Duration timeout) {
                int poll = polled.get();
                if (poll == polls) {
                    return List.of();
                }
                polled.incrementAndGet();
                var records = new ArrayList<SourceRecord>();
                for (int i = poll * pollRecords; i < (poll + 1) * pollRecords; i++) {
                    records.add(new SourceRecord(
                            i, Shop.START.toEpochMilli(), purchase(i).getBytes(StandardCharsets.UTF_8)));
                }
                return List.of(
                        new RecordBatch(PURCHASES, (long) poll * pollRecords, records, (poll + 1L) * pollRecords));
            }
        };
        var store = new WatchedStore() {
            @Override
            public void commit(StoreBatch batch) throws StoreException {
                super.commit(batch);
                // Until there is a backlog.
                await("the source reads ahead", () -> polled.get() >= 8);
            }
        };
        var options = EngineOptions.DEFAULTS.commitRecordsMax(pollRecords);
        try (Engine engine = Engine.open(Shop.CATALOG, store, List.of(backlog), () -> Shop.START, options)) {
            await("all is read", () -> engine.status().records() == (long) polls * pollRecords);
        }
        long before = 0;
        for (long reached : store.committedTo) {
            assertThat(reached - before).isLessThanOrEqualTo(pollRecords);
            before = reached;
        }
        assertThat(before).isEqualTo((long) polls * pollRecords);
    }

    @Test
    void openingThatFails_closesEverySource_alsoAfterOneThatCannotBeClosed() {
        var stubborn = new EmptySource() {
            @Override
            public void close() {
                throw new IllegalStateException("it hangs");
            }
        };
        var refusing = new EmptySource() {
            @Override
            public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
                throw new SourceException("its records are gone");
            }
        };

        assertThatThrownBy(() -> Engine.open(
                        Shop.CATALOG,
                        new MemoryStore(),
                        List.of(stubborn, refusing),
                        () -> Shop.START,
                        EngineOptions.DEFAULTS))
                .isInstanceOf(SourceException.class)
                .hasMessage("its records are gone");
        assertThat(refusing.closes).hasValue(1);
    }

    @Test
    void asOfShorterThanTheClockSlack_isRefused() {
        assertThatThrownBy(() -> EngineOptions.DEFAULTS.asOfMillis(59_999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'59999' ms", "'60000' ms");
    }
}
