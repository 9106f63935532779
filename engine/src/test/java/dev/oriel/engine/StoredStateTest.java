package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.state.KeyCodec;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ingest and queries make of a store that is slow, or holds what it should not. */
final class StoredStateTest {
    private static final SourcePartition PURCHASES = new SourcePartition("purchases", 0);

    /** A store during each read of which the writer publishes one more batch, as a slow one would see. */
    private static final class SlowStore extends ForwardingStore {
        private Runnable duringRead = () -> {};
        private int reads;

        SlowStore() {
            super(new MemoryStore());
        }

        @Override
        public StoreView view() throws StoreException {
            return new View(super.view()) {
                @Override
                public void buckets(int layer, byte[] key, long fromBucket, BucketVisitor visitor)
                        throws StoreException {
                    reads++;
                    assertThat(reads)
                            .as("a reader that reads the store again and again")
                            .isLessThan(1_000);
                    duringRead.run();
                    super.buckets(layer, key, fromBucket, visitor);
                }
            };
        }
    }

    private static SourceRecord purchase(long offset, long user) {
        String json = Shop.purchaseJson("p" + offset, user, 2.0, 1, "ok", Shop.START);
        return new SourceRecord(offset, Shop.START.toEpochMilli(), json.getBytes(StandardCharsets.UTF_8));
    }

    private static void apply(Ingest ingest, long offset, long user) {
        try {
            ingest.apply(new RecordBatch(PURCHASES, offset, List.of(purchase(offset, user)), offset + 1), 0);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private static void publish(Ingest ingest) {
        try {
            ingest.publish(0);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void queryOfAStoreSlowerThanTheWriter_readsItOnce_asOfTheBoundaryItBeganAt() throws Exception {
        var store = new SlowStore();
        var options = EngineOptions.DEFAULTS.keysInMemoryMax(1);
        Ingest ingest = Ingests.open(Shop.CATALOG, store, options);
        var queries = Ingests.queries(ingest, () -> Shop.START, options);
        apply(ingest, 0, 7);
        publish(ingest);
        ingest.commit(0);
        apply(ingest, 1, 8);
        publish(ingest);
        ingest.commit(0);
        long[] next = {2};
        store.reads = 0;
        store.duringRead = () -> {
            // Of a user that is in memory, so that the writer itself reads nothing.
            apply(ingest, next[0]++, 8);
            publish(ingest);
        };

        Answer answer =
                queries.query(new QueryRequest(Shop.user(7), List.of("user.total_spend_30d"), Optional.empty()));

        assertThat(Shop.only(answer).value()).isEqualTo(2.0);
        assertThat(store.reads).isEqualTo(Shop.CATALOG.layers().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing at all
                "03", // another version
                "02 00000001 0004 6e616d65 00000002 0000018e0f0e0000 00", // the second of two observations is missing
                "01 00000001", // one value, which is missing
                "01 00000001 0004 6e616d65 0000018e0f0e0000 05 7fffffff 61", // a text longer than the rest
                "01 00000001 0004 6e616d65 0000018e0f0e0000 05 ffffffff 61", // a text of negative length
                "01 00000001 0004 6e616d65 0000018e0f0e0000 09", // a value of unknown type
            })
    void rowThatCannotBeRead_failsTheQueryInWords_andStopsIngest(String hex) {
        var shop = new Shop();
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        var batch = new StoreBatch();
        batch.putRow(new RowKey("user", KeyCodec.bytes(List.of(7L))), bytes);
        shop.store.commit(batch);

        QueryError error = shop.ask("user.name").errors().getFirst();
        assertThat(error.code()).isEqualTo(QueryError.Code.INTERNAL_SERVER_ERROR);
        assertThat(error.message()).startsWith("online store: a row of 'user' cannot be read");

        String message = "{\"id\":7,\"name\":\"ada\",\"city\":null}";
        var record = new SourceRecord(0, Shop.START.toEpochMilli(), message.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() ->
                        shop.ingest.apply(new RecordBatch(new SourcePartition("users", 0), 0, List.of(record), 1), 0))
                .isInstanceOf(StoreException.class);
    }
}
