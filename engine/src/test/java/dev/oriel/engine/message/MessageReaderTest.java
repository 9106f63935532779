package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.Named;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    record Mapped(Map<String, String> values) {}

    private static final String ORDER = "{\"order_id\":1,\"cust\":\"ada\",\"total\":2,\"paid\":true,"
            + "\"at\":\"2024-03-31T12:00:00+02:00\",\"card\":{\"last_four\":\"4242\",\"year\":2030},"
            + "\"others\":[{\"last_four\":\"1\"},{\"last_four\":\"2\",\"year\":null}],\"parts\":[1,2]}";

    private static Record read(Class<? extends Record> type, String json) throws RefusedException {
        return new MessageReader(type).read(json.getBytes(UTF_8));
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
        assertThatThrownBy(() -> new MessageReader(Mapped.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Mapped.values: a message cannot carry 'java.util.Map");
        assertThatThrownBy(() -> new MessageReader(Endless.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Endless.next: a message cannot carry itself");
        assertThatThrownBy(() -> new MessageReader(Twice.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Twice: two components are the field 'user_id'");
    }
}
