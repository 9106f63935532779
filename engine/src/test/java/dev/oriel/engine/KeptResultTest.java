package dev.oriel.engine;

import static dev.oriel.api.OnlineResolver.online;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.OnlineResolver;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.shop.User_;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Results of functions and expressions that are served to later queries. */
final class KeptResultTest {
    private final AtomicInteger calls = new AtomicInteger();

    private static Shop shop(OnlineResolver resolver) {
        var resolvers = new ArrayList<>(Shop.CATALOG.resolvers());
        resolvers.add(new NamedResolver("R", "r", "R.java", 1, resolver));
        try {
            return new Shop(EngineOptions.DEFAULTS, Catalog.of(Shop.CATALOG.definitions(), resolvers));
        } catch (DefinitionException e) {
            throw new AssertionError(e);
        }
    }

    /** The risk of a user, another with each call; it may be ten minutes old. */
    private Shop risks() {
        return shop(online(User_.risk).from(User_.id).by(id -> (double) calls.incrementAndGet()));
    }

    private static FeatureResult ask(Shop shop, Map<String, String> staleness, String output) {
        FeatureResult result = Shop.only(shop.queries.query(
                new QueryRequest(Shop.user(7), List.of(output), Optional.empty()).staleness(staleness)));
        shop.step();
        return result;
    }

    private static FeatureResult ask(Shop shop, String output) {
        return ask(shop, Map.of(), output);
    }

    private static void pass(Shop shop, Duration time) {
        shop.now = shop.now.plus(time);
    }

    @Test
    void B147_B149_result_isServedAgainUntilItIsTooOld_andSaysSo() {
        Shop shop = risks();
        FeatureResult first = ask(shop, "user.risk");
        assertThat(first.value()).isEqualTo(1.0);
        assertThat(first.cacheHit()).isFalse();
        Instant computedAt = shop.now;
        pass(shop, Duration.ofMinutes(10));
        FeatureResult again = ask(shop, "user.risk");
        assertThat(again.value()).isEqualTo(1.0);
        assertThat(again.cacheHit()).isTrue();
        assertThat(again.observedAt()).contains(computedAt);
        pass(shop, Duration.ofMillis(1));
        assertThat(ask(shop, "user.risk").value()).isEqualTo(2.0);
        assertThat(ask(shop, "user.risk").value()).isEqualTo(2.0);
    }

    @Test
    void B147_result_isThereAfterACrash() {
        Shop shop = risks();
        ask(shop, "user.risk");
        shop.commit().crash();
        assertThat(ask(shop, "user.risk").value()).isEqualTo(1.0);
        assertThat(calls).hasValue(1);
    }

    @Test
    void B148_query_saysHowOldAResultMayBe() {
        Shop shop = risks();
        assertThat(ask(shop, "user.risk").value()).isEqualTo(1.0);
        assertThat(ask(shop, Map.of("user.risk", "0s"), "user.risk").value()).isEqualTo(2.0);
        assertThat(ask(shop, "user.risk").value())
                .as("one that is not to be kept leaves what is")
                .isEqualTo(1.0);
        pass(shop, Duration.ofMinutes(30));
        assertThat(ask(shop, Map.of("user.risk", "30m"), "user.risk").value()).isEqualTo(1.0);
    }

    @Test
    void B148_query_mayHaveKeptWhatIsNotOtherwise() {
        Shop shop = new Shop();
        shop.append("users", 0, "{\"id\":7,\"name\":\"ada\",\"city\":null}").step();
        Map<String, String> staleness = Map.of("user.loud_name", "5m");
        assertThat(ask(shop, staleness, "user.loud_name").cacheHit()).isFalse();
        shop.append("users", 0, "{\"id\":7,\"name\":\"bob\",\"city\":null}").step();
        assertThat(ask(shop, staleness, "user.loud_name").value()).isEqualTo("ADA");
        assertThat(ask(shop, "user.loud_name").value()).isEqualTo("BOB");
    }

    @Test
    void D1_stalenessOfTheClass_isThatOfFunctionsThatReadNoWindow() {
        Shop free = shop(online(User_.segment).from(User_.id).by(id -> "s" + calls.incrementAndGet()));
        ask(free, "user.segment");
        pass(free, Duration.ofDays(1000));
        assertThat(ask(free, "user.segment").value()).isEqualTo("s1");

        calls.set(0);
        Shop windowed = shop(
                online(User_.segment).from(User_.averagePurchase_30d).by(average -> "s" + calls.incrementAndGet()));
        windowed.purchase("p1", 2, windowed.now).step();
        assertThat(ask(windowed, "user.segment").value()).isEqualTo("s1");
        assertThat(ask(windowed, "user.segment").value()).isEqualTo("s2");
    }

