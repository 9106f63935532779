package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random histories beside a naive twin. {@code -Doriel.operations=…} does more of them, which {@code testing/kernel-oracle} asks for; a
 * failure prints the operations that are needed for it.
 */
class TimelineOracleTest {
    private static final long OPERATIONS = Long.getLong("oriel.operations", 100_000);
    private static final int DEEP_BUCKETS = 9_500;
    /** A small history has this many operations at most; a deep one as many after its tree has grown. */
    private static final int SMALL_OPERATIONS_MAX = 600;

    private static final int DEEP_OPERATIONS = OPERATIONS > 1_000_000 ? 60_000 : 6_000;

    @Test
    void B066_B069_B080_B081_B083_D6_D11_D14_operations_onManyTimelines_equalNaiveTwin() {
        History.Counts counts = new History.Counts();
        forEachSeed(OPERATIONS / 2, counts, random -> {
            Layer layer = OperationStream.randomLayer(random);
            run(random, layer, 0, 20 + random.nextInt(SMALL_OPERATIONS_MAX), counts);
        });
        System.out.println("many timelines: " + counts);
    }

    @Test
    void B066_B069_B080_B081_B083_D6_D11_D14_operations_onTreesOfThreeLevels_equalNaiveTwin() {
        History.Counts counts = new History.Counts();
        forEachSeed(OPERATIONS / 2, counts, random -> {
            Layer layer = OperationStream.randomLayer(random);
            run(random, layer, DEEP_BUCKETS, DEEP_OPERATIONS, counts);
        });
        System.out.println("deep trees: " + counts);
        if (Long.getLong("oriel.seed") == null && OPERATIONS >= 100_000) {
            assertThat(counts.levelsMax).isGreaterThanOrEqualTo(3);
            assertThat(counts.deepLateAdds).isGreaterThan(3_000);
            assertThat(counts.deepSplits).isGreaterThan(150);
            assertThat(counts.deepWithdrawals).isGreaterThan(150);
            assertThat(counts.deepDrops).isGreaterThan(15);
        }
    }

    private interface Check {
        void accept(Random random);
    }

    private static void forEachSeed(long operations, History.Counts counts, Check check) {
        // Seeds.forEach knows the number of rounds beforehand; here it is known when the operations are done.
        long start = Long.getLong("oriel.start", 0);
        for (long round = start; counts.operations < operations; round++) {
            Long replayed = Long.getLong("oriel.seed");
            long seed = replayed == null ? round * 0x9E37_79B9_7F4A_7C15L : replayed;
            try {
                check.accept(new Random(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("replay with -Doriel.seed=" + seed + ": " + failure.getMessage(), failure);
            }
            if (replayed != null) {
                return;
            }
        }
    }

    private static void run(Random random, Layer layer, int inOrder, int mixed, History.Counts counts) {
        boolean tracked = random.nextInt(3) > 0;
        History history = new History(layer, tracked, counts);
        OperationStream stream = new OperationStream(random, layer, history.twin(), inOrder > 0);
        List<Operation> done = new ArrayList<>();
        try {
            for (int i = 0; i < inOrder + mixed; i++) {
                Operation operation = i < inOrder ? stream.nextInOrder() : stream.next();
                done.add(operation);
                history.apply(operation);
            }
            history.end(random);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(describe(layer, tracked) + History.reduced(layer, tracked, done), failure);
        }
    }

    private static String describe(Layer layer, boolean tracked) {
        List<String> ids = layer.parts().stream().map(Layer.Part::id).toList();
        return layer.grid() + " of " + layer.column() + " " + ids + (layer.keepsEvents() ? ", events kept" : "")
                + (tracked ? "" : ", untracked") + ": ";
    }
}
