package dev.oriel.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link OnlineStore} must do. */
@SuppressWarnings("NullAway.Init") // JUnit calls the method that sets the field before each test.
public abstract class OnlineStoreContract {
    private static final int RANDOM_OPERATIONS = 24_000;
    private static final int LARGE_BATCH_BUCKETS = 50_000;
    private static final byte[] KEY = {'k'};

    private OnlineStore store;

    /** A new, empty store. Called once for each test. */
    protected abstract OnlineStore create() throws Exception;

    /** What a restart makes of an open store: closes it and opens what it left. */
    protected abstract OnlineStore reopen(OnlineStore open) throws Exception;

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void store_isNew_isEmpty() throws Exception {
        assertThat(store.positions()).isEmpty();
        assertThat(store.bucketKeys(BucketKey.FIRST, 10)).isEmpty();
        assertThat(buckets(1, KEY, Long.MIN_VALUE)).isEmpty();
        assertThat(row("user", KEY)).isEmpty();
        assertThat(metadata("catalog")).isEmpty();
    }

    @Test
    void commit_batchWithAllTables_readsBack() throws Exception {
        var batch = new StoreBatch();
        batch.putBucket(new BucketKey(1, KEY, 7), bytes("seven"));
        batch.putRow(new RowKey("user", KEY), bytes("row"));
        batch.putMetadata("catalog", bytes("c1"));
        batch.putPosition(new SourcePartition("clicks", 3), 42);
        store.commit(batch);

        assertThat(buckets(1, KEY, Long.MIN_VALUE)).containsExactly("7=seven");
        assertThat(row("user", KEY)).hasValue("row");
        assertThat(metadata("catalog")).hasValue("c1");
        assertThat(store.positions()).isEqualTo(Map.of(new SourcePartition("clicks", 3), 42L));
    }

    @Test
    void commit_keyAgain_replaces() throws Exception {
        for (String value : List.of("first, and longer", "second")) {
            var batch = new StoreBatch();
            batch.putBucket(new BucketKey(1, KEY, 0), bytes(value));
            batch.putRow(new RowKey("user", KEY), bytes(value));
            batch.putMetadata("catalog", bytes(value));
            batch.putPosition(new SourcePartition("clicks", 0), value.length());
            store.commit(batch);
        }
        assertThat(buckets(1, KEY, Long.MIN_VALUE)).containsExactly("0=second");
        assertThat(row("user", KEY)).hasValue("second");
        assertThat(metadata("catalog")).hasValue("second");
        assertThat(store.positions()).containsExactly(Map.entry(new SourcePartition("clicks", 0), 6L));
    }

    @Test
    void commit_removedBucket_isGoneAndItsNeighboursStay() throws Exception {
        putBuckets(-1, 0, 1);
        var batch = new StoreBatch();
        batch.removeBucket(new BucketKey(1, KEY, 0));
        batch.removeBucket(new BucketKey(1, KEY, 99));
        store.commit(batch);
        assertThat(buckets(1, KEY, Long.MIN_VALUE)).containsExactly("-1=-1", "1=1");
    }

    @Test
    void commit_putAndRemoveInOneBatch_lastChangeHolds() throws Exception {
        var batch = new StoreBatch();
        batch.putBucket(new BucketKey(1, KEY, 0), bytes("x"));
        batch.removeBucket(new BucketKey(1, KEY, 0));
        batch.removeBucket(new BucketKey(1, KEY, 1));
        batch.putBucket(new BucketKey(1, KEY, 1), bytes("y"));
        store.commit(batch);
        assertThat(buckets(1, KEY, Long.MIN_VALUE)).containsExactly("1=y");
    }

    @Test
    void commit_emptyBatch_changesNothing() throws Exception {
        putBuckets(5);
        store.commit(new StoreBatch());
        assertThat(buckets(1, KEY, Long.MIN_VALUE)).containsExactly("5=5");
    }

    @Test
    void commit_emptyValues_areKeptAsEmpty() throws Exception {
        var batch = new StoreBatch();
        batch.putBucket(new BucketKey(1, KEY, 0), new byte[0]);
        batch.putRow(new RowKey("user", KEY), new byte[0]);
        batch.putMetadata("catalog", new byte[0]);
        store.commit(batch);
        assertThat(buckets(1, KEY, Long.MIN_VALUE)).containsExactly("0=");
        assertThat(row("user", KEY)).hasValue("");
        assertThat(metadata("catalog")).hasValue("");
    }

    @Test
    void buckets_fromAnIndex_areInclusiveAndInSignedOrder() throws Exception {
        putBuckets(Long.MIN_VALUE, -256, -1, 0, 1, 256, Long.MAX_VALUE);
        assertThat(buckets(1, KEY, -1))
                .containsExactly("-1=-1", "0=0", "1=1", "256=256", Long.MAX_VALUE + "=" + Long.MAX_VALUE);
        assertThat(buckets(1, KEY, Long.MIN_VALUE))
                .hasSize(7)
                .startsWith(Long.MIN_VALUE + "=" + Long.MIN_VALUE, "-256=-256");
        assertThat(buckets(1, KEY, Long.MAX_VALUE)).hasSize(1);
    }

