package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryError;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryTest {
    private final Shop shop = new Shop();

    private FeatureResult ask(Instant now, String output) {
        return Shop.only(shop.ask(Shop.user(7), Optional.of(now), output));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user.recent_quantity(\"10m\")",
                "user.recent_quantity('10m')",
                "user.recent_quantity[\"10m\"]",
                "user.recent_quantity[10m]",
                "user.recent_quantity_10m",
                "user.recent_quantity__10m__",
                "user.recent_quantity__600__",
                "user.recent_quantity[600s]",
                "User.recent_quantity_10m"
            })
    void B004_to_B012_everySpellingOfAWindow_givesItsValueUnderTheNameAsked(String spelling) {
        shop.purchase("p1", 5, Shop.START.minusSeconds(60)).step();

        FeatureResult result = Shop.only(shop.ask(spelling));

        assertThat(result.value()).isEqualTo(1L);
        assertThat(result.field()).isEqualTo(spelling);
        assertThat(result.fqn()).isEqualTo("user.recent_quantity__600__");
    }

    @Test
    void B018_root_givesEveryWindowInDeclaredOrder() {
        shop.purchase("p1", 5, Shop.START.minus(Duration.ofMinutes(30))).step();

        Answer answer = shop.ask("user.recent_quantity");

        assertThat(answer.results())
                .extracting(FeatureResult::field)
                .containsExactly(
                        "user.recent_quantity__600__",
                        "user.recent_quantity__3600__",
                        "user.recent_quantity__5400__",
                        "user.recent_quantity__86400__");
        assertThat(answer.results()).extracting(FeatureResult::value).containsExactly(0L, 1L, 1L, 1L);
    }

    @Test
    void B017_D15_undeclaredWindow_isARequestErrorThatListsTheDeclaredOnes() {
        Answer answer = shop.ask("user.total_spend[7d]");

        assertThat(answer.results()).isEmpty();
        assertThat(answer.errors()).hasSize(1);
        assertThat(answer.errors().getFirst().code()).isEqualTo(QueryError.Code.PARSE_FAILED);
        assertThat(answer.errors().getFirst().message())
                .contains("user.total_spend has no window '7d'", "30d, 60d, 90d", "2592000s, 5184000s, 7776000s");
    }

    @Test
    void B154_severalMistakes_areAllReportedAtOnce() {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("user.idd", 7);
        Answer answer = shop.ask(inputs, Optional.empty(), "user.totl_spend", "merchant.id", "user.total_spend_30d");

        assertThat(answer.results()).isEmpty();
        assertThat(answer.errors())
                .extracting(error -> error.feature().orElse(""))
                .containsExactly("user.idd", "user.totl_spend", "merchant.id", "user.id");
        assertThat(answer.errors().get(1).message()).contains("did you mean 'total_spend'");
    }

    @Test
    void B023_B024_D2_defaultReplacesNullAndNeverZero() {
        assertThat(shop.value("user.total_spend_30d")).isEqualTo(0.0);
        assertThat(shop.value("user.largest_purchase_30d")).isEqualTo(-1.0);
        assertThat(shop.value("user.smallest_purchase_30d")).isNull();

        shop.purchase("p1", 0, Shop.START.minusSeconds(1)).step();

        assertThat(shop.value("user.largest_purchase_30d")).isEqualTo(0.0);
    }

    @Test
    void B042_B043_B044_nestedWindows_divideWindowByWindow_andByZeroIsNull() {
        assertThat(shop.value("user.average_purchase_30d")).isNull();

        shop.purchase("p1", 10, Shop.START.minus(Duration.ofDays(1)))
                .purchase("p2", 40, Shop.START.minus(Duration.ofDays(45)))
                .step();

        assertThat(shop.value("user.average_purchase_30d")).isEqualTo(10.0);
        assertThat(shop.value("user.average_purchase_60d")).isEqualTo(25.0);
    }

    @Test
    void B065_B066_D6_dayBuckets_alignToTheEpoch_andTheOldestCountsWhole() {
        Instant now = Instant.parse("2024-03-31T12:00:00Z");
        // 30 days before now is noon of the 1st: the whole of that day is used, the last moment of February is not.
        shop.purchase("p1", 1, Instant.parse("2024-03-01T00:00:00Z"))
                .purchase("p2", 2, Instant.parse("2024-02-29T23:59:59.999Z"))
                .step();

        assertThat(ask(now, "user.total_spend_30d").value()).isEqualTo(1.0);
        FeatureResult.EffectiveWindow window =
                ask(now, "user.total_spend_30d").effectiveWindow().orElseThrow();
        assertThat(window.from()).isEqualTo("2024-03-01T00:00:00Z");
        assertThat(window.to()).isEqualTo("2024-04-01T00:00:00Z");
        assertThat(window.buckets()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void B067_windowAskedAroundABucketEdge_usesEveryBucketThatOverlaps(long millis) {
        Instant edge = Instant.parse("2024-03-31T00:00:00Z");
        shop.now = edge.plusMillis(millis);
        for (int day = 0; day <= 40; day++) {
            shop.purchase("p" + day, 1, edge.minus(Duration.ofDays(day)).minusMillis(1));
        }
        shop.step();

        // Buckets [edge - day - 1, edge - day): before the edge 30 of them overlap; from the edge on the head is
        // another,
        // empty one. At the edge itself the window (edge - 30d, edge] still touches the bucket that begins at edge -
        // 30d.
        long expected = 30;
        assertThat(shop.value("user.count_purchases_30d")).isEqualTo(expected);
    }

    @Test
    void B074_materializedWithNothing_makesEveryWindowItsOwnBucket() {
        shop.now = Instant.parse("2024-03-31T12:30:00Z");
        shop.purchase("p1", 1, Instant.parse("2024-03-31T11:00:00Z"))
                .purchase("p2", 1, Instant.parse("2024-03-31T12:00:00Z"))
                .purchase("p3", 1, Instant.parse("2024-03-31T10:59:59.999Z"))
                .step();

        assertThat(shop.value("user.coarse_count_1h")).isEqualTo(2L);
        assertThat(shop.value("user.coarse_count_1d")).isEqualTo(3L);
    }

    @Test
    void D8_nowInThePast_thatCutsABucket_isAFieldErrorWithTheNearestTimes_andOthersAnswer() {
        shop.purchase("p1", 5, Shop.START.minus(Duration.ofDays(3)))
                .purchase("p2", 7, Shop.START)
                .step();
        Instant past = Shop.START.minus(Duration.ofDays(3));

        Answer answer = shop.ask(Shop.user(7), Optional.of(past), "user.total_spend_30d", "user.id");

        assertThat(answer.errors()).isEmpty();
        QueryError error = answer.results().getFirst().error().orElseThrow();
        assertThat(error.code().category()).isEqualTo(QueryError.Category.FIELD);
        assertThat(error.message()).contains("2024-03-27T23:59:59.999Z", "2024-03-28T23:59:59.999Z");
        assertThat(answer.results().getLast().value()).isEqualTo(7L);
        assertThat(ask(Instant.parse("2024-03-27T23:59:59.999Z"), "user.total_spend_30d")
                        .value())
                .isEqualTo(0.0);
        assertThat(ask(Instant.parse("2024-03-28T23:59:59.999Z"), "user.total_spend_30d")
                        .value())
                .isEqualTo(5.0);
    }

    @Test
    void D8_nowInThePast_whoseWindowHasLostBuckets_isAFieldError() {
        shop.purchase("p1", 5, Shop.START).step();

        QueryError error = ask(Instant.parse("2024-03-01T23:59:59.999Z"), "user.total_spend_90d")
                .error()
                .orElseThrow();

        assertThat(error.message()).contains("older buckets are gone", "ask at it or later");
        Instant named =
                Instant.parse(error.message().replaceAll("(?s).*nearest time with a value is '([^']+)'.*", "$1"));
        assertThat(ask(named, "user.total_spend_90d").error()).isEmpty();
    }

    @Test
    void D8_everyTimeThatAnErrorNames_hasAValue() {
        long seed = Long.getLong("oriel.seed", 20261121L);
        var random = new Random(seed);
        var time = Pattern.compile("'(\\d{4}-[^']+Z)'");
        int cut = 0;
        int tooOld = 0;
        for (int stream = 0; stream < 40; stream++) {
            var past = new Shop();
            for (int i = 0; i < 60; i++) {
                Duration age = Duration.ofMillis((long) (random.nextExponential() * 36_000_000));
                past.purchase("p" + i, 1, Shop.START.minus(age));
            }
            past.step();
            for (int i = 0; i < 200; i++) {
                String output = List.of(
                                "user.uneven_count_25h",
                                "user.recent_quantity_1h",
                                "user.coarse_count_1d",
                                "user.refunds_1d",
                                "user.total_spend_30d")
                        .get(random.nextInt(5));
                Instant at = Shop.START.minusMillis((long) (random.nextExponential() * 36_000_000));
                Optional<QueryError> error = Shop.only(past.ask(Shop.user(7), Optional.of(at), output))
                        .error();
                if (error.isEmpty()) {
                    continue;
                }
                String message = error.get().message();
                cut += message.contains("cuts a bucket") ? 1 : 0;
                tooOld += message.contains("older buckets are gone") ? 1 : 0;
                Matcher named = time.matcher(message.substring(message.indexOf("the nearest time")));
                assertThat(named.find()).as(message).isTrue();
                do {
                    Instant answered = Instant.parse(named.group(1));
                    assertThat(Shop.only(past.ask(Shop.user(7), Optional.of(answered), output))
                                    .error())
                            .as("seed %s: %s", seed, message)
                            .isEmpty();
                } while (named.find());
            }
        }
        assertThat(cut).isGreaterThan(100);
        assertThat(tooOld).isGreaterThan(100);
    }

    @Test
    void D8_nowWithinTheSlackOfTheNewestEvent_isLive() {
        shop.purchase("p1", 5, Shop.START).step();

        assertThat(ask(Shop.START.minusSeconds(59), "user.total_spend_30d").value())
                .isEqualTo(5.0);
    }

    @Test
    void D1_B025_stalenessOfTheClass_isInheritedByScalars_overriddenByTheFeature_andNeverCachesWindows() {
        shop.append("users", 0, "{\"id\":7,\"name\":\"ada\",\"city\":\"London\"}")
                .purchase("p1", 5, Shop.START)
                .step();
        assertThat(Shop.only(shop.ask("user.city")).cacheHit()).isTrue();

        shop.now = Shop.START.plus(Duration.ofMinutes(11));
        shop.purchase("p2", 6, shop.now).step();

        assertThat(shop.value("user.name")).isEqualTo("ada");
        assertThat(shop.value("user.city")).isNull();
        assertThat(shop.value("user.total_spend_30d")).isEqualTo(11.0);
        assertThat(Shop.only(shop.ask("user.total_spend_30d")).cacheHit()).isFalse();
    }

    @Test
    void B150_valueObservedAfterNow_isInvisible() {
        shop.append("users", 0, "{\"id\":7,\"name\":\"ada\"}").step();

        assertThat(ask(Shop.START.minusSeconds(1), "user.name").value()).isNull();
        assertThat(ask(Shop.START, "user.name").value()).isEqualTo("ada");
    }

    @Test
    void D19_olderObservation_doesNotReplaceANewerOne_andAtEqualTimeTheLaterRevisionWins() {
        shop.append("imported", 0, Shop.purchaseJson("p1", 7L, 2.0, 1, "ok", Shop.START))
                .step();
        shop.append("imported", 0, Shop.purchaseJson("p1", 7L, 1.0, 1, "ok", Shop.START.minusSeconds(1)))
                .step();
        Map<String, @Nullable Object> key = Map.of("purchase.id", "p1");
        assertThat(Shop.only(shop.ask(key, Optional.empty(), "purchase.amount")).value())
                .isEqualTo(2.0);

        shop.append("imported", 0, Shop.purchaseJson("p1", 7L, 3.0, 1, "ok", Shop.START))
                .step();

        assertThat(Shop.only(shop.ask(key, Optional.empty(), "purchase.amount")).value())
                .isEqualTo(3.0);
    }

    @Test
    void D16_wholeFloatKey_isAccepted_andAnyOtherIsRefused() {
        shop.purchase("p1", 5, Shop.START).step();
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("user.id", 7.0);
        assertThat(Shop.only(shop.ask(inputs, Optional.empty(), "user.total_spend_30d"))
                        .value())
                .isEqualTo(5.0);

        inputs.put("user.id", 7.5);
        assertThat(shop.ask(inputs, Optional.empty(), "user.total_spend_30d").errors())
                .extracting(QueryError::message)
                .containsExactly("input 'user.id': '7.5' is a number, not integer");
    }

    @Test
    void B153_nullForANonNullableInput_isRefusedInTheKnownWords() {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("user.id", null);

        assertThat(shop.ask(inputs, Optional.empty(), "user.id")
                        .errors()
                        .getFirst()
                        .message())
                .contains("Received a null input for feature 'user.id', which is non-nullable");
    }

    @Test
    void B152_inputThatIsGiven_isNotRecomputed() {
        shop.purchase("p1", 5, Shop.START).step();
        Map<String, @Nullable Object> inputs = new HashMap<>(Shop.user(7));
        inputs.put("user.total_spend[30d]", 100.0);

        assertThat(Shop.only(shop.ask(inputs, Optional.empty(), "user.average_purchase_30d"))
                        .value())
                .isEqualTo(100.0);
    }

    @Test
    void D10_integerOverflow_isAFieldError_andDependantsSayWhichFeatureFailed() {
        shop.append("purchases", 0, Shop.purchaseJson("p1", 7L, 1.0, Long.MAX_VALUE, "ok", Shop.START))
                .append("purchases", 0, Shop.purchaseJson("p2", 7L, 1.0, 1, "ok", Shop.START))
                .step();

        FeatureResult result = Shop.only(shop.ask("user.recent_quantity_1h"));
        assertThat(result.value()).isNull();
        assertThat(result.error().orElseThrow().message()).contains("exceeds the range of its type");

        shop.append("purchases", 0, Shop.purchaseJson("p3", 7L, 1.0, -1, "ok", Shop.START))
                .step();
        assertThat(shop.value("user.recent_quantity_1h")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void windowOfAnotherFeature_byTextAndBySeconds_isItsValue() {
        shop.purchase("p1", 5, Shop.START.minusSeconds(60))
                .purchase("p2", 5, Shop.START.minus(Duration.ofMinutes(30)))
                .step();

        assertThat(shop.value("user.quantity_before_the_last_ten_minutes")).isEqualTo(1L);
    }

    @Test
    void featureTimeThatIsNoOutput_isTheTimeOfTheMessage() {
        Instant at = Shop.START.minusSeconds(60);
        shop.purchase("p1", 5, at).step();

        Map<String, @Nullable Object> key = Map.of("purchase.id", "p1");
        assertThat(Shop.only(shop.ask(key, Optional.empty(), "purchase.ts")).value())
                .isEqualTo(at);
    }

    @Test
    void B035_D3_unmaterializedAggregation_isComputedOfTheRows_exactAtBothEdges() {
        Instant now = Shop.START;
        shop.purchase("p1", 1, now.minus(Duration.ofDays(30)))
                .purchase("p2", 2, now.minus(Duration.ofDays(30)).plusMillis(1))
                .purchase("p3", 4, now)
                .purchase("p4", 8, now.plusMillis(1))
                .step();
        assertThat(shop.value("user.unmaterialized_spend_30d")).isEqualTo(6.0);
        shop.commit().crash();
        assertThat(shop.value("user.unmaterialized_spend_30d")).isEqualTo(6.0);
    }

    @Test
    void B070_B071_aggregates_listOneSeriesForSumAndCount_withRetentionOfTheLongestWindow() {
        List<AggregateRow> rows = Shop.CATALOG.aggregates();

        AggregateRow sum = rows.getFirst();
        assertThat(sum)
                .isEqualTo(new AggregateRow(
                        1,
                        "purchase",
                        List.of("user_id"),
                        "amount",
                        Duration.ofDays(1).toMillis(),
                        Duration.ofDays(90).toMillis(),
                        "sum",
                        List.of("user.total_spend")));
        AggregateRow count = rows.get(1);
        assertThat(count.series()).isEqualTo(1);
        assertThat(count.column()).isEqualTo("amount");
        assertThat(count.aggregation()).isEqualTo("count");
        assertThat(rows).anySatisfy(row -> assertThat(row.aggregation()).isEqualTo("count where status == 'refunded'"));
    }
}
