package dev.oriel.api.frame;

import static dev.oriel.api.frame.Payment.AMOUNT;
import static dev.oriel.api.frame.Payment.AT;
import static dev.oriel.api.frame.Payment.ATTEMPTS;
import static dev.oriel.api.frame.Payment.DISCOUNT;
import static dev.oriel.api.frame.Payment.DISPUTED;
import static dev.oriel.api.frame.Payment.FAILED;
import static dev.oriel.api.frame.Payment.ID;
import static dev.oriel.api.frame.Payment.NOTE;
import static dev.oriel.api.frame.Payment.SETTLED_AT;
import static dev.oriel.api.frame.Payment.SHOP;
import static dev.oriel.api.frame.Payment.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Groups;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random frames against lists that are gone through one by one, with the outcomes of SQL: true, false, unknown. */
class FrameTwinTest {
    private static final long SEED = Long.getLong("oriel.seed", 20261121L);
    private static final int ROUNDS = 300;

    /** A condition and its twin, whose outcome is null where it is unknown. */
    private record Twin(Condition<Payment> condition, Function<Payment, @Nullable Boolean> outcome) {}

    private final Random random = new Random(SEED);

    private <V> @Nullable V sometimes(V value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    private double number() {
        double[] special = {0, -0.0, 1, -1, 1e16, -1e16, 0.1, Double.MIN_VALUE, 1e300};
        return random.nextBoolean() ? special[random.nextInt(special.length)] : random.nextInt(-50, 50) / 10.0;
    }

    private String word() {
        return List.of("a", "b", "ab", "", "ü").get(random.nextInt(5));
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextInt(5), random.nextInt(3));
    }

    private Payment payment() {
        return new Payment(
                random.nextInt(-5, 5),
                sometimes(random.nextInt(4)),
                number(),
                sometimes(number()),
                random.nextBoolean(),
                sometimes(random.nextBoolean()),
                word(),
                sometimes(word()),
                time(),
                sometimes(time()),
                random.nextBoolean() ? List.of() : List.of(word()));
    }

    private List<Payment> payments() {
        return IntStream.range(0, random.nextInt(150)).mapToObj(i -> payment()).toList();
    }

    private Twin comparison() {
        long whole = random.nextInt(-5, 5);
        double number = number();
        int kind = random.nextInt(12);
        return switch (kind) {
            case 0 ->
                compared(
                        List.of(ID.eq(whole), ID.ne(whole), ID.lt(whole), ID.le(whole), ID.gt(whole), ID.ge(whole)),
                        p -> Long.compare(p.id(), whole));
            case 1 ->
                compared(
                        List.of(
                                ATTEMPTS.eq(whole),
                                ATTEMPTS.ne(whole),
                                ATTEMPTS.lt(whole),
                                ATTEMPTS.le(whole),
                                ATTEMPTS.gt(whole),
                                ATTEMPTS.ge(whole)),
                        p -> p.attempts() == null ? null : Long.compare(p.attempts(), whole));
            case 2 ->
                compared(
                        List.of(
                                AMOUNT.eq(number),
                                AMOUNT.ne(number),
                                AMOUNT.lt(number),
                                AMOUNT.le(number),
                                AMOUNT.gt(number),
                                AMOUNT.ge(number)),
                        p -> Double.compare(p.amount() + 0.0, number + 0.0));
            default -> kind < 6 ? comparisonOfOthers(kind) : other();
        };
    }

    private Twin comparisonOfOthers(int kind) {
        double number = number();
        String word = word();
        Instant time = time();
        return switch (kind) {
            case 3 ->
                compared(
                        List.of(
                                DISCOUNT.eq(number),
                                DISCOUNT.ne(number),
                                DISCOUNT.lt(number),
                                DISCOUNT.le(number),
                                DISCOUNT.gt(number),
                                DISCOUNT.ge(number)),
                        p -> p.discount() == null ? null : Double.compare(p.discount() + 0.0, number + 0.0));
            case 4 ->
                compared(
                        List.of(
                                NOTE.eq(word),
                                NOTE.ne(word),
                                NOTE.lt(word),
                                NOTE.le(word),
                                NOTE.gt(word),
                                NOTE.ge(word)),
                        p -> p.note() == null ? null : p.note().compareTo(word));
            default ->
                compared(
                        List.of(
                                SETTLED_AT.eq(time),
                                SETTLED_AT.ne(time),
                                SETTLED_AT.lt(time),
                                SETTLED_AT.le(time),
                                SETTLED_AT.gt(time),
                                SETTLED_AT.ge(time)),
                        p -> p.settledAt() == null ? null : p.settledAt().compareTo(time));
        };
    }

