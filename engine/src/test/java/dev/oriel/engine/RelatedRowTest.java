package dev.oriel.engine;

import static dev.oriel.api.OnlineResolver.online;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.OnlineResolver;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.RelationJoin;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.shop.Purchase_;
import dev.oriel.engine.shop.User_;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that a has-one relation leads to. */
final class RelatedRowTest {
    /** With functions in place of the resolver of users, where there are any. */
    private static Shop shop(OnlineResolver... online) {
        var resolvers = new ArrayList<>(Shop.CATALOG.resolvers());
        resolvers.removeIf(resolver -> online.length > 0 && resolver.name().equals("users"));
        for (OnlineResolver resolver : online) {
            resolvers.add(new NamedResolver("R", "r" + resolvers.size(), "R.java", resolvers.size(), resolver));
        }
        try {
            return new Shop(EngineOptions.DEFAULTS, Catalog.of(Shop.CATALOG.definitions(), resolvers));
        } catch (DefinitionException e) {
            throw new AssertionError(e);
        }
    }

    private static Shop user(Shop shop, long id, @Nullable String name, @Nullable Long referrer) {
        String quoted = name == null ? "null" : "\"" + name + "\"";
        return shop.append(
                "users",
                0,
                "{\"id\":" + id + ",\"name\":" + quoted + ",\"city\":null,\"referrer_id\":" + referrer + "}");
    }

    private static Shop purchase(Shop shop, String id, @Nullable Long user, double amount) {
        return shop.append("purchases", 0, Shop.purchaseJson(id, user, amount, 1, "ok", shop.now));
    }

    private static Answer ask(Shop shop, Map<String, @Nullable Object> inputs, String... outputs) {
        return shop.ask(inputs, Optional.empty(), outputs);
    }

    private static Map<String, @Nullable Object> given(String feature, @Nullable Object value) {
        var inputs = new LinkedHashMap<String, @Nullable Object>();
        inputs.put(feature, value);
        return inputs;
    }

    private static List<@Nullable Object> values(Answer answer) {
        assertThat(answer.errors()).isEmpty();
        var values = new ArrayList<@Nullable Object>();
        answer.results().forEach(result -> values.add(result.value()));
        return values;
    }

    @Test
    void B020_relatedRow_isFoundByTheStoredKey_andGivesWhateverItsClassHas() {
        Shop shop = purchase(purchase(user(shop(), 7, "Ann", null), "p1", 7L, 2.5), "p2", 7L, 7.5)
                .step();
        Answer answer = ask(
                shop,
                given("purchase.id", "p2"),
                "purchase.amount",
                "purchase.user.name",
                "purchase.user.total_spend[30d]",
                "purchase.user.average_purchase[60d]",
                "purchase.user.id");
        assertThat(values(answer)).containsExactly(7.5, "Ann", 10.0, 5.0, 7L);
        assertThat(answer.results())
                .extracting(FeatureResult::fqn)
                .contains("purchase.user.name", "purchase.user.total_spend__2592000__");
        assertThat(answer.results()).extracting(FeatureResult::primaryKey).containsExactly("p2", 7L, 7L, 7L, 7L);
    }

    @Test
    void B020_expression_readsRelatedRows_overTheWindowBeingComputedToo() {
        Shop shop = purchase(purchase(shop(), "p1", 7L, 2.5), "p2", 7L, 7.5).step();
        Answer answer = ask(shop, given("purchase.id", "p2"), "purchase.share_of_spend", "purchase.other_spend");
        assertThat(values(answer)).containsExactly(0.75, 2.5, 2.5);
    }

    @Test
    void B020_rowOfNoRelation_isNull_notTheDefaultOfARowThatIsNotThere() {
        Shop shop = purchase(shop(), "p1", null, 2.5).step();
        Answer answer = ask(
                shop,
                given("purchase.id", "p1"),
                "purchase.user.total_spend[30d]",
                "purchase.user.name",
                "purchase.share_of_spend");
        assertThat(values(answer)).containsExactly(null, null, null);
        assertThat(answer.results())
                .allSatisfy(result -> assertThat(result.error()).isEmpty());
        assertThat(values(ask(shop, given("purchase.user_id", 99), "purchase.user.total_spend[30d]")))
                .as("a row of which nothing is known has its defaults")
                .containsExactly(0.0);
    }