    @Test
    void buckets_keysThatBeginOneAnother_areKeptApart() throws Exception {
        List<byte[]> keys = List.of(
                new byte[] {},
                new byte[] {0},
                new byte[] {0, 0},
                new byte[] {0, 1},
                new byte[] {0, -1},
                new byte[] {1},
                new byte[] {'a'},
                new byte[] {'a', 0},
                new byte[] {'a', 0, 1},
                new byte[] {'a', 0, -1},
                new byte[] {'a', -1},
                new byte[] {-1},
                new byte[] {-1, 0},
                new byte[] {-1, -1});
        var batch = new StoreBatch();
        for (int i = 0; i < keys.size(); i++) {
            batch.putBucket(new BucketKey(1, keys.get(i), -1), bytes("negative of " + i));
            batch.putBucket(new BucketKey(1, keys.get(i), 1), bytes("positive of " + i));
            batch.putRow(new RowKey("user", keys.get(i)), bytes("row " + i));
        }
        store.commit(batch);
        for (int i = 0; i < keys.size(); i++) {
            assertThat(buckets(1, keys.get(i), Long.MIN_VALUE))
                    .as("key %s", i)
                    .containsExactly("-1=negative of " + i, "1=positive of " + i);
            assertThat(row("user", keys.get(i))).as("key %s", i).hasValue("row " + i);
        }
        var expected = new ArrayList<BucketKey>();
        keys.forEach(key -> expected.addAll(List.of(new BucketKey(1, key, -1), new BucketKey(1, key, 1))));
        assertThat(store.bucketKeys(BucketKey.FIRST, 100)).isEqualTo(expected);
    }

    @Test
    void rows_namespacesThatBeginOneAnother_areKeptApart() throws Exception {
        var batch = new StoreBatch();
        batch.putRow(new RowKey("a", bytes("bc")), bytes("1"));
        batch.putRow(new RowKey("ab", bytes("c")), bytes("2"));
        batch.putRow(new RowKey("abc", bytes("")), bytes("3"));
        batch.putRow(new RowKey("a\0", bytes("bc")), bytes("4"));
        batch.putRow(new RowKey("a", bytes("\0bc")), bytes("5"));
        store.commit(batch);
        assertThat(row("a", bytes("bc"))).hasValue("1");
        assertThat(row("ab", bytes("c"))).hasValue("2");
        assertThat(row("abc", bytes(""))).hasValue("3");
        assertThat(row("a\0", bytes("bc"))).hasValue("4");
        assertThat(row("a", bytes("\0bc"))).hasValue("5");
    }

    @Test
    void bucketKeys_inPages_giveEveryKeyOnceInOrder() throws Exception {
        var batch = new StoreBatch();
        var expected = new ArrayList<BucketKey>();
        for (int layer : new int[] {1, 2, 256, Integer.MAX_VALUE, -1}) {
            for (byte[] key : List.of(new byte[] {0}, new byte[] {'a'}, new byte[] {-1})) {
                for (long bucket : new long[] {-300, -1, 0, 1, 300}) {
                    expected.add(new BucketKey(layer, key, bucket));
                    batch.putBucket(expected.getLast(), bytes("x"));
                }
            }
        }
        store.commit(batch);
        for (int limit : new int[] {1, 2, 7, expected.size(), expected.size() + 1}) {
            var found = new ArrayList<BucketKey>();
            BucketKey after = BucketKey.FIRST;
            List<BucketKey> page = store.bucketKeys(after, limit);
            while (!page.isEmpty()) {
                assertThat(page).as("full unless last").hasSize(Math.min(limit, expected.size() - found.size()));
                found.addAll(page);
                after = page.getLast();
                page = store.bucketKeys(after, limit);
            }
            assertThat(found).as("pages of %s", limit).isEqualTo(expected);
        }
    }

    @Test
    void bucketKeys_afterAKeyThatIsGone_goOnBehindIt() throws Exception {
        putBuckets(1, 3);
        assertThat(store.bucketKeys(new BucketKey(1, KEY, 2), 10)).containsExactly(new BucketKey(1, KEY, 3));
        assertThat(store.bucketKeys(new BucketKey(1, KEY, 3), 10)).isEmpty();
    }

    @Test
    void view_whileALaterBatchIsCommitted_doesNotMove() throws Exception {
        putBuckets(1);
        CompletableFuture<Void> commit;
        try (StoreView view = store.view()) {
            commit = CompletableFuture.runAsync(() -> putBucketsUnchecked(1, 2));
            // A store may let commits wait for open views, so either the commit ends now or when the view is closed.
            endsWithin(commit, 300);
            assertThat(buckets(view, 1, KEY, Long.MIN_VALUE)).containsExactly("1=1");
            assertThat(buckets(view, 1, KEY, Long.MIN_VALUE)).as("again").containsExactly("1=1");
        }
        assertThat(endsWithin(commit, 20_000)).as("the commit ended").isTrue();
        assertThat(buckets(1, KEY, Long.MIN_VALUE)).containsExactly("1=1", "2=2");
    }

