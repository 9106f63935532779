package dev.oriel.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionFunction;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.FunctionCall;
import dev.oriel.api.expression.Node;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every function of the registry, by examples whose values follow from its documentation. */
final class FunctionsTest {
    private static final Instant TIME = Instant.parse("2024-02-29T13:14:15.016Z");
    private static final Map<String, FeatureType> TYPES = new LinkedHashMap<>();
    private static final Map<String, @Nullable Object> ROW = new HashMap<>();

    static {
        column("none", scalar(ScalarType.LONG), null);
        column("no_float", scalar(ScalarType.DOUBLE), null);
        column("no_text", scalar(ScalarType.TEXT), null);
        column("no_truth", scalar(ScalarType.BOOLEAN), null);
        column("max", scalar(ScalarType.LONG), Long.MAX_VALUE);
        column("min", scalar(ScalarType.LONG), Long.MIN_VALUE);
        column("three", scalar(ScalarType.LONG), 3L);
        column("half", scalar(ScalarType.DOUBLE), 0.5);
        column("yes", scalar(ScalarType.BOOLEAN), true);
        column("text", scalar(ScalarType.TEXT), "Hé😀lo");
        column("at", scalar(ScalarType.TIME), TIME);
        column("day", scalar(ScalarType.DATE), LocalDate.of(2024, 2, 29));
        column("took", scalar(ScalarType.DURATION), Duration.ofMillis(5_400_250));
        column("price", scalar(ScalarType.DECIMAL), new BigDecimal("12.5"));
        column("tags", new FeatureType.ListOf(scalar(ScalarType.TEXT)), List.of("a", "b"));
        column("counts", new FeatureType.ListOf(scalar(ScalarType.LONG)), List.of(1L, 2L));
        column("v", new FeatureType.VectorOf(2), new double[] {3, 4});
        column("w", new FeatureType.VectorOf(2), new double[] {4, 3});
        column("zero", new FeatureType.VectorOf(2), new double[2]);
        column("tier", new FeatureType.Enumeration("Tier", List.of("BASIC", "GOLD")), "GOLD");
        column(
                "home",
                new FeatureType.Struct(
                        "Home",
                        List.of(
                                new FeatureType.Field("lat", "lat", scalar(ScalarType.DOUBLE), false),
                                new FeatureType.Field("note", "note", scalar(ScalarType.TEXT), true))),
                home());
    }

    private static Map<String, @Nullable Object> home() {
        var home = new HashMap<String, @Nullable Object>();
        home.put("lat", 1.5);
        home.put("note", null);
        return home;
    }

    private static FeatureType scalar(ScalarType type) {
        return new FeatureType.Scalar(type);
    }

    private static void column(String name, FeatureType type, @Nullable Object value) {
        TYPES.put(name, type);
        ROW.put(name, value);
    }

    static @Nullable Object value(String expression) {
        ExpressionPlan plan = ExpressionPlan.of(
                ExpressionParser.parse(expression).node(),
                input -> TYPES.getOrDefault(input.name(), scalar(ScalarType.LONG)));
        return plan.value((input, into) -> into.set(0, ROW.get(input.name())));
    }

