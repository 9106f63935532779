package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.Named;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.FeatureType.Field;
import dev.oriel.api.definition.FeatureType.ListOf;
import dev.oriel.api.definition.FeatureType.Scalar;
import dev.oriel.api.definition.FeatureType.Struct;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.port.SqlEngine.Column;
import dev.oriel.engine.state.FeatureValues;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MessageTableTest {
    enum Tier {
        BASIC,
        GOLD
    }

    record Card(String lastFour, @Nullable Integer year) {}

    record Purchase(
            long userId,
            int count,
            @Nullable Short year,
            float ratio,
            @Nullable Double total,
            boolean paid,
            @Named("cust") String customer,
            Instant at,
            LocalDate day,
            LocalTime opened,
            Duration took,
            BigDecimal price,
            byte[] photo,
            @Nullable Tier tier,
            List<Card> cards,
            Set<String> tags,
            double @Nullable [] place,
            Map<String, Long> counts,
            @Nullable Card card) {}

    record Linked(URI link) {}

    record Endless(@Nullable Endless next) {}

    record Alike(long userId, @Named("USER_ID") long other) {}

    record Empty() {}

    record Made(String name, Double ratio, List<@Nullable String> tags) {}

    private static final FeatureType CARD = new Struct(
            Card.class.getCanonicalName(),
            List.of(
                    new Field("last_four", "lastFour", new Scalar(ScalarType.TEXT), false),
                    new Field("year", "year", new Scalar(ScalarType.LONG), true)));

    private static Column scalar(String name, ScalarType type, boolean nullable) {
        return new Column(name, new Scalar(type), nullable);
    }

    @Test
    void columns_ofARecord_haveWireNamesTypesAndWhetherTheyMayBeNull() {
        assertThat(MessageTable.columns(Purchase.class))
                .containsExactly(
                        scalar("user_id", ScalarType.LONG, false),
                        scalar("count", ScalarType.LONG, false),
                        scalar("year", ScalarType.LONG, true),
                        scalar("ratio", ScalarType.DOUBLE, false),
                        scalar("total", ScalarType.DOUBLE, true),
                        scalar("paid", ScalarType.BOOLEAN, false),
                        scalar("cust", ScalarType.TEXT, false),
                        scalar("at", ScalarType.TIME, false),
                        scalar("day", ScalarType.DATE, false),
                        scalar("opened", ScalarType.TIME_OF_DAY, false),
                        scalar("took", ScalarType.DURATION, false),
                        scalar("price", ScalarType.DECIMAL, false),
                        scalar("photo", ScalarType.BYTES, false),
                        new Column(
                                "tier",
                                new FeatureType.Enumeration(Tier.class.getCanonicalName(), List.of("BASIC", "GOLD")),
                                true),
                        new Column("cards", new ListOf(CARD), false),
                        new Column("tags", new ListOf(new Scalar(ScalarType.TEXT)), false),
                        new Column("place", new ListOf(new Scalar(ScalarType.DOUBLE)), true),
                        new Column(
                                "counts",
                                new ListOf(new Struct(
                                        "java.util.Map.Entry",
                                        List.of(
                                                new Field("key", "key", new Scalar(ScalarType.TEXT), false),
                                                new Field("value", "value", new Scalar(ScalarType.LONG), false)))),
                                false),
                        new Column("card", CARD, true));
    }

    @Test
    void columns_ofTextAndOfBytes_areTheMessage() {
        assertThat(MessageTable.columns(String.class)).containsExactly(scalar("message", ScalarType.TEXT, false));
        assertThat(MessageTable.columns(byte[].class)).containsExactly(scalar("message", ScalarType.BYTES, false));
        var texts = new MessageTable(String.class, List.of("a", "b"));
        assertThat(texts.count()).isEqualTo(2);
        assertThat(texts.value(0, 1)).isEqualTo("b");
        assertThat(new MessageTable(byte[].class, List.of(new byte[] {7})).value(0, 0))
                .isEqualTo(new byte[] {7});
    }

    @Test
    void columns_ofWhatSqlCannotRead_areRefusedWithWhatToDeclare() {
        assertThatThrownBy(() -> MessageTable.columns(Map.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "neither SQL nor expressions read messages of 'java.util.Map', whose fields are not known before they"
                                + " come · known are records, String and byte[] · declare a record of the fields that are"
                                + " read");
        assertThatThrownBy(() -> MessageTable.columns(URI.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "neither SQL nor expressions read messages of 'java.net.URI' · known are records");
        assertThatThrownBy(() -> MessageTable.columns(Linked.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Linked.link: neither SQL nor expressions read 'java.net.URI' · known are long, int");
        assertThatThrownBy(() -> MessageTable.columns(Endless.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Endless.next: a message cannot carry itself");
        assertThatThrownBy(() -> MessageTable.columns(Alike.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Alike: the components 'userId' and 'other' are one column to SQL, 'USER_ID' · give one of"
                        + " them another name, with @Named");
        assertThatThrownBy(() -> MessageTable.columns(Empty.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Empty: SQL and expressions read the components of a message, and it has none");
    }

    @Test
    void values_ofAMessage_haveTheFormsOfTheEngine() throws RefusedException {
        Object purchase = MessageReader.of(Purchase.class).read("""
                {"user_id": 7, "count": 3, "year": 2024, "ratio": 0.5, "total": null, "paid": true, "cust": "ada",
                 "at": "2024-03-31T12:00:00.123456+02:00", "day": "2024-02-29", "opened": "17:30:00.5009", "took": "90m",
                 "price": 12.50, "photo": "AQID", "tier": "GOLD", "cards": [{"last_four": "1"}], "tags": ["b", "a", "b"],
                 "place": [1, 2.5], "counts": {"x": 1}, "card": {"last_four": "2", "year": 2030}}""".getBytes(UTF_8));
        var table = new MessageTable(Purchase.class, List.of(purchase));

        var first = new LinkedHashMap<String, @Nullable Object>();
        first.put("last_four", "1");
        first.put("year", null);
        @Nullable
        Object[] expected = {
            7L,
            3L,
            2024L,
            0.5,
            null,
            true,
            "ada",
            Instant.parse("2024-03-31T10:00:00.123Z"),
            LocalDate.of(2024, 2, 29),
            LocalTime.parse("17:30:00.500"),
            Duration.ofMinutes(90),
            new BigDecimal("12.5"),
            new byte[] {1, 2, 3},
            "GOLD",
            List.of(first),
            List.of("a", "b"),
            List.of(1.0, 2.5),
            List.of(Map.of("key", "x", "value", 1L)),
            Map.of("last_four", "2", "year", 2030L)
        };
        for (int column = 0; column < expected.length; column++) {
            assertThat(table.value(column, 0))
                    .as(MessageTable.columns(Purchase.class).get(column).name())
                    .isEqualTo(expected[column]);
        }
    }

    @Test
    void values_ofRandomMessages_areThoseThatFeaturesOfTheColumnTypesHave() throws ReflectiveOperationException {
        long seed = 20261121;
        var random = new Random(seed);
        List<Purchase> messages =
                random.ints(500).mapToObj(each -> purchase(random)).toList();
        var table = new MessageTable(Purchase.class, messages);
        List<Column> columns = MessageTable.columns(Purchase.class);
        assertThat(table.count()).isEqualTo(500);
        for (int message = 0; message < 500; message++) {
            for (int column = 0; column < columns.size(); column++) {
                Object value = Purchase.class
                        .getRecordComponents()[column]
                        .getAccessor()
                        .invoke(messages.get(message));
                if (value instanceof Map<?, ?> map) {
                    value = map.entrySet().stream()
                            .map(entry -> Map.of("key", entry.getKey(), "value", entry.getValue()))
                            .toList();
                }
                Object expected = value == null
                        ? null
                        : FeatureValues.normalise(value, columns.get(column).type());
                assertThat(table.value(column, message))
                        .as("seed %d, message %d, %s", seed, message, columns.get(column))
                        .isEqualTo(expected);
            }
        }
    }

    private static Purchase purchase(Random random) {
        var tags = new LinkedHashSet<String>();
        var counts = new LinkedHashMap<String, Long>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.add(text(random));
            counts.put(text(random), random.nextLong());
        }
        return new Purchase(
                random.nextLong(),
                random.nextInt(),
                random.nextBoolean() ? null : (short) random.nextInt(),
                random.nextFloat(),
                random.nextBoolean() ? null : random.nextGaussian(),
                random.nextBoolean(),
                text(random),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                LocalDate.ofEpochDay(random.nextInt(100_000)),
                LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L)),
                Duration.ofNanos(random.nextLong()),
                BigDecimal.valueOf(random.nextLong(), random.nextInt(20)),
                text(random).getBytes(UTF_8),
                random.nextBoolean() ? null : Tier.values()[random.nextInt(2)],
                List.of(new Card(text(random), null), new Card("", random.nextInt())),
                tags,
                random.nextBoolean() ? null : random.doubles(3).toArray(),
                counts,
                random.nextBoolean() ? null : new Card(text(random), random.nextInt()));
    }

    private static String text(Random random) {
        return Integer.toString(random.nextInt(100_000), 36);
    }

    @Test
    void value_thatUserCodeMadeAndItsClassDoesNotAllow_isRefusedByTheComponent() {
        var table = new MessageTable(
                Made.class,
                List.of(
                        new Made("a", Double.NaN, List.of()),
                        new Made(nothing(), 1.0, Arrays.asList("a", null)),
                        new Made("a\ud800", 1.0, List.of())));
        assertThatThrownBy(() -> table.value(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Made.ratio: 'NaN' is no finite number");
        assertThatThrownBy(() -> table.value(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Made.name is null, and is not nullable");
        assertThatThrownBy(() -> table.value(2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Made.tags: an item of it is null");
        assertThatThrownBy(() -> table.value(0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Made.name: the text has half a character at place 1");
    }

    /** What user code that nobody checks for null hands on. */
    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }
}
