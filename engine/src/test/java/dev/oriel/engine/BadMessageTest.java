package dev.oriel.engine;

import static dev.oriel.api.StreamResolver.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.shop.Purchase_;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad message, whatever is wrong with it, is a dead letter; the one after it counts. */
final class BadMessageTest {
    private static final KafkaSource SOURCE = KafkaSource.named("s");
    private static final SourcePartition PARTITION = new SourcePartition("s", 0);
    private static final long NOW_MILLIS = Shop.START.toEpochMilli();

    /** A message whose note says how it is to misbehave. */
    record Message(
            String id, long userId, double amount, @Nullable String note) {
        Message {
            if ("asserts".equals(note)) {
                throw new AssertionError("amounts are positive");
            }
        }

        double checkedAmount() {
            String trouble = note == null ? "" : note;
            return switch (trouble) {
                case "recurses" -> deeper(1) + amount;
                case "throws" -> throw new IllegalStateException("no amount");
                case "misses" -> throw new NoClassDefFoundError("com/example/Tax");
                default -> amount;
            };
        }

        private static double deeper(double depth) {
            return depth < 0 ? depth : deeper(depth + 1) + 1;
        }
    }

    private final Ingest ingest = open(stream(Message.class, SOURCE)
            .output(Purchase_.id, Message::id)
            .output(Purchase_.userId, Message::userId)
            .output(Purchase_.amount, Message::checkedAmount));
    private long offset;

    private static Ingest open(StreamResolver resolver) {
        try {
            Catalog catalog = Catalog.of(
                    Shop.CATALOG.definitions(), List.of(new NamedResolver("R", "messages", "R.java", 1, resolver)));
            return Ingests.open(catalog, new MemoryStore(), EngineOptions.DEFAULTS);
        } catch (DefinitionException | StoreException e) {
            throw new AssertionError(e);
        }
    }

    private static String json(String note) {
        return "{\"id\":\"p\",\"user_id\":7,\"amount\":2.5,\"note\":\"" + note + "\"}";
    }