    /** One of the six comparisons, in the order =, <>, <, <=, >, >=. */
    private Twin compared(List<Condition<Payment>> six, Function<Payment, @Nullable Integer> compare) {
        int kind = random.nextInt(6);
        return new Twin(six.get(kind), payment -> {
            Integer sign = compare.apply(payment);
            return sign == null
                    ? null
                    : switch (kind) {
                        case 0 -> sign == 0;
                        case 1 -> sign != 0;
                        case 2 -> sign < 0;
                        case 3 -> sign <= 0;
                        case 4 -> sign > 0;
                        default -> sign >= 0;
                    };
        });
    }

    private Twin other() {
        long whole = random.nextInt(-5, 5);
        double number = number();
        String word = word();
        String[] words = {word(), word()};
        return switch (random.nextInt(9)) {
            case 0 -> new Twin(FAILED, Payment::failed);
            case 1 -> new Twin(DISPUTED.eq(false), p -> p.disputed() == null ? null : !p.disputed());
            case 2 -> new Twin(NOTE.isNull(), p -> p.note() == null);
            case 3 -> new Twin(ATTEMPTS.isNotNull(), p -> p.attempts() != null);
            case 4 ->
                new Twin(
                        ATTEMPTS.in(whole, 2, 0),
                        p -> p.attempts() == null
                                ? null
                                : p.attempts() == whole || p.attempts() == 2 || p.attempts() == 0);
            case 5 ->
                new Twin(
                        DISCOUNT.in(number, 0.0),
                        p -> p.discount() == null ? null : p.discount() == number || p.discount() == 0);
            case 6 ->
                new Twin(
                        SHOP.between("a", word),
                        p -> p.shop().compareTo("a") >= 0 && p.shop().compareTo(word) <= 0);
            case 7 ->
                new Twin(
                        NOTE.in(words),
                        p -> p.note() == null ? null : Arrays.asList(words).contains(p.note()));
            default -> new Twin(TAGS.eq(List.of(word)), p -> p.tags().equals(List.of(word)));
        };
    }

    private Twin condition(int depth) {
        if (depth == 0) {
            return comparison();
        }
        Twin left = condition(depth - 1);
        Twin right = condition(depth - 1);
        return switch (random.nextInt(3)) {
            case 0 ->
                new Twin(
                        left.condition().and(right.condition()),
                        p -> and(left.outcome().apply(p), right.outcome().apply(p)));
            case 1 ->
                new Twin(
                        left.condition().or(right.condition()),
                        p -> not(and(
                                not(left.outcome().apply(p)),
                                not(right.outcome().apply(p)))));
            default -> new Twin(left.condition().not(), p -> not(left.outcome().apply(p)));
        };
    }

