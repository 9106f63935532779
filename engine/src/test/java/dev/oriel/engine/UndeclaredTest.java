package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.serve.QueryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expressions and windows that a query asks for and nobody declared. */
final class UndeclaredTest {
    private final Shop shop = new Shop();

    private FeatureResult ask(String expression) {
        return Shop.only(shop.ask(expression));
    }

    private String refusal(Map<String, @Nullable Object> inputs, String expression) {
        Answer answer = shop.ask(inputs, Optional.empty(), expression);
        assertThat(answer.results()).isEmpty();
        QueryError error = answer.errors().getFirst();
        assertThat(error.code()).isEqualTo(QueryError.Code.PARSE_FAILED);
        assertThat(error.feature()).contains(expression);
        return error.message();
    }

    private List<String> explained(String expression) {
        var request = new QueryRequest(Shop.user(7), List.of(expression), Optional.empty()).explained();
        return shop.queries.query(request).explanations().getFirst().lines();
    }

    @Test
    void X5_window_isReadFromBucketsThatMakeItUp() {
        shop.purchase("p1", 1, shop.now.minus(Duration.ofDays(8)))
                .purchase("p2", 2, shop.now.minus(Duration.ofDays(6)))
                .purchase("p3", 4, shop.now)
                .step();
        String week = "_.purchases[_.amount, _.ts > ago(\"7d\")].sum()";
        FeatureResult result = ask(week);
        assertThat(result.value()).isEqualTo(6.0);
        assertThat(result.field()).isEqualTo(week);
        assertThat(result.effectiveWindow().orElseThrow().from()).isEqualTo(Instant.parse("2024-03-24T00:00:00Z"));
        assertThat(explained(week)).contains("    sum of purchase.amount by user_id in buckets of 1d, EXACT");
        assertThat(ask("_.purchases[_.ts > ago('7d')].count()").value()).isEqualTo(2L);
    }

    @Test
    void X5_window_isComputedOfRowsWhereNoBucketsMakeItUp() {
        shop.purchase("p1", 1, shop.now.minus(Duration.ofMinutes(37)))
                .purchase("p2", 2, shop.now.minus(Duration.ofMinutes(37)).plusMillis(1))
                .purchase("p3", 4, shop.now)
                .step();
        String minutes = "_.purchases[_.amount, _.ts > ago(\"37m\")].sum()";
        assertThat(ask(minutes).value()).isEqualTo(6.0);
        assertThat(explained(minutes).getLast()).isEqualTo("    '2' rows of purchase read, by user_id: exact edges");
        assertThat(ask("_.purchases[_.amount * 2, _.ts > ago('37m')].median()").value())
                .isEqualTo(6.0);
        assertThat(ask("_.purchases[_.amount, _.ts > ago('37m')].sum() / _.purchases[_.ts > ago('37m')].count()")
                        .value())
                .isEqualTo(3.0);
    }

    @Test
    void X5_expressionOverFeatures_isComputedLikeThatOfAFeature() {
        shop.purchase("p1", 2.5, shop.now).step();
        assertThat(ask("_.total_spend[\"30d\"] * 2").value()).isEqualTo(5.0);
        var purchase = new LinkedHashMap<String, @Nullable Object>();
        purchase.put("purchase.id", "p1");
        assertThat(Shop.only(shop.ask(purchase, Optional.empty(), "_.user.total_spend['30d'] - _.amount"))
                        .value())
                .isEqualTo(0.0);
    }

