package dev.oriel.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.state.KeyCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A restart reads no key before somebody asks for it (P9). */
final class RestartTest {
    private static final SourcePartition PURCHASES = new SourcePartition("purchases", 0);
    private static final int PURCHASES_PER_USER = 3;
    private static final long ASKED_USER = 7;

    /** What a store was asked for. */
    private static final class ReadCounts extends ForwardingStore {
        private int otherKeys;
        private int buckets;
        private int rows;
        private int scans;

        ReadCounts(OnlineStore store) {
            super(store);
        }

        @Override
        public StoreView view() throws StoreException {
            return new View(super.view()) {
                @Override
                public void buckets(int layer, byte[] key, long fromBucket, BucketVisitor visitor)
                        throws StoreException {
                    otherKeys += Arrays.equals(key, KeyCodec.bytes(List.of(ASKED_USER))) ? 0 : 1;
                    super.buckets(layer, key, fromBucket, (bucket, state) -> {
                        buckets++;
                        visitor.bucket(bucket, state);
                    });
                }

                @Override
                public Optional<byte[]> row(String namespace, byte[] primaryKey) throws StoreException {
                    rows++;
                    return super.row(namespace, primaryKey);
                }
            };
        }

        @Override
        public List<BucketKey> bucketKeys(BucketKey after, int limit) throws StoreException {
            scans++;
            return super.bucketKeys(after, limit);
        }
    }

    @Test
    void B083_firstQueryAfterARestart_readsTheBucketsOfItsKeyAlone_howeverManyKeysThereAre() throws Exception {
        for (int users : new int[] {10, 3_000}) {
            MemoryStore store = storeOf(users);
            long bucketsOfTheUser = store.bucketKeys(BucketKey.FIRST, Integer.MAX_VALUE).stream()
                    .filter(key -> Arrays.equals(key.key(), KeyCodec.bytes(List.of(ASKED_USER))))
                    .count();
            var counts = new ReadCounts(store);

            Ingest ingest = Ingests.open(Shop.CATALOG, counts, EngineOptions.DEFAULTS);
            assertThat(counts.buckets + counts.rows + counts.scans + counts.otherKeys)
                    .as("read before anybody asks, of %s users", users)
                    .isZero();
            var queries = Ingests.queries(ingest, () -> Shop.START, EngineOptions.DEFAULTS);
            Object spent = Shop.only(queries.query(
                            new QueryRequest(Shop.user(ASKED_USER), List.of("user.total_spend_30d"), Optional.empty())))
                    .value();

            assertThat(spent).isEqualTo(2.0 * PURCHASES_PER_USER);
            assertThat(counts.otherKeys)
                    .as("other keys read, of %s users", users)
                    .isZero();
            assertThat(counts.buckets).as("buckets read, of %s users", users).isEqualTo((int) bucketsOfTheUser);
            assertThat(counts.rows + counts.scans).isZero();
            assertThat(ingest.access().published().keys())
                    .as("kept for the writer")
                    .isZero();
        }
    }

    private static MemoryStore storeOf(int users) throws StoreException {
        var store = new MemoryStore();
        Ingest ingest = Ingests.open(Shop.CATALOG, store, EngineOptions.DEFAULTS);
        var records = new ArrayList<SourceRecord>();
        LongStream.range(0, (long) users * PURCHASES_PER_USER).forEach(offset -> {
            String json = Shop.purchaseJson("p" + offset, offset % users, 2.0, 1, "ok", Shop.START);
            records.add(new SourceRecord(offset, Shop.START.toEpochMilli(), json.getBytes(UTF_8)));
        });
        ingest.apply(new RecordBatch(PURCHASES, 0, records, records.size()), 0);
        ingest.commit(0);
        return store;
    }
}