    @Test
    void B020_relationsFollowEachOther() {
        Shop shop = shop();
        user(user(user(shop, 1, "Ann", null), 2, "Bob", 1L), 3, "Cid", 2L);
        purchase(purchase(shop, "p1", 3L, 2), "p2", 1L, 5).step();
        Answer answer = ask(
                shop,
                given("purchase.id", "p1"),
                "purchase.user.name",
                "purchase.user.referrer.name",
                "purchase.user.referrer.referrer.name",
                "purchase.user.referrer.referrer.total_spend[30d]",
                "purchase.user.referrer.referrer.referrer.name");
        assertThat(values(answer)).containsExactly("Cid", "Bob", "Ann", 5.0, null);
    }

    @Test
    void B020_B152_whatIsGivenOfARelatedRow_isNotRead() {
        Shop shop = purchase(user(user(shop(), 7, "Ann", null), 8, "Bob", null), "p1", 7L, 2.5)
                .step();
        Map<String, @Nullable Object> inputs = given("purchase.id", "p1");
        inputs.put("purchase.user.id", 8);
        assertThat(values(ask(shop, inputs, "purchase.user.name"))).containsExactly("Bob");
        inputs.put("purchase.user.name", "Eve");
        assertThat(values(ask(shop, inputs, "purchase.user.name", "purchase.user.referrer.name")))
                .containsExactly("Eve", null);
        inputs.put("purchase.user.referrer_id", 7);
        assertThat(values(ask(shop, inputs, "purchase.user.referrer.name")))
                .as("it tells which row is related to that one")
                .containsExactly("Ann");
        assertThat(values(ask(shop, given("purchase.user.name", "Eve"), "purchase.user.name")))
                .as("its key is not needed")
                .containsExactly("Eve");
    }

    @Test
    void B020_B154_keyThatIsMissing_isNamedAsTheQueryWouldGiveIt() {
        Answer answer = ask(shop(), given("user.id", 7), "purchase.user.name");
        assertThat(answer.errors())
                .extracting(QueryError::message)
                .containsExactly("'purchase.user_id' needs 'purchase.id', which is not among the inputs · given are"
                        + " user.id · add 'purchase.id' to the inputs");
    }

    @Test
    void B020_B146_relatedRows_areInputsOfAFunction_andItsOutputsTellWhichRowIsRelated() {
        Shop shop = shop(
                online(Purchase_.note)
                        .from(Purchase_.user.get(User_.totalSpend_30d), Purchase_.amount)
                        .by((total, amount) -> amount + " of " + total),
                online(User_.referrerId).from(User_.id).by(id -> id + 1));
        purchase(purchase(purchase(shop, "p1", 7L, 2.5), "p2", 7L, 7.5), "p3", 8L, 1)
                .step();
        assertThat(values(ask(
                        shop, given("purchase.id", "p1"), "purchase.note", "purchase.user.referrer.total_spend[30d]")))
                .containsExactly("2.5 of 10.0", 1.0);
    }

    @Test
    void B020_B155_failureOfWhatTellsTheRow_isAnErrorOfWhatIsAskedOfIt_andNothingElse() {
        Shop shop = shop(online(User_.referrerId).from(User_.id).by(id -> {
            throw new IllegalStateException("down");
        }));
        purchase(shop, "p1", 7L, 2.5).step();
        Answer answer = ask(shop, given("user.id", 7), "user.total_spend[30d]", "user.referrer.name");
        assertThat(answer.results().get(0).value()).isEqualTo(2.5);
        QueryError error = answer.results().get(1).error().orElseThrow();
        assertThat(error.code()).isEqualTo(QueryError.Code.UPSTREAM_FAILED);
        assertThat(error.feature()).contains("user.referrer.name");
        assertThat(error.message())
                .startsWith("user.referrer.name: the feature that tells its row has no value · user.referrer_id: its"
                        + " resolver R.");
        assertThat(Shop.only(ask(shop, given("purchase.id", "p1"), "purchase.user.referrer_id"))
                        .error()
                        .orElseThrow()
                        .feature())
                .as("named as it was asked for")
                .contains("purchase.user.referrer_id");
    }

