package dev.oriel.kernel.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.kernel.random.Seeds;
import dev.oriel.kernel.random.Values;
import java.math.BigInteger;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FixedSquaresTest {
    private static final int WORDS = FixedSquares.WORDS;

    @Test
    void D11_add_anyDouble_isExactOrRefusedWithoutEffect() {
        Seeds.forEach(30_000, random -> {
            double value = random.nextInt(4) == 0
                    ? Values.doubles(random, 1)[0]
                    : Adversarial.doubleAround(random, -1074, -1022, -82, -51, -50, -30, -18, 0, 26, 70, 1023);
            value = Double.isFinite(value) ? value : 0;
            long[] words = Adversarial.words(random, WORDS);
            BigInteger before = Words.toBigInteger(words, 0, WORDS);
            BigInteger units = Adversarial.units(value, FixedSum.UNIT_BITS);
            BigInteger square = units == null ? BigInteger.ZERO : units.pow(2);
            boolean fits = units != null && Math.abs(value) < 0x1p26;
            assertThat(FixedSquares.add(words, 0, value)).as("%s fits", value).isEqualTo(fits);
            BigInteger expected = fits ? Adversarial.wrapped(before.add(square), WORDS) : before;
            assertThat(Words.toBigInteger(words, 0, WORDS)).as("%s", value).isEqualTo(expected);
        });
    }

    @Test
    void D11_ofAny_anyDouble_isItsSquare() {
        Seeds.forEach(10_000, random -> {
            double value = Values.doubles(random, 1)[0];
            BigInteger units = Objects.requireNonNull(Adversarial.units(value, 1074));
            assertThat(FixedSquares.ofAny(value)).as("%s", value).isEqualTo(units.pow(2));
        });
    }

    @Test
    void D10_merge_2To39OfTheLargest_staysAboveZero() {
        long[] words = new long[WORDS];
        FixedSquares.add(words, 0, -Math.nextDown(0x1p26));
        BigInteger expected = Words.toBigInteger(words, 0, WORDS);
        for (int i = 0; i < 39; i++) {
            Words.add(words, 0, words.clone(), 0, WORDS);
            expected = expected.shiftLeft(1);
            assertThat(Words.toBigInteger(words, 0, WORDS)).isEqualTo(expected).isPositive();
        }
    }
}
