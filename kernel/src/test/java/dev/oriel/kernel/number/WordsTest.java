package dev.oriel.kernel.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.kernel.random.Seeds;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final int ROUNDS = 30_000;

    @Test
    void D11_addAndSubtract_anyWords_equalIntegersWithoutLimits() {
        Seeds.forEach(ROUNDS, random -> {
            int count = 1 + random.nextInt(4);
            long[] into = Adversarial.words(random, count + 2);
            long[] from = Adversarial.words(random, count + 1);
            BigInteger before = Words.toBigInteger(into, 1, count);
            BigInteger other = Words.toBigInteger(from, 1, count);
            long[] added = into.clone();
            Words.add(added, 1, from, 1, count);
            assertThat(Words.toBigInteger(added, 1, count)).isEqualTo(Adversarial.wrapped(before.add(other), count));
            long[] subtracted = into.clone();
            Words.subtract(subtracted, 1, from, 1, count);
            assertThat(Words.toBigInteger(subtracted, 1, count))
                    .isEqualTo(Adversarial.wrapped(before.subtract(other), count));
            // The words beside it are none of its business.
            assertThat(added[0]).isEqualTo(subtracted[0]).isEqualTo(into[0]);
            assertThat(added[count + 1]).isEqualTo(subtracted[count + 1]).isEqualTo(into[count + 1]);
            Words.subtract(added, 1, from, 1, count);
            assertThat(added).isEqualTo(into);
        });
    }

    @Test
    void D11_add2AndAdd3_anyWords_equalIntegersWithoutLimits() {
        Seeds.forEach(ROUNDS, random -> {
            long[] two = Adversarial.words(random, 2);
            long value = Adversarial.word(random);
            BigInteger expected = Words.toBigInteger(two, 0, 2).add(BigInteger.valueOf(value));
            Words.add2(two, 0, value);
            assertThat(Words.toBigInteger(two, 0, 2)).isEqualTo(Adversarial.wrapped(expected, 2));
            long[] three = Adversarial.words(random, 3);
            long[] addend = Adversarial.words(random, 3);
            expected = Words.toBigInteger(three, 0, 3).add(Words.toBigInteger(addend, 0, 3));
            Words.add3(three, 0, addend[0], addend[1], addend[2]);
            assertThat(Words.toBigInteger(three, 0, 3)).isEqualTo(Adversarial.wrapped(expected, 3));
        });
    }

    @Test
    void D11_squares_anyLongs_equalIntegersWithoutLimits() {
        Seeds.forEach(ROUNDS, random -> {
            long[] words = Adversarial.words(random, 3);
            long value = Adversarial.word(random);
            BigInteger before = Words.toBigInteger(words, 0, 3);
            BigInteger square = BigInteger.valueOf(value).pow(2);
            Words.addSquare3(words, 0, value);
            assertThat(Words.toBigInteger(words, 0, 3)).isEqualTo(Adversarial.wrapped(before.add(square), 3));
        });
    }

    @Test
    void set_anyInteger_isReadAgainOrRefusedWithoutEffect() {
        Seeds.forEach(ROUNDS, random -> {
            int count = 1 + random.nextInt(4);
            BigInteger edge = BigInteger.ONE.shiftLeft(count * Long.SIZE - 1);
            BigInteger value = switch (random.nextInt(4)) {
                case 0 -> edge.subtract(BigInteger.valueOf(random.nextInt(3)));
                case 1 -> edge.negate().subtract(BigInteger.valueOf(random.nextInt(3) - 1));
                default -> new BigInteger(random.nextInt(count * Long.SIZE + 8), random).negate();
            };
            boolean fits = value.compareTo(edge) < 0 && value.compareTo(edge.negate()) >= 0;
            long[] words = new long[count];
            assertThat(Words.set(words, 0, count, value)).isEqualTo(fits);
            assertThat(Words.toBigInteger(words, 0, count)).isEqualTo(fits ? value : BigInteger.ZERO);
            assertThat(Words.isZero(words, 0, count)).isEqualTo(Arrays.equals(words, new long[count]));
        });
    }
}
