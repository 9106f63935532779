package dev.oriel.engine;

import static dev.oriel.api.StreamResolver.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.check.NamedResolver;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.Workers;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.shop.PurchaseMessage;
import dev.oriel.engine.shop.Purchase_;
import dev.oriel.engine.shop.ShopResolvers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ingest stores does not depend on how many threads share its work. */
final class SharedWorkTest {
    private static final int PARTITIONS = 3;
    private static final int ROUNDS = 40;
    private static final int USERS = 400;
    private static final int ONE_ROUND_OF_MANY = 24_000;
    private static final Set<String> TAKE_BACK = Set.of(
            "id",
            "name",
            "city",
            "referrer_id",
            "referrer",
            "purchases",
            "total_spend",
            "count_purchases",
            "mean_purchase");

    /** A memory store that remembers what each commit changed, as text. */
    private static final class RememberingStore extends ForwardingStore {
        final List<Map<String, String>> commits = new ArrayList<>();

        RememberingStore() {
            super(new MemoryStore());
        }

        @Override
        public void commit(StoreBatch batch) throws StoreException {
            var changes = new TreeMap<String, String>();
            batch.forEachBucket((key, bytes) -> changes.put(
                    "bucket " + key.layer() + " " + hex(key.key()) + " " + key.bucket(),
                    bytes.map(SharedWorkTest::hex).orElse("removed")));
            batch.forEachEntry((key, bytes) -> changes.put(
                    "entry " + hex(key.bytes()), bytes.map(SharedWorkTest::hex).orElse("removed")));
            batch.forEachRow(
                    (key, bytes) -> changes.put("row " + key.namespace() + " " + hex(key.primaryKey()), hex(bytes)));
            batch.forEachMetadata((name, bytes) -> changes.put("metadata " + name, new String(bytes, UTF_8)));
            batch.forEachPosition((partition, next) -> changes.put("position " + partition, next.toString()));
            commits.add(changes);
            super.commit(batch);
        }
    }

    /** Ingest with some threads. */
    private static final class Host {
        final RememberingStore store = new RememberingStore();
        final Catalog catalog;
        final EngineOptions options;
        final Workers workers;
        Ingest ingest;

        Host(Catalog catalog, EngineOptions options, int threads) throws StoreException {
            this.catalog = catalog;
            this.options = options;
            this.workers = new Workers(threads);
            this.ingest = open(0);
        }

