package dev.oriel.oracle;

import dev.oriel.api.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What is kept of one column of one kind of rows, and the windows that are asked of it.
 *
 * @param kind of rows: {@code plain}, {@code once} without repeats, {@code newest} where a later row replaces the earlier
 * @param column {@code amount}, with a count of its rows, or {@code quantity}
 * @param buckets their length, or {@code exact}
 */
record SpendLayer(String kind, String column, String buckets, List<String> windows) {
    static final List<String> KINDS = List.of("plain", "once", "newest");
    private static final List<String> BUCKETS = List.of("1m", "10m", "1h", "exact");
    private static final List<List<String>> WINDOWS = List.of(
            List.of("5m", "30m", "2h"),
            List.of("10m", "25m", "1h", "3h"),
            List.of("1h", "90m", "6h", "1d"),
            List.of("7m", "45m", "4h"));

    SpendLayer {
        windows = List.copyOf(windows);
    }

    /** Some layers of every kind, each with some of its windows; which layers is one choice, which windows another. */
    static List<SpendLayer> some(Random random, Random ofWindows) {
        var layers = new ArrayList<SpendLayer>();
        for (String kind : KINDS) {
            int always = random.nextInt(BUCKETS.size());
            for (int i = 0; i < BUCKETS.size(); i++) {
                if (i == always || random.nextInt(5) < 3) {
                    layers.add(new SpendLayer(kind, "amount", BUCKETS.get(i), some(ofWindows, WINDOWS.get(i))));
                    if (random.nextBoolean()) {
                        layers.add(new SpendLayer(kind, "quantity", BUCKETS.get(i), some(ofWindows, WINDOWS.get(i))));
                    }
                }
            }
        }
        return layers;
    }

    private static List<String> some(Random random, List<String> all) {
        String always = all.get(random.nextInt(all.size()));
        return all.stream()
                .filter(each -> each.equals(always) || random.nextBoolean())
                .toList();
    }

    boolean isExact() {
        return buckets.equals("exact");
    }

    /** What a layer is known by when definitions change. */
    String identity() {
        return kind + " " + column + " " + buckets;
    }

    long bucketMillis() {
        return isExact() ? 1 : Durations.millis(buckets);
    }

    long longestMillis() {
        return windows.stream().mapToLong(Durations::millis).max().orElseThrow();
    }

    /** Rows that are replaced can be taken out of sums and counts, and of events. */
    List<String> aggregations() {
        boolean ordered = isExact() || !kind.equals("newest");
        if (column.equals("quantity")) {
            return ordered ? List.of("sum", "max") : List.of("sum");
        }
        return ordered ? List.of("sum", "count", "mean", "min", "max") : List.of("sum", "count", "mean");
    }

    /** The root name of a feature. */
    String feature(String aggregation) {
        // Not by the length itself, which would read as a window of another feature.
        String length = Map.of("1m", "minute", "10m", "ten", "1h", "hour").getOrDefault(buckets, buckets);
        return kind + "_" + aggregation + "_" + column + "_by_" + length;
    }
}
