package dev.oriel.api.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {
    private static double sum(double... values) {
        var sum = new ExactSum();
        sum.addAll(values, Selection.all(values.length));
        return sum.round();
    }

    private static double oneByOne(double... values) {
        var sum = new ExactSum();
        for (double value : values) {
            sum.add(value);
        }
        return sum.round();
    }

    private static double twin(double... values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        return sum.doubleValue() + 0.0;
    }

    @Test
    void sum_numbersThatPlainAdditionLoses_areAllInIt() {
        assertThat(sum(1e16, 1, 1, -1e16)).isEqualTo(2);
        assertThat(sum(0.1, 0.2, 0.3, -0.6)).isEqualTo(twin(0.1, 0.2, 0.3, -0.6));
        assertThat(sum(1e300, 1e-300, 1, -1e300, -1)).isEqualTo(1e-300);
    }

    @Test
    void sum_ofNothingAndOfZeros_isPlainZero() {
        assertThat(Double.doubleToRawLongBits(sum())).isZero();
        assertThat(Double.doubleToRawLongBits(sum(-0.0, -0.0))).isZero();
        assertThat(Double.doubleToRawLongBits(sum(1e300, 1e-300, 1, -1e-300, -1, -1e300)))
                .isZero();
    }

    @Test
    void sum_thatPassesTheLargestDoubleOnItsWay_isStillExact() {
        double largest = Double.MAX_VALUE;
        assertThat(sum(largest, largest, -largest, -largest, 3)).isEqualTo(3);
        assertThat(sum(-largest, -largest, largest)).isEqualTo(-largest);
        assertThat(sum(largest, largest)).isInfinite();
    }

    @Test
    void sum_halfWayBetweenTwoDoubles_goesToTheEvenOneUnlessMoreFollows() {
        double one = 1;
        double half = Math.ulp(1.0) / 2;
        assertThat(sum(one, half)).isEqualTo(1);
        assertThat(sum(one, half, Double.MIN_VALUE)).isEqualTo(Math.nextUp(1.0));
        assertThat(sum(one, half, -Double.MIN_VALUE)).isEqualTo(1);
        assertThat(sum(one + 2 * half, half)).isEqualTo(1 + 4 * half);
    }

    @Test
    void divideBy_sumBeyondTheLargestDouble_isFinite() {
        var sum = new ExactSum();
        for (int i = 0; i < 1000; i++) {
            sum.add(Double.MAX_VALUE);
        }
        assertThat(sum.divideBy(1000)).isEqualTo(Double.MAX_VALUE);
    }

    @ParameterizedTest(name = "exponents up to {0}")
    @ValueSource(ints = {0, 3, 40, 200, 1000})
    void sum_randomNumbers_isThatOfBigDecimalInEveryOrder(int exponents) {
        long seed = Long.getLong("oriel.seed", 20261121L) + exponents;
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            double[] values = random.doubles(1 + random.nextInt(700), -1, 1)
                    .map(value -> Math.scalb(value, exponents == 0 ? 0 : random.nextInt(-exponents, exponents)))
                    .toArray();
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double expected = twin(values);
            assertThat(sum(values)).as("seed %d, round %d", seed, round).isEqualTo(expected);
            assertThat(sum(sorted)).as("seed %d, round %d, sorted", seed, round).isEqualTo(expected);
            assertThat(oneByOne(values))
                    .as("seed %d, round %d, one by one", seed, round)
                    .isEqualTo(expected);
        }
    }
}
