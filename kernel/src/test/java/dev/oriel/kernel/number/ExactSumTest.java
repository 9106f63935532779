package dev.oriel.kernel.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.random.Seeds;
import dev.oriel.kernel.random.Values;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    @Test
    void D11_round_randomNumbers_equalsBigDecimalRoundedOnce() {
        Seeds.forEach(20_000, random -> {
            double[] values = Values.doubles(random, 1 + random.nextInt(12));
            assertSameBits(sumOf(values).round(), naiveSum(values), values);
        });
    }

    @Test
    void D11_round_thousandsOfNumbers_equalsBigDecimalRoundedOnce() {
        Seeds.forEach(60, random -> {
            double[] values = Values.doubles(random, 3_000);
            assertSameBits(sumOf(values).round(), naiveSum(values), values);
        });
    }

    @Test
    void D11_round_anyOrderBatchingAndMergeShape_sameBitsAndBytes() {
        Seeds.forEach(1_000, random -> {
            double[] values = Values.doubles(random, 1 + random.nextInt(20));
            ExactSum inOrder = sumOf(values);
            Seeds.shuffle(values, random);
            ExactSum merged = mergeTree(values, 0, values.length, random);
            assertSameBits(merged.round(), inOrder.round(), values);
            assertThat(bytes(merged)).isEqualTo(bytes(inOrder));
        });
    }

    @Test
    void D11_subtract_whatWasAdded_restoresBytes() {
        Seeds.forEach(3_000, random -> {
            ExactSum kept = sumOf(Values.doubles(random, random.nextInt(8)));
            double[] passing = Values.doubles(random, 1 + random.nextInt(8));
            ExactSum sum = kept.copy();
            for (double value : passing) {
                sum.add(value);
            }
            if (random.nextBoolean()) {
                sum.subtractAll(sumOf(passing));
            } else {
                Seeds.shuffle(passing, random);
                for (double value : passing) {
                    sum.subtract(value);
                }
            }
            assertThat(bytes(sum)).as(Arrays.toString(passing)).isEqualTo(bytes(kept));
            assertThat(sum.isZero()).isEqualTo(kept.isZero());
        });
    }

    @Test
    void D11_addAll_mergedOverAndOver_neverOverflowsAChunk() {
        // Each step hands on a sum that was itself only merged: carries must still be passed on in time.
        ExactSum part = new ExactSum();
        part.add(Double.MIN_VALUE);
        for (int i = 0; i < 300; i++) {
            part.add(Math.nextDown(0x1p-959));
        }
        BigDecimal expected =
                exact(Math.nextDown(0x1p-959)).multiply(BigDecimal.valueOf(300)).add(exact(Double.MIN_VALUE));
        for (int i = 0; i < 20_000; i++) {
            ExactSum next = new ExactSum();
            next.addAll(part);
            part = next;
        }
        assertThat(part.round()).isEqualTo(expected.doubleValue());
        for (int i = 0; i < 62; i++) {
            part.addAll(part);
        }
        assertThat(part.round()).isEqualTo(Math.scalb(expected.doubleValue(), 62));
    }

    @Test
    void round_nothingOrZeros_isPositiveZero() {
        assertSameBits(new ExactSum().round(), 0.0);
        assertSameBits(sumOf(-0.0).round(), 0.0);
        assertSameBits(sumOf(-0.0, -0.0).round(), 0.0);
        assertSameBits(sumOf(1e300, Double.MIN_VALUE, -1e300, -Double.MIN_VALUE).round(), 0.0);
    }

    @Test
    void round_knownHardSums_areExact() {
        assertSameBits(sumOf(0x1p106, 0x1p-54, -0x1p106).round(), 0x1p-54);
        assertSameBits(sumOf(1, 0x1p-53).round(), 1);
        assertSameBits(sumOf(1, 0x1p-53, Double.MIN_VALUE).round(), Math.nextUp(1.0));
        assertSameBits(sumOf(Math.nextUp(1.0), 0x1p-53).round(), 1 + 0x1p-51);
        assertSameBits(sumOf(Double.MIN_NORMAL, -Double.MIN_VALUE).round(), Math.nextDown(Double.MIN_NORMAL));
        assertSameBits(sumOf(0.1, 0.2, 0.3, -0.6).round(), naiveSum(0.1, 0.2, 0.3, -0.6));
    }

    @Test
    void round_partialSumsOverflowButTheWholeDoesNot_isFinite() {
        double max = Double.MAX_VALUE;
        assertSameBits(sumOf(max, max, -max).round(), max);
        assertSameBits(sumOf(max, max).round(), Double.POSITIVE_INFINITY);
        assertSameBits(sumOf(-max, -max).round(), Double.NEGATIVE_INFINITY);
        // Half a unit of the last place beyond the largest double is where rounding to infinity begins.
        assertSameBits(sumOf(max, 0x1p970).round(), Double.POSITIVE_INFINITY);
        assertSameBits(sumOf(max, 0x1p970, -Double.MIN_VALUE).round(), max);
    }

    @Test
    void divideBy_sumOverflows_givesTheFiniteMean() {
        for (int count = 2; count < 1_000; count++) {
            ExactSum sum = new ExactSum();
            for (int i = 0; i < count; i++) {
                sum.add(-Double.MAX_VALUE);
            }
            assertThat(sum.divideBy(count)).isBetween(-Double.MAX_VALUE, Math.nextUp(-Double.MAX_VALUE));
        }
        assertSameBits(sumOf(-Double.MIN_VALUE).divideBy(4), 0.0);
    }

    @Test
    void write_oneNumber_isJustThatDouble() {
        StateWriter expected = new StateWriter();
        expected.writeByte(0);
        expected.writeDouble(12.34);
        assertThat(bytes(sumOf(12.34))).isEqualTo(expected.toByteArray());
        assertThat(bytes(sumOf(1e300, 12.34, -1e300))).isEqualTo(expected.toByteArray());
        assertThat(bytes(sumOf(120))).hasSize(4);
    }

    @Test
    void read_written_givesEqualSumThatGoesOn() {
        Seeds.forEach(3_000, random -> {
            double[] first = Values.doubles(random, 1 + random.nextInt(10));
            double[] second = Values.doubles(random, 1 + random.nextInt(400));
            ExactSum sum = sumOf(first);
            StateReader source = new StateReader(bytes(sum));
            ExactSum restored = ExactSum.read(source);
            source.requireEnd();
            assertThat(bytes(restored)).isEqualTo(bytes(sum));
            for (double value : second) {
                sum.add(value);
                restored.add(value);
            }
            assertThat(bytes(restored)).isEqualTo(bytes(sum));
        });
    }

    @Test
    void read_corruptBytes_saysWhatWasExpected() {
        byte[][] corrupt = {
            {}, {3}, {0, 9}, {0, 8, 1}, {1, 0, 0}, {1, 69, 2}, {1, 0, 1, 0, 0, 0, 0}, {0, 2, 0x7F, (byte) 0xF0}
        };
        for (byte[] bytes : corrupt) {
            assertThatThrownBy(() -> ExactSum.read(new StateReader(bytes)))
                    .isInstanceOf(CorruptStateException.class)
                    .hasMessageMatching(".*(expected|known).*");
        }
    }

    @Test
    void D10_add_notANumberOrInfinite_isRefused() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            ExactSum sum = sumOf(1);
            assertThatThrownBy(() -> sum.add(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + value + "'");
            assertThat(sum.round()).isEqualTo(1);
        }
    }

    @Test
    void copy_changed_leavesOriginalAsItWas() {
        ExactSum sum = sumOf(1e100, 1);
        ExactSum copy = sum.copy();
        copy.add(1);
        assertThat(bytes(sum)).isEqualTo(bytes(sumOf(1e100, 1))).isNotEqualTo(bytes(copy));
    }

    private static ExactSum mergeTree(double[] values, int from, int to, Random random) {
        if (to - from <= 1 || random.nextInt(4) == 0) {
            return sumOf(Arrays.copyOfRange(values, from, to));
        }
        int middle = from + random.nextInt(to - from + 1);
        ExactSum left = mergeTree(values, from, middle, random);
        left.addAll(mergeTree(values, middle, to, random));
        return left;
    }

    private static ExactSum sumOf(double... values) {
        ExactSum sum = new ExactSum();
        for (double value : values) {
            sum.add(value);
        }
        return sum;
    }

    private static double naiveSum(double... values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(exact(value));
        }
        return sum.doubleValue();
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    private static byte[] bytes(ExactSum sum) {
        StateWriter target = new StateWriter();
        sum.write(target);
        return target.toByteArray();
    }

    private static void assertSameBits(double actual, double expected, double... values) {
        assertThat(Double.doubleToRawLongBits(actual))
                .as(() -> actual + " should be " + expected + ", the sum of " + Arrays.toString(values))
                .isEqualTo(Double.doubleToRawLongBits(expected));
    }
}
