package dev.oriel.kernel.random;

import java.util.Random;

/** Random numbers of the kinds that break naive arithmetic. */
public final class Values {
    private static final double[] ODD = {
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Math.nextDown(Double.MIN_NORMAL),
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0x1p106,
        -0x1p106,
        0x1p-54,
        1.0,
        Math.nextUp(1.0),
        0x1p53,
        0x1p-1022,
        0.1
    };

    private Values() {}

    /** Numbers of one random shape: amounts, ties, all magnitudes, subnormals, near overflow, cancelling pairs. */
    public static double[] doubles(Random random, int length) {
        int shape = random.nextInt(8);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = i > 0 && shape == 7 && random.nextBoolean() ? -values[random.nextInt(i)] : one(random, shape);
        }
        return values;
    }

    public static long[] longs(Random random, int length) {
        int shape = random.nextInt(3);
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
            values[i] = switch (shape) {
                case 0 -> random.nextLong() >> random.nextInt(64);
                case 1 -> random.nextInt(1_000);
                default ->
                    random.nextBoolean() ? Long.MAX_VALUE - random.nextInt(3) : Long.MIN_VALUE + random.nextInt(3);
            };
        }
        return values;
    }

    private static double one(Random random, int shape) {
        double sign = random.nextBoolean() ? 1 : -1;
        return switch (shape) {
            case 0 -> sign * random.nextInt(1_000_000) / 100.0;
            case 1 -> ODD[random.nextInt(ODD.length)];
            case 2, 7 -> anyFinite(random);
            case 3 -> sign * random.nextInt(1 << 20) * Double.MIN_VALUE;
            case 4 -> sign * Math.scalb(1 + random.nextDouble(), 1023);
            // Half units of the last place beside 1: ties, and near ties.
            case 5 -> sign * Math.scalb(1.0, -53 - random.nextInt(3) * random.nextInt(60)) + random.nextInt(2);
            default -> sign * Math.scalb(1 + random.nextDouble(), random.nextInt(80) - 40);
        };
    }

    private static double anyFinite(Random random) {
        double value;
        do {
            value = Double.longBitsToDouble(random.nextLong());
        } while (!Double.isFinite(value));
        return value;
    }
}
