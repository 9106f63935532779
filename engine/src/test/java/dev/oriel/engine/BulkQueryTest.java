package dev.oriel.engine;

import static dev.oriel.api.OnlineResolver.online;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.check.NamedResolver;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.shop.User_;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several queries answered in one pass. */
final class BulkQueryTest {
    private static QueryRequest request(long user, Instant now, String... outputs) {
        return new QueryRequest(Shop.user(user), List.of(outputs), Optional.of(now));
    }

    @Test
    void B161_answers_areInTheOrderAsked_eachAtItsOwnNow() {
        Shop shop = new Shop();
        Instant old = shop.now.minus(Duration.ofDays(40));
        shop.append("purchases", 0, Shop.purchaseJson("p1", 1L, 1.0, 1, "ok", old))
                .append("purchases", 0, Shop.purchaseJson("p2", 2L, 2.0, 1, "ok", shop.now))
                .append("purchases", 0, Shop.purchaseJson("p3", 1L, 4.0, 1, "ok", shop.now))
                .step();
        Instant later = shop.now.plus(Duration.ofDays(35));
        List<Answer> answers = shop.queries.queryAll(List.of(
                request(2, shop.now, "user.total_spend[30d]"),
                request(1, shop.now, "user.total_spend[60d]", "user.total_spend[30d]"),
                request(2, later, "user.total_spend[30d]"),
                request(2, shop.now, "user.total_spend[30d]")));
        assertThat(answers)
                .extracting(answer ->
                        answer.results().stream().map(FeatureResult::value).toList())
                .containsExactly(List.of(2.0), List.of(5.0, 4.0), List.of(0.0), List.of(2.0));
        assertThat(answers).extracting(Answer::now).containsExactly(shop.now, shop.now, later, shop.now);
    }

    @Test
    void B156_failingRow_hasItsOwnError_andAWrongRequestCostsTheOthersNothing() throws DefinitionException {
        var resolvers = new ArrayList<>(Shop.CATALOG.resolvers());
        resolvers.removeIf(resolver -> resolver.name().equals("users"));
        resolvers.add(new NamedResolver(
                "R", "r", "R.java", 1, online(User_.city).from(User_.id).by(id -> {
                    if (id % 2 == 1) {
                        throw new IllegalStateException("odd " + id);
                    }
                    return "c" + id;
                })));
        Shop shop = new Shop(EngineOptions.DEFAULTS, Catalog.of(Shop.CATALOG.definitions(), resolvers));
        List<Answer> answers = shop.queries.queryAll(List.of(
                request(1, shop.now, "user.city", "user.total_spend[30d]"),
                request(2, shop.now, "user.city"),
                request(2, shop.now, "user.nonsense"),
                request(3, shop.now, "user.city"),
                request(5, shop.now, "user.city")));
        assertThat(answers.get(0).results().get(1).value()).isEqualTo(0.0);
        assertThat(answers.get(1).results().getFirst().value()).isEqualTo("c2");
        assertThat(answers.get(2).errors()).extracting(QueryError::code).containsExactly(QueryError.Code.PARSE_FAILED);
        for (int row : List.of(0, 3, 4)) {
            QueryError error = answers.get(row).results().getFirst().error().orElseThrow();
            assertThat(error.code()).isEqualTo(QueryError.Code.RESOLVER_FAILED);
            assertThat(error.message()).contains("odd " + (row == 0 ? 1 : row == 3 ? 3 : 5));
        }
    }

    @Test
    void B161_store_isReadOnceForAllRows() throws StoreException {
        Shop shop = new Shop();
        for (long user = 0; user < 100; user++) {
            shop.append("purchases", 0, Shop.purchaseJson("p" + user, user, user + 0.5, 1, "ok", shop.now));
        }
        shop.step().commit();
        var views = new AtomicInteger();
        MemoryStore memory = shop.store;
        var counting = new ForwardingStore(memory) {
            @Override
            public StoreView view() throws StoreException {
                views.incrementAndGet();
                return super.view();
            }
        };
        Ingest cold = Ingests.open(Shop.CATALOG, counting, EngineOptions.DEFAULTS);
        QueryEngine queries = Ingests.queries(cold, () -> shop.now, EngineOptions.DEFAULTS);
        views.set(0);
        var requests = new ArrayList<QueryRequest>();
        for (long user = 0; user < 100; user++) {
            requests.add(request(user, shop.now, "user.total_spend", "user.name"));
        }
        List<Answer> answers = queries.queryAll(requests);
        for (int user = 0; user < 100; user++) {
            assertThat(answers.get(user).results().getFirst().value()).isEqualTo(user + 0.5);
        }
        assertThat(views).hasValue(1);
    }

    @Test
    void B161_whatIsAskedTogether_isWhatIsAskedOneByOne() {
        long seed = 20_261_122;
        var random = new Random(seed);
        Shop shop = new Shop();
        for (int i = 0; i < 3_000; i++) {
            shop.now = shop.now.plus(Duration.ofMinutes(random.nextInt(60)));
            long user = random.nextInt(30);
            shop.append(
                    "purchases",
                    random.nextInt(3),
                    Shop.purchaseJson("p" + i, user, (double) random.nextInt(50), 1, "ok", shop.now));
            if (random.nextInt(100) == 0) {
                shop.append("users", 0, "{\"id\":" + user + ",\"name\":\"n" + i + "\",\"city\":\"c\"}");
                shop.step().commit();
            }
        }
        shop.step();
        List<String> outputs = List.of(
                "user.name", "user.total_spend", "user.average_purchase[60d]", "user.largest_purchase", "user.x");
        var requests = new ArrayList<QueryRequest>();
        for (int i = 0; i < 300; i++) {
            Instant now = shop.now.minus(Duration.ofHours(random.nextInt(24 * 40)));
            List<String> some =
                    outputs.stream().filter(output -> random.nextInt(3) > 0).toList();
            Map<String, Object> inputs = Map.of(random.nextInt(20) == 0 ? "user.name" : "user.id", random.nextInt(40));
            requests.add(new QueryRequest(inputs, some, Optional.of(now)));
        }
        List<Answer> together = shop.queries.queryAll(requests);
        for (int i = 0; i < requests.size(); i++) {
            assertThat(together.get(i))
                    .as("seed %d, request %d: %s", seed, i, requests.get(i))
                    .isEqualTo(shop.queries.query(requests.get(i)));
        }
    }
}
