package dev.oriel.kernel.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.kernel.random.Seeds;
import dev.oriel.kernel.random.Values;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedSumTest {
    private static final int WORDS = FixedSum.WORDS;
    private static final int UNIT_BITS = FixedSum.UNIT_BITS;

    @Test
    void D11_add_anyDouble_isExactOrRefusedWithoutEffect() {
        Seeds.forEach(30_000, random -> {
            double value = random.nextInt(4) == 0
                    ? Values.doubles(random, 1)[0]
                    : Adversarial.doubleAround(random, -1074, -1022, -82, -30, -18, 0, 46, 70, 1023);
            value = Double.isFinite(value) ? value : 0;
            long[] words = Adversarial.words(random, WORDS);
            BigInteger before = Words.toBigInteger(words, 0, WORDS);
            BigInteger units = Adversarial.units(value, UNIT_BITS);
            boolean fits = units != null && Math.abs(value) < 0x1p70;
            assertThat(FixedSum.add(words, 0, value)).as("%s fits", value).isEqualTo(fits);
            BigInteger expected = fits ? Adversarial.wrapped(before.add(units), WORDS) : before;
            assertThat(Words.toBigInteger(words, 0, WORDS)).as("%s", value).isEqualTo(expected);
        });
    }

    @Test
    void D11_round_anySum_isTheNearestDoubleHalfToEven() {
        Seeds.forEach(30_000, random -> {
            BigInteger sum = random.nextBoolean()
                    ? Words.toBigInteger(Adversarial.words(random, WORDS), 0, WORDS)
                    : nearTie(random);
            long[] words = new long[WORDS];
            assertThat(Words.set(words, 0, WORDS, sum)).isTrue();
            double expected = Adversarial.scaled(sum, -UNIT_BITS).doubleValue();
            assertThat(FixedSum.round(words, 0)).as("%s", sum).isEqualTo(expected);
        });
    }

    @Test
    void D11_exactSum_toAndFromWords_isTheSameSum() {
        Seeds.forEach(20_000, random -> {
            ExactSum sum = new ExactSum();
            for (int i = random.nextInt(6); i >= 0; i--) {
                double value = Adversarial.doubleAround(random, -1074, -82, -30, 0, 46, 75, 90, 100);
                sum.add(value);
            }
            BigInteger expected = sum.toBigInteger();
            long[] words = new long[WORDS];
            if (sum.toFixed(words, 0)) {
                assertThat(Words.toBigInteger(words, 0, WORDS).shiftLeft(1074 - UNIT_BITS))
                        .isEqualTo(expected);
                assertThat(expected.bitLength()).isLessThanOrEqualTo(1074 - UNIT_BITS + 160);
            } else {
                assertThat(Words.isZero(words, 0, WORDS)).isTrue();
            }
            long[] any = Adversarial.words(random, WORDS);
            BigInteger added = Words.toBigInteger(any, 0, WORDS).shiftLeft(1074 - UNIT_BITS);
            for (int i = random.nextInt(3) == 0 ? 600 : 2; i > 0; i--) {
                sum.addFixed(any, 0);
                expected = expected.add(added);
            }
            assertThat(sum.toBigInteger()).isEqualTo(expected);
        });
    }

    @Test
    void D10_merge_2To39OfTheLargest_keepsTheSign() {
        for (double largest : new double[] {Math.nextDown(0x1p70), -Math.nextDown(0x1p70)}) {
            long[] words = new long[WORDS];
            FixedSum.add(words, 0, largest);
            BigInteger expected = Words.toBigInteger(words, 0, WORDS);
            for (int i = 0; i < 39; i++) {
                Words.add(words, 0, words.clone(), 0, WORDS);
                expected = expected.shiftLeft(1);
                assertThat(Words.toBigInteger(words, 0, WORDS)).isEqualTo(expected);
                assertThat(FixedSum.round(words, 0)).isEqualTo(Math.scalb(largest, i + 1));
            }
        }
    }

    /** Exactly between two doubles, or one unit beside that, at any height. */
    private static BigInteger nearTie(Random random) {
        BigInteger kept = BigInteger.valueOf((1L << 52) | (random.nextLong() >>> 12));
        int below = 1 + random.nextInt(130);
        BigInteger sum = kept.shiftLeft(below).add(BigInteger.ONE.shiftLeft(below - 1));
        sum = sum.add(BigInteger.valueOf(random.nextInt(3) - 1));
        return random.nextBoolean() ? sum : sum.negate();
    }
}
