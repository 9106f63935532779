package dev.oriel.dev.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AliasTableTest {
    private static final long SEED = Long.getLong("oriel.seed", 4_711);
    private static final int DRAWS = 1_000_000;

    @Test
    void zipf_drawnOften_givesEachNumberItsShare() {
        int count = 50;
        int[] drawn = draw(AliasTable.zipf(count), count);
        double sum = 0;
        for (int rank = 1; rank <= count; rank++) {
            sum += 1.0 / rank;
        }
        for (int number = 0; number < count; number++) {
            double expected = DRAWS / sum / (number + 1);
            // Five standard deviations of a binomial count.
            assertThat((double) drawn[number])
                    .as("number %d, seed %d", number, SEED)
                    .isCloseTo(expected, within(5 * Math.sqrt(expected)));
        }
    }

    @Test
    void weights_veryUnequal_areKept() {
        double[] weights = {1, 0.001, 500, 20, 0.001};
        int[] drawn = draw(new AliasTable(weights.length, number -> weights[number]), weights.length);
        for (int number = 0; number < weights.length; number++) {
            double expected = DRAWS * weights[number] / 521.002;
            assertThat((double) drawn[number])
                    .as("number %d, seed %d", number, SEED)
                    .isCloseTo(expected, within(5 * Math.sqrt(expected) + 1));
        }
    }

    @Test
    void number_thatIsTheOnlyOne_isAlwaysDrawn() {
        assertThat(draw(AliasTable.zipf(1), 1)[0]).isEqualTo(DRAWS);
    }

    private static int[] draw(AliasTable table, int count) {
        var random = new SplittableRandom(SEED);
        var drawn = new int[count];
        for (int draw = 0; draw < DRAWS; draw++) {
            drawn[table.draw(random)]++;
        }
        return drawn;
    }
}