    /** {@code expression => value}, one a line. */
    static List<String> examples() {
        return EXAMPLES.lines().filter(line -> !line.isBlank()).toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void function_ofAnExample_hasItsValue(String example) {
        String[] sides = example.split(" => ", -1);

        assertThat(String.valueOf(value(sides[0]))).as(sides[0]).isEqualTo(sides[1]);
    }

    @Test
    void everyFunction_ofTheRegistry_isPlannedByAnExample() {
        Set<ExpressionFunction> missing = EnumSet.allOf(ExpressionFunction.class);
        examples()
                .forEach(example -> removeCalled(
                        ExpressionParser.parse(example.substring(0, example.indexOf(" => ")))
                                .node(),
                        missing));

        assertThat(missing).isEmpty();
    }

    private static void removeCalled(Node node, Set<ExpressionFunction> missing) {
        if (node instanceof Node.Call call) {
            FunctionCall.of(call).ifPresent(function -> {
                missing.remove(function.function());
                function.arguments().forEach(argument -> removeCalled(argument, missing));
            });
        }
        node.children().forEach(child -> removeCalled(child, missing));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "F.abs(_.min)",
                "F.negate(_.min)",
                "_.max ** 2",
                "2 ** 63",
                "1 << 63",
                "_.max << 1",
                "F.exp(1000)",
                "1e200 ** 2.0",
                "F.cast(1e19, 'int')",
                "F.cosh(1000)",
                "F.degrees(1e308)",
                "F.if_then_else(_.max + 1 > 0, 1, 2)",
                "F.coalesce(_.none, _.max + 1)",
                "F.is_null(_.max + 1)",
                "F.lower(F.cast(_.max * 2, 'str'))",
                "F.date_trunc(F.cast(F.cast('-999999999-01-01', 'date'), 'time'), 'day')"
            })
    void result_outsideItsRange_isAnError(String expression) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("exceeds the range of");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "F.if_then_else(True, 1, _.max + 1)",
                "F.if_then_else(_.no_truth, _.max + 1, 1)",
                "F.coalesce(1, _.max + 1)",
                "F.when(_.yes).then(1).when(_.max * 2 > 0).then(2).otherwise(_.max + 1)",
            })
    void branch_thatIsNotTaken_mayFail(String expression) {
        assertThat(value(expression)).isEqualTo(1L);
    }

    private static final String EXAMPLES = """
            F.if_then_else(_.three > 2, 'a', 'b') => a
            _.if_then_else(_.no_truth, 1, 2.5) => 2.5
            F.when(_.half > 1).then(1).when(_.half > 0).then(2).otherwise(3) => 2
            F.when(_.half > 1).then(1) => null
            F.if_then_else(_.yes, None, 1) => null
            F.coalesce(_.none, _.no_float, _.three) => 3.0
            F.coalesce(_.none, None) => null
            F.is_null(_.none) => true
            F.is_null(_.three) => false
            F.is_not_null(_.none) => false
            F.distinct_from(_.none, _.three) => true
            F.distinct_from(_.none, _.none) => false
            F.distinct_from(_.three, 3.0) => false
            F.cast(_.half, 'int') => 0
            F.cast(-1.9, int) => -1
            F.cast('12', int) => 12
            F.cast(' -7 ', int) => -7
            F.cast('1.5', int) => null
            F.cast('1e3', float) => 1000.0
            F.cast('0x1p3', float) => null
            F.cast('NaN', float) => null
            F.cast(_.price, float) => 12.5
            F.cast(_.price, str) => 12.5
            F.cast(_.three, float) => 3.0
            F.cast(_.half, str) => 0.5
            F.cast(_.yes, int) => 1
            F.cast(_.yes, str) => true
            F.cast('TRUE', bool) => true
            F.cast('yes', bool) => null
            F.cast(_.at, date) => 2024-02-29
            F.cast(_.day, datetime) => 2024-02-29T00:00:00Z
            F.cast(_.day, str) => 2024-02-29
            F.cast('2024-02-30', date) => null
            F.and_(_.yes, True, _.no_truth) => null
            F.and_(_.no_truth, False) => false
            F.or_(_.no_truth, _.yes) => true
            F.not_(_.yes) => false
            F.eq(_.three, 3.0) => true
            F.neq(_.tier, 'GOLD') => false
            F.lt(_.price, 12.51) => true
            F.lte(_.at, _.at) => true
            F.gt(_.took, F.duration('90m')) => true
            F.gte(_.none, 1) => null
            F.in_(_.tier, ['BASIC', 'GOLD']) => true
            _.three in [1, 2] => false
            _.three in [2.5, 3.0] => true
            'b' in _.tags => true
            _.none in [1] => null
            F.between(_.three, 1, 3.0) => true
            F.between(_.three, 4, _.none) => null
            F.abs(-3) => 3
            F.abs(-0.5) => 0.5
            F.negate(_.half) => -0.5
            F.sign(-7) => -1
            F.sign(0.25) => 1.0
            F.ceil(1.2) => 2.0
            F.ceil(_.three) => 3
            F.floor(-1.2) => -2.0
            F.truncate(-1.7) => -1.0
            F.round(2.5) => 3.0
            F.round(-2.5) => -3.0
            F.round(2.675, 2) => 2.68
            F.round(_.three, 2) => 3
            F.bankers_round(2.5) => 2.0
            F.bankers_round(0.125, 2) => 0.12
            F.sqrt(16) => 4.0
            F.sqrt(-1) => null
            F.cbrt(-8) => -2.0
            F.exp(0) => 1.0
            F.ln(1) => 0.0
            F.ln(0) => null
            F.log(8, 2) => 3.0
            F.log(100, 10) => 2.0
            F.log(8, 1) => null
            F.log2(8) => 3.0
            F.log10(1000) => 3.0
            F.pow(2, 10) => 1024
            F.pow(2, -1) => 0.5
            F.pow(0, -1) => null
            F.pow(-8, 0.5) => null
            -2 ** 2 => -4
            F.mod(-7, 3) => 2
            F.mod(7, 0) => null
            F.clamp(5, 1, 3) => 3
            F.clamp(0.5, 1, 3) => 1.0
            F.clamp(2, 3, 1) => 3
            F.greatest(1, 2.5, 2) => 2.5
            F.greatest(1, _.none) => null
            F.least(_.three, 2) => 2
            F.least(_.at, _.at) => 2024-02-29T13:14:15.016Z
            F.degrees(F.pi()) => 180.0
            F.radians(180) => 3.141592653589793
            F.sin(0) => 0.0
            F.cos(0) => 1.0
            F.tan(0) => 0.0
            F.asin(2) => null
            F.asin(0) => 0.0
            F.acos(1) => 0.0
            F.atan(0) => 0.0
            F.atan2(0, 1) => 0.0
            F.cosh(0) => 1.0
            F.tanh(0) => 0.0
            F.e() => 2.718281828459045
            F.pi() => 3.141592653589793
            F.bitwise_and(12, 10) => 8
            F.bitwise_or(12, 10) => 14
            F.bitwise_xor(12, 10) => 6
            12 ^ 10 => 6
            _.yes ^ True => false
            _.three << 2 => 12
            -5 >> 1 => -3
            _.three << 64 => null
            F.lower(_.text) => hé😀lo
            F.upper(_.text) => HÉ😀LO
            F.lower(_.no_text) => null
            F.trim('  a b ') => a b
            F.ltrim('  a') => a
            F.rtrim('a  ') => a
            F.length(_.text) => 5
            F.reverse(_.text) => ol😀éH
            F.replace('banana', 'an', 'o') => booa
            F.replace('abc', '', 'x') => abc
            F.substr(_.text, 3, 2) => 😀l
            F.substr(_.text, -2) => lo
            F.substr('abc', 0) =>\s
            F.substr('abc', 9) =>\s
            F.strpos(_.text, 'l') => 4
            F.strpos('abc', 'x') => 0
            F.strrpos('banana', 'an') => 4
            F.starts_with('abc', 'ab') => true
            F.ends_with('abc', 'bc') => true
            F.contains('abc', 'bd') => false
            F.contains(_.tags, 'a') => true
            F.contains(_.counts, 2) => true
            F.like('banana', 'b%n_') => true
            F.like('banana', 'b%x%') => false
            F.like('100%', '100\\\\%') => true
            F.like('1000', '100\\\\%') => false
            F.concat('a', 'b', _.text) => abHé😀lo
            F.concat('a', _.no_text) => null
            F.split('a,b,,c', ',') => [a, b, , c]
            F.split_part('a,b,c', ',', 2) => b
            F.split_part('a,b,c', ',', 4) => null
            F.lpad('7', 3, '0') => 007
            F.lpad('1234', 3, '0') => 123
            F.rpad('a', 4, 'xy') => axyx
            F.levenshtein_distance('kitten', 'sitting') => 3
            F.hamming_distance('karolin', 'kathrin') => 3
            F.hamming_distance('a', 'ab') => null
            F.year(_.at) => 2024
            F.quarter(_.at) => 1
            F.month(_.day) => 2
            F.week(_.at) => 9
            F.week(F.cast('2021-01-03', date)) => 53
            F.year_of_week(F.cast('2021-01-03', date)) => 2020
            F.day_of_month(_.at) => 29
            F.day_of_week(_.at) => 4
            F.day_of_year(_.at) => 60
            F.hour(_.at) => 13
            F.minute(_.at) => 14
            F.second(_.at) => 15
            F.millisecond(_.at) => 16
            F.hour(F.parse_datetime('1969-12-31T23:59:59Z')) => 23
            F.last_day_of_month(_.at) => 2024-02-29
            F.date_trunc(_.at, 'second') => 2024-02-29T13:14:15Z
            F.date_trunc(_.at, 'minute') => 2024-02-29T13:14:00Z
            F.date_trunc(_.at, 'hour') => 2024-02-29T13:00:00Z
            F.date_trunc(_.at, 'day') => 2024-02-29T00:00:00Z
            F.date_trunc(_.at, 'week') => 2024-02-26T00:00:00Z
            F.date_trunc(_.at, 'month') => 2024-02-01T00:00:00Z
            F.date_trunc(_.at, 'quarter') => 2024-01-01T00:00:00Z
            F.date_trunc(_.at, 'year') => 2024-01-01T00:00:00Z
            F.to_unixtime(_.at) => 1.709212455016E9
            F.from_unix_seconds(0) => 1970-01-01T00:00:00Z
            F.from_unix_seconds(_.max) => null
            F.to_iso8601(_.at) => 2024-02-29T13:14:15.016Z
            F.parse_datetime('2024-03-31T02:00:00+02:00') => 2024-03-31T00:00:00Z
            F.parse_datetime(_.text) => null
            F.duration('1h30m') => PT1H30M
            F.total_seconds(_.took) => 5400.25
            _.at - F.duration('1d') => 2024-02-28T13:14:15.016Z
            F.duration('1d') + _.at => 2024-03-01T13:14:15.016Z
            _.at - _.at => PT0S
            -_.took => PT-1H-30M-0.25S
            F.md5('abc') => 900150983cd24fb0d6963f7d28e17f72
            F.sha1('abc') => a9993e364706816aba3e25717850c26c9cd0d89d
            F.sha256('abc') => ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
            F.substr(F.sha512('abc'), 1, 16) => ddaf35a193617aba
            F.cardinality(_.tags) => 2
            F.element_at(_.tags, 1) => a
            F.element_at(_.counts, -1) => 2
            F.element_at(_.tags, 3) => null
            F.cosine_similarity(_.v, _.w) => 0.96
            F.cosine_similarity(_.v, _.zero) => null
            F.dot_product(_.v, _.w) => 24.0
            _.home.lat * 2 => 3.0
            F.is_null(_.home.note) => true
            """;
}
