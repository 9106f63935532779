package dev.oriel.kernel.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.oriel.kernel.aggregation.AggregateValue.Absent;
import dev.oriel.kernel.aggregation.AggregateValue.OfLong;
import dev.oriel.kernel.bytes.CorruptStateException;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.random.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ApproxCountDistinctTest {
    private static final long GOLDEN_TEXT = 0xD328_F513_75D5_D1FBL;
    private static final long GOLDEN_LONG = 0x2E4F_E982_B689_10ACL;
    private static final long GOLDEN_ZERO = 0xC77B_3ABB_6F87_ACD9L;
    private static final String GOLDEN_FEW = "02f36b4a1a44f78bf33e6948797985511c";
    private static final int GOLDEN_MANY = 447_089_056;
    private static final long GOLDEN_COUNT = 1_011;
    private static final ApproxCountDistinct OF_LONGS = new ApproxCountDistinct(ColumnType.LONG);

    @Nested
    class OfLongs extends Contract {
        OfLongs() {
            super(ColumnType.LONG);
        }
    }

    @Nested
    class OfDoubles extends Contract {
        OfDoubles() {
            super(ColumnType.DOUBLE);
        }
    }

    @Nested
    class OfBytes extends Contract {
        OfBytes() {
            super(ColumnType.BYTES);
        }
    }

    abstract static class Contract extends StateAggregationContract<DistinctSketch> {
        Contract(ColumnType column) {
            super(new ApproxCountDistinct(column), column);
        }

        @Override
        AggregateValue naive(List<TestEvent> events) {
            return new OfLong(events.stream()
                    .map(event -> event.value(0))
                    .filter(value -> !(value instanceof Absent))
                    .distinct()
                    .count());
        }

        @Override
        void assertResult(DistinctSketch state, List<TestEvent> events) {
            long truth = ((OfLong) naive(events)).value();
            assertThat(state.hasRegisters()).isEqualTo(truth > DistinctSketch.HASHES_MAX);
            double tolerance = state.hasRegisters() ? 4 * DistinctSketch.STANDARD_ERROR * truth : 0;
            assertThat((double) state.count()).isCloseTo((double) truth, within(tolerance));
        }
    }

    @Test
    void B055_result_ofNothing_isZero() {
        assertThat(OF_LONGS.result(OF_LONGS.create())).isEqualTo(new OfLong(0));
    }

    @Test
    void B055_result_ofNullsOnly_isZero() {
        DistinctSketch state = OF_LONGS.create();
        OF_LONGS.add(state, new EventBuffer(List.of(ColumnType.LONG)).start(1));
        assertThat(OF_LONGS.result(state)).isEqualTo(new OfLong(0));
        assertThat(OF_LONGS.isEmpty(state)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"10, 50, 0", "100, 50, 0", "1000, 50, 0.0119", "10000, 50, 0.0119", "100000, 50, 0.0119"})
    void B055_result_manyDistinctInMergedBuckets_isWithinStandardError(int distinct, int rounds, double standardError) {
        SketchErrors.DistinctErrors errors = SketchErrors.distinct(distinct, rounds);
        assertThat(errors.rootMeanSquare()).isLessThanOrEqualTo(1.2 * standardError);
        assertThat(errors.largest()).isLessThanOrEqualTo(4 * standardError);
    }

    @Test
    void B055_accuracy_byNumberOfHashes_isExactThenTwoPercent() {
        DistinctSketch state = sketchOf(0, DistinctSketch.HASHES_MAX);
        assertThat(OF_LONGS.accuracy(state).error()).isZero();
        assertThat(OF_LONGS.accuracy(state).confidence()).isLessThan(1).isGreaterThan(1 - 1e-14);
        state.add(DistinctSketch.hash(-1));
        assertThat(OF_LONGS.accuracy(state)).isEqualTo(new Accuracy(Accuracy.Measure.RELATIVE, 0.02, 0.9));
    }

    @Test
    void accuracy_measured_holdsAsOftenAsItSays() {
        int rounds = 400;
        int[] within = new int[1];
        Seeds.forEach(rounds, random -> {
            DistinctSketch state = sketchOf(random.nextLong(), 5_000);
            Accuracy accuracy = OF_LONGS.accuracy(state);
            within[0] += Math.abs(state.count() - 5_000) <= accuracy.error() * 5_000 ? 1 : 0;
        });
        assertThat(within[0] / (double) rounds).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void D11_promotion_atTheLimit_dependsOnTheSetOnly() {
        Seeds.forEach(100, random -> {
            long start = random.nextLong();
            int distinct = DistinctSketch.HASHES_MAX - 2 + random.nextInt(5);
            byte[] atOnce = bytes(sketchOf(start, distinct));
            DistinctSketch merged = new DistinctSketch();
            for (int overlap = random.nextInt(40), from = 0; from < distinct; from += 50) {
                int to = Math.min(distinct, from + 50 + overlap);
                merged.addAll(sketchOf(start + from, to - from));
            }
            assertThat(bytes(merged)).isEqualTo(atOnce);
            assertThat(merged.hasRegisters()).isEqualTo(distinct > DistinctSketch.HASHES_MAX);
        });
    }

    @Test
    void D11_merge_ofLargeSketches_sameBytesInAnyTree() {
        Seeds.forEach(30, random -> {
            long start = random.nextLong();
            byte[] atOnce = bytes(sketchOf(start, 3_000));
            DistinctSketch left = sketchOf(start, 1 + random.nextInt(2_999));
            DistinctSketch right = new DistinctSketch();
            for (int from = 0; from < 3_000; from += 300) {
                right.addAll(sketchOf(start + from, 300));
            }
            DistinctSketch both = left.copy();
            both.addAll(right);
            right.addAll(left);
            assertThat(bytes(both)).isEqualTo(atOnce).isEqualTo(bytes(right));
        });
    }

    @Test
    void hash_ofGivenValues_neverChanges() {
        // The first is the reference implementation's value for no bytes.
        assertThat(DistinctSketch.hash(new byte[0])).isEqualTo(0x2D06_8005_38D3_94C2L);
        assertThat(DistinctSketch.hash("oriel".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(GOLDEN_TEXT);
        assertThat(DistinctSketch.hash(42)).isEqualTo(GOLDEN_LONG);
        assertThat(DistinctSketch.hash(0.0)).isEqualTo(DistinctSketch.hash(0L)).isEqualTo(GOLDEN_ZERO);
        assertThat(DistinctSketch.hash(-0.0))
                .isEqualTo(DistinctSketch.hash(Long.MIN_VALUE))
                .isNotEqualTo(GOLDEN_ZERO);
    }

    @Test
    void B083_write_givenValues_neverChangesItsBytes() {
        assertThat(HexFormat.of().formatHex(bytes(sketchOf(1, 2)))).isEqualTo(GOLDEN_FEW);
        byte[] many = bytes(sketchOf(1, 1_000));
        assertThat(many).hasSize(2 + DistinctSketch.REGISTERS);
        assertThat(Arrays.hashCode(many)).isEqualTo(GOLDEN_MANY);
        assertThat(sketchOf(1, 1_000).count()).isEqualTo(GOLDEN_COUNT);
    }

    @Test
    void B083_read_registersThatNoHashGives_isCorrupt() {
        byte[] registers = bytes(sketchOf(1, 1_000));
        Random random = new Random(7);
        for (int value : new int[] {1, 43, 45, 46, 47, 49, 51}) {
            byte[] wrong = registers.clone();
            wrong[2 + random.nextInt(DistinctSketch.REGISTERS)] = (byte) value;
            assertThatThrownBy(() -> DistinctSketch.read(new StateReader(wrong)))
                    .isInstanceOf(CorruptStateException.class)
                    .hasMessageContaining("register '" + value + "'");
        }
        byte[] unused = registers.clone();
        Arrays.fill(unused, 2, unused.length, (byte) 0);
        assertThatThrownBy(() -> DistinctSketch.read(new StateReader(unused)))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("registers of nothing");
    }

    @Test
    void B083_read_registersOfHashes_areRead() {
        Seeds.forEach(100, random -> {
            byte[] written = bytes(sketchOf(random.nextLong(), 257 + random.nextInt(20_000)));
            assertThat(bytes(DistinctSketch.read(new StateReader(written)))).isEqualTo(written);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "VECTOR"})
    void new_columnWithoutComparableValues_isRefused(ColumnType column) {
        assertThatThrownBy(() -> new ApproxCountDistinct(column))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("approx_count_distinct · it does not count a column of type " + column
                        + " · it counts LONG, DOUBLE and BYTES · choose such a column");
    }

    private static DistinctSketch sketchOf(long first, int count) {
        DistinctSketch sketch = new DistinctSketch();
        for (int i = 0; i < count; i++) {
            sketch.add(DistinctSketch.hash(first + i));
        }
        return sketch;
    }

    private static byte[] bytes(DistinctSketch sketch) {
        StateWriter target = new StateWriter();
        sketch.write(target);
        return target.toByteArray();
    }
}
