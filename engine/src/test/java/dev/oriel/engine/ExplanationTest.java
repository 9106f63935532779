package dev.oriel.engine;

import static dev.oriel.api.OnlineResolver.online;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.check.NamedResolver;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.Explanation;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.shop.User_;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Why a value is what it is. */
final class ExplanationTest {
    private static List<String> lines(Shop shop, Map<String, @Nullable Object> inputs, String output) {
        Answer answer = shop.queries.query(new QueryRequest(inputs, List.of(output), Optional.empty()).explained());
        assertThat(answer.explanations()).hasSize(1);
        return answer.explanations().getFirst().lines();
    }

    @Test
    void X2_B163_windowOfBuckets_tellsItsEdgesAndTheBucketsItWasMadeOf() {
        var shop = new Shop();
        shop.purchase("p1", 2.5, shop.now.minus(Duration.ofDays(3)))
                .purchase("p2", 4, shop.now)
                .step();
        assertThat(lines(shop, Shop.user(7), "user.total_spend[30d]"))
                .containsExactly(
                        "user.total_spend[30d] = 6.5",
                        "    sum of purchase.amount by user_id in buckets of 1d, EXACT",
                        "    window 30d: after 2024-03-01T12:00:00Z up to 2024-03-31T12:00:00Z",
                        "    whole buckets: from 2024-03-01T00:00:00Z to before 2024-04-01T00:00:00Z, '2' of them with"
                                + " events",
                        "    newest event of the series, of any key: 2024-03-31T12:00:00Z");
    }

    @Test
    void X2_B163_expression_tellsWhatItReads_andEachValueOnce() throws Exception {
        var resolvers = new ArrayList<>(List.of(new NamedResolver(
                "R",
                "r",
                "R.java",
                1,
                online(User_.name)
                        .from(User_.averagePurchase_30d, User_.totalSpend_30d)
                        .by((average, total) -> average + " of " + total))));
        Shop.CATALOG.resolvers().stream()
                .filter(other -> other.name().equals("purchases"))
                .forEach(resolvers::add);
        var shop = new Shop(EngineOptions.DEFAULTS, catalog(resolvers));
        shop.purchase("p1", 2.5, shop.now).step();
        assertThat(lines(shop, Shop.user(7), "user.name"))
                .startsWith(
                        "user.name = '2.5 of 2.5'",
                        "│   online resolver R.r",
                        "├── user.average_purchase[30d] = 2.5",
                        "│   │   expression _.total_spend[_.chalk_window] / _.count_purchases[_.chalk_window]",
                        "│   ├── user.total_spend[30d] = 2.5")
                .contains("│           count of purchase by user_id in buckets of 1d, EXACT")
                .endsWith("└── user.total_spend[30d] = 2.5");
    }

    private static Catalog catalog(List<NamedResolver> resolvers) throws DefinitionException {
        return Catalog.of(Shop.CATALOG.definitions(), resolvers);
    }

    @Test
    void X2_B163_defaultsInputsStoredValuesAndErrors_sayWhatTheyAre() {
        var shop = new Shop();
        assertThat(lines(shop, Shop.user(7), "user.largest_purchase[30d]"))
                .startsWith("user.largest_purchase[30d] = -1.0")
                .contains("    the series has no events")
                .endsWith("    default: that would be null");
        Map<String, @Nullable Object> given = Shop.user(7);
        given.put("user.name", "Ann");
        assertThat(lines(shop, given, "user.name")).containsExactly("user.name = 'Ann'", "    given with the query");
        assertThat(lines(shop, Shop.user(7), "user.city"))
                .containsExactly(
                        "user.city = null", "    stored, at most 10m old", "    nothing is stored under this key");
        assertThat(lines(shop, Map.of("purchase.id", "p1"), "purchase.note").getFirst())
                .startsWith("purchase.note = no value: purchase.note: it is not stored online");
    }

    @Test
    void X2_B163_aggregationOfRows_saysHowManyItRead() {
        var shop = new Shop();
        shop.purchase("p1", 2.5, shop.now).purchase("p2", 1, shop.now).step();
        assertThat(lines(shop, Shop.user(7), "user.unmaterialized_spend[30d]"))
                .startsWith("user.unmaterialized_spend[30d] = 3.5")
                .endsWith(
                        "    window 30d: after 2024-03-01T12:00:00Z up to 2024-03-31T12:00:00Z",
                        "    '2' rows of purchase read, by user_id: exact edges");
    }

    @Test
    void X2_B163_queryThatDoesNotAsk_isNotExplained() {
        assertThat(new Shop().ask("user.name").explanations()).isEqualTo(List.<Explanation>of());
    }
}
