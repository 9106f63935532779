package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.Edges;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.AggregationFunction;
import dev.oriel.engine.NaiveRows.Purchase;
import dev.oriel.engine.serve.FeatureResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every aggregation over rows read one by one, against a stupid twin and against buckets with exact edges. */
final class RowsTwinTest {
    private static final Materialization EXACT =
            new Materialization(null, List.of(), null, List.of(), null, null, null, null, null, null, Edges.EXACT);

    private static final Duration WINDOW = Duration.ofHours(1);

    /**
     * An expression, and what the twin says of it.
     *
     * @param keptInBuckets whether it can be materialized as well
     */
    private record Case(
            FeatureType type,
            String expression,
            Predicate<Purchase> filter,
            Function<List<Purchase>, @Nullable Object> twin,
            boolean keptInBuckets) {}

    private static boolean every(Purchase unused) {
        return true;
    }

    private static FeatureType of(ScalarType type) {
        return new FeatureType.Scalar(type);
    }

    private static FeatureType listOf(ScalarType type) {
        return new FeatureType.ListOf(of(type));
    }

    private final List<Case> cases = new ArrayList<>();

    private void add(FeatureType type, String expression, Function<List<Purchase>, @Nullable Object> twin) {
        cases.add(new Case(type, expression, RowsTwinTest::every, twin, !expression.contains("median")));
    }

    private void filtered(String filter, Predicate<Purchase> kept) {
        cases.add(new Case(
                of(ScalarType.LONG), "_.purchases[" + filter + "].count()", kept, rows -> (long) rows.size(), true));
    }

    RowsTwinTest() {
        addNumbers();
        addValues();
        addFiltered();
    }

    private void addNumbers() {
        add(of(ScalarType.LONG), "_.purchases.count()", rows -> (long) rows.size());
        add(of(ScalarType.LONG), "_.purchases[_.amount].count()", rows -> (long) rows.size());
        add(of(ScalarType.LONG), "_.purchases[_.quantity].sum()", NaiveRows::quantities);
        add(of(ScalarType.DOUBLE), "_.purchases[_.amount].sum()", NaiveRows::sum);
        add(of(ScalarType.DOUBLE), "_.purchases[_.amount].mean()", NaiveRows::mean);
        add(of(ScalarType.DOUBLE), "_.purchases[_.amount].min()", rows -> NaiveRows.sorted(rows, 0));
        add(of(ScalarType.DOUBLE), "_.purchases[_.amount].max()", rows -> NaiveRows.sorted(rows, -1));
        add(of(ScalarType.TIME), "_.purchases[_.ts].max()", NaiveRows::newest);
        add(of(ScalarType.DOUBLE), "_.purchases[_.amount].std()", NaiveRows::deviation);
        add(of(ScalarType.DOUBLE), "_.purchases[_.amount].var()", NaiveRows::variance);
    }

    private void addValues() {
        add(of(ScalarType.BOOLEAN), "_.purchases[_.refunded].any()", NaiveRows::anyRefunded);
        add(of(ScalarType.BOOLEAN), "_.purchases[_.refunded].all()", NaiveRows::allRefunded);
        add(
                of(ScalarType.TEXT),
                "_.purchases[_.status].min_by(_.quantity)",
                rows -> NaiveRows.first(NaiveRows.statusesByQuantity(rows, 1, false)));
        add(
                of(ScalarType.TEXT),
                "_.purchases[_.status].max_by(_.amount)",
                rows -> NaiveRows.first(NaiveRows.statusesByAmount(rows, 1)));
        add(
                listOf(ScalarType.TEXT),
                "_.purchases[_.status].min_by_n(_.quantity, 3)",
                rows -> NaiveRows.statusesByQuantity(rows, 3, false));
        add(
                listOf(ScalarType.TEXT),
                "_.purchases[_.status].max_by_n(_.quantity, 3)",
                rows -> NaiveRows.statusesByQuantity(rows, 3, true));
        add(of(ScalarType.DOUBLE), "_.purchases[_.amount].first()", NaiveRows::firstAmount);
        add(of(ScalarType.DOUBLE), "_.purchases[_.amount].last()", NaiveRows::lastAmount);
        add(listOf(ScalarType.DOUBLE), "_.purchases[_.amount].array_agg()", NaiveRows::amounts);
        add(of(ScalarType.LONG), "_.purchases[_.amount].count_distinct()", NaiveRows::distinctAmounts);
        add(of(ScalarType.DOUBLE), "_.purchases[_.amount].median()", NaiveRows::median);
        // Sketches are exact for so few values.
        add(of(ScalarType.LONG), "_.purchases[_.status].approx_count_distinct()", NaiveRows::distinctStatuses);
        add(listOf(ScalarType.TEXT), "_.purchases[_.status].approx_top_k(k=2)", NaiveRows::commonStatuses);
    }