    @Test
    void view_whileBatchesAreCommitted_neverSeesPartOfOne() throws Exception {
        int commits = 300;
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= commits; i++) {
                commitEverywhere(i);
            }
        });
        int views = 0;
        while (!writer.isDone() || views == 0) {
            try (StoreView view = store.view()) {
                Optional<String> row = view.row("user", KEY).map(OnlineStoreContract::text);
                List<String> buckets = buckets(view, 1, KEY, Long.MIN_VALUE);
                List<String> expected =
                        row.map(value -> List.of("0=" + value, "1=" + value)).orElse(List.of());
                assertThat(buckets).as("buckets beside row %s", row).isEqualTo(expected);
                assertThat(view.metadata("m").map(OnlineStoreContract::text)).isEqualTo(row);
            }
            views++;
        }
        writer.get(20, TimeUnit.SECONDS);
        assertThat(row("user", KEY)).hasValue(Integer.toString(commits));
    }

    @Test
    void B083_reopen_afterCommits_keepsEverything() throws Exception {
        commitEverywhere(1);
        store = reopen(store);
        assertThat(buckets(1, KEY, Long.MIN_VALUE)).containsExactly("0=1", "1=1");
        assertThat(row("user", KEY)).hasValue("1");
        assertThat(metadata("m")).hasValue("1");
        assertThat(store.positions()).containsExactly(Map.entry(new SourcePartition("clicks", 0), 1L));
        commitEverywhere(2);
        assertThat(row("user", KEY)).hasValue("2");
    }

    @Test
    void B083_commit_largeBatch_isThereWholeAfterReopen() throws Exception {
        var batch = new StoreBatch();
        byte[] value = new byte[100];
        for (int i = 0; i < LARGE_BATCH_BUCKETS; i++) {
            batch.putBucket(new BucketKey(1, bytes("key " + i % 100), i / 100), value);
        }
        store.commit(batch);
        store = reopen(store);
        assertThat(store.bucketKeys(BucketKey.FIRST, Integer.MAX_VALUE))
                .hasSize(LARGE_BATCH_BUCKETS)
                .isSorted();
        assertThat(buckets(1, bytes("key 99"), 0)).hasSize(LARGE_BATCH_BUCKETS / 100);
    }

    @Test
    void B083_store_randomOperations_equalsItsTwin() throws Exception {
        Seed seed = Seed.current();
        Random random = seed.random();
        var batches = new RandomBatches(random);
        var twin = new StoreTwin();
        int operations = 0;
        while (operations < RANDOM_OPERATIONS) {
            var batch = new StoreBatch();
            for (int size = random.nextInt(40); size > 0; size--) {
                batches.addChange(batch);
                operations++;
            }
            store.commit(batch);
            twin.apply(batch);
            try (StoreView view = store.view()) {
                twin.assertSameBuckets(view, batches.bucketKey(), seed.toString());
                twin.assertSameRow(view, batches.rowKey(), seed.toString());
            }
            BucketKey after = batches.bucketKey();
            assertThat(store.bucketKeys(after, 5)).as(seed.toString()).isEqualTo(twin.keysAfter(after, 5));
            operations += 3;
            if (random.nextInt(150) == 0) {
                store = reopen(store);
                twin.assertSame(store, seed.toString());
            }
        }
        twin.assertSame(store, seed.toString());
    }

    private void commitEverywhere(int value) {
        byte[] bytes = bytes(Integer.toString(value));
        var batch = new StoreBatch();
        batch.putBucket(new BucketKey(1, KEY, 0), bytes);
        batch.putBucket(new BucketKey(1, KEY, 1), bytes);
        batch.putRow(new RowKey("user", KEY), bytes);
        batch.putMetadata("m", bytes);
        batch.putPosition(new SourcePartition("clicks", 0), value);
        try {
            store.commit(batch);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private void putBuckets(long... indexes) throws StoreException {
        var batch = new StoreBatch();
        for (long index : indexes) {
            batch.putBucket(new BucketKey(1, KEY, index), bytes(Long.toString(index)));
        }
        store.commit(batch);
    }

    private void putBucketsUnchecked(long... indexes) {
        try {
            putBuckets(indexes);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> buckets(int layer, byte[] key, long from) throws StoreException {
        try (StoreView view = store.view()) {
            return buckets(view, layer, key, from);
        }
    }

    private static List<String> buckets(StoreView view, int layer, byte[] key, long from) throws StoreException {
        var found = new ArrayList<String>();
        view.buckets(layer, key, from, (bucket, bytes) -> found.add(bucket + "=" + text(bytes)));
        return found;
    }

    private Optional<String> row(String namespace, byte[] key) throws StoreException {
        try (StoreView view = store.view()) {
            return view.row(namespace, key).map(OnlineStoreContract::text);
        }
    }

    private Optional<String> metadata(String name) throws StoreException {
        try (StoreView view = store.view()) {
            return view.metadata(name).map(OnlineStoreContract::text);
        }
    }

    private static boolean endsWithin(CompletableFuture<Void> future, long millis)
            throws InterruptedException, ExecutionException {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
