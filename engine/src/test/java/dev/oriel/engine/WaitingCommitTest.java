package dev.oriel.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.Workers;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.serve.QueryRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Commits are written while ingest goes on, and with some stores they wait for its views. */
final class WaitingCommitTest {
    /** More than wait before the work is shared. */
    private static final int MESSAGES = 66_000;

    private static final int USERS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** With the first view of a thread a commit begins that waits for it. */
    private static final class CommittingStore extends ForwardingStore {
        private final Thread commit;
        private volatile @Nullable Thread owner;

        CommittingStore(MemoryStore store) {
            super(store);
            commit = Thread.ofPlatform().daemon().unstarted(() -> store.commit(new StoreBatch()));
        }

        void commitsBesideViewsOf(Thread thread) {
            owner = thread;
        }

        @Override
        public StoreView view() throws StoreException {
            StoreView view = super.view();
            if (Thread.currentThread().equals(owner) && commit.getState() == Thread.State.NEW) {
                commit.start();
                while (commit.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
            return view;
        }
    }

    @Test
    void C1_commitThatWaitsForAView_doesNotHoldUpThoseWhoShareTheWork() throws Exception {
        var store = new CommittingStore(new MemoryStore());
        long nowMillis = Shop.START.toEpochMilli();
        Ingest ingest =
                Ingest.open(Ingests.setup(Shop.CATALOG, store, EngineOptions.DEFAULTS), new Workers(2), nowMillis);
        var records = new ArrayList<SourceRecord>();
        for (int i = 0; i < MESSAGES; i++) {
            String json = Shop.purchaseJson("p" + i, (long) (i % USERS), 0.25, 1, "ok", Shop.START);
            records.add(new SourceRecord(i, nowMillis, json.getBytes(UTF_8)));
        }
        var failure = new AtomicReference<@Nullable Throwable>();
        Thread owner = Thread.ofPlatform().daemon().unstarted(() -> {
            try {
                ingest.apply(new RecordBatch(new SourcePartition("purchases", 0), 0, records, MESSAGES), nowMillis);
                ingest.publish(nowMillis);
            } catch (StoreException | RuntimeException e) {
                failure.set(e);
            }
        });
        store.commitsBesideViewsOf(owner);
        owner.start();
        assertThat(owner.join(PATIENCE)).as("it comes to an end").isTrue();
        assertThat(failure.get()).isNull();
        Object count = Shop.only(Ingests.queries(ingest, () -> Shop.START, EngineOptions.DEFAULTS)
                        .query(new QueryRequest(Shop.user(7), List.of("user.count_purchases[30d]"), Optional.empty())))
                .value();
        assertThat(count).isEqualTo((long) MESSAGES / USERS);
    }
}
