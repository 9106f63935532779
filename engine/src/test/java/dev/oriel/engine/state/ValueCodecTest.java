package dev.oriel.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.definition.FeatureType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValueCodecTest {
    private static byte[] bytes(@Nullable Object value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ValueCodec.write(new DataOutputStream(bytes), value);
        return bytes.toByteArray();
    }

    private static @Nullable Object value(byte[] bytes) throws IOException {
        return ValueCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void value_ofAnyType_comesBackAsItWas_andEqualOnesHaveEqualBytes() throws IOException {
        for (long seed = 0; seed < 2000; seed++) {
            var values = new TypedValues(new Random(seed));
            FeatureType type = values.type(3);
            Object value = FeatureValues.normalise(values.given(type), type);
            byte[] bytes = bytes(value);
            Object read = value(bytes);

            assertThat(read)
                    .as("seed %s, %s", seed, type.word())
                    .usingRecursiveComparison()
                    .isEqualTo(value);
            assertThat(ValueOrder.NATURAL.compare(value, read == null ? "null" : read))
                    .isZero();
            assertThat(bytes(read)).as("seed %s", seed).isEqualTo(bytes);
            assertThat(bytes(FeatureValues.normalise(value, type)))
                    .as("seed %s", seed)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void value_cutShortOrChanged_isRefusedOrAnotherValue_andNeverAnyOtherError() throws IOException {
        var random = new Random(7);
        for (long seed = 0; seed < 500; seed++) {
            var values = new TypedValues(new Random(seed));
            FeatureType type = values.type(3);
            byte[] bytes = bytes(FeatureValues.normalise(values.given(type), type));
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatThrownBy(() -> value(cut)).as("seed %s", seed).isInstanceOf(IOException.class);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                // Whatever other value it is, it is one that can be written.
                assertThat(bytes(value(bytes))).isNotEmpty();
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "07 7fffffffffffffff            | a date or time that there is not",
                "08 7fffffff                    | a date or time that there is not",
                "0a 00000001 00000000           | a decimal of 0 bytes and scale 1",
                "0a 7fffffff 00000001 01        | a decimal of 1 bytes and scale 2147483647",
                "0b 7fffffff 01                 | bytes: 2147483647, with 1 bytes left",
                "0c 7fffffff 00                 | a list of items: 2147483647, with 1 bytes left",
                "0d 00000002 3ff0000000000000   | a vector of numbers: 2, with 8 bytes left",
                "0d 40000000 3ff0000000000000   | a vector of numbers: 1073741824, with 8 bytes left",
                "0e 00000002 00000001 61 00     | a struct of fields: 2, with 6 bytes left",
                "05 ffffffff 61                 | a text of bytes: -1, with 1 bytes left",
                "0f                             | a value of unknown type 15",
            })
    void corruptBytes_areRefused_withoutAllocatingWhatTheyClaim(String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThatThrownBy(() -> value(bytes)).isInstanceOf(IOException.class).hasMessageStartingWith(message);
    }

    @Test
    void lists_thatNestWithoutEnd_areRefused() {
        byte[] bytes = HexFormat.of().parseHex("0c00000001".repeat(10_000) + "00");

        assertThatThrownBy(() -> value(bytes)).isInstanceOf(IOException.class).hasMessageContaining("nested deeper");
    }

    @Test
    void bytes_ofEachForm_areWhatEarlierVersionsWrote() throws IOException {
        assertThat(HexFormat.of().formatHex(bytes(LocalDate.EPOCH))).isEqualTo("070000000000000000");
        assertThat(HexFormat.of().formatHex(bytes(LocalTime.of(0, 0, 1)))).isEqualTo("08000003e8");
        assertThat(HexFormat.of().formatHex(bytes(Duration.ofMillis(-1)))).isEqualTo("09ffffffffffffffff");
        assertThat(HexFormat.of().formatHex(bytes(new byte[] {1}))).isEqualTo("0b0000000101");
        assertThat(HexFormat.of().formatHex(bytes(List.of(true)))).isEqualTo("0c0000000104");
    }
}
