package dev.oriel.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stupid twin of every aggregation over purchases: by lists and sorting, and sums by decimals. */
final class NaiveRows {
    private static final MathContext SEVENTY_DIGITS = new MathContext(70);

    /** One purchase. */
    record Purchase(String id, @Nullable Double amount, long quantity, String status, Instant at) {
        boolean refunded() {
            return status.equals("refunded");
        }

        double amountOr(double other) {
            return amount == null ? other : amount;
        }
    }

    private NaiveRows() {}

    private static List<Double> present(List<Purchase> rows) {
        return rows.stream().map(Purchase::amount).filter(Objects::nonNull).toList();
    }

    static long quantities(List<Purchase> rows) {
        return rows.stream().mapToLong(Purchase::quantity).sum();
    }

    static double sum(List<Purchase> rows) {
        return exact(present(rows)).doubleValue();
    }

    private static BigDecimal exact(List<Double> values) {
        return values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static double worth(List<Purchase> rows) {
        return exact(rows.stream()
                        .filter(row -> row.amount() != null)
                        .map(row -> row.amountOr(0) * row.quantity())
                        .toList())
                .doubleValue();
    }

    static @Nullable Object mean(List<Purchase> rows) {
        List<Double> values = present(rows);
        return values.isEmpty()
                ? null
                : exact(values)
                        .divide(BigDecimal.valueOf(values.size()), SEVENTY_DIGITS)
                        .doubleValue();
    }

    /** The value of that place in ascending order, -1 for the last. */
    static @Nullable Object sorted(List<Purchase> rows, int place) {
        List<Double> values = present(rows).stream().sorted().toList();
        return values.isEmpty() ? null : values.get(place < 0 ? values.size() - 1 : place);
    }

    static @Nullable Object newest(List<Purchase> rows) {
        return rows.stream().map(Purchase::at).max(Comparator.naturalOrder()).orElse(null);
    }

    private static @Nullable BigDecimal exactVariance(List<Purchase> rows) {
        List<Double> values = present(rows);
        if (values.size() < 2) {
            return null;
        }
        BigDecimal count = BigDecimal.valueOf(values.size());
        BigDecimal sum = exact(values);
        BigDecimal distances = values.stream()
                .map(value ->
                        new BigDecimal(value).multiply(count).subtract(sum).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return distances.divide(count.pow(2).multiply(count.subtract(BigDecimal.ONE)), SEVENTY_DIGITS);
    }

    static @Nullable Object variance(List<Purchase> rows) {
        BigDecimal variance = exactVariance(rows);
        return variance == null ? null : variance.doubleValue();
    }

    static @Nullable Object deviation(List<Purchase> rows) {
        BigDecimal variance = exactVariance(rows);
        return variance == null ? null : variance.sqrt(SEVENTY_DIGITS).doubleValue();
    }

    static boolean anyRefunded(List<Purchase> rows) {
        return rows.stream().anyMatch(Purchase::refunded);
    }

    static boolean allRefunded(List<Purchase> rows) {
        return rows.stream().allMatch(Purchase::refunded);
    }

    /** Of rows that compare alike the newest comes first, then that of the larger id, then that of the larger value. */
    private static Comparator<Purchase> newestFirst() {
        return Comparator.comparing(Purchase::at)
                .thenComparing(Purchase::id)
                .thenComparing(Purchase::status)
                .reversed();
    }

    static @Nullable Object statusesByQuantity(List<Purchase> rows, int count, boolean largest) {
        Comparator<Purchase> quantity = Comparator.comparingLong(Purchase::quantity);
        return statuses(rows.stream(), largest ? quantity.reversed() : quantity, count);
    }

    static @Nullable Object statusesByAmount(List<Purchase> rows, int count) {
        return statuses(
                rows.stream().filter(row -> row.amount() != null),
                Comparator.comparingDouble((Purchase row) -> row.amountOr(0)).reversed(),
                count);
    }

    private static @Nullable Object statuses(Stream<Purchase> rows, Comparator<Purchase> order, int count) {
        List<String> statuses = rows.sorted(order.thenComparing(newestFirst()))
                .limit(count)
                .map(Purchase::status)
                .toList();
        return statuses.isEmpty() ? null : statuses;
    }

    static @Nullable Object first(@Nullable Object list) {
        return list == null ? null : ((List<?>) list).getFirst();
    }

    static @Nullable Object firstAmount(List<Purchase> rows) {
        // The oldest; of them that of the larger id, then of the larger value.
        return rows.stream()
                .filter(row -> row.amount() != null)
                .min(Comparator.comparing(Purchase::at)
                        .thenComparing(Comparator.comparing(Purchase::id).reversed())
                        .thenComparing(Comparator.comparingDouble((Purchase row) -> row.amountOr(0))
                                .reversed()))
                .map(Purchase::amount)
                .orElse(null);
    }

    static @Nullable Object lastAmount(List<Purchase> rows) {
        return rows.stream()
                .filter(row -> row.amount() != null)
                .max(Comparator.comparing(Purchase::at)
                        .thenComparing(Purchase::id)
                        .thenComparingDouble(row -> row.amountOr(0)))
                .map(Purchase::amount)
                .orElse(null);
    }

    static List<@Nullable Double> amounts(List<Purchase> rows) {
        var amounts = new ArrayList<@Nullable Double>();
        rows.stream()
                .sorted(Comparator.comparing(Purchase::at)
                        .thenComparing(Purchase::id)
                        .thenComparingDouble(row -> row.amountOr(Double.NEGATIVE_INFINITY)))
                .forEach(row -> amounts.add(row.amount()));
        return amounts;
    }

    static long distinctAmounts(List<Purchase> rows) {
        return present(rows).stream().distinct().count();
    }

    static long distinctStatuses(List<Purchase> rows) {
        return rows.stream().map(Purchase::status).distinct().count();
    }

    static @Nullable Object median(List<Purchase> rows) {
        List<Double> values = present(rows).stream().sorted().toList();
        int half = values.size() / 2;
        if (values.isEmpty()) {
            return null;
        }
        return values.size() % 2 == 1 ? values.get(half) : (values.get(half - 1) + values.get(half)) / 2;
    }

    /** The two most frequent; of equally frequent ones that which occurred last, then the larger text. */
    static @Nullable Object commonStatuses(List<Purchase> rows) {
        List<String> common = rows.stream()
                .map(Purchase::status)
                .distinct()
                .sorted(Comparator.<String>comparingLong(
                                status -> of(rows, status).count())
                        .thenComparing(status -> of(rows, status)
                                .map(Purchase::at)
                                .max(Comparator.naturalOrder())
                                .orElseThrow())
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .limit(2)
                .toList();
        return common.isEmpty() ? null : common;
    }

    private static Stream<Purchase> of(List<Purchase> rows, String status) {
        return rows.stream().filter(row -> row.status().equals(status));
    }
}
