package dev.oriel.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.FeatureType.Field;
import dev.oriel.api.definition.FeatureType.ListOf;
import dev.oriel.api.definition.FeatureType.Struct;
import dev.oriel.api.definition.FeatureType.VectorOf;
import dev.oriel.api.definition.ScalarType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeatureValuesTest {
    private static final FeatureType LONGS = new ListOf(scalar(ScalarType.LONG));
    private static final FeatureType TIER =
            new FeatureType.Enumeration(Tier.class.getName(), List.of("BASIC", "SILVER", "GOLD"));
    private static final Struct ADDRESS = new Struct(
            Address.class.getName(),
            List.of(
                    new Field("post_code", "postCode", scalar(ScalarType.TEXT), false),
                    new Field("floors", "floors", LONGS, true),
                    new Field("place", "place", new VectorOf(2), false)));

    private enum Tier {
        BASIC,
        SILVER,
        GOLD {
            @Override
            public String toString() {
                return "the best";
            }
        }
    }

    private record Address(String postCode, @Nullable List<Integer> floors, float[] place) {}

    private record Broken(String postCode, @Nullable List<Integer> floors, float[] place) {
        @Override
        @SuppressWarnings("UnusedMethod") // normalise calls it
        public String postCode() {
            throw new IllegalStateException("no post here");
        }
    }

    private static FeatureType scalar(ScalarType type) {
        return new FeatureType.Scalar(type);
    }

    private static Object value(Object given, FeatureType type) {
        return FeatureValues.normalise(given, type);
    }

    private static void assertRefused(Object given, FeatureType type, String message) {
        assertThatThrownBy(() -> value(given, type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void enumeration_isTheNameOfItsConstant_fromTheConstantOrItsText() {
        assertThat(value(Tier.GOLD, TIER)).isEqualTo("GOLD");
        assertThat(value("SILVER", TIER)).isEqualTo("SILVER");
        assertRefused("GOLDD", TIER, "'GOLDD' is no constant of Tier; did you mean 'GOLD'?");
        assertRefused("PLATINUM", TIER, "'PLATINUM' is no constant of Tier; known are BASIC, GOLD, SILVER");
        assertRefused(2L, TIER, "'2' is a number, not text");
    }

    @Test
    void list_isReadFromCollectionsAndArrays_andTellsWhichItemIsWrong() {
        assertThat(value(List.of(3, 1.0, 3L), LONGS)).isEqualTo(List.of(3L, 1L, 3L));
        assertThat(value(new int[] {2, 1}, LONGS)).isEqualTo(List.of(2L, 1L));
        assertThat(value(new String[] {"b"}, new ListOf(scalar(ScalarType.TEXT))))
                .isEqualTo(List.of("b"));
        assertRefused(Arrays.asList(1L, null), LONGS, "item [1]: it is null: lists hold no nulls");
        assertRefused(List.of(1L, "x"), LONGS, "item [1]: 'x' is text, not integer");
        assertRefused(
                List.of(List.of(), List.of("x")), new ListOf(LONGS), "item [1]: item [0]: 'x' is text, not integer");
        assertRefused("1", LONGS, "'1' is text, not list of integer");
        assertRefused(new byte[1], LONGS, "the value is byte[], not list of integer");
        assertRefused(Map.of(), LONGS, "the value is an object, not list of integer");
        assertRefused(List.of(), scalar(ScalarType.LONG), "the value is a list, not integer");
    }

    @Test
    void set_isAListInTheOrderOfItsValues_soThatEqualSetsAreEqual() {
        assertThat(value(new LinkedHashSet<>(List.of(10, 9, 10.0, -1)), LONGS)).isEqualTo(List.of(-1L, 9L, 10L));
        assertThat(value(Set.of(Tier.GOLD, Tier.BASIC), new ListOf(TIER))).isEqualTo(List.of("BASIC", "GOLD"));
        assertThat(value(new LinkedHashSet<>(List.of(List.of(2), List.of(1, 5), List.of(1))), new ListOf(LONGS)))
                .isEqualTo(List.of(List.of(1L), List.of(1L, 5L), List.of(2L)));
    }

    @Test
    void vector_hasExactlySoManyFiniteNumbers() {
        var type = new VectorOf(2);
        assertThat((double[]) value(new float[] {1.5f, 2}, type)).containsExactly(1.5, 2);
        assertThat((double[]) value(List.of(1, 2.5), type)).containsExactly(1, 2.5);
        double[] given = {1, 2};
        assertThat(value(given, type)).isNotSameAs(given).isEqualTo(given);
        assertRefused(new double[3], type, "it has 3 numbers, a vector of 2 is wanted");
        assertRefused(List.of(1.0), type, "it has 1 numbers, a vector of 2 is wanted");
        assertRefused(new double[] {0, Double.NaN}, type, "item [1]: 'NaN' is no finite number");
        assertRefused(List.of(1, "2"), type, "item [1]: it is '2', not a number");
        assertRefused(Arrays.asList(null, 2), type, "item [0]: it is null, not a number");
        assertRefused("1,2", type, "'1,2' is text, not vector of 2");
    }

    @Test
    void struct_isAMapInDeclaredOrder_fromARecordOrAnObject() {
        var expected = new LinkedHashMap<String, @Nullable Object>();
        expected.put("post_code", "AB1");
        expected.put("floors", List.of(0L, 2L));
        expected.put("place", new double[] {1, 2});

        Object ofRecord = value(new Address("AB1", List.of(0, 2), new float[] {1, 2}), ADDRESS);
        Object ofMap = value(Map.of("place", List.of(1, 2), "floors", List.of(0, 2), "postCode", "AB1"), ADDRESS);

        assertThat(ofRecord).usingRecursiveComparison().isEqualTo(expected);
        assertThat(ofMap).usingRecursiveComparison().isEqualTo(expected);
        assertThat(((Map<?, ?>) ofMap).keySet().toArray()).containsExactly("post_code", "floors", "place");
        assertThat(((Map<?, ?>) value(new Address("AB1", null, new float[2]), ADDRESS)).get("floors"))
                .isNull();
    }

    @Test
    void struct_withAPartThatIsWrong_isRefusedByTheNameOfThePart() {
        assertRefused(Map.of("post_code", "AB1"), ADDRESS, "field 'place': it is missing or null, and is not nullable");
        assertRefused(
                Map.of("post_code", "AB1", "place", List.of(1)),
                ADDRESS,
                "field 'place': it has 1 numbers, a vector of 2 is wanted");
        assertRefused(
                Map.of("postcode", "AB1"),
                ADDRESS,
                "no field 'postcode' in struct (post_code, floors, place); did you mean 'post_code'?");
        assertRefused(
                Map.of("post_code", "AB1", "postCode", "AB1"),
                ADDRESS,
                "field 'post_code': it is given twice, also as 'postCode': keep one of them");
        assertRefused(List.of(), ADDRESS, "the value is a list, not struct (post_code, floors, place)");
        record Other(String postCode) {}
        assertRefused(new Other("AB1"), ADDRESS, "the value is Other, not struct (post_code, floors, place)");
        assertRefused(
                new Broken("AB1", null, new float[2]),
                ADDRESS,
                "Broken.postCode() throws java.lang.IllegalStateException: no post here");
    }

    @Test
    void decimal_losesItsTrailingZeros_andEqualOnesAreOneKey() {
        FeatureType type = scalar(ScalarType.DECIMAL);
        for (Object one : List.of(new BigDecimal("1.00"), "1.0", 1, 1L, 1.0, 1f, "1e0", "100e-2")) {
            assertThat(value(one, type)).isEqualTo(new BigDecimal("1"));
            assertThat(KeyCodec.bytes(List.of(value(one, type)))).isEqualTo(KeyCodec.bytes(List.of(BigDecimal.ONE)));
        }
        assertThat(value(0.1f, type)).isEqualTo(new BigDecimal("0.1"));
        assertThat(value(0.1, type)).isEqualTo(new BigDecimal("0.1"));
        assertThat(value(new BigDecimal("1200"), type)).isEqualTo(new BigDecimal("1.2e3"));
        assertThat(value("0." + "0".repeat(999) + "1", type)).isEqualTo(new BigDecimal("1e-1000"));
        assertRefused(
                "1e1000",
                type,
                "'1e1000' has more digits than the 1000 before and after the point that a decimal may have");
        assertThatThrownBy(() -> value("9".repeat(5000), type))
                .hasMessage("'" + "9".repeat(100)
                        + "…' is no decimal: write digits, such as '12.50', at most 1000 before and after the point");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1h30m       | PT1H30M",
                "PT0.5S      | PT0.5S",
                "-PT1.0009S  | PT-1S",
                "90          | PT1M30S",
            })
    void duration_isReadInBothSpellings(String given, Duration expected) {
        assertThat(value(given, scalar(ScalarType.DURATION))).isEqualTo(expected);
    }

    @Test
    void duration_ofANumber_isThatManySeconds_andOfWholeMilliseconds() {
        FeatureType type = scalar(ScalarType.DURATION);
        assertThat(value(1.5, type)).isEqualTo(Duration.ofMillis(1500));
        assertThat(value(-3L, type)).isEqualTo(Duration.ofSeconds(-3));
        assertThat(value(Duration.ofNanos(1_999_999), type)).isEqualTo(Duration.ofMillis(1));
        assertRefused(
                Duration.ofSeconds(Long.MAX_VALUE),
                type,
                "'PT2562047788015215H30M7S' is no duration: it exceeds what milliseconds can count");
        assertRefused(1e300, type, "'1.0E300' is no duration: it exceeds what milliseconds can count");
        assertRefused("soon", type, "'soon' is no duration: write a duration, such as 1h30m");
    }

    @Test
    void timesAndDates_areOfWholeMilliseconds_andTellHowToWriteThem() {
        assertThat(value(LocalTime.of(1, 2, 3, 4_999_999), scalar(ScalarType.TIME_OF_DAY)))
                .isEqualTo(LocalTime.of(1, 2, 3, 4_000_000));
        assertThat(value("2024-02-29", scalar(ScalarType.DATE))).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(value(Instant.ofEpochSecond(0, 1_999_999), scalar(ScalarType.TIME)))
                .isEqualTo(Instant.ofEpochMilli(1));
        assertRefused(
                "2023-02-29", scalar(ScalarType.DATE), "'2023-02-29' is no date: write ISO 8601, such as 2024-03-31");
        assertRefused(LocalDate.EPOCH, scalar(ScalarType.TIME), "'1970-01-01' is a date, not time");
        assertRefused("%%", scalar(ScalarType.BYTES), "'%%' is no bytes: write base64, such as 'AQID'");
    }

    @Test
    void bytes_areCopied_soThatNobodyElseChangesThem() {
        byte[] given = {1, 2};
        byte[] kept = (byte[]) value(given, scalar(ScalarType.BYTES));
        given[0] = 9;
        assertThat(kept).containsExactly(1, 2);
        assertThat((byte[]) value("AQI=", scalar(ScalarType.BYTES))).containsExactly(1, 2);
    }

    @Test
    void listsAndStructs_cannotBeChanged() {
        assertThatThrownBy(() -> ((List<?>) value(List.of(1), LONGS)).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        Map<?, ?> struct = (Map<?, ?>) value(new Address("AB1", Collections.emptyList(), new float[2]), ADDRESS);
        assertThatThrownBy(struct::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