    @Test
    void X5_whatIsWrong_isTold_andWhatCannotBeAnsweredIsNotGuessed() {
        Map<String, @Nullable Object> two = Shop.user(7);
        two.put("purchase.id", "p1");
        String sum = "_.purchases[_.amount, _.ts > ago('37m')].sum()";
        assertThat(refusal(two, sum))
                .isEqualTo("expression '" + sum
                        + "': it may be of purchase or of user · give the primary key of one class only");
        assertThat(refusal(Map.of("user.name", "Ann"), sum))
                .isEqualTo("expression '" + sum
                        + "': it is not known of which row · give the primary key of one class among the inputs");
        assertThat(refusal(Shop.user(7), "_.purchases[_.amount, _.ts > ago('2000h')].sum()"))
                .endsWith(
                        "no buckets give it, and the rows of 'user.purchases' are kept for 30d · ask for a shorter window,"
                                + " or for one that the buckets of a feature make up, or declare a feature with it");
        assertThat(refusal(Shop.user(7), "_.purchases[_.amount].sum()"))
                .as("all rows there ever were are not kept")
                .contains("no buckets give it");
        assertThat(refusal(
                        Shop.user(7), "_.purchases[_.ts > ago('1h')].count() / _.purchases[_.ts > ago('2h')].count()"))
                .endsWith("it has several windows, 1h, 2h · ask for one at a time");
        assertThat(refusal(Shop.user(7), "_.purchases[_.ts > _.chalk_window].count()"))
                .endsWith("it does not say how long its window is · write ago(\"37m\") for _.chalk_window");
        assertThat(refusal(Shop.user(7), "_.purchases[_.nonsense, _.ts > ago('1h')].sum()"))
                .contains("nonsense");
        assertThat(refusal(Shop.user(7), "_.total_spend['45d']")).contains("45d");
        assertThat(refusal(Shop.user(7), "_.purchases[")).contains("expression '_.purchases['");
        assertThat(refusal(Shop.user(7), "_.purchases[_.ts > ago('soon')].count()"))
                .contains("soon");
        assertThat(refusal(Shop.user(7), "_.purchases[_.ts > ago('0s')].count()"))
                .endsWith("a window of '0s' holds nothing · give a longer one");
        assertThat(refusal(Shop.user(7), "_.total_spend")).endsWith("not a value · aggregate rows, pick one window");
    }

    @Test
    void X5_limitOfRows_isThatOfEachWindow_whateverIsAskedWithIt() {
        Shop few = new Shop(EngineOptions.DEFAULTS.rowsPerReadMax(3), Shop.CATALOG);
        for (int i = 0; i < 10; i++) {
            few.purchase("p" + i, 1, few.now.minus(Duration.ofMinutes(10L * i)));
        }
        few.step();
        Answer answer = few.ask(
                "_.purchases[_.ts > ago('15m')].median()".replace("[", "[_.amount, "),
                "_.purchases[_.amount, _.ts > ago('90m')].median()");
        assertThat(answer.results().get(0).value()).isEqualTo(1.0);
        assertThat(answer.results().get(1).error().orElseThrow().message()).contains("more than '3' rows");
    }

    @Test
    void X5_randomWindows_equalTheSumOfThePurchasesInThem() {
        long seed = 20_261_123;
        var random = new Random(seed);
        record Bought(Instant at, double amount) {}
        var bought = new ArrayList<Bought>();
        for (int i = 0; i < 1_000; i++) {
            shop.now = shop.now.plus(Duration.ofMinutes(random.nextInt(40)));
            var one = new Bought(shop.now.minusMillis(random.nextInt(5_000_000)), random.nextInt(100));
            bought.add(one);
            shop.purchase("p" + i, one.amount(), one.at());
            if (random.nextInt(100) == 0) {
                shop.step().commit();
            }
        }
        shop.step();
        for (int i = 0; i < 200; i++) {
            Duration window = Duration.ofMinutes(1 + random.nextInt(60 * 24 * 9));
            if (window.toMinutes() % (60 * 24) == 0) {
                continue;
            }
            double expected = bought.stream()
                    .filter(one -> one.at().isAfter(shop.now.minus(window))
                            && !one.at().isAfter(shop.now))
                    .mapToDouble(Bought::amount)
                    .sum();
            assertThat(ask("_.purchases[_.amount, _.ts > ago('" + window.toMinutes() + "m')].sum()")
                            .value())
                    .as("seed %d, %s", seed, window)
                    .isEqualTo(expected);
        }
    }
}
