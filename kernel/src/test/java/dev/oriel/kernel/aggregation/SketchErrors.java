package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.random.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures how far the approximate aggregations are from the true values, over generated data that is split into buckets and merged.
 *
 * <p>Tests check a few rounds against the stated bounds; {@code main} measures many and prints the table of the documentation.
 */
final class SketchErrors {
    private static final long[] QUANTILES_IN_THOUSANDTHS = {
        0, 1, 10, 50, 100, 250, 290, 500, 750, 900, 950, 990, 999, 1_000
    };

    private SketchErrors() {}

    /** Kinds of numbers. */
    enum Shape {
        UNIFORM,
        ZIPF,
        LOG_NORMAL,
        HEAVY_DUPLICATES,
        /** Beside the edges of bins, of both signs and all magnitudes. */
        ADVERSARIAL
    }

    /**
     * Errors of counts of distinct values.
     *
     * @param rootMeanSquare relative to the true count
     * @param largest relative to the true count, taken as positive
     */
    record DistinctErrors(double rootMeanSquare, double largest) {}

    /**
     * Errors of counts of frequent values.
     *
     * @param stated the largest error that a state stated, as a part of all occurrences
     * @param largest the largest difference of any count from the true one, as a part of all occurrences
     * @param found how many of the true 100 most frequent values were among the 100 listed
     */
    record FrequencyErrors(double stated, double largest, double found) {}

    /** Counts {@code distinct} values, most of which occur several times and in several buckets, so often. */
    static DistinctErrors distinct(int distinct, int rounds) {
        double[] sums = new double[2];
        Seeds.forEach(rounds, random -> {
            double error = Math.abs(countDistinct(distinct, random) - distinct) / (double) distinct;
            sums[0] += error * error;
            sums[1] = Math.max(sums[1], error);
        });
        return new DistinctErrors(Math.sqrt(sums[0] / rounds), sums[1]);
    }

    /** The largest error, relative to the true value, of any of many quantiles of {@code count} numbers of that shape. */
    static double percentile(Shape shape, int count, Random random) {
        double[] numbers = numbers(shape, count, random);
        BinCounts merged = new BinCounts();
        for (double[] bucket : split(numbers, random)) {
            BinCounts counts = new BinCounts();
            for (double number : bucket) {
                counts.add(LogarithmicBins.binOf(number));
            }
            merged.addAll(counts);
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double largest = 0;
        for (long thousandths : QUANTILES_IN_THOUSANDTHS) {
            double truth = sorted[(int) (thousandths * (count - 1) / 1_000)];
            AggregateValue.OfDouble estimate = (AggregateValue.OfDouble)
                    new ApproxPercentile(ColumnType.DOUBLE, thousandths / 1_000.0).result(merged);
            largest = Math.max(largest, Math.abs(estimate.value() - truth) / Math.abs(truth));
        }
        return largest;
    }

    /** Counts {@code count} values of a shape, and throws if a count is further from the true one than the state says. */
    static FrequencyErrors frequency(Shape shape, int count, Random random) {
        double[] numbers = frequencies(shape, count, random);
        FrequentValues merged = new FrequentValues(ColumnType.DOUBLE);
        EventBuffer buffer = new EventBuffer(List.of(ColumnType.DOUBLE));
        for (double[] bucket : split(numbers, random)) {
            FrequentValues counts = new FrequentValues(ColumnType.DOUBLE);
            for (double number : bucket) {
                counts.add(buffer.start(0).setDouble(0, number));
            }
            merged.addAll(counts);
        }
        return compare(merged, numbers);
    }

    private static FrequencyErrors compare(FrequentValues state, double[] numbers) {
        Map<AggregateValue, Long> truth = new HashMap<>();
        for (double number : numbers) {
            truth.merge(new AggregateValue.OfDouble(number), 1L, Long::sum);
        }
        Map<AggregateValue, Long> missed = new HashMap<>(truth);
        long largest = 0;
        for (int i = 0; i < state.size(); i++) {
            long tooLow = truth.getOrDefault(state.value(i), 0L) - state.count(i);
            require(tooLow >= 0 && tooLow <= state.error(), state.value(i) + " is off by " + tooLow);
            largest = Math.max(largest, tooLow);
            missed.remove(state.value(i));
        }
        for (Map.Entry<AggregateValue, Long> entry : missed.entrySet()) {
            require(entry.getValue() <= state.error(), entry + " is missing");
            largest = Math.max(largest, entry.getValue());
        }
        require(state.error() <= numbers.length / (FrequentValues.VALUES_MAX + 1), "error " + state.error());
        requireCertainOnesListed(state, truth, 100);
        return new FrequencyErrors(
                state.error() / (double) numbers.length, largest / (double) numbers.length, found(state, truth));
    }

    private static void requireCertainOnesListed(FrequentValues state, Map<AggregateValue, Long> truth, int k) {
        List<AggregateValue> listed = state.highestValues(k + 1);
        if (listed.size() <= k) {
            return;
        }
        AggregateValue next = listed.get(k);
        long countOfNext = 0;
        for (int i = 0; i < state.size(); i++) {
            countOfNext = state.value(i).equals(next) ? state.count(i) : countOfNext;
        }
        for (Map.Entry<AggregateValue, Long> entry : truth.entrySet()) {
            boolean certain = entry.getValue() > countOfNext + state.error();
            require(!certain || listed.subList(0, k).contains(entry.getKey()), entry + " is not listed");
        }
    }

    /** Ties at the end of the true list count as found. */
    private static double found(FrequentValues state, Map<AggregateValue, Long> truth) {
        long[] counts =
                truth.values().stream().mapToLong(Long::longValue).sorted().toArray();
        int k = Math.min(100, counts.length);
        long least = counts[counts.length - k];
        return state.highestValues(k).stream()
                        .filter(value -> truth.getOrDefault(value, 0L) >= least)
                        .count()
                / (double) k;
    }

    private static long countDistinct(int distinct, Random random) {
        int buckets = 1 + random.nextInt(12);
        List<DistinctSketch> sketches = new ArrayList<>();
        for (int i = 0; i < buckets; i++) {
            sketches.add(new DistinctSketch());
        }
        long start = random.nextLong();
        int kind = random.nextInt(4);
        for (int i = 0; i < distinct; i++) {
            long hash = hash(kind, start, i);
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                sketches.get(random.nextInt(buckets)).add(hash);
            }
        }
        while (sketches.size() > 1) {
            sketches.get(random.nextInt(sketches.size() - 1)).addAll(sketches.removeLast());
        }
        return sketches.getFirst().count();
    }

