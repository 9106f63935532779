package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.EpochTime;
import dev.oriel.api.EpochTime.Unit;
import dev.oriel.engine.port.SourceRecord;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as integers: in the unit that is declared, or in none that is known, or in another than was thought. */
final class EventTimesTest {
    record Times(
            @Nullable @EpochTime(Unit.SECONDS) Instant seconds,
            @Nullable @EpochTime(Unit.MILLISECONDS) Instant millis,
            @Nullable @EpochTime(Unit.MICROSECONDS) Instant micros,
            @Nullable @EpochTime(Unit.NANOSECONDS) Instant nanos,
            @Nullable Instant at,
            @Nullable List<Instant> all) {}

    record Counted(@EpochTime(Unit.SECONDS) long at) {}

    private static Times read(String json) throws RefusedException {
        return (Times) MessageReader.of(Times.class).read(json.getBytes(UTF_8));
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @Test
    void integer_inTheDeclaredUnit_isTheTime_andTextIsReadAllTheSame() throws RefusedException {
        Times times = read("{\"seconds\":1711843200,\"millis\":1711843200123,\"micros\":1711843200123456,"
                + "\"nanos\":1711843200123456789}");
        assertThat(times)
                .isEqualTo(new Times(
                        Instant.parse("2024-03-31T00:00:00Z"),
                        Instant.parse("2024-03-31T00:00:00.123Z"),
                        Instant.parse("2024-03-31T00:00:00.123456Z"),
                        Instant.parse("2024-03-31T00:00:00.123456789Z"),
                        null,
                        null));
        assertThat(read("{\"seconds\":\"2024-03-31T02:00:00+02:00\"}").seconds())
                .isEqualTo(Instant.parse("2024-03-31T00:00:00Z"));
        assertThat(read("{\"seconds\":31536000,\"nanos\":7258118399999999999}"))
                .isEqualTo(new Times(
                        Instant.parse("1971-01-01T00:00:00Z"),
                        null,
                        null,
                        Instant.parse("2199-12-31T23:59:59.999999999Z"),
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"at\":1711843200}          | field 'at' is '1711843200', an integer whose unit is not declared · it looks like seconds: mark the component with @EpochTime(EpochTime.Unit.SECONDS)",
                "{\"at\":1711843200000000000} | field 'at' is '1711843200000000000', an integer whose unit is not declared · it looks like nanoseconds: mark the component with @EpochTime(EpochTime.Unit.NANOSECONDS)",
                "{\"at\":5}                   | field 'at' is '5', an integer whose unit is not declared · mark the component with @EpochTime and the unit that it has",
                "{\"at\":1e10}                | field 'at' is a number, not a time, as text in ISO 8601 with a zone",
                "{\"at\":99999999999999999999} | field 'at' exceeds the range of a 64-bit integer",
                "{\"all\":[1711843200]}       | field 'all' is a number, not a time, as text in ISO 8601 with a zone",
                "{\"seconds\":1711843200000}  | field 'seconds' is '1711843200000', which in seconds is no time from 1971 to 2199 · it looks like milliseconds: declare @EpochTime(EpochTime.Unit.MILLISECONDS), or send seconds",
                "{\"nanos\":1711843200}       | field 'nanos' is '1711843200', which in nanoseconds is no time from 1971 to 2199 · it looks like seconds: declare @EpochTime(EpochTime.Unit.SECONDS), or send nanoseconds",
                "{\"millis\":0}               | field 'millis' is '0', which in milliseconds is no time from 1971 to 2199 · send milliseconds since 1970",
                "{\"millis\":-1711843200000}  | field 'millis' is '-1711843200000', which in milliseconds is no time from 1971 to 2199 · send milliseconds since 1970",
                "{\"micros\":31535999999999}  | field 'micros' is '31535999999999', which in microseconds is no time from 1971 to 2199 · send microseconds since 1970",
                "{\"seconds\":7258118400}     | field 'seconds' is '7258118400', which in seconds is no time from 1971 to 2199 · send seconds since 1970",
                "{\"seconds\":1711843200.5}   | field 'seconds' is a number, not a time, as an integer of seconds since 1970 or as text in ISO 8601 with a zone",
                "{\"seconds\":true}           | field 'seconds' is true or false, not a time, as an integer of seconds since 1970 or as text in ISO 8601 with a zone",
                "{\"seconds\":\"2024-03-31T00:00:00\"} | field 'seconds' is '2024-03-31T00:00:00', no time with a zone: write ISO 8601 such as 2024-03-31T00:00:00Z",
                "{\"at\":\"2024-03-31T00:00:00\"} | field 'at' is '2024-03-31T00:00:00', no time with a zone: write ISO 8601 such as 2024-03-31T00:00:00Z",
            })
    void time_thatIsNone_isRefusedWithTheUnitThatItLooksLike(String json, String reason) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(RefusedException.class)
                .hasMessage(reason);
    }

    @Test
    void unit_ofWhatIsNoTime_isRefusedWhenItIsLoaded() {
        assertThatThrownBy(() -> MessageReader.of(Counted.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Counted.at: @EpochTime is for a time, and this is a 'long' · declare it Instant, or drop @EpochTime");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "1711843200000, none",
                "1711843200, seconds",
                "1711843200000000, microseconds",
                "1711843200000000000, nanoseconds",
                "0, none",
                "-1711843200, none",
            })
    void likelyUnit_ofANumberTakenForMilliseconds_isTheOneThatItHas(long eventMillis, String unit) {
        assertThat(EventTimes.likelyUnit(eventMillis, millis("2026-11-21T00:00:00Z")))
                .isEqualTo(unit.equals("none") ? Optional.empty() : Optional.of(unit));
    }

    @Test
    void likelyUnit_ofATimeThatIsNearOrOfARecordWithoutOne_isNone() {
        long record = millis("2026-11-21T00:00:00Z");
        // Nine years late is late, and not in another unit.
        assertThat(EventTimes.likelyUnit(millis("2017-11-22T00:00:00Z"), record))
                .isEmpty();
        // In the first years after 1970 a time is near in milliseconds and in seconds: it is what it says.
        assertThat(EventTimes.likelyUnit(100_000, 100_000_000)).isEmpty();
        assertThat(EventTimes.likelyUnit(1_711_843_200, SourceRecord.TIME_UNKNOWN))
                .isEmpty();
        assertThat(EventTimes.likelyUnit(Long.MIN_VALUE / 1000, SourceRecord.TIME_UNKNOWN))
                .isEmpty();
        // Products and distances beyond a long are near nothing.
        assertThat(EventTimes.likelyUnit(Long.MAX_VALUE / 1000, Long.MIN_VALUE + 5))
                .isEmpty();
        assertThat(EventTimes.likelyUnit(18_446_744_073_709_551L + record / 1000, record))
                .isEmpty();
    }

    @Test
    void likelyUnit_ofRandomTimes_isThatOfExactArithmetic() {
        long seed = 20261121;
        var random = new Random(seed);
        var seen = new TreeMap<String, Integer>();
        for (int round = 0; round < 200_000; round++) {
            long record = random.nextInt(10) == 0 ? extreme(random) : random.nextLong(4_000_000_000_000L);
            long nearby = record / 1000 * 1000 + (long) (random.nextGaussian() * 4e11);
            long event = switch (random.nextInt(5)) {
                case 0 -> nearby;
                case 1 -> nearby / 1000;
                case 2 -> nearby * 1000;
                case 3 -> nearby * 1_000_000;
                default -> extreme(random);
            };
            Optional<String> expected = slowUnit(BigInteger.valueOf(event), BigInteger.valueOf(record));
            assertThat(EventTimes.likelyUnit(event, record))
                    .as("seed %d, round %d: event %d, record %d", seed, round, event, record)
                    .isEqualTo(expected);
            seen.merge(expected.orElse("none"), 1, Integer::sum);
        }
        assertThat(seen)
                .hasSize(4)
                .allSatisfy((unit, times) -> assertThat(times).isGreaterThan(1_000));
    }

    private static long extreme(Random random) {
        return random.nextLong() >> random.nextInt(64);
    }

    /** What the Javadoc says, in numbers without end. */
    private static Optional<String> slowUnit(BigInteger event, BigInteger record) {
        var thousand = BigInteger.valueOf(1000);
        if (record.equals(BigInteger.valueOf(SourceRecord.TIME_UNKNOWN)) || isNear(event, record)) {
            return Optional.empty();
        }
        if (isNear(event.multiply(thousand), record)) {
            return Optional.of("seconds");
        }
        if (isNear(event.divide(thousand), record)) {
            return Optional.of("microseconds");
        }
        return isNear(event.divide(thousand.pow(2)), record) ? Optional.of("nanoseconds") : Optional.empty();
    }

    private static boolean isNear(BigInteger time, BigInteger record) {
        return time.subtract(record).abs().compareTo(BigInteger.valueOf(315_360_000_000L)) <= 0;
    }

    @Test
    void unitOf_everyYear_isTheOneThatCounts() {
        Map<Unit, Long> perSecond = Map.of(
                Unit.SECONDS,
                1L,
                Unit.MILLISECONDS,
                1_000L,
                Unit.MICROSECONDS,
                1_000_000L,
                Unit.NANOSECONDS,
                1_000_000_000L);
        for (int year = 1960; year < 2260; year++) {
            long seconds = millis(year + "-01-01T00:00:00Z") / 1000;
            boolean honest = year >= 1971 && year < 2200;
            perSecond.forEach((unit, factor) -> {
                assertThat(EventTimes.isHonest(seconds * factor, unit)).isEqualTo(honest);
                if (honest) {
                    assertThat(EventTimes.unitOf(seconds * factor)).contains(unit);
                    assertThat(EventTimes.at(seconds * factor, unit)).isEqualTo(Instant.ofEpochSecond(seconds));
                }
            });
        }
    }
}
