package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.random.Seeds;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BucketGridTest {
    private static final long MINUTE_MILLIS = 60_000;
    private static final long DAY_MILLIS = 86_400_000;

    @Test
    void B065_bucketOf_dayBuckets_alignToMidnightUtcOfTheEpoch() {
        BucketGrid days = BucketGrid.fromEpoch(DAY_MILLIS);
        long midnight = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
        assertThat(days.startMillis(days.bucketOf(midnight))).isEqualTo(midnight);
        assertThat(days.bucketOf(midnight - 1)).isEqualTo(days.bucketOf(midnight) - 1);
        assertThat(days.bucketOf(0)).isZero();
        // 27 leap seconds were inserted by then: they do not count.
        assertThat(days.bucketOf(midnight)).isEqualTo(midnight / DAY_MILLIS);
    }

    @Test
    void D6_bucketOf_anyInstant_isHalfOpenFromTheOriginAlsoBefore1970() {
        Seeds.forEach(2_000, random -> {
            BucketGrid grid = new BucketGrid(1 + random.nextInt(100_000), random.nextInt(1_000_000) - 500_000);
            long event = random.nextLong() >> (12 + random.nextInt(40));
            long bucket = grid.bucketOf(event);
            assertThat(event).isGreaterThanOrEqualTo(grid.startMillis(bucket)).isLessThan(grid.endMillis(bucket));
            assertThat(grid.bucketOf(grid.startMillis(bucket))).isEqualTo(bucket);
            assertThat(grid.bucketOf(grid.endMillis(bucket))).isEqualTo(bucket + 1);
            assertThat(grid.isLastMillisOfBucket(event)).isEqualTo(event + 1 == grid.endMillis(bucket));
        });
        BucketGrid grid = BucketGrid.fromEpoch(1_000);
        assertThat(grid.bucketOf(-1)).isEqualTo(-1);
        assertThat(grid.bucketOf(-1_000)).isEqualTo(-1);
        assertThat(grid.bucketOf(-1_001)).isEqualTo(-2);
    }

    @Test
    void D6_firstAndLastBucket_anyWindow_areThoseThatOverlapIt() {
        Seeds.forEach(2_000, random -> {
            BucketGrid grid = new BucketGrid(1 + random.nextInt(20), random.nextInt(100) - 50);
            long now = random.nextLong(-1_000, 1_000);
            long window = random.nextLong(1, 301);
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            for (long instant = now - window + 1; instant <= now; instant++) {
                first = Math.min(first, grid.bucketOf(instant));
                last = Math.max(last, grid.bucketOf(instant));
            }
            assertThat(grid.firstBucket(now, window)).isEqualTo(first);
            assertThat(grid.lastBucket(now)).isEqualTo(last);
        });
    }

    @Test
    void B067_overlappingBuckets_90DaysOfDaysAndMinutes_oneMoreThanReportedUnlessAskedAtTheEndOfABucket() {
        long boundary = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
        for (long bucketMillis : new long[] {DAY_MILLIS, MINUTE_MILLIS}) {
            BucketGrid grid = BucketGrid.fromEpoch(bucketMillis);
            long reported = bucketMillis == DAY_MILLIS ? 90 : 129_600;
            assertThat(grid.reportedBucketCount(90 * DAY_MILLIS)).isEqualTo(reported);
            assertThat(overlapping(grid, boundary - 1)).as("last millisecond").isEqualTo(reported);
            assertThat(overlapping(grid, boundary)).as("boundary").isEqualTo(reported + 1);
            assertThat(overlapping(grid, boundary + 1)).as("1 ms later").isEqualTo(reported + 1);
            assertThat(overlapping(grid, boundary + bucketMillis / 2))
                    .as("middle")
                    .isEqualTo(reported + 1);
        }
    }

    @Test
    void reportedBucketCount_windowIsNoMultipleOfTheBucket_roundsUp() {
        assertThat(BucketGrid.fromEpoch(1_000).reportedBucketCount(2_500)).isEqualTo(3);
        assertThat(BucketGrid.fromEpoch(1_000).reportedBucketCount(1)).isEqualTo(1);
    }

    @Test
    void grid_farthestInstants_doNotOverflow() {
        long max = BucketGrid.MILLIS_MAX;
        for (long bucketMillis : new long[] {1, 7, max}) {
            for (long origin : new long[] {-max, 0, max}) {
                BucketGrid grid = new BucketGrid(bucketMillis, origin);
                for (long instant : new long[] {-max, 0, max}) {
                    long bucket = grid.bucketOf(instant);
                    assertThat(instant)
                            .isGreaterThanOrEqualTo(grid.startMillis(bucket))
                            .isLessThan(grid.endMillis(bucket));
                    long first = grid.firstBucket(instant, max);
                    assertThat(instant - max + 1).isBetween(grid.startMillis(first), grid.endMillis(first) - 1);
                }
            }
        }
    }

    @Test
    void grid_absurdInput_isRefusedInWords() {
        BucketGrid grid = BucketGrid.fromEpoch(1_000);
        assertThatThrownBy(() -> BucketGrid.fromEpoch(0)).hasMessageContaining("bucket length of '0' ms");
        assertThatThrownBy(() -> new BucketGrid(1, Long.MIN_VALUE)).hasMessageContaining("bucket origin");
        assertThatThrownBy(() -> grid.bucketOf(Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'9223372036854775807'")
                .hasMessageContaining("epoch milliseconds");
        assertThatThrownBy(() -> grid.firstBucket(0, 0)).hasMessageContaining("window of '0' ms");
        assertThatThrownBy(() -> grid.firstBucket(0, Long.MAX_VALUE)).hasMessageContaining("window of");
        assertThatThrownBy(() -> grid.lastBucket(Long.MIN_VALUE)).hasMessageContaining("query time");
        assertThatThrownBy(() -> grid.startMillis(Long.MAX_VALUE)).hasMessageContaining("beyond all instants");
        assertThatThrownBy(() -> grid.startMillis(Long.MIN_VALUE)).hasMessageContaining("beyond all instants");
    }

    private static long overlapping(BucketGrid grid, long nowMillis) {
        return grid.lastBucket(nowMillis) - grid.firstBucket(nowMillis, 90 * DAY_MILLIS) + 1;
    }
}
