package dev.oriel.engine;

import static dev.oriel.api.OnlineResolver.online;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.OnlineResolver;
import dev.oriel.api.Row;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.shop.Purchase_;
import dev.oriel.engine.shop.User_;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Functions that compute features when they are asked for. */
final class OnlineResolverTest {
    private static final int PATIENCE_SECONDS = 30;

    private static Catalog catalog(OnlineResolver... resolvers) {
        Definitions definitions = Shop.CATALOG.definitions();
        var named = new ArrayList<NamedResolver>();
        for (OnlineResolver resolver : resolvers) {
            named.add(new NamedResolver("R", "r" + named.size(), "R.java", named.size() + 1, resolver));
        }
        Shop.CATALOG.resolvers().stream()
                .filter(other -> other.name().equals("purchases"))
                .forEach(named::add);
        try {
            return Catalog.of(definitions, named);
        } catch (DefinitionException e) {
            throw new AssertionError(e);
        }
    }

    private static Shop shop(OnlineResolver... resolvers) {
        return new Shop(EngineOptions.DEFAULTS, catalog(resolvers));
    }

    private static QueryError error(FeatureResult result) {
        assertThat(result.value()).isNull();
        return result.error().orElseThrow();
    }

    private static Map<String, @Nullable Object> with(String feature, @Nullable Object value) {
        Map<String, @Nullable Object> inputs = Shop.user(7);
        inputs.put(feature, value);
        return inputs;
    }

    @Test
    void B146_windowedFeatures_areInputsOfAFunction() {
        Shop shop = shop(online(User_.name)
                .from(User_.totalSpend_30d, User_.countPurchases_30d)
                .by((spent, count) -> spent + " in " + count));
        shop.purchase("p1", 2.5, shop.now).purchase("p2", 4, shop.now).step();
        assertThat(shop.value("user.name")).isEqualTo("6.5 in 2");
    }

    @Test
    void B146_functionOfSeveralOutputs_isCalledOnceForAll() {
        var calls = new ArrayList<Long>();
        Shop shop = shop(online(User_.name, User_.city).from(User_.id).by(id -> {
            calls.add(id);
            return Row.of(User_.name, "n" + id).with(User_.city, null);
        }));
        Answer answer = shop.ask("user.name", "user.city", "user.name");
        assertThat(answer.results()).extracting(FeatureResult::value).containsExactly("n7", null, "n7");
        assertThat(calls).containsExactly(7L);
    }

    @Test
    void B146_rowWithoutAnOutput_isAnErrorOfThatOutput() {
        Shop shop = shop(online(User_.name, User_.city).from(User_.id).by(id -> Row.of(User_.name, "n" + id)));
        Answer answer = shop.ask("user.name", "user.city");
        assertThat(answer.results().get(0).value()).isEqualTo("n7");
        assertThat(error(answer.results().get(1)).message())
                .isEqualTo(
                        "user.city: its resolver R.r0 gives a row without it, of user.name · add it to the row, with null"
                                + " if there is none");
    }

    @Test
    void B152_givenOutput_isNotComputed() {
        Shop shop = shop(
                online(User_.name).from(User_.id).by(id -> {
                    throw new AssertionError("it was given");
                }),
                online(User_.city).from(User_.name).by(name -> name + "town"));
        Answer answer = shop.ask(with("user.name", "Ann"), Optional.empty(), "user.name", "user.city");
        assertThat(answer.results()).extracting(FeatureResult::value).containsExactly("Ann", "Anntown");
    }

    @Test
    void B153_inputWithoutAValue_isPassedWhereItIsNullable_andOtherwiseKeepsTheFunctionFromBeingCalled()
            throws Exception {
        Shop nullable = shop(online(User_.city).from(User_.name).by(name -> "of " + name));
        assertThat(nullable.ask(with("user.name", null), Optional.empty(), "user.city")
                        .results()
                        .getFirst()
                        .value())
                .isEqualTo("of null");
        Catalog stored = Catalog.of(
                Shop.CATALOG.definitions(),
                List.of(new NamedResolver(
                        "R",
                        "r0",
                        "R.java",
                        1,
                        online(Purchase_.status).from(Purchase_.quantity).by(quantity -> "of " + quantity))));
        Answer answer = new Shop(EngineOptions.DEFAULTS, stored)
                .ask(Map.of("purchase.id", "p1"), Optional.empty(), "purchase.status");
        QueryError error = error(answer.results().getFirst());
        assertThat(error.code()).isEqualTo(QueryError.Code.UPSTREAM_FAILED);
        assertThat(error.message())
                .isEqualTo(
                        "purchase.status: its resolver R.r0 was not called, since 'purchase.quantity' has no value and is"
                                + " not nullable · give it as an input, give it a default, or declare it @Nullable and let the"
                                + " function decide");
    }