    private void addFiltered() {
        filtered("_.amount > 10", purchase -> purchase.amount() != null && purchase.amount() > 10);
        filtered(
                "_.amount > 10, _.status == 'ok'",
                purchase -> purchase.amount() != null
                        && purchase.amount() > 10
                        && purchase.status().equals("ok"));
        filtered(
                "~(_.status == 'ok') | (_.quantity < 3)",
                purchase -> !purchase.status().equals("ok") || purchase.quantity() < 3);
        cases.add(new Case(
                of(ScalarType.DOUBLE),
                "_.purchases.where(_.refunded == True)[_.amount].sum()",
                Purchase::refunded,
                NaiveRows::sum,
                true));
        cases.add(new Case(
                of(ScalarType.DOUBLE),
                "_.purchases[_.amount * _.quantity, _.quantity >= 2].sum()",
                purchase -> purchase.quantity() >= 2,
                NaiveRows::worth,
                false));
        cases.add(new Case(
                of(ScalarType.DOUBLE),
                "_.purchases[_.amount].sum() / _.purchases[_.quantity].sum()",
                RowsTwinTest::every,
                rows -> NaiveRows.quantities(rows) == 0 ? null : NaiveRows.sum(rows) / NaiveRows.quantities(rows),
                false));
    }

    private Shop shop(List<Case> of, boolean materialized, List<String> windows) throws Exception {
        return new Shop(EngineOptions.DEFAULTS, Shop.withUser(features -> {
            var all = new ArrayList<>(features.stream()
                    .filter(feature -> feature.expression() == null)
                    .toList());
            for (int i = 0; i < of.size(); i++) {
                all.add(feature("raw_" + i, of.get(i), windows, null));
                if (materialized && of.get(i).keptInBuckets()) {
                    all.add(feature("kept_" + i, of.get(i), windows, EXACT));
                }
            }
            return all;
        }));
    }

    private static FeatureDefinition feature(
            String name, Case one, List<String> windows, @Nullable Materialization how) {
        return KeptRows.feature(name, windows, one.type(), one.expression(), how);
    }

    private static List<Purchase> purchases(Random random, int count) {
        var purchases = new ArrayList<Purchase>();
        for (int i = 0; i < count; i++) {
            // Few times and ids, so that rows are of the same time, the same id, or both; many at the edges.
            long back = switch (random.nextInt(4)) {
                case 0 -> WINDOW.toMillis() + random.nextInt(3) - 1;
                case 1 -> random.nextInt(3) - 1;
                default -> random.nextInt(5) * 700_000L;
            };
            purchases.add(new Purchase(
                    "p" + random.nextInt(4),
                    random.nextInt(4) == 0 ? null : (double) random.nextInt(40) - 5,
                    random.nextInt(6),
                    List.of("ok", "refunded", "open").get(random.nextInt(3)),
                    Shop.START.minusMillis(back)));
        }
        return purchases;
    }

    private static void send(Shop shop, List<Purchase> purchases, Random random) {
        shop.now = Shop.START.plusSeconds(1);
        for (Purchase purchase : purchases) {
            shop.append(
                    "purchases",
                    0,
                    Shop.purchaseJson(
                            purchase.id(),
                            7L,
                            purchase.amount(),
                            purchase.quantity(),
                            purchase.status(),
                            purchase.at()));
            if (random.nextInt(10) == 0) {
                shop.step();
            }
            if (random.nextInt(40) == 0) {
                shop.step().commit();
            }
        }
        shop.step();
        shop.now = Shop.START;
    }

    @Test
    void everyAggregationIsAmongTheCases() {
        for (AggregationFunction function : AggregationFunction.values()) {
            boolean there =
                    cases.stream().anyMatch(one -> one.expression().contains("." + function.functionName() + "("));
            // Its error is relative, so that it has a test of its own.
            assertThat(there || function == AggregationFunction.APPROX_PERCENTILE)
                    .as(function.functionName())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_121})
    void B050_B063_B101_randomRows_equalTheTwin_andBucketsWithExactEdges(long seed) throws Exception {
        var random = new Random(seed);
        for (int count : new int[] {0, 1, 2, 5, 60, 700}) {
            Shop shop = shop(cases, true, List.of("1h"));
            List<Purchase> sent = purchases(random, count);
            send(shop, sent, random);
            List<Purchase> inWindow = sent.stream()
                    .filter(one -> one.at().isAfter(Shop.START.minus(WINDOW))
                            && !one.at().isAfter(Shop.START))
                    .toList();
            for (int i = 0; i < cases.size(); i++) {
                Case one = cases.get(i);
                String hint = one.expression() + " of " + count + ", seed " + seed;
                Object raw = KeptRows.value(shop, "raw_" + i, WINDOW);
                List<Purchase> kept = inWindow.stream().filter(one.filter()).toList();
                assertThat(raw).as(hint).isEqualTo(one.twin().apply(kept));
                if (one.keptInBuckets()) {
                    assertThat(raw).as("buckets, " + hint).isEqualTo(bucketed(shop, "user.kept_" + i + "_1h"));
                }
            }
        }
    }

