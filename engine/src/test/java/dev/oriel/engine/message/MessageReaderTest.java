package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.Named;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageReaderTest {
    record Card(String lastFour, @Nullable Integer year) {}

    record Order(
            long orderId,
            @Named("cust") String customer,
            @Nullable Double total,
            boolean paid,
            Instant at,
            Card card,
            List<Card> others,
            List<Long> parts) {}

    record Loose(
            @Nullable Long orderId,
            @Nullable Integer small,
            @Nullable Card card,
            @Nullable List<Long> parts) {}

    record Positive(long amount) {
        Positive {
            if (amount < 0) {
                throw new IllegalArgumentException("amount is negative");
            }
        }
    }

    record Endless(@Nullable Endless next) {}

    record Twice(String userId, String user_id) {}

    record Mapped(Map<Long, String> values) {}

    enum Tier {
        BASIC,
        GOLD
    }

    record Everything(
            Tier tier,
            LocalDate day,
            LocalTime at,
            Duration took,
            BigDecimal price,
            byte[] photo,
            Set<String> tags,
            Map<String, List<Tier>> tiers,
            double[] place,
            float[] near,
            float ratio,
            short year,
            Card[] cards) {}

    record Any(
            @Nullable Tier tier,
            @Nullable LocalDate day,
            @Nullable LocalTime at,
            @Nullable Duration took,
            @Nullable BigDecimal price,
            byte @Nullable [] photo,
            @Nullable Set<String> tags,
            @Nullable Map<String, Long> counts,
            double @Nullable [] place,
            @Nullable Float ratio,
            @Nullable Short year) {}

    private static final String ORDER = "{\"order_id\":1,\"cust\":\"ada\",\"total\":2,\"paid\":true,"
            + "\"at\":\"2024-03-31T12:00:00+02:00\",\"card\":{\"last_four\":\"4242\",\"year\":2030},"
            + "\"others\":[{\"last_four\":\"1\"},{\"last_four\":\"2\",\"year\":null}],\"parts\":[1,2]}";

    private static Record read(Class<? extends Record> type, String json) throws RefusedException {
        return (Record) MessageReader.of(type).read(json.getBytes(UTF_8));
    }

    private static Loose loose(String json) throws RefusedException {
        return (Loose) read(Loose.class, json);
    }

    @Test
    void message_withNestedRecordsListsNamesAndTimes_isRead() throws RefusedException {
        assertThat(read(Order.class, ORDER))
                .isEqualTo(new Order(
                        1,
                        "ada",
                        2.0,
                        true,
                        Instant.parse("2024-03-31T10:00:00Z"),
                        new Card("4242", 2030),
                        List.of(new Card("1", null), new Card("2", null)),
                        List.of(1L, 2L)));
    }

    @Test
    void message_withEveryType_isRead() throws RefusedException {
        var read = (Everything) read(Everything.class, """
                {"tier": "GOLD", "day": "2024-02-29", "at": "17:30:00", "took": "1h30m", "price": 12.50,
                 "photo": "AQID", "tags": ["b", "a", "b"], "tiers": {"x": ["GOLD"], "y": []}, "place": [1, 2.5],
                 "near": [0.1], "ratio": 0.1, "year": 2024, "cards": [{"last_four": "4242"}]}""");

        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(new Everything(
                        Tier.GOLD,
                        LocalDate.of(2024, 2, 29),
                        LocalTime.of(17, 30),
                        Duration.ofMinutes(90),
                        new BigDecimal("12.50"),
                        new byte[] {1, 2, 3},
                        Set.of("a", "b"),
                        Map.of("x", List.of(Tier.GOLD), "y", List.of()),
                        new double[] {1, 2.5},
                        new float[] {0.1f},
                        0.1f,
                        (short) 2024,
                        new Card[] {new Card("4242", null)}));
        assertThat(read.tags()).containsExactly("b", "a");
        assertThatThrownBy(() -> read.tags().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void durationAndDecimal_areReadInEachSpelling() throws RefusedException {
        for (String spelling : List.of("5400", "5400.0", "\"PT1H30M\"", "\"90m\"")) {
            var read = (Any) read(Any.class, "{\"took\":" + spelling + "}");
            assertThat(read.took()).isEqualTo(Duration.ofMinutes(90));
        }
        for (String spelling : List.of("12.5", "\"12.5\"", "125e-1")) {
            var read = (Any) read(Any.class, "{\"price\":" + spelling + "}");
            assertThat(read.price()).isEqualByComparingTo("12.5");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tier\":\"GOLDD\"} | field 'tier' is 'GOLDD', no constant of Tier; did you mean 'GOLD'?",
                "{\"tier\":1}           | field 'tier' is a number, not a constant of Tier, as text",
                "{\"day\":\"31.3.\"}    | field 'day' is '31.3.', no date: write ISO 8601 such as 2024-03-31",
                "{\"at\":\"5 pm\"}      | field 'at' is '5 pm', no time of day: write ISO 8601 such as 17:30:00",
                "{\"took\":\"soon\"}    | field 'took' is 'soon', no duration: write for example 1h30m, PT1H30M, or",
                "{\"took\":1e300}       | field 'took' is '1.0E300' seconds, too long for a duration",
                "{\"price\":\"a\"}      | field 'price' is 'a', no decimal: write digits, such as 12.50, at most",
                "{\"price\":true}       | field 'price' is true or false, not a number",
                "{\"photo\":\"%\"}      | field 'photo' is '%', no base64, such as 'AQID'",
                "{\"tags\":[null]}      | field 'tags' has a null among its items",
                "{\"counts\":{\"a\":null}} | field 'counts.a' is null",
                "{\"counts\":{\"a\":\"b\"}} | field 'counts.a' is text, not an integer",
                "{\"counts\":[]}        | field 'counts' is a list, not an object",
                "{\"place\":[1,\"2\"]}  | field 'place' is text, not a number",
                "{\"ratio\":1e39}       | field 'ratio' exceeds the range of a 32-bit float",
                "{\"year\":32768}       | field 'year' exceeds the range of a 16-bit integer",
            })
    void wrongValue_ofARicherType_isRefusedByTheNameOfItsField(String json, String reason) {
        assertThatThrownBy(() -> read(Any.class, json))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void field_isFoundByItsWireNameOrItsJavaName_andANamedOneByThatNameAlone() throws RefusedException {
        assertThat(loose("{\"orderId\":5}").orderId()).isEqualTo(5);
        assertThat(loose("{\"order_id\":5}").orderId()).isEqualTo(5);
        assertThatThrownBy(() -> read(Order.class, ORDER.replace("\"cust\"", "\"customer\"")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("field 'cust' is missing or null, and is not nullable");
    }

    @Test
    void unknownFields_ofAnyShape_areIgnored() throws RefusedException {
        assertThat(loose("{\"a\":{\"order_id\":9,\"b\":[1,{}]},\"order_id\":5,\"c\":[[]],\"d\":1e999}")
                        .orderId())
                .isEqualTo(5);
    }

    @Test
    void fieldThatIsThereTwice_hasItsLastValue() throws RefusedException {
        assertThat(loose("{\"order_id\":1,\"orderId\":2}").orderId()).isEqualTo(2);
        assertThat(loose("{\"order_id\":1,\"order_id\":null}").orderId()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"order_id\":1.0}                | field 'order_id' is a number, not an integer",
                "{\"order_id\":true}               | field 'order_id' is true or false, not an integer",
                "{\"small\":2147483648}            | field 'small' exceeds the range of a 32-bit integer",
                "{\"card\":{\"year\":1}}           | field 'card.last_four' is missing or null, and is not nullable",
                "{\"card\":[]}                     | field 'card' is a list, not an object",
                "{\"parts\":[1,null]}              | field 'parts' has a null among its items",
                "{\"parts\":[1,\"2\"]}             | field 'parts' is text, not an integer",
                "{\"parts\":{}}                    | field 'parts' is an object, not a list",
                "{} {}                             | more follows after the JSON object",
                "{\"parts\":[1                     | not JSON",
                "{\"order_id\":01}                 | not JSON",
                "{\"order_id\":NaN}                | not JSON",
            })
    void wrongValue_isRefusedByTheNameOfItsField(String json, String reason) {
        assertThatThrownBy(() -> loose(json))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void nesting_is64DeepAtMost_alsoInFieldsThatAreIgnored() throws RefusedException {
        assertThat(loose("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}").orderId())
                .isNull();
        assertThatThrownBy(() -> loose("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nesting depth");
    }

    @Test
    void constructorThatRefuses_isTheReason() {
        assertThatThrownBy(() -> read(Positive.class, "{\"amount\":-1}"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("Positive refuses it: amount is negative");
    }

    @Test
    void messageClassThatCannotBeRead_isRefusedWhenItIsLoaded() {
        assertThatThrownBy(() -> MessageReader.of(Mapped.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Mapped.values: a message cannot carry 'java.util.Map");
        assertThatThrownBy(() -> MessageReader.of(Endless.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Endless.next: a message cannot carry itself");
        assertThatThrownBy(() -> MessageReader.of(Twice.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Twice: two components are the field 'user_id'");
    }
}