    private static @Nullable Boolean and(@Nullable Boolean left, @Nullable Boolean right) {
        if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
            return false;
        }
        return (left == null || right == null) ? null : Boolean.TRUE;
    }

    private static @Nullable Boolean not(@Nullable Boolean outcome) {
        return outcome == null ? null : Boolean.valueOf(!outcome);
    }

    private static <V> List<V> there(List<Payment> rows, Function<Payment, @Nullable V> component) {
        return rows.stream().map(component).filter(Objects::nonNull).toList();
    }

    private static double sum(List<Double> values) {
        return values.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    @Test
    void where_randomConditionsUponEachOther_keepTheRowsOfTheTwin() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Payment> rows = payments();
            Twin first = condition(random.nextInt(4));
            Twin second = condition(random.nextInt(3));
            DataFrame<Payment> frame = DataFrame.of(Payment.SCHEMA, rows);
            List<Payment> expected = rows.stream()
                    .filter(row -> Boolean.TRUE.equals(first.outcome().apply(row)))
                    .toList();
            assertThat(frame.where(first.condition()).rows())
                    .as("seed %d, round %d, %s", SEED, round, first.condition())
                    .isEqualTo(expected);
            assertThat(frame.where(first.condition()).where(second.condition()).rows())
                    .as("seed %d, round %d, %s and %s", SEED, round, first.condition(), second.condition())
                    .isEqualTo(expected.stream()
                            .filter(row -> Boolean.TRUE.equals(second.outcome().apply(row)))
                            .toList());
        }
    }

    @Test
    void aggregations_ofRandomRows_areThoseOfTheTwin() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Payment> all = payments();
            Twin kept = condition(1);
            var frame = DataFrame.of(Payment.SCHEMA, all).where(kept.condition());
            List<Payment> rows = all.stream()
                    .filter(row -> Boolean.TRUE.equals(kept.outcome().apply(row)))
                    .toList();
            List<Double> discounts = there(rows, p -> p.discount() == null ? null : p.discount() + 0.0);
            List<Integer> attempts = there(rows, Payment::attempts);
            String seed = "seed " + SEED + ", round " + round;
            assertThat(frame.count()).as(seed).isEqualTo(rows.size());
            assertThat(frame.sum(ID))
                    .as(seed)
                    .isEqualTo(rows.stream().mapToLong(Payment::id).sum());
            assertThat(frame.sum(DISCOUNT)).as(seed).isEqualTo(sum(discounts));
            assertThat(frame.mean(DISCOUNT))
                    .as(seed)
                    .isEqualTo(discounts.isEmpty() ? null : (Double) (sum(discounts) / discounts.size() + 0.0));
            assertThat(frame.mean(ATTEMPTS))
                    .as(seed)
                    .isEqualTo(
                            attempts.isEmpty()
                                    ? null
                                    : (Double) attempts.stream()
                                            .mapToInt(i -> i)
                                            .average()
                                            .orElseThrow());
            assertOrdersAndValues(frame, rows, seed);
        }
    }

    private static void assertOrdersAndValues(DataFrame<Payment> frame, List<Payment> rows, String seed) {
        List<Double> discounts = there(rows, p -> p.discount() == null ? null : p.discount() + 0.0);
        List<Integer> attempts = there(rows, Payment::attempts);
        assertThat(frame.min(DISCOUNT))
                .as(seed)
                .isEqualTo(discounts.stream().min(Comparator.naturalOrder()).orElse(null));
        assertThat(frame.max(NOTE))
                .as(seed)
                .isEqualTo(there(rows, Payment::note).stream()
                        .max(Comparator.naturalOrder())
                        .orElse(null));
        assertThat(frame.min(AT))
                .as(seed)
                .isEqualTo(rows.stream()
                        .map(Payment::at)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
        assertThat(frame.max(ATTEMPTS))
                .as(seed)
                .isEqualTo(attempts.stream()
                        .max(Comparator.naturalOrder())
                        .map(Integer::longValue)
                        .orElse(null));
        assertThat(frame.countDistinct(DISCOUNT))
                .as(seed)
                .isEqualTo(discounts.stream().distinct().count());
        assertThat(frame.countDistinct(DISPUTED))
                .as(seed)
                .isEqualTo(there(rows, Payment::disputed).stream().distinct().count());
        assertThat(frame.countDistinct(NOTE))
                .as(seed)
                .isEqualTo(there(rows, Payment::note).stream().distinct().count());
        assertThat(frame.values(NOTE))
                .as(seed)
                .isEqualTo(rows.stream().map(Payment::note).toList());
        assertThat(frame.toArray(DISCOUNT))
                .as(seed)
                .isEqualTo(discounts.stream().mapToDouble(d -> d).toArray());
        assertThat(frame.toArray(ATTEMPTS))
                .as(seed)
                .isEqualTo(attempts.stream().mapToLong(i -> i).toArray());
    }

    @Test
    void group_randomRows_givesTheGroupsOfTheTwinInTheOrderOfTheirFirstRows() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Payment> rows = payments();
            String seed = "seed " + SEED + ", round " + round;
            DataFrame<Payment> frame = DataFrame.of(Payment.SCHEMA, rows);
            check(seed, frame.group(NOTE), grouped(rows, Payment::note));
            check(
                    seed,
                    frame.group(ATTEMPTS),
                    grouped(
                            rows,
                            p -> p.attempts() == null ? null : p.attempts().longValue()));
            check(seed, frame.group(DISCOUNT), grouped(rows, p -> p.discount() == null ? null : p.discount() + 0.0));
            check(seed, frame.group(DISPUTED, AT), grouped(rows, p -> new Pair<>(p.disputed(), p.at())));
        }
    }

    private static <K> Map<@Nullable K, List<Payment>> grouped(List<Payment> rows, Function<Payment, @Nullable K> key) {
        Map<@Nullable K, List<Payment>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(key.apply(row), unused -> new ArrayList<>())
                .add(row));
        return groups;
    }

    private static <K> void check(
            String seed, Groups<Payment, @Nullable K> groups, Map<@Nullable K, List<Payment>> expected) {
        assertThat(groups.count().rows()).as(seed).isEqualTo(of(expected, rows -> (long) rows.size()));
        assertThat(groups.sum(ID).rows())
                .as(seed)
                .isEqualTo(of(
                        expected, rows -> rows.stream().mapToLong(Payment::id).sum()));
        assertThat(groups.sum(AMOUNT).rows())
                .as(seed)
                .isEqualTo(of(expected, rows -> sum(there(rows, Payment::amount))));
        assertThat(groups.mean(ATTEMPTS).rows()).as(seed).isEqualTo(of(expected, rows -> {
            List<Integer> values = there(rows, Payment::attempts);
            return values.isEmpty()
                    ? null
                    : values.stream().mapToInt(i -> i).average().orElseThrow();
        }));
        assertThat(groups.mean(DISCOUNT).rows()).as(seed).isEqualTo(of(expected, rows -> {
            List<Double> values = there(rows, Payment::discount);
            return values.isEmpty() ? null : sum(values) / values.size() + 0.0;
        }));
        assertThat(groups.max(SETTLED_AT).rows())
                .as(seed)
                .isEqualTo(of(
                        expected,
                        rows -> there(rows, Payment::settledAt).stream()
                                .max(Comparator.naturalOrder())
                                .orElse(null)));
        assertThat(groups.min(SHOP).rows())
                .as(seed)
                .isEqualTo(of(
                        expected,
                        rows -> there(rows, Payment::shop).stream()
                                .min(Comparator.naturalOrder())
                                .orElse(null)));
    }

    private static <K, V> List<Group<K, V>> of(
            Map<@Nullable K, List<Payment>> groups, Function<List<Payment>, @Nullable V> value) {
        var results = new ArrayList<Group<K, V>>();
        groups.forEach((key, rows) -> results.add(new Group<>(key, value.apply(rows))));
        return results;
    }

    @Test
    void sum_randomIntegersNearTheLimits_isThatOfBigInteger() {
        long[] special = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 1, Long.MAX_VALUE / 2, Long.MIN_VALUE / 3};
        for (int round = 0; round < ROUNDS; round++) {
            List<Payment> rows = IntStream.range(0, random.nextInt(12))
                    .mapToObj(i -> Payment.of(special[random.nextInt(special.length)], 0))
                    .toList();
            BigInteger exact =
                    rows.stream().map(p -> BigInteger.valueOf(p.id())).reduce(BigInteger.ZERO, BigInteger::add);
            var frame = DataFrame.of(Payment.SCHEMA, rows);
            String seed = "seed " + SEED + ", round " + round;
            if (exact.bitLength() < Long.SIZE) {
                assertThat(frame.sum(ID)).as(seed).isEqualTo(exact.longValue());
            } else {
                assertThat(catchThrowable(() -> frame.sum(ID)))
                        .as(seed)
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessageContaining("'" + exact + "'");
            }
            assertThat(frame.mean(ID))
                    .as(seed)
                    .isEqualTo(rows.isEmpty() ? null : (Double) (exact.doubleValue() / rows.size()));
        }
    }
}