    private void send(Ingest to, long timeMillis, byte[] value) {
        try {
            to.apply(
                    new RecordBatch(PARTITION, offset, List.of(new SourceRecord(offset, timeMillis, value)), ++offset),
                    NOW_MILLIS);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private EngineStatus.SourceStatus sendThenGood(Ingest to, long timeMillis, String bad) throws StoreException {
        send(to, timeMillis, bad.getBytes(UTF_8));
        send(to, NOW_MILLIS, json("").getBytes(UTF_8));
        to.publish(NOW_MILLIS);
        to.commit(NOW_MILLIS);
        EngineStatus.SourceStatus status =
                Objects.requireNonNull(to.status().sources().get("s"));
        assertThat(status.records()).isEqualTo(2);
        assertThat(status.applied()).isEqualTo(1);
        assertThat(status.deadLetters()).isEqualTo(1);
        return status;
    }

    @ParameterizedTest
    @ValueSource(strings = {"asserts", "recurses", "throws"})
    void I5_userCodeThatFails_isADeadLetter_andTheNextMessageCounts(String trouble) throws StoreException {
        EngineStatus.SourceStatus status = sendThenGood(ingest, NOW_MILLIS, json(trouble));

        assertThat(status.samples().getFirst().reason())
                .containsAnyOf("amounts are positive", "StackOverflowError", "no amount");
    }

    @Test
    void userCodeWithoutAClassItNeeds_stopsIngest_sinceNoMessageIsToBlame() {
        assertThatThrownBy(() -> send(ingest, NOW_MILLIS, json("misses").getBytes(UTF_8)))
                .isInstanceOf(NoClassDefFoundError.class);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {Long.MAX_VALUE, Long.MIN_VALUE + 1, 1L << 53, (1L << 53) + 1, -(1L << 60), 1_711_886_400_000_000L})
    void I5_recordWithAnAbsurdTime_isADeadLetter_andDoesNotMoveTime(long timeMillis) throws StoreException {
        EngineStatus.SourceStatus status = sendThenGood(ingest, timeMillis, json(""));

        assertThat(status.samples().getFirst().reason()).contains("no time that can be kept");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, 1L << 53})
    void I5_messageWithAnAbsurdTimestamp_isADeadLetter(long timestampMillis) throws StoreException {
        Ingest timed = open(stream(Message.class, SOURCE)
                .timestamp(message -> Instant.ofEpochMilli("".equals(message.note()) ? NOW_MILLIS : timestampMillis))
                .output(Purchase_.id, Message::id)
                .output(Purchase_.userId, Message::userId)
                .output(Purchase_.amount, Message::amount));

        EngineStatus.SourceStatus status = sendThenGood(timed, NOW_MILLIS, json("absurd"));

        assertThat(status.samples().getFirst().reason()).contains("no time that can be kept");
    }

    @Test
    void I5_keyWithHalfACharacter_isADeadLetter_andIsNotTakenForAnother() throws StoreException {
        EngineStatus.SourceStatus status = sendThenGood(ingest, NOW_MILLIS, json("").replace("\"p\"", "\"p\\ud800\""));

        assertThat(status.samples().getFirst().reason()).contains("half a character at place 1");
    }

    @Test
    void sampleOfALongMessage_isShort_andWellFormed() throws StoreException {
        String bad = "{\"id\":\"" + "😀".repeat(100_000) + "\"";

        EngineStatus.Refusal sample =
                sendThenGood(ingest, NOW_MILLIS, bad).samples().getFirst();

        assertThat(sample.excerpt()).startsWith("{\"id\":\"😀😀").endsWith("…").hasSizeLessThan(125);
        assertThat(new String(sample.excerpt().getBytes(UTF_8), UTF_8)).isEqualTo(sample.excerpt());
    }

    @Test
    void reasonThatQuotesALongText_isShort_andWellFormed() throws StoreException {
        Ingest timed = open(stream(Message.class, SOURCE)
                .output(Purchase_.id, Message::id)
                .output(Purchase_.userId, Message::userId)
                .output(Purchase_.amount, message -> {
                    if ("".equals(message.note())) {
                        return message.amount();
                    }
                    throw new IllegalArgumentException("\ud83d" + message.note());
                }));

        EngineStatus.Refusal sample = sendThenGood(timed, NOW_MILLIS, json("x".repeat(10_000)))
                .samples()
                .getFirst();

        assertThat(sample.reason()).contains("IllegalArgumentException: ?xxx").hasSizeLessThan(510);
    }

    @Test
    void I5_randomBytes_areDeadLetters_whateverTheyAre() throws StoreException {
        long seed = Long.getLong("oriel.seed", 20261121L);
        var random = new Random(seed);
        byte[] good = json("a\\u00e9").getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            if (random.nextInt(4) == 0) {
                bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
            } else {
                for (int change = random.nextInt(1, 4); change > 0; change--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            try {
                send(ingest, NOW_MILLIS, bytes);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", message " + i + ": " + new String(bytes, UTF_8), e);
            }
        }
        ingest.publish(NOW_MILLIS);
        EngineStatus.SourceStatus status =
                Objects.requireNonNull(ingest.status().sources().get("s"));
        assertThat(status.records()).as("seed %s", seed).isEqualTo(20_000);
        assertThat(status.deadLetters()).as("seed %s", seed).isBetween(10_000L, 19_999L);
    }

    @Test
    void storedTextWithHalfACharacter_cannotBeAskedFor() {
        var shop = new Shop();
        Map<String, @Nullable Object> inputs = Map.of("purchase.id", "p\ud800");

        assertThat(shop.ask(inputs, Optional.empty(), "purchase.amount").errors())
                .extracting(error -> error.message())
                .singleElement()
                .asString()
                .contains("half a character");
    }

    @Test
    void messageThatWritesAFieldTwice_countsTheLast_alsoWhenItIsNull() {
        var shop = new Shop();
        String json = Shop.purchaseJson("p1", 7L, 5.0, 1, "ok", Shop.START.minusSeconds(1));
        shop.append("purchases", 0, json.replace("\"quantity\"", "\"amount\":null,\"quantity\""))
                .step();

        assertThat(shop.value("user.count_purchases_30d")).isEqualTo(1L);
        assertThat(shop.value("user.total_spend_30d")).isEqualTo(0.0);
    }

    @Test
    void queryWithOddNames_isAnsweredWithErrors_andNeverThrows() {
        long seed = Long.getLong("oriel.seed", 20261121L);
        var random = new Random(seed);
        var shop = new Shop();
        String[] parts = {
            "user",
            ".",
            "total_spend",
            "_30d",
            "[",
            "]",
            "(",
            "\"",
            "30d",
            "99999999999999999999d",
            "__",
            " ",
            "'",
            "\ud800",
            "_.",
            "1h1h",
            "infinity",
            "",
            "name",
            "purchases",
            "\u0000"
        };
        QueryEngine queries = shop.queries;
        for (int i = 0; i < 20_000; i++) {
            var name = new StringBuilder();
            for (int part = random.nextInt(6); part >= 0; part--) {
                name.append(parts[random.nextInt(parts.length)]);
            }
            String text = name.toString();
            try {
                queries.query(new QueryRequest(Shop.user(7), List.of(text), Optional.empty()));
                queries.query(new QueryRequest(Map.of(text, 1.0), List.of("user.id"), Optional.empty()));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": '" + text + "'", e);
            }
        }
        FeatureResult stillFine = Shop.only(shop.ask("user.total_spend_30d"));
        assertThat(stillFine.value()).isEqualTo(0.0);
    }
}
