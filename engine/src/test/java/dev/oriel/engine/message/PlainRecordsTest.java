package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.EpochTime;
import dev.oriel.api.Named;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast reader of records against the general one, which it must never differ from, and both against a slow one. */
final class PlainRecordsTest {
    enum Tier {
        BASIC,
        GOLD
    }

    record Purchase(
            String id,
            long userId,
            @Named("merchant") @Nullable String merchantId,
            double amount,
            @Nullable Integer count,
            boolean paid,
            Instant at) {}

    record Part(String name, @Nullable Short size) {}

    record Rich(
            @Nullable Purchase purchase,
            List<Part> parts,
            @Nullable Set<String> tags,
            @Nullable Map<String, Double> rates,
            double @Nullable [] place,
            @Nullable Float ratio,
            @Nullable BigDecimal price,
            @Nullable Duration took,
            @Nullable LocalDate day,
            @Nullable LocalTime opened,
            @Nullable Tier tier,
            byte @Nullable [] photo,

            @Nullable @EpochTime(EpochTime.Unit.MICROSECONDS)
            Instant seen,

            @Nullable List<List<Long>> grid) {}

    private static final RecordMessages PURCHASES = new RecordMessages(Purchase.class);
    private static final RecordMessages RICH = new RecordMessages(Rich.class);

    private int read;
    private int readPlain;
    private int judged;

    /** What became of one message: all three readers agree on it, the fast one unless it doubts. */
    private void check(Supplier<String> where, RecordMessages reader, Class<?> type, byte[] message) {
        String general = outcome(() -> reader.readGenerally(message));
        assertThat(outcome(() -> reader.read(message))).as(where).isEqualTo(general);
        String plain = outcome(() -> reader.readPlain(message));
        boolean refused = general.startsWith("refused");
        if (!plain.equals("null")) {
            assertThat(plain).as(where).isEqualTo(general);
            readPlain++;
        }
        read += refused ? 0 : 1;
        // Of a value that is refused, and another of its name after it, a tree knows the latter.
        if (!TreeReader.hasHugeFloat(message) && (!refused || !TreeReader.hasTwice(message))) {
            judged++;
            assertThat(refused ? "refused" : rounded(general))
                    .as(where)
                    .isEqualTo(TreeReader.read(type, message)
                            .map(value -> rounded(shown(value)))
                            .orElse("refused"));
        }
    }

    /** A tree keeps no sign of zero. */
    private static String rounded(String shown) {
        return shown.replace("-0.0", "0.0");
    }

    private interface Reading {
        @Nullable
        Object read() throws RefusedException;
    }

    private static String outcome(Reading reading) {
        try {
            return shown(reading.read());
        } catch (RefusedException e) {
            return "refused: " + e.getMessage();
        }
    }

    /** The value with the class of each of its parts, so that equal is the same. */
    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case double[] numbers -> "double[] " + Arrays.toString(numbers);
            case byte[] bytes -> "byte[] " + Arrays.toString(bytes);
            case Collection<?> items ->
                items.stream().map(PlainRecordsTest::shown).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Record record ->
                Arrays.stream(record.getClass().getRecordComponents())
                        .map(component -> shown(of(record, component)))
                        .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "(", ")"));
            default -> value.getClass().getSimpleName() + " " + value;
        };
    }

    private static @Nullable Object of(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the records of this test can be read and made", e);
        }
    }

    private static Supplier<String> where(long seed, int round, byte[] message) {
        return () -> "seed " + seed + ", round " + round + ": " + new String(message, UTF_8) + " "
                + Arrays.toString(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"t1\",\"user_id\":7,\"merchant\":\"m1\",\"amount\":12.5,\"count\":null,\"paid\":true,\"at\":\"2024-03-31T12:00:00Z\"}",
                " { \"at\" : \"2024-03-31T12:00:00.123456+02:00\" ,\n \"paid\" : false , \"amount\" : -3e5 , \"userId\" : -7 , \"id\" : \"\" } \n",
                "{\"id\":\"Zoë \\\"x\\\" \\u00e9\\ud83d\\ude00 €😀\",\"user_id\":9223372036854775807,\"amount\":0,\"paid\":true,\"at\":\"2024-02-29T23:59:59-11:30\"}",
                "{\"x\":{\"id\":[1,{\"a\":null},\"é\"],\"\":{}},\"id\":\"a\",\"user_id\":0,\"y\":[],\"amount\":1,\"paid\":true,\"at\":\"2024-03-31T12:00:00Z\",\"z\":-1.5E+9}",
                "{\"id\":\"a\",\"id\":\"b\",\"user_id\":0,\"amount\":0.1234567890123456789,\"paid\":true,\"at\":\"2024-03-31T12:00Z\"}",
            })
    void messages_asWritersWriteThem_areReadFast(String json) throws RefusedException {
        byte[] message = json.getBytes(UTF_8);
        check(() -> json, PURCHASES, Purchase.class, message);
        assertThat(readPlain).isEqualTo(1);
        assertThat(judged).isEqualTo(1);
        assertThat(PURCHASES.readPlain(message)).isEqualTo(PURCHASES.readGenerally(message));
    }

    @Test
    void messages_inEverySpelling_areReadAsByTheOtherReaders() {
        long seed = 20261121;
        var random = new Random(seed);
        var json = new RandomJson(random, 400);
        int rounds = 10_000;
        for (int round = 0; round < rounds; round++) {
            boolean rich = round % 2 == 0;
            byte[] message = json.object(rich ? Rich.class : Purchase.class).getBytes(UTF_8);
            check(where(seed, round, message), rich ? RICH : PURCHASES, rich ? Rich.class : Purchase.class, message);
        }
        assertThat(read).as("read of " + rounds).isGreaterThan(rounds / 2);
        // Few writers are as fond of escaped names and U+FFFD as this one, which the fast reader doubts.
        assertThat(readPlain).as("read fast, of " + read).isGreaterThan(read / 3);
        assertThat(judged).as("judged by the slow reader, of " + rounds).isGreaterThan(rounds * 4 / 5);
    }

    @Test
    void messages_spoiled_areReadOrRefusedAsByTheOtherReaders() {
        long seed = 20261122;
        var random = new Random(seed);
        var json = new RandomJson(random, 20);
        int rounds = 16_000;
        for (int round = 0; round < rounds; round++) {
            boolean rich = round % 2 == 0;
            byte[] message = json.spoiled(json.object(rich ? Rich.class : Purchase.class));
            check(where(seed, round, message), rich ? RICH : PURCHASES, rich ? Rich.class : Purchase.class, message);
        }
        assertThat(read).as("read of " + rounds).isBetween(rounds / 50, rounds / 2);
        assertThat(readPlain).as("read fast, of " + read).isGreaterThan(read / 3);
        assertThat(judged).as("judged by the slow reader, of " + rounds).isGreaterThan(rounds * 4 / 5);
    }

    @Test
    void bytes_ofAnyKind_areReadOrRefusedAsByTheOtherReaders() {
        long seed = 20261123;
        var random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            var message = new byte[random.nextInt(40)];
            for (int place = 0; place < message.length; place++) {
                message[place] = (byte)
                        (random.nextInt(4) == 0
                                ? random.nextInt(256)
                                : "{}{}\"\"\"::,id012eE+-.nultrefas[]\\ ".charAt(random.nextInt(32)));
            }
            check(where(seed, round, message), PURCHASES, Purchase.class, message);
        }
    }
}