    @Test
    void B020_keyThatIsToldByTheRowItLeadsTo_isRefused() {
        var key = KeptRows.feature(
                "referrer_id", List.of(), new FeatureType.Scalar(ScalarType.LONG), "_.referrer.risk_rank", null);
        var rank = KeptRows.feature(
                "risk_rank", List.of(), new FeatureType.Scalar(ScalarType.LONG), "_.referrer_id + 1", null);
        assertThatThrownBy(() -> Shop.withUser(features -> {
                    var all = new ArrayList<>(features.stream()
                            .filter(feature ->
                                    !List.of("referrer_id", "referrer").contains(feature.name()))
                            .toList());
                    all.addAll(List.of(key, rank, byReferrerId(features)));
                    return all;
                }))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("needs its own result");
    }

    private static FeatureDefinition byReferrerId(List<FeatureDefinition> features) {
        FeatureDefinition referrer = features.stream()
                .filter(feature -> feature.name().equals("referrer"))
                .findFirst()
                .orElseThrow();
        return new FeatureDefinition(
                referrer.name(),
                referrer.javaName(),
                referrer.shape(),
                referrer.type(),
                true,
                referrer.target(),
                false,
                false,
                null,
                new RelationJoin("_.referrer_id == User.id", null),
                List.of(),
                null,
                null,
                null,
                referrer.storage(),
                null,
                false,
                "",
                null,
                List.of(),
                0);
    }

    @Test
    void B020_X2_explanation_tellsWhichRowItIs() {
        Shop shop = purchase(user(shop(), 7, "Ann", null), "p1", 7L, 2.5).step();
        var request = new QueryRequest(given("purchase.id", "p1"), List.of("purchase.user.name"), Optional.empty())
                .explained();
        assertThat(shop.queries.query(request).explanations().getFirst().lines())
                .containsExactly(
                        "purchase.user.name = 'Ann'",
                        "│   of the row that purchase.user leads to, by purchase.user_id",
                        "│   stored, of any age",
                        "│   observed at 2024-03-31T12:00:00Z",
                        "└── purchase.user_id = 7",
                        "        stored, of any age",
                        "        observed at 2024-03-31T12:00:00Z");
    }

    @Test
    void B020_whatIsAskedThroughRelations_isWhatIsAskedOfTheRowItself() {
        long seed = 20_261_121;
        var random = new Random(seed);
        Shop shop = shop();
        for (int i = 0; i < 2_000; i++) {
            shop.now = shop.now.plus(Duration.ofMinutes(random.nextInt(90)));
            long user = random.nextInt(20);
            if (random.nextInt(4) == 0) {
                user(shop, user, "n" + i, random.nextBoolean() ? null : (long) random.nextInt(20));
            } else {
                purchase(shop, "p" + random.nextInt(200), random.nextInt(10) == 0 ? null : user, random.nextInt(100));
            }
            if (random.nextInt(50) == 0) {
                shop.step();
                if (random.nextBoolean()) {
                    shop.commit().crash();
                }
            }
        }
        shop.step();
        List<String> features = List.of("name", "referrer_id", "total_spend[30d]", "average_purchase[60d]", "city");
        for (int i = 0; i < 200; i++) {
            Map<String, @Nullable Object> id = given("purchase.id", "p" + i);
            Object user = Shop.only(ask(shop, id, "purchase.user_id")).value();
            for (String feature : features) {
                List<@Nullable Object> expected = new ArrayList<>();
                expected.add(null);
                if (user != null) {
                    expected = values(ask(shop, given("user.id", user), "user." + feature));
                }
                assertThat(values(ask(shop, id, "purchase.user." + feature)))
                        .as("seed %d, purchase p%d, %s of %s", seed, i, feature, user)
                        .isEqualTo(expected);
            }
        }
    }
}
