package dev.oriel.engine;

import static dev.oriel.api.StreamResolver.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.shop.Purchase_;
import dev.oriel.engine.shop.User_;
import dev.oriel.engine.state.PublishedState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything in one answer is from one batch boundary, while one writer goes on. */
final class ConcurrentReadersTest {
    private static final int USERS = 5;
    private static final int GROUPS = 4_000;
    private static final int READERS = 3;
    private static final KafkaSource SOURCE = KafkaSource.named("purchases");

    /** A purchase that also says how many its user has made with it. */
    record Message(String id, long userId, double amount, String soFar) {}

    /** One message makes a purchase and changes the row of its user. */
    private static Catalog catalog() throws Exception {
        return Catalog.of(
                Shop.CATALOG.definitions(),
                List.of(
                        new NamedResolver(
                                "R",
                                "purchases",
                                "R.java",
                                1,
                                stream(Message.class, SOURCE)
                                        .output(Purchase_.id, Message::id)
                                        .output(Purchase_.userId, Message::userId)
                                        .output(Purchase_.amount, Message::amount)
                                        .output(Purchase_.quantity, message -> 1L)),
                        new NamedResolver(
                                "R",
                                "users",
                                "R.java",
                                2,
                                stream(Message.class, SOURCE)
                                        .output(User_.id, Message::userId)
                                        .output(User_.name, Message::soFar))));
    }

    @ParameterizedTest
    @CsvSource({
        "200000, 65536", // everything stays in memory
        "200000, 5", // rows leave memory with every commit
        "1,      5", // and so do keys: readers and writer load them from the store
    })
    void everyAnswer_isOfOneBatchBoundary_andNeverGoesBack(int keysInMemoryMax, int commitRecordsMax) throws Exception {
        var source = new MemorySource("purchases");
        var options = EngineOptions.DEFAULTS.commitRecordsMax(commitRecordsMax).keysInMemoryMax(keysInMemoryMax);
        var asked = new Semaphore(0);
        var written = new CompletableFuture<Void>();
        try (Engine engine = Engine.open(catalog(), new MemoryStore(), List.of(source), () -> Shop.START, options);
                ExecutorService threads = Executors.newFixedThreadPool(READERS + 1)) {
            var readers = new ArrayList<Future<Integer>>();
            for (int reader = 0; reader < READERS; reader++) {
                readers.add(threads.submit(() -> readAll(engine, asked, written)));
            }
            Future<?> writer = threads.submit(() -> writeAll(source, asked, written));
            int boundaries = 0;
            for (Future<Integer> reader : readers) {
                boundaries += reader.get();
            }
            writer.get();
            // Each reader ends with an answer that has everything; before it there were many others.
            assertThat(boundaries).isGreaterThan(10 * READERS);
            assertThat(engine.status().failure()).isEmpty();
            assertThat(engine.status().records()).isEqualTo(2L * GROUPS);
        }
    }

    /** A group is two purchases of one user, of 1 and of 3: whole groups keep the sum at twice the count. */
    private static void writeAll(MemorySource source, Semaphore asked, CompletableFuture<Void> written) {
        var counts = new int[USERS];
        try {
            for (int group = 0; group < GROUPS; group++) {
                asked.acquireUninterruptibly();
                int user = group % USERS;
                source.append(
                        0,
                        Shop.START.toEpochMilli(),
                        List.of(message(user, 1.0, ++counts[user]), message(user, 3.0, ++counts[user])));
            }
        } finally {
            written.complete(null);
        }
    }

    private static byte[] message(int user, double amount, int soFar) {
        String json = "{\"id\":\"u" + user + "-" + soFar + "\",\"user_id\":" + user + ",\"amount\":" + amount
                + ",\"so_far\":\"" + soFar + "\"}";
        return json.getBytes(UTF_8);
    }

    /** Returns how many different boundaries it saw. */
    private static int readAll(Engine engine, Semaphore asked, CompletableFuture<Void> written) {
        var newest = new long[USERS];
        int boundaries = 0;
        int complete = 0;
        try {
            for (int query = 0; complete < USERS; query++) {
                int user = query % USERS;
                long count = check(engine.query(new QueryRequest(
                        Shop.user(user),
                        List.of(
                                "user.count_purchases",
                                "user.total_spend_30d",
                                "user.mean_purchase_90d",
                                "user.recent_quantity_1d",
                                "user.coarse_count_1d",
                                "user.name"),
                        Optional.empty())));
                assertThat(count).as("user %s goes back", user).isGreaterThanOrEqualTo(newest[user]);
                boundaries += count > newest[user] ? 1 : 0;
                newest[user] = count;
                asked.release();
                complete = written.isDone() && count == 2L * GROUPS / USERS ? complete + 1 : 0;
            }
        } finally {
            // A reader that fails must not leave the writer waiting for it.
            asked.release(GROUPS);
        }
        return boundaries;
    }

    private static long check(Answer answer) {
        assertThat(answer.errors()).isEmpty();
        Map<String, FeatureResult> byName = new HashMap<>();
        answer.results().forEach(result -> byName.put(result.fqn(), result));
        long count = (Long) value(byName, "user.count_purchases__2592000__");
        String context = "an answer with " + count + " purchases";
        assertThat(count % 2).as("%s is in the middle of a batch", context).isZero();
        assertThat(value(byName, "user.total_spend__2592000__")).as(context).isEqualTo(2.0 * count);
        assertThat(value(byName, "user.count_purchases__7776000__")).as(context).isEqualTo(count);
        assertThat(value(byName, "user.recent_quantity__86400__")).as(context).isEqualTo(count);
        assertThat(value(byName, "user.coarse_count__86400__")).as(context).isEqualTo(count);
        if (count > 0) {
            assertThat(value(byName, "user.mean_purchase__7776000__"))
                    .as(context)
                    .isEqualTo(2.0);
            assertThat(value(byName, "user.name")).as(context).isEqualTo(Long.toString(count));
        }
        return count;
    }

    private static Object value(Map<String, FeatureResult> results, String fqn) {
        return Objects.requireNonNull(
                Objects.requireNonNull(results.get(fqn), fqn).value(), fqn);
    }

    @Test
    void publish_whileAReaderReads_doesNotWaitForIt_andTheReaderReadsAgain() throws Exception {
        var state =
                new PublishedState(new PublishedState.HighWater(new long[] {Long.MIN_VALUE}, new long[0], new long[0]));
        var readings = new AtomicInteger();
        var closed = new AtomicInteger();
        record Reading(long highWaterMillis, Runnable onClose) implements PublishedState.Held {
            @Override
            public void close() {
                onClose.run();
            }
        }

        Reading reading = state.consistently(() -> {
            long before = state.highWater().layersMillis()[0];
            if (readings.incrementAndGet() == 1) {
                // The reader stands still in here for as long as the writer takes.
                CompletableFuture.runAsync(() -> state.publish(
                                new PublishedState.Changes(Map.of(), Map.of(), Map.of()),
                                new PublishedState.HighWater(new long[] {5}, new long[0], new long[0])))
                        .join();
            }
            return new Reading(before, closed::incrementAndGet);
        });

        assertThat(reading.highWaterMillis()).isEqualTo(5);
        assertThat(readings).hasValue(2);
        assertThat(closed).hasValue(1);
    }
}