        Ingest open(long nowMillis) throws StoreException {
            return Ingest.open(Ingests.setup(catalog, store, options), workers, nowMillis);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The shop's purchases by a resolver that has a step in which order counts. */
    private static Catalog catalog(boolean upserts) throws Exception {
        var messages = stream(PurchaseMessage.class, ShopResolvers.PURCHASES).timestamp(PurchaseMessage::at);
        var ordered = upserts ? messages.upsert() : messages.deduplicate(PurchaseMessage::id, "30d");
        // What upsert replaces can be taken out of sums and counts only.
        Catalog shop = upserts
                ? Shop.withUser(features -> features.stream()
                        .filter(feature -> TAKE_BACK.contains(feature.name()))
                        .toList())
                : Shop.CATALOG;
        return Catalog.of(
                shop.definitions(),
                List.of(new NamedResolver(
                        "R",
                        "purchases",
                        "R.java",
                        1,
                        ordered.output(Purchase_.id, PurchaseMessage::id)
                                .output(Purchase_.userId, PurchaseMessage::userId)
                                .output(Purchase_.amount, PurchaseMessage::amount)
                                .output(Purchase_.quantity, PurchaseMessage::quantity)
                                .output(Purchase_.status, PurchaseMessage::status)
                                .output(
                                        Purchase_.refunded,
                                        message -> message.status().equals("refunded")))));
    }

    @ParameterizedTest(name = "seed {0}, upsert {1}, {2} threads, {3} keys in memory")
    @CsvSource({"1, true, 2, 200000", "2, false, 4, 200000", "3, true, 3, 50", "20261121, false, 8, 0"})
    void D11_randomStream_throughOneAndThroughManyThreads_storesTheSameBytes(
            long seed, boolean upserts, int threads, int keysInMemoryMax) throws Exception {
        EngineOptions options = EngineOptions.DEFAULTS.keysInMemoryMax(keysInMemoryMax);
        var one = new Host(catalog(upserts), options, 1);
        var many = new Host(catalog(upserts), options, threads);
        var random = new Random(seed);
        var nextOffsets = new long[PARTITIONS];
        long nowMillis = Shop.START.toEpochMilli();
        for (int round = 0; round < ROUNDS; round++) {
            nowMillis += random.nextInt(36 * 3_600_000);
            for (int polls = random.nextInt(4); polls > 0; polls--) {
                int partition = random.nextInt(PARTITIONS);
                int records = random.nextBoolean() ? random.nextInt(20) : random.nextInt(1_500);
                apply(batch(random, partition, nextOffsets, records, nowMillis), nowMillis, one, many);
            }
            boolean commits = random.nextInt(3) == 0;
            boolean crashes = random.nextInt(8) == 0;
            for (Host host : List.of(one, many)) {
                host.ingest.publish(nowMillis);
                if (commits || crashes) {
                    host.ingest.commit(nowMillis);
                }
                if (crashes) {
                    host.ingest = host.open(nowMillis);
                }
            }
        }
        check(seed, one, many, nowMillis);
    }

    @ParameterizedTest(name = "{0} threads, upsert {1}")
    @CsvSource({"2, false", "5, true"})
    void D11_moreRowsThanMayWait_beforeOnePublication_storeTheSameBytes(int threads, boolean upserts) throws Exception {
        var one = new Host(catalog(upserts), EngineOptions.DEFAULTS, 1);
        var many = new Host(catalog(upserts), EngineOptions.DEFAULTS, threads);
        long nowMillis = Shop.START.toEpochMilli();
        var nextOffsets = new long[PARTITIONS];
        var random = new Random(threads);
        for (int i = 0; i < 4; i++) {
            apply(batch(random, 0, nextOffsets, ONE_ROUND_OF_MANY, nowMillis), nowMillis, one, many);
        }
        check(threads, one, many, nowMillis);
    }

    private static void apply(RecordBatch batch, long nowMillis, Host... hosts) throws StoreException {
        for (Host host : hosts) {
            host.ingest.apply(batch, nowMillis);
        }
    }

    private static void check(long seed, Host one, Host many, long nowMillis) throws StoreException {
        for (Host host : List.of(one, many)) {
            host.ingest.commit(nowMillis);
            host.workers.close();
        }
        assertThat(many.ingest.status().sources())
                .as("seed %s", seed)
                .isEqualTo(one.ingest.status().sources());
        List<Map<String, String>> expected = one.store.commits;
        assertThat(expected.stream().mapToInt(Map::size).sum())
                .as("seed %s: there is something to compare", seed)
                .isGreaterThan(1_000);
        List<Map<String, String>> stored = many.store.commits;
        assertThat(stored).as("seed %s, commits", seed).hasSameSizeAs(expected);
        for (int commit = 0; commit < expected.size(); commit++) {
            assertThat(stored.get(commit))
                    .as("seed %s, commit %s", seed, commit)
                    .isEqualTo(expected.get(commit));
        }
    }

    /** Purchases: repeated, replaced, refunded, without a user, late, and no JSON at all. */
    private static RecordBatch batch(Random random, int partition, long[] nextOffsets, int records, long nowMillis) {
        var batch = new SourceRecord[records];
        long fromOffset = nextOffsets[partition];
        for (int i = 0; i < records; i++) {
            long user = random.nextBoolean() ? 7 : random.nextInt(USERS);
            long lateMillis = random.nextInt(5) == 0
                    ? (long) (random.nextDouble() * Duration.ofDays(120).toMillis())
                    : random.nextInt(60_000);
            Instant at = Instant.ofEpochMilli(nowMillis - lateMillis);
            String json = switch (random.nextInt(20)) {
                case 0 -> "{\"id\":";
                case 1 -> Shop.purchaseJson("n" + random.nextInt(), null, 1.0, 1, "ok", at);
                default ->
                    Shop.purchaseJson(
                            "p" + random.nextInt(20_000),
                            user,
                            random.nextDouble() * 1e16,
                            1,
                            random.nextInt(5) == 0 ? "refunded" : "ok",
                            at);
            };
            batch[i] = new SourceRecord(nextOffsets[partition]++, nowMillis, json.getBytes(UTF_8));
        }
        return new RecordBatch(
                new SourcePartition("purchases", partition), fromOffset, Arrays.asList(batch), nextOffsets[partition]);
    }
}