    @Test
    void D1_stalenessOfTheFeatureItself_isObeyedOverWindowsToo() {
        Shop shop = new Shop();
        shop.purchase("p1", 2, shop.now).step();
        assertThat(ask(shop, "user.double_spend").value()).isEqualTo(4.0);
        shop.purchase("p2", 3, shop.now).step();
        assertThat(ask(shop, "user.double_spend").value()).isEqualTo(4.0);
        pass(shop, Duration.ofHours(2));
        assertThat(ask(shop, "user.double_spend").value()).isEqualTo(10.0);
    }

    @Test
    void D1_expression_withoutAStalenessOfItsOwn_isComputedForEachQuery() {
        Shop shop = new Shop();
        shop.append("users", 0, "{\"id\":7,\"name\":\"ada\",\"city\":null}").step();
        ask(shop, "user.loud_name");
        shop.append("users", 0, "{\"id\":7,\"name\":\"bob\",\"city\":null}").step();
        assertThat(ask(shop, "user.loud_name").value()).isEqualTo("BOB");
    }

    @Test
    void B152_resultOfGivenValues_isNeitherKeptNorOneThatWas() {
        Shop shop = shop(online(User_.risk).from(User_.segment).by(segment ->
                (double) (segment == null ? 0 : segment.length())));
        assertThat(ask(shop, "user.risk").value()).isEqualTo(0.0);
        Map<String, @Nullable Object> given = Shop.user(7);
        given.put("user.segment", "abc");
        assertThat(Shop.only(shop.ask(given, Optional.empty(), "user.risk")).value())
                .isEqualTo(3.0);
        shop.step();
        assertThat(ask(shop, "user.risk").value()).isEqualTo(0.0);
    }

    @Test
    void B152_B020_resultOfWhatIsGivenOfARelatedRow_orTellsWhichItIs_isNotKept() {
        Shop shop = new Shop();
        shop.append("purchases", 0, Shop.purchaseJson("p1", 7L, 2.0, 1, "ok", shop.now))
                .append("purchases", 0, Shop.purchaseJson("p2", 8L, 10.0, 1, "ok", shop.now))
                .step();
        for (String given : List.of("purchase.user.id", "purchase.user_id")) {
            Map<String, @Nullable Object> inputs = new HashMap<>(Map.of("purchase.id", "p1", given, 8));
            assertThat(share(shop, inputs)).as(given).isEqualTo(0.2);
            assertThat(share(shop, Map.of("purchase.id", "p1"))).as(given).isEqualTo(1.0);
        }
    }

    private static @Nullable Object share(Shop shop, Map<String, @Nullable Object> inputs) {
        FeatureResult result = Shop.only(
                shop.queries.query(new QueryRequest(inputs, List.of("purchase.share_of_spend"), Optional.empty())
                        .staleness(Map.of("purchase.share_of_spend", "1h"))));
        shop.step();
        return result.value();
    }

    @Test
    void B150_resultOfThePast_isNotKept_andOneOfThePresentIsNotSeenThere() {
        Shop shop = risks();
        Instant past = shop.now.minus(Duration.ofHours(1));
        assertThat(Shop.only(shop.ask(Shop.user(7), Optional.of(past), "user.risk"))
                        .value())
                .isEqualTo(1.0);
        shop.step();
        assertThat(ask(shop, "user.risk").value()).isEqualTo(2.0);
        assertThat(Shop.only(shop.ask(Shop.user(7), Optional.of(past), "user.risk"))
                        .value())
                .isEqualTo(3.0);
    }

    @Test
    void B155_failure_isNotKept() {
        Shop shop = shop(online(User_.risk).from(User_.id).by(id -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("down");
            }
            return 0.5;
        }));
        assertThat(ask(shop, "user.risk").error().map(QueryError::code)).contains(QueryError.Code.RESOLVER_FAILED);
        assertThat(ask(shop, "user.risk").value()).isEqualTo(0.5);
    }

    @Test
    void X2_explanation_saysThatTheResultIsOlder() {
        Shop shop = risks();
        ask(shop, "user.risk");
        var request = new QueryRequest(Shop.user(7), List.of("user.risk"), Optional.empty()).explained();
        assertThat(shop.queries.query(request).explanations().getFirst().lines())
                .containsExactly(
                        "user.risk = 1.0",
                        "    computed for an earlier query, at most 10m old",
                        "    computed at 2024-03-31T12:00:00Z");
    }
}