    @Test
    void B155_functionThatThrows_failsItsOutputsAndWhatNeedsThem_andNothingElse() {
        Shop shop = shop(
                online(User_.name).from(User_.id).by(id -> {
                    throw new IllegalStateException("no such person");
                }),
                online(User_.city).from(User_.name).by(name -> name));
        shop.purchase("p1", 2.5, shop.now).step();
        Answer answer = shop.ask("user.name", "user.city", "user.total_spend[30d]");
        assertThat(answer.errors()).isEmpty();
        QueryError own = error(answer.results().get(0));
        assertThat(own.code()).isEqualTo(QueryError.Code.RESOLVER_FAILED);
        assertThat(own.code().category()).isEqualTo(QueryError.Category.FIELD);
        assertThat(own.resolver()).contains("R.r0");
        assertThat(own.message())
                .isEqualTo("user.name: its resolver R.r0 throws java.lang.IllegalStateException: no such person");
        QueryError upstream = error(answer.results().get(1));
        assertThat(upstream.code()).isEqualTo(QueryError.Code.UPSTREAM_FAILED);
        assertThat(upstream.message())
                .isEqualTo("user.city: its resolver R.r1 was not called, since a feature that it needs has no value · "
                        + own.message());
        assertThat(answer.results().get(2).value()).isEqualTo(2.5);
    }

    @Test
    void B155_functionsThatNeedNothingOfEachOther_runAtTheSameTime() throws Exception {
        var both = new CyclicBarrier(2);
        Catalog catalog = catalog(
                online(User_.name).from(User_.id).by(id -> meet(both)),
                online(User_.city).from(User_.id).by(id -> meet(both)));
        try (Engine engine = Engine.open(
                catalog,
                EnginePorts.of(new MemoryStore(), List.of()),
                () -> Shop.START,
                EngineOptions.DEFAULTS.queryTimeoutMillis(
                        Duration.ofSeconds(PATIENCE_SECONDS).toMillis()))) {
            Answer answer =
                    engine.query(new QueryRequest(Shop.user(7), List.of("user.name", "user.city"), Optional.empty()));
            assertThat(answer.results()).extracting(FeatureResult::value).containsExactly("met", "met");
        }
    }

    private static String meet(CyclicBarrier barrier) {
        try {
            barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return "met";
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("nobody came", e);
        }
    }

    @Test
    void B155_functionThatTakesTooLong_isInterrupted_andFailsAlone() throws Exception {
        var never = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Catalog catalog = catalog(
                online(User_.name).from(User_.id).by(id -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return "late";
                }),
                online(User_.city).from(User_.id).by(id -> "city"));
        try (Engine engine = Engine.open(
                catalog, EnginePorts.of(new MemoryStore(), List.of()), () -> Shop.START, EngineOptions.DEFAULTS)) {
            Answer answer =
                    engine.query(new QueryRequest(Shop.user(7), List.of("user.city", "user.name"), Optional.empty())
                            .timeout(Duration.ofSeconds(1)));
            assertThat(answer.results().get(0).value()).isEqualTo("city");
            QueryError error = error(answer.results().get(1));
            assertThat(error.code()).isEqualTo(QueryError.Code.RESOLVER_TIMED_OUT);
            assertThat(error.message())
                    .isEqualTo(
                            "user.name: its resolver R.r0 gave no answer within '1000' ms, the time that the query has ·"
                                    + " make it faster, or give the query more time");
            assertThat(interrupted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void B155_limitsThatLeaveNoTime_areRefusedWhereTheyAreGiven() {
        assertThatThrownBy(() -> EngineOptions.DEFAULTS.queryTimeoutMillis(0))
                .hasMessage(
                        "engine options: queries have '64' threads and '0' ms for online resolvers · give at least 1 of"
                                + " each");
        assertThatThrownBy(() -> EngineOptions.DEFAULTS.queryThreadsMax(0))
                .isInstanceOf(IllegalArgumentException.class);
        var request = new QueryRequest(Shop.user(7), List.of("user.name"), Optional.empty());
        Shop shop = shop(online(User_.name).from(User_.id).by(id -> "n" + id));
        for (Duration endless : List.of(Duration.ofMillis(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThat(Shop.only(shop.queries.query(request.timeout(endless))).value())
                    .isEqualTo("n7");
        }
        assertThatThrownBy(() -> request.timeout(Duration.ofSeconds(-1)))
                .hasMessage("query: its timeout is 'PT-1S' · give a millisecond at least");
    }

    @Test
    void B146_valueThatItsFeatureCannotHave_isAnErrorThatNamesIt() {
        Shop shop = shop(online(User_.name).from(User_.id).by(id -> "half \ud800"));
        QueryError error = error(Shop.only(shop.ask("user.name")));
        assertThat(error.code()).isEqualTo(QueryError.Code.RESOLVER_FAILED);
        assertThat(error.message()).startsWith("user.name: its resolver R.r0 gives a value that it cannot have: ");
    }
}
