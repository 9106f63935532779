package dev.oriel.kernel.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Words and doubles that carries, signs and limits stumble over. */
final class Adversarial {
    private static final long[] WORDS = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, -1L << 32, -2};
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private Adversarial() {}

    static long word(Random random) {
        return random.nextInt(4) == 0 ? random.nextLong() : WORDS[random.nextInt(WORDS.length)];
    }

    static long[] words(Random random, int count) {
        long[] words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = word(random);
        }
        return words;
    }

    /** A double whose leading bit is worth 2 to one of those powers, or near it; its mantissa full, empty or of a few bits. */
    static double doubleAround(Random random, int... powers) {
        int power = powers[random.nextInt(powers.length)] + random.nextInt(5) - 2;
        double mantissa = switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> Math.nextDown(2.0);
            case 2 -> 1 + (double) random.nextInt(1 << 10) / (1 << 10);
            default -> 1 + random.nextDouble();
        };
        return Math.scalb(random.nextBoolean() ? mantissa : -mantissa, power);
    }

    /** The number times 2 to a power, exactly. */
    static BigDecimal scaled(BigInteger number, int power) {
        BigDecimal exact = new BigDecimal(number);
        return power >= 0 ? exact.multiply(TWO.pow(power)) : exact.multiply(new BigDecimal("0.5").pow(-power));
    }

    /** The double times 2 to a power, if that is an integer; null otherwise. */
    static @Nullable BigInteger units(double value, int power) {
        BigDecimal units = new BigDecimal(value).multiply(TWO.pow(power));
        return units.stripTrailingZeros().scale() <= 0 ? units.toBigIntegerExact() : null;
    }

    /** As words in two's complement would hold it, without those above. */
    static BigInteger wrapped(BigInteger number, int words) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(words * Long.SIZE);
        BigInteger rest = number.mod(modulus);
        return rest.testBit(words * Long.SIZE - 1) ? rest.subtract(modulus) : rest;
    }
}