    /** Asked at a time before the newest row, as a query of the past. */
    private static @Nullable Object bucketed(Shop shop, String name) {
        FeatureResult result = Shop.only(shop.ask(Shop.user(7), Optional.of(shop.now), name));
        assertThat(result.error()).as(name).isEmpty();
        return result.value();
    }

    @Test
    void B056_approxPercentile_isNullOfNothing_andThatOfBuckets() throws Exception {
        var percentile = new Case(
                of(ScalarType.DOUBLE),
                "_.purchases[_.quantity].approx_percentile(quantile=0.5)",
                RowsTwinTest::every,
                NaiveRows::median,
                true);
        Shop shop = shop(List.of(percentile), true, List.of("1h"));
        assertThat(KeptRows.value(shop, "raw_0", WINDOW)).isNull();
        send(shop, purchases(new Random(5), 300), new Random(5));
        Object raw = KeptRows.value(shop, "raw_0", WINDOW);
        assertThat(raw).isNotNull().isEqualTo(bucketed(shop, "user.kept_0_1h"));
        assertThat(KeptRows.result(shop, "raw_0", 7, Shop.START, WINDOW).accuracy())
                .isPresent();
    }

    @Test
    void B035_B037_B038_B039_D3_D5_edges_areThoseThatWereWritten_alsoOfBuckets() throws Exception {
        // Rows at the start of the window, a millisecond later, a millisecond before now, and now.
        Map<String, String> countedByFilter = new LinkedHashMap<>();
        countedByFilter.put("", "bcd");
        countedByFilter.put("_.ts > _.chalk_window", "bcd");
        countedByFilter.put("_.ts >= _.chalk_window", "abcd");
        countedByFilter.put("_.chalk_window <= _.ts", "abcd");
        countedByFilter.put("_.ts <= _.chalk_now", "bcd");
        countedByFilter.put("_.ts < _.chalk_now", "bc");
        countedByFilter.put("_.chalk_now > _.ts", "bc");
        countedByFilter.put("_.ts >= _.chalk_window, _.ts < _.chalk_now", "abc");
        countedByFilter.put("(_.ts >= _.chalk_window) & (_.ts < _.chalk_now)", "abc");
        countedByFilter.put("_.ts >= _.chalk_window, _.ts > _.chalk_window", "bcd");
        List<Case> edges = countedByFilter.keySet().stream()
                .map(filter -> new Case(
                        listOf(ScalarType.TEXT),
                        "_.purchases[_.status" + (filter.isEmpty() ? "" : ", " + filter) + "].array_agg()",
                        RowsTwinTest::every,
                        rows -> null,
                        true))
                .toList();
        Shop shop = shop(edges, true, List.of("1h"));
        Instant start = Shop.START.minus(WINDOW);
        send(
                shop,
                List.of(
                        at("z", start.minusMillis(1)),
                        at("a", start),
                        at("b", start.plusMillis(1)),
                        at("c", Shop.START.minusMillis(1)),
                        at("d", Shop.START),
                        at("e", Shop.START.plusMillis(1))),
                new Random(1));
        int place = 0;
        for (Map.Entry<String, String> each : countedByFilter.entrySet()) {
            List<String> expected = Arrays.asList(each.getValue().split(""));
            assertThat(KeptRows.value(shop, "raw_" + place, WINDOW))
                    .as(each.getKey())
                    .isEqualTo(expected);
            assertThat(bucketed(shop, "user.kept_" + place + "_1h"))
                    .as("buckets, " + each.getKey())
                    .isEqualTo(expected);
            place++;
        }
    }

    private static Purchase at(String status, Instant at) {
        return new Purchase("p", 1.0, 1, status, at);
    }

    @Test
    void D3_withoutWindows_allRowsUpToNowCount() throws Exception {
        List<Case> count = List.of(cases.getFirst());
        Shop shop = shop(count, false, List.of());
        send(
                shop,
                List.of(
                        at("a", Shop.START.minus(Duration.ofDays(399))),
                        at("b", Shop.START),
                        at("c", Shop.START.plusMillis(1))),
                new Random(1));
        assertThat(KeptRows.value(shop.commit(), "raw_0", Duration.ZERO)).isEqualTo(2L);
    }
}
