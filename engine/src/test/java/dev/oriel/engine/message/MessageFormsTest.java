package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are no records: text, bytes, and any JSON object. */
final class MessageFormsTest {
    private static final MessageReader TEXT = MessageReader.of(String.class);
    private static final MessageReader MAP = MessageReader.of(Map.class);

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String json) throws RefusedException {
        return (Map<String, Object>) MAP.read(json.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "ünïcode €", "😀", "\uFFFD stands for itself", "a\u0000b", "{\"a\":1}"})
    void text_isReadAsItIs(String text) throws RefusedException {
        assertThat(TEXT.read(text.getBytes(UTF_8))).isEqualTo(text);
    }

    @Test
    void text_thatIsNoUtf8_isRefusedByTheByteThatBreaksIt() {
        assertThatThrownBy(() -> TEXT.read(new byte[] {'a', (byte) 0xc3, (byte) 0xa4, (byte) 0xff, 'b'}))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the message is no text in UTF-8: byte 3 is '0xff', which begins no character");
        // A character that ends with the message, a surrogate as bytes, and a character spelled too long.
        for (byte[] bytes : List.of(
                new byte[] {(byte) 0xe2, (byte) 0x82},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xc0, (byte) 0xaf})) {
            assertThatThrownBy(() -> TEXT.read(bytes))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith("the message is no text in UTF-8: byte 0 is '0x");
        }
    }

    @Test
    void text_ofRandomBytes_isReadWhenAStrictDecoderReadsIt() throws RefusedException {
        long seed = 20261121;
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = randomBytes(random);
            String expected;
            try {
                expected = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                refused++;
                assertThatThrownBy(() -> TEXT.read(bytes))
                        .as("seed %d, round %d: %s", seed, round, Arrays.toString(bytes))
                        .isInstanceOf(RefusedException.class);
                continue;
            }
            assertThat(TEXT.read(bytes)).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
        assertThat(refused).as("refused of 20,000").isBetween(2_000, 18_000);
    }

    /** Characters of every length, every tenth byte of them replaced. */
    private static byte[] randomBytes(Random random) {
        var text = new StringBuilder();
        int[] lengths = {0x80, 0x800, 0x10000, 0x110000};
        for (int length = random.nextInt(6); length > 0; length--) {
            int codePoint = random.nextInt(lengths[random.nextInt(4)]);
            text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? 0xfffd : codePoint);
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        for (int place = 0; place < bytes.length; place++) {
            if (random.nextInt(10) == 0) {
                bytes[place] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }

    @Test
    void bytes_areTheGivenOnes() throws RefusedException {
        byte[] bytes = {(byte) 0xff, 0};
        assertThat(MessageReader.of(byte[].class).read(bytes)).isSameAs(bytes);
    }

    @Test
    void map_ofAnyObject_hasItsNamesInItsOrderAndUnmodifiableParts() throws RefusedException {
        Map<String, Object> map = map("""
                {"user_id": 7, "amount": 12.5, "paid": true, "note": null, "näme": "é\\u00e9", "card": {"last": "4", "x": null},
                 "parts": [1, "a", null, [false]], "most": 9223372036854775807, "more": 9223372036854775808, "Z": -0}""");

        assertThat(map.keySet().toArray())
                .containsExactly("user_id", "amount", "paid", "note", "näme", "card", "parts", "most", "more", "Z");
        assertThat(map.values().toArray())
                .containsExactly(
                        7L,
                        12.5,
                        true,
                        null,
                        "éé",
                        map.get("card"),
                        Arrays.asList(1L, "a", null, List.of(false)),
                        Long.MAX_VALUE,
                        new BigDecimal("9223372036854775808"),
                        0L);
        assertThat(map.get("card")).isInstanceOfSatisfying(Map.class, card -> {
            assertThat(card.keySet().toArray()).containsExactly("last", "x");
            assertThat(card.values().toArray()).containsExactly("4", null);
            assertThatThrownBy(card::clear).isInstanceOf(UnsupportedOperationException.class);
        });
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(map.get("parts"))
                .isInstanceOfSatisfying(
                        List.class,
                        parts -> assertThatThrownBy(parts::clear).isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void map_nameThatIsThereTwice_hasItsLastValue() throws RefusedException {
        assertThat(map("{\"a\":1,\"a\":\"x\"}").get("a")).isEqualTo("x");
        assertThat(map("{\"a\":1,\"a\":null}")).containsKey("a");
        assertThat(map("{\"a\":1,\"a\":null}").get("a")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "``                    | the message is empty",
                "[]                    | the message is no JSON object",
                "null                  | the message is no JSON object",
                "{} 1                  | more follows after the JSON object",
                "{\"a\":{\"b\":1e999}} | field 'a.b' exceeds the range of a float",
                "{\"a\":[1e999]}       | field 'a' exceeds the range of a float",
                "{\"a\":01}            | not JSON: Invalid numeric value",
                "{\"a\":1              | not JSON: Unexpected end-of-input",
            })
    void map_ofWhatIsNoObject_isRefused(String json, String reason) {
        assertThatThrownBy(() -> map(json)).isInstanceOf(RefusedException.class).hasMessageStartingWith(reason);
    }

    @Test
    void map_hasTheLimitsOfRecords() throws RefusedException {
        assertThat(map("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}")).containsKey("a");
        assertThatThrownBy(() -> map("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nesting depth");
        assertThat(map("{\"a\":" + "9".repeat(400) + "}").get("a")).isEqualTo(new BigDecimal("9".repeat(400)));
        assertThatThrownBy(() -> map("{\"a\":" + "9".repeat(401) + "}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Number value length");
    }

    @Test
    void messageOfAnotherClass_isRefusedWhenItIsLoaded() {
        assertThatThrownBy(() -> MessageReader.of(List.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no message is read into 'java.util.List' · known are records, String, byte[] and, by streamMaps,"
                                + " Map · declare a record of its fields");
    }
}
