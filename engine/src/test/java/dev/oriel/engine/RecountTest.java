package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random streams, crashes and questions against {@link NaiveWindows}. */
final class RecountTest {
    private static final int PARTITIONS = 3;
    private static final int STEPS = 400;
    private static final int USERS = 6;

    static List<Long> seeds() {
        Long given = Long.getLong("oriel.seed");
        return given != null ? List.of(given) : List.of(1L, 2L, 3L, 20261121L);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void B066_B080_B083_randomStreamWithCrashes_everyWindow_equalsRecount(long seed) {
        var random = new Random(seed);
        var shop = new Shop();
        var naive = new NaiveWindows();
        for (int step = 0; step < STEPS; step++) {
            shop.now = shop.now.plusMillis((long) (random.nextExponential() * 3_600_000));
            int messages = random.nextInt(8);
            for (int i = 0; i < messages; i++) {
                append(shop, naive, random, step * 100 + i);
            }
            int action = random.nextInt(10);
            if (action < 4) {
                shop.step();
            } else if (action < 6) {
                shop.step(new SourcePartition("purchases", random.nextInt(PARTITIONS)), random.nextInt(5));
                shop.publish();
            } else if (action < 8) {
                shop.step().commit();
            } else if (action == 8) {
                shop.crash();
            }
            if (step % 5 == 0) {
                shop.step();
                check(seed, shop, naive, random);
            }
        }
        check(seed, shop.step().commit().crash(), naive, random);
        EngineStatus.SourceStatus status = shop.status("purchases");
        assertThat(status.applied() + status.late() + status.expired() + status.deadLetters())
                .as("seed %s: every record is accounted for", seed)
                .isEqualTo(status.records())
                .isEqualTo(shop.log.values().stream().mapToLong(List::size).sum());
    }

    private static void append(Shop shop, NaiveWindows naive, Random random, int id) {
        int partition = random.nextInt(PARTITIONS);
        long user = random.nextInt(USERS);
        int kind = random.nextInt(20);
        if (kind == 0) {
            shop.append("purchases", partition, "{\"id\":\"x" + id + "\",\"user_id\":");
            return;
        }
        if (kind == 1) {
            Instant future = shop.now.plus(Duration.ofDays(random.nextInt(1, 30_000)));
            shop.append("purchases", partition, Shop.purchaseJson("f" + id, user, 1e9, 1, "ok", future));
            return;
        }
        Duration late = kind < 5
                ? Duration.ofMillis(
                        (long) (random.nextDouble() * Duration.ofDays(60).toMillis()))
                : Duration.ofMillis(random.nextInt(60_000));
        Instant at = edge(shop.now.minus(late), random, shop.now);
        double amount = amount(random);
        shop.append("purchases", partition, Shop.purchaseJson("p" + id, user, amount, 1, "ok", at));
        naive.add(new NaiveWindows.Event(user, amount, at.toEpochMilli()));
    }

    /** One time in four moves to a bucket's edge, or one millisecond beside it. */
    private static Instant edge(Instant at, Random random, Instant latest) {
        if (random.nextInt(4) != 0) {
            return Instant.ofEpochMilli(at.toEpochMilli());
        }
        long dayMillis = Duration.ofDays(1).toMillis();
        Instant edge =
                Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), dayMillis) * dayMillis + random.nextInt(-1, 2));
        return edge.isAfter(latest) ? latest : edge;
    }

    private static double amount(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1, 100);
            case 1 -> random.nextDouble() * 1e16;
            case 2 -> -random.nextDouble() * 1e16;
            default -> random.nextDouble() * 1e-9;
        };
    }

    private static void check(long seed, Shop shop, NaiveWindows naive, Random random) {
        long user = random.nextInt(USERS);
        Answer answer = shop.ask(
                Shop.user(user),
                Optional.empty(),
                "user.total_spend",
                "user.count_purchases",
                "user.largest_purchase",
                "user.smallest_purchase",
                "user.average_purchase",
                "user.mean_purchase",
                "user.spend_deviation",
                "user.spend_variance",
                "user.distinct_times");
        assertThat(answer.errors()).as("seed %s", seed).isEmpty();
        Map<String, FeatureResult> byName = new HashMap<>();
        answer.results().forEach(result -> byName.put(result.fqn(), result));
        for (int days : new int[] {30, 60, 90}) {
            List<NaiveWindows.Event> events = naive.inWindow(user, shop.now, days);
            String context = "seed " + seed + ", user " + user + ", " + days + "d at " + shop.now;
            assertThat(value(byName, "total_spend", days)).as(context).isEqualTo(NaiveWindows.sum(events));
            assertThat(value(byName, "count_purchases", days)).as(context).isEqualTo((long) events.size());
            Object average = events.isEmpty() ? null : NaiveWindows.sum(events) / events.size();
            assertThat(value(byName, "average_purchase", days)).as(context).isEqualTo(average);
            if (days != 60) {
                assertThat(value(byName, "mean_purchase", days)).as(context).isEqualTo(average);
                assertThat(value(byName, "largest_purchase", days))
                        .as(context)
                        .isEqualTo(NaiveWindows.max(events).orElse(-1));
                Object min = events.isEmpty() ? null : NaiveWindows.min(events).getAsDouble();
                assertThat(value(byName, "smallest_purchase", days)).as(context).isEqualTo(min);
                assertThat(value(byName, "spend_deviation", days))
                        .as(context)
                        .isEqualTo(orNull(NaiveWindows.deviation(events)));
                assertThat(value(byName, "spend_variance", days))
                        .as(context)
                        .isEqualTo(orNull(NaiveWindows.variance(events)));
                checkDistinct(
                        context, (Long) value(byName, "distinct_times", days), NaiveWindows.distinctTimes(events));
            }
        }
    }

    /** Exact while the values are few; five standard errors of 1.2 % beyond. */
    private static void checkDistinct(String context, @Nullable Long counted, long distinct) {
        assertThat(counted)
                .as(context)
                .isNotNull()
                .isBetween(
                        distinct <= 256 ? distinct : (long) (distinct * 0.94),
                        distinct <= 256 ? distinct : (long) (distinct * 1.06));
    }

    private static @Nullable Object orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Object value(Map<String, FeatureResult> results, String feature, int days) {
        FeatureResult result = results.get("user." + feature + "__" + days * 86_400L + "__");
        if (result == null) {
            throw new AssertionError("no result for " + feature + " over " + days + "d among " + results.keySet());
        }
        return result.value();
    }
}
