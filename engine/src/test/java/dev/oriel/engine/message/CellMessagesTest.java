package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.EpochTime;
import dev.oriel.api.FileSource;
import java.math.BigDecimal;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a row of CSV, which comes as a JSON object of spellings, is to the components of a record. */
final class CellMessagesTest {
    private static final FileSource ROWS = FileSource.of("rows", "rows.csv").format(FileSource.Format.CSV);
    private static final String[] ENDS = {"", "0", "1", "00", "123", "99999999999999999"};

    record Texts(String text, @Nullable String other) {}

    record Numbers(
            @Nullable Long whole,
            @Nullable Integer small,
            @Nullable Double broken,
            @Nullable BigDecimal exact,
            @Nullable Boolean truth,
            @Nullable Duration lasting,
            @EpochTime(EpochTime.Unit.SECONDS) @Nullable Instant at) {}

    record Others(
            @Nullable LocalDate day,
            @Nullable LocalTime hour,
            byte @Nullable [] bytes,
            @Nullable PosixFilePermission constant,
            @Nullable Instant at) {}

    private static <T> T read(Class<T> type, String json) throws RefusedException {
        return type.cast(MessageReader.of(type, ROWS).read(json.getBytes(UTF_8)));
    }

    private static String refusal(Class<?> type, String json) {
        try {
            return "taken: " + read(type, json);
        } catch (RefusedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "-0", "-0.50", "1e3", "true", "false", "12345678901234567890123"})
    void B142_text_ofACellThatLooksLikeSomethingElse_isItsCharacters(String cell) throws Exception {
        assertThat(read(Texts.class, "{\"text\":%s,\"other\":%s}".formatted(cell, cell)))
                .isEqualTo(new Texts(cell, cell));
        assertThat(read(Texts.class, "{\"text\":\"%s\",\"other\":null}".formatted(cell)))
                .isEqualTo(new Texts(cell, null));
    }

    @Test
    void B142_text_ofDigits_isReadWithoutTheGeneralParser() throws Exception {
        var reader = new RecordMessages(RecordShape.ofCells(Texts.class));
        assertThat(reader.readPlain("{\"text\":123,\"other\":true}".getBytes(UTF_8)))
                .isEqualTo(new Texts("123", "true"));
    }

    @Test
    void B142_text_ofEveryCellOfDigits_isTheSameQuotedOrNot_randomly() throws Exception {
        long seed = Long.getLong("oriel.seed", 20261121L);
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String cell = (random.nextBoolean() ? "-" : "") + (1 + random.nextInt(999)) + ENDS[random.nextInt(6)];
            assertThat(read(Texts.class, "{\"text\":" + cell + ",\"other\":\"" + cell + "\"}"))
                    .as("seed %s", seed)
                    .isEqualTo(new Texts(cell, cell));
            Numbers bare = read(Numbers.class, "{\"broken\":" + cell + ",\"exact\":" + cell + "}");
            Numbers quoted =
                    read(Numbers.class, "{\"broken\":\"" + cell + "\",\"exact\":\"0" + cell.replace("-", "") + "\"}");
            assertThat(quoted.broken())
                    .as("seed %s", seed)
                    .isEqualTo(bare.broken())
                    .isEqualTo(Double.valueOf(cell));
            assertThat(quoted.exact()).as("seed %s", seed).isEqualTo(new BigDecimal(cell).abs());
        }
    }

    @ParameterizedTest
    @CsvSource({"7,7", "007,7", "+7,7", "-07,-7", "0,0", "000,0"})
    void B142_number_ofACellOfCharacters_isParsed(String cell, long value) throws Exception {
        Numbers read = read(
                Numbers.class,
                "{\"whole\":\"%1$s\",\"small\":\"%1$s\",\"broken\":\"%1$s\",\"exact\":\"%1$s\",\"lasting\":\"%1$s\"}"
                        .formatted(cell));
        assertThat(read)
                .isEqualTo(new Numbers(
                        value,
                        (int) value,
                        (double) value,
                        BigDecimal.valueOf(value),
                        null,
                        Duration.ofSeconds(value),
                        null));
    }

    @Test
    void B142_cellsOfOtherKinds_areReadAsDeclared_quotedOrNot() throws Exception {
        assertThat(
                        read(
                                Numbers.class,
                                "{\"broken\":\".5\",\"exact\":\"1.\",\"truth\":\"true\",\"lasting\":\"1h\",\"at\":\"1711886400\"}"))
                .isEqualTo(new Numbers(
                        null,
                        null,
                        0.5,
                        BigDecimal.ONE,
                        true,
                        Duration.ofHours(1),
                        Instant.parse("2024-03-31T12:00:00Z")));
        Others others = read(
                Others.class,
                "{\"day\":\"2024-03-31\",\"hour\":\"17:30\",\"bytes\":1234,\"constant\":\"OWNER_READ\","
                        + "\"at\":\"2024-03-31T12:00:00Z\"}");
        assertThat(others.bytes()).isEqualTo(Base64.getDecoder().decode("1234"));
        assertThat(others.day()).isEqualTo("2024-03-31");
        assertThat(others.hour()).isEqualTo("17:30");
        assertThat(others.constant()).isEqualTo(PosixFilePermission.OWNER_READ);
        assertThat(others.at()).isEqualTo("2024-03-31T12:00:00Z");
    }

    @Test
    void B142_B125_cellThatIsNoneOfItsKind_isRefusedByName() {
        assertThat(refusal(Numbers.class, "{\"whole\":\"seven\"}")).isEqualTo("field 'whole' is text, not an integer");
        assertThat(refusal(Numbers.class, "{\"whole\":\" 7\"}")).isEqualTo("field 'whole' is text, not an integer");
        assertThat(refusal(Numbers.class, "{\"whole\":\"7.5\"}"))
                .isEqualTo("field 'whole' is a number, not an integer");
        assertThat(refusal(Numbers.class, "{\"whole\":\"\"}")).isEqualTo("field 'whole' is text, not an integer");
        assertThat(refusal(Numbers.class, "{\"truth\":\"yes\"}")).isEqualTo("field 'truth' is text, not true or false");
        assertThat(refusal(Numbers.class, "{\"whole\":\"9223372036854775808\"}"))
                .isEqualTo("field 'whole' exceeds the range of a 64-bit integer");
        assertThat(refusal(Others.class, "{\"day\":20240331}")).startsWith("field 'day' is '20240331', no date");
        assertThat(refusal(Others.class, "{\"at\":\"1711886400\"}")).contains("it looks like seconds");
        assertThat(refusal(Texts.class, "{\"text\":null}")).contains("field 'text' is missing or null");
    }

    @Test
    void messagesOfOtherSources_andMapsOfCsv_stayAsJsonHasThem() throws Exception {
        byte[] json = "{\"text\":123}".getBytes(UTF_8);
        assertThatThrownBy(() -> MessageReader.of(Texts.class, FileSource.of("rows", "rows.jsonl"))
                        .read(json))
                .isInstanceOf(RefusedException.class)
                .hasMessage("field 'text' is a number, not text");
        assertThat(MessageReader.of(Map.class, ROWS).read(json)).isEqualTo(Map.of("text", 123L));
    }
}