    /** Of integers in a row, scattered integers, amounts, or names. */
    private static long hash(int kind, long start, int i) {
        return switch (kind) {
            case 0 -> DistinctSketch.hash(start + i);
            case 1 -> DistinctSketch.hash((start + i) * 0x9E37_79B9_7F4A_7C15L);
            case 2 -> DistinctSketch.hash((start >> 20) + i / 100.0);
            default -> DistinctSketch.hash(("user-" + (start + i)).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static double[] numbers(Shape shape, int count, Random random) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = switch (shape) {
                case UNIFORM -> random.nextDouble() * 1_000 + Double.MIN_NORMAL;
                case ZIPF -> zipf(random, 1e6);
                case LOG_NORMAL -> Math.exp(random.nextGaussian() * 3);
                case HEAVY_DUPLICATES -> random.nextInt(10) == 0 ? 1 + random.nextInt(1_000) : 9.99;
                case ADVERSARIAL -> besideAnEdge(random);
            };
        }
        return numbers;
    }

    private static double besideAnEdge(Random random) {
        double edge = Math.scalb(1 + random.nextInt(64) / 64.0, random.nextInt(2_046) - 1_022);
        double beside = random.nextBoolean() ? edge : Math.max(Double.MIN_NORMAL, Math.nextDown(edge));
        return random.nextBoolean() ? beside : -beside;
    }

    private static double[] frequencies(Shape shape, int count, Random random) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = switch (shape) {
                case UNIFORM -> random.nextInt(5_000);
                case ZIPF -> zipf(random, 1e6);
                case LOG_NORMAL -> Math.rint(Math.exp(random.nextGaussian() * 3) * 10);
                case HEAVY_DUPLICATES -> random.nextInt(3) == 0 ? random.nextInt(50) : 100 + i;
                // Frequent ones first, and then one new value after another that wears their counts down.
                case ADVERSARIAL -> i < count / 2 ? i % 600 : i;
            };
        }
        return numbers;
    }

    /** A whole number of a distribution in which the n-th is about 1/n as frequent as the first. */
    private static double zipf(Random random, double limit) {
        return Math.floor(Math.pow(limit, random.nextDouble()));
    }

    private static double[][] split(double[] numbers, Random random) {
        int buckets = 1 + random.nextInt(8);
        double[][] split = new double[buckets][];
        for (int i = 0; i < buckets; i++) {
            split[i] = Arrays.copyOfRange(numbers, (int) ((long) numbers.length * i / buckets), (int)
                    ((long) numbers.length * (i + 1) / buckets));
        }
        return split;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** Prints the errors measured, as tables. The first argument is the number of rounds, 50 if there is none. */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        System.out.println("| distinct values | root mean square error | largest error of " + rounds + " |");
        System.out.println("| --- | --- | --- |");
        for (int distinct = 10; distinct <= 1_000_000; distinct *= 10) {
            DistinctErrors errors = distinct(distinct, rounds);
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %.2f %% | %.2f %% |%n",
                    distinct,
                    100 * errors.rootMeanSquare,
                    100 * errors.largest);
        }
        System.out.println(
                "| numbers | largest error of any quantile | counts too low by, stated | measured | top 100 found |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (Shape shape : Shape.values()) {
            double[] worst = {0, 0, 0, 1};
            Seeds.forEach(rounds, random -> {
                worst[0] = Math.max(worst[0], percentile(shape, 100_000, random));
                FrequencyErrors errors = frequency(shape, 100_000, random);
                worst[1] = Math.max(worst[1], errors.stated);
                worst[2] = Math.max(worst[2], errors.largest);
                worst[3] = Math.min(worst[3], errors.found);
            });
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f %% | %.4f %% | %.4f %% | %.0f %% |%n",
                    shape.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    100 * worst[0],
                    100 * worst[1],
                    100 * worst[2],
                    100 * worst[3]);
        }
    }
}
