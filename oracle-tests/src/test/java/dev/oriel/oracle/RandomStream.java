package dev.oriel.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random events of one key in the order of their arrival, and what to ask about them.
 *
 * @param bucketMillis the length of the buckets it is kept in
 * @param originMillis the start of bucket 0
 */
record RandomStream(long seed, long bucketMillis, long originMillis, List<Row> rows, List<Question> questions) {
    private static final long DAY_MILLIS = 86_400_000;
    private static final long YEAR_MILLIS = 365 * DAY_MILLIS;
    private static final int QUESTIONS = 60;

    /** An event; its amount is a multiple of 2^-10, so that a sum of doubles is exact in whatever order it is made. */
    record Row(
            long atMillis,
            @Nullable Long count,
            @Nullable Double amount,
            @Nullable Boolean flag) {}

    /** A window that ends at a time. */
    record Question(long nowMillis, long windowMillis) {}

    static RandomStream of(long seed) {
        var random = new Random(seed);
        long bucketMillis = new long[] {1, 7, 1_000, 60_000, DAY_MILLIS, 30 * DAY_MILLIS}[random.nextInt(6)];
        long originMillis = random.nextBoolean() ? 0 : random.nextLong(-2 * bucketMillis, 2 * bucketMillis);
        List<Row> rows = rows(random, bucketMillis, originMillis);
        var questions = new ArrayList<Question>();
        for (int question = 0; question < QUESTIONS; question++) {
            questions.add(question(random, rows, bucketMillis, originMillis));
        }
        return new RandomStream(seed, bucketMillis, originMillis, rows, questions);
    }

    /** On both sides of 1970, mostly going on, some late, some at once, some round the edge of a bucket. */
    private static List<Row> rows(Random random, long bucketMillis, long originMillis) {
        int nullsPercent = random.nextInt(4) * 30;
        int size = random.nextInt(8) == 0 ? random.nextInt(3) : random.nextInt(20, 400);
        long time = random.nextLong(-2 * YEAR_MILLIS, YEAR_MILLIS);
        var rows = new ArrayList<Row>();
        for (int i = 0; i < size; i++) {
            long atMillis = switch (random.nextInt(7)) {
                case 0 -> time - random.nextLong(15 * bucketMillis);
                case 1 -> edge(random, time, bucketMillis, originMillis);
                case 2 -> time;
                case 3 -> random.nextInt(30) == 0 ? time += YEAR_MILLIS : (time += bucketMillis);
                default -> time += random.nextLong(2 * bucketMillis);
            };
            rows.add(new Row(
                    atMillis,
                    random.nextInt(100) < nullsPercent ? null : random.nextLong() >> random.nextInt(20, 64),
                    random.nextInt(100) < nullsPercent ? null : Math.scalb((double) random.nextInt() / 2, -9),
                    random.nextInt(100) < nullsPercent ? null : random.nextInt(5) > 0));
        }
        return rows;
    }

    private static Question question(Random random, List<Row> rows, long bucketMillis, long originMillis) {
        long near = rows.isEmpty() ? 0 : rows.get(random.nextInt(rows.size())).atMillis();
        long nowMillis = switch (random.nextInt(4)) {
            case 0 -> edge(random, near, bucketMillis, originMillis);
            case 1 -> near + random.nextLong(10 * bucketMillis);
            default -> near + random.nextInt(3) - 1;
        };
        long other = rows.isEmpty() ? 0 : rows.get(random.nextInt(rows.size())).atMillis();
        long windowMillis = switch (random.nextInt(4)) {
            case 0 -> random.nextLong(1, 500) * bucketMillis;
            // The window's start at an event, or beside it.
            case 1 -> nowMillis - other + random.nextInt(3) - 1;
            case 2 -> random.nextLong(1, 3 * bucketMillis + 1);
            default -> random.nextLong(1, 40 * bucketMillis + 1);
        };
        return new Question(nowMillis, Math.max(1, windowMillis));
    }

    /** The first millisecond of a bucket, or one beside it. */
    private static long edge(Random random, long near, long bucketMillis, long originMillis) {
        return near - Math.floorMod(near - originMillis, bucketMillis) + random.nextInt(3) - 1;
    }
}
