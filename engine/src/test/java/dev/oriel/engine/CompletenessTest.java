package dev.oriel.engine;

import static dev.oriel.api.StreamResolver.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.WindowedFeature;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.shop.PurchaseMessage;
import dev.oriel.engine.shop.ShopResolvers;
import dev.oriel.engine.shop.User;
import dev.oriel.engine.shop.User_;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What other definitions may say of the time before them: what is there at once, and of what is not there that it is not. */
final class CompletenessTest {
    private static final WindowedFeature<User, Long> VISITS = WindowedFeature.of("user.visits", "1d");

    /** The shop with these windows of these features, and no other window in buckets. */
    private static Catalog only(Map<String, List<String>> windows) throws DefinitionException {
        return Shop.withUser(features -> features.stream()
                .filter(feature -> windows.containsKey(feature.name())
                        || (feature.windows().isEmpty() && feature.expression() == null))
                .map(feature -> windows.containsKey(feature.name())
                        ? Shop.withWindows(feature, windows.get(feature.name()))
                        : feature)
                .toList());
    }

    private static Catalog spend(String... windows) throws DefinitionException {
        return only(Map.of("total_spend", List.of(windows)));
    }

    private static Catalog spendAnd(String feature, String... windows) throws DefinitionException {
        return only(Map.of("total_spend", List.of("30d", "60d"), feature, List.of(windows)));
    }

    private static Shop at(Shop shop, Instant now) {
        shop.now = now;
        return shop;
    }

    private static Shop purchase(Shop shop, String id, double amount, Instant at) {
        return at(shop, at).purchase(id, amount, at).step();
    }

    private static String explained(Shop shop, String output) {
        var request = new QueryRequest(Shop.user(7), List.of(output), Optional.empty()).explained();
        return String.join(
                "\n", shop.queries.query(request).explanations().getFirst().lines());
    }

    private static String error(Shop shop, String output) {
        FeatureResult result = Shop.only(shop.ask(output));
        assertThat(result.value()).as(output).isNull();
        return result.error()
                .orElseThrow(() -> new AssertionError(output + " has no error"))
                .message();
    }

    @Test
    void X4_D8_windowLongerThanAnyBefore_isAFieldErrorUntilItBeginsInWhatWasKept_andShorterOnesAnswerAtOnce()
            throws Exception {
        var shop = new Shop(EngineOptions.DEFAULTS, spend("30d", "60d"));
        purchase(shop, "p1", 1, Shop.START.minus(Duration.ofDays(80)));
        purchase(shop, "p2", 2, Shop.START.minus(Duration.ofDays(59)));
        purchase(shop, "p3", 4, Shop.START);
        shop.redeploy(spend("30d", "45d", "60d", "90d"));

        assertThat(shop.value("user.total_spend_30d")).isEqualTo(4.0);
        assertThat(shop.value("user.total_spend_45d")).isEqualTo(4.0);
        assertThat(shop.value("user.total_spend_60d")).isEqualTo(6.0);
        assertThat(error(shop, "user.total_spend_90d"))
                .isEqualTo("user.total_spend__7776000__: no value at '2024-03-31T12:00:00Z' · its window begins before"
                        + " '2024-01-31T00:00:00Z', and its series is complete only from then on: it was added, or its"
                        + " windows became longer, when older events had gone by · it has a value from"
                        + " '2024-04-29T23:59:59.999Z' on · ask then, or for a shorter window");
        assertThat(explained(shop, "user.total_spend_60d"))
                .contains(
                        "complete from 2024-01-31T00:00:00Z on: older events had gone by when it was added, or when its"
                                + " windows became longer");

        // What is missing does not come back: not before the first commit, nor after it, nor when time has moved on.
        shop.crash();
        purchase(shop, "p4", 8, Shop.START.plus(Duration.ofDays(10)));
        shop.commit().crash();
        assertThat(error(at(shop, Instant.parse("2024-04-29T23:59:59.998Z")), "user.total_spend_90d"))
                .contains("begins before '2024-01-31T00:00:00Z'");
        assertThat(at(shop, Instant.parse("2024-04-29T23:59:59.999Z")).value("user.total_spend_90d"))
                .isEqualTo(14.0);
    }

    @Test
    void X4_windowThatWasShortenedAndIsLongAgain_lacksWhatWasGivenUpMeanwhile() throws Exception {
        var shop = new Shop(EngineOptions.DEFAULTS, spend("30d", "60d", "90d"));
        purchase(shop, "p1", 1, Shop.START.minus(Duration.ofDays(80)));
        purchase(shop, "p2", 2, Shop.START.minus(Duration.ofDays(1)));
        shop.redeploy(spend("30d", "60d"));
        purchase(shop, "p3", 4, Shop.START);
        shop.redeploy(spend("30d", "60d", "90d"));
        assertThat(error(shop, "user.total_spend_90d")).contains("begins before '2024-01-31T00:00:00Z'");
    }

    @Test
    void X4_newWindowWithinRetention_isServedAtOnceFromTheBucketsThatAreThere() throws Exception {
        var shop = new Shop(EngineOptions.DEFAULTS, spendAnd("recent_quantity", "10m", "1d"));
        purchase(shop, "p1", 1, Shop.START.minus(Duration.ofMinutes(80)));
        purchase(shop, "p2", 1, Shop.START.minus(Duration.ofMinutes(50)));
        purchase(shop, "p3", 1, Shop.START);
        shop.redeploy(spendAnd("recent_quantity", "10m", "1h", "90m", "1d"));

        assertThat(shop.value("user.recent_quantity_1h")).isEqualTo(2L);
        assertThat(shop.value("user.recent_quantity['90m']")).isEqualTo(3L);
        FeatureResult past = Shop.only(shop.ask(
                Shop.user(7),
                Optional.of(Shop.START.minus(Duration.ofMinutes(40)).minusMillis(1)),
                "user.recent_quantity_1h"));
        assertThat(past.error()).isEmpty();
        assertThat(past.value()).isEqualTo(2L);
    }

    @Test
    void X4_D8_otherBucketsThanBefore_areAFieldErrorUntilTheWindowBeginsAfterWhatWasTaken() throws Exception {
        var shop = new Shop(EngineOptions.DEFAULTS, spend("30d", "60d"));
        purchase(shop, "p1", 1, Shop.START);
        shop.redeploy(spendAnd("coarse_count", "1h", "1d"));
        // 5 m: as far as an event may have been ahead of the time that is trusted.
        assertThat(error(shop, "user.coarse_count_1h"))
                .contains("begins before '2024-03-31T13:00:00Z'", "it has a value from '2024-03-31T13:59:59.999Z' on");
        assertThat(error(shop, "user.coarse_count_1d")).contains("begins before '2024-04-01T00:00:00Z'");
        assertThat(shop.value("user.total_spend_30d")).isEqualTo(1.0);

        purchase(shop, "p2", 2, Instant.parse("2024-03-31T13:30:00Z"));
        shop.commit().crash();
        assertThat(error(at(shop, Instant.parse("2024-03-31T13:59:59.998Z")), "user.coarse_count_1h"))
                .contains("begins before '2024-03-31T13:00:00Z'");
        assertThat(at(shop, Instant.parse("2024-03-31T13:59:59.999Z")).value("user.coarse_count_1h"))
                .isEqualTo(1L);
    }

    @Test
    void X4_D9_eventAheadOfItsRecord_isNotMissedByASeriesThatIsNew() throws Exception {
        var shop = new Shop(EngineOptions.DEFAULTS, spend("30d", "60d"));
        shop.purchase("ahead", 1, Shop.START.plus(Duration.ofMinutes(5))).step();
        shop.redeploy(spendAnd("recent_quantity", "10m", "1d"));
        assertThat(error(shop, "user.recent_quantity_10m")).contains("begins before '2024-03-31T12:06:00Z'");
    }

    @Test
    void X4_seriesThatWasGoneForAWhile_lacksWhatCameMeanwhile() throws Exception {
        Catalog with = spendAnd("coarse_count", "1h");
        var shop = new Shop(EngineOptions.DEFAULTS, with);
        purchase(shop, "p1", 1, Shop.START.minusSeconds(60));
        assertThat(shop.redeploy(with).value("user.coarse_count_1h")).isEqualTo(1L);
        shop.redeploy(spend("30d", "60d"));
        purchase(shop, "p2", 1, Shop.START);
        assertThat(error(shop.redeploy(with), "user.coarse_count_1h")).contains("begins before '2024-03-31T13:00:00Z'");
    }

    @Test
    void X4_seriesOfASourceThatNothingWasTakenOf_isCompleteFromTheBeginning_alsoOfANewResolver() throws Exception {
        Catalog with = spendAnd("coarse_count", "1h");
        Catalog without = Catalog.of(
                with.definitions(),
                with.resolvers().stream()
                        .filter(resolver -> !resolver.name().equals("purchases"))
                        .toList());
        for (Catalog before : List.of(without, spend("30d", "60d"))) {
            var shop = new Shop(EngineOptions.DEFAULTS, before);
            shop.append("users", 0, "{\"id\":7,\"name\":\"ada\"}").step();
            shop.redeploy(with);
            assertThat(shop.value("user.coarse_count_1h")).isEqualTo(0L);
            assertThat(purchase(shop, "p1", 1, Shop.START).value("user.coarse_count_1h"))
                    .isEqualTo(1L);
            assertThat(explained(shop, "user.coarse_count_1h")).doesNotContain("complete from");
        }
    }

    @Test
    void X4_B052_countThatJoinsASeriesOfValues_doesNotKnowTheRowsWithoutOne() throws Exception {
        var shop = new Shop(EngineOptions.DEFAULTS, spend("30d", "60d"));
        shop.append("purchases", 0, Shop.purchaseJson("null", 7L, null, 1, "ok", Shop.START.minusSeconds(1)))
                .step();
        shop.redeploy(spendAnd("count_purchases", "30d"));
        assertThat(shop.value("user.total_spend_30d")).isEqualTo(0.0);
        assertThat(error(shop, "user.count_purchases_30d")).contains("begins before '2024-04-01T00:00:00Z'");
        shop.redeploy(spend("30d", "60d")).redeploy(spend("30d", "60d"));
        assertThat(shop.value("user.total_spend_60d")).isEqualTo(0.0);
    }

    @Test
    void X4_storeOfAnOlderVersion_isTakenToBeComplete_andIsKnownFromThenOn() throws Exception {
        var shop = new Shop(EngineOptions.DEFAULTS, spend("30d", "60d"));
        purchase(shop, "p1", 1, Shop.START);
        shop.commit();
        var mapper = new JsonMapper();
        ObjectNode metadata;
        try (StoreView view = shop.store.view()) {
            metadata = (ObjectNode) mapper.readTree(view.metadata("ingest").orElseThrow());
        }
        assertThat(metadata.propertyNames()).contains("kept", "running");
        metadata.remove(Set.of("kept", "running"));
        metadata.get("counters").forEach(source -> ((ObjectNode) source).remove("newestRecordMillis"));
        var batch = new StoreBatch();
        batch.putMetadata("ingest", mapper.writeValueAsBytes(metadata));
        shop.store.commit(batch);

        shop.crash();
        assertThat(shop.value("user.total_spend_60d")).isEqualTo(1.0);
        shop.redeploy(spend("30d", "60d", "90d"));
        assertThat(error(shop, "user.total_spend_90d")).contains("begins before '2024-01-31T00:00:00Z'");
    }

    @Test
    void X4_B112_continuousResolver_thatIsNewOrHasLongerWindows_isAFieldErrorUntilItsWindowBeginsInWhatIsKept()
            throws Exception {
        var shop = new Shop(EngineOptions.DEFAULTS, spend("30d", "60d"));
        // A message that the other resolvers did not take may have been as new as its record.
        shop.purchase("p1", 1, Shop.START.minus(Duration.ofDays(100))).step();
        visits(shop, "1h", "1d");
        assertThat(visits(shop, Shop.START.plus(Duration.ofHours(2)), "1d"))
                .isEqualTo("user.visits__86400__: no value at '2024-03-31T14:00:00Z' · its window begins before"
                        + " '2024-03-31T12:05:00.001Z', and the messages of its resolver are complete only from then on:"
                        + " it was added, or its windows became longer, when older messages had gone by · it has a value"
                        + " from '2024-04-01T12:05:00Z' on · ask then, or for a shorter window");
        assertThat(visits(shop, Shop.START.plus(Duration.ofHours(2)), "1h")).isEqualTo("0");
        purchase(shop, "p2", 1, Shop.START.plus(Duration.ofHours(1)));
        purchase(shop, "p3", 1, Shop.START.plus(Duration.ofDays(2)));
        assertThat(visits(shop, Shop.START.plus(Duration.ofDays(2)), "1d")).isEqualTo("1");

        visits(shop, "1h", "3d");
        // A day and an hour were kept, and p2 was not.
        assertThat(visits(shop, Shop.START.plus(Duration.ofDays(2)), "3d"))
                .contains("begins before '2024-04-01T11:00:00.001Z'", "it has a value from '2024-04-04T11:00:00Z' on");
        assertThat(visits(shop, Instant.parse("2024-04-04T11:00:00Z"), "3d")).isEqualTo("1");
    }

    @Test
    void X4_rowsThatBeganToBeKept_orToBeKeptForLonger_areAFieldErrorUntilTheWindowBeginsInWhatIsThere()
            throws Exception {
        var shop = new Shop(EngineOptions.DEFAULTS, spend("30d", "60d"));
        purchase(shop, "p1", 1, Shop.START);
        shop.redeploy(counted(List.of("1h")));
        assertThat(error(shop, "user.counted_1h"))
                .isEqualTo("user.counted__3600__: no value at '2024-03-31T12:00:00Z' · it reads rows from"
                        + " '2024-03-31T11:00:00.001Z', and rows are complete only from '2024-03-31T12:05:00.001Z' on: they"
                        + " began to be kept, or to be kept for longer, when older ones had gone by · it has a value from"
                        + " '2024-03-31T13:05:00Z' on · ask then, or for a shorter window");
        purchase(shop, "p2", 2, Instant.parse("2024-03-31T12:10:00Z"));
        assertThat(error(at(shop, Instant.parse("2024-03-31T13:04:59.999Z")), "user.counted_1h"))
                .contains("complete only from '2024-03-31T12:05:00.001Z'");
        assertThat(at(shop, Instant.parse("2024-03-31T13:05:00Z")).value("user.counted_1h"))
                .isEqualTo(1L);

        purchase(shop, "p3", 4, Shop.START.plus(Duration.ofHours(20)));
        shop.redeploy(counted(List.of("1h", "3h")));
        // An hour and one more were kept.
        assertThat(shop.value("user.counted_1h")).isEqualTo(1L);
        assertThat(error(shop, "user.counted_3h")).contains("complete only from '2024-04-01T06:00:00Z'");
        assertThat(at(shop, shop.now.plus(Duration.ofHours(1))).value("user.counted_3h"))
                .isEqualTo(1L);

        shop.redeploy(counted(List.of()));
        assertThat(error(shop, "user.counted"))
                .contains(
                        "it reads rows of 'user.purchases', and rows are complete only from '2024-04-01T06:00:00Z' on",
                        "give the relation a maxStaleness, or a window");
    }

    private static Catalog counted(List<String> windows) throws DefinitionException {
        Catalog spend = spend("30d", "60d");
        return Shop.withUser(unused -> Stream.concat(
                        spend.definitions().namespace("user").orElseThrow().features().stream(),
                        Stream.of(KeptRows.feature(
                                "counted",
                                windows,
                                new FeatureType.Scalar(ScalarType.LONG),
                                "_.purchases.count()",
                                null)))
                .toList());
    }

    /** Redeploys with a resolver that counts the purchases that a user's messages tell of. */
    private static void visits(Shop shop, String... windows) throws DefinitionException {
        Catalog definitions = Shop.withUser(features -> Stream.concat(
                        features.stream()
                                .filter(feature -> isSpend(feature)
                                        || (feature.windows().isEmpty() && feature.expression() == null)),
                        features.stream().filter(CompletenessTest::isSpend).map(like -> visits(like, windows)))
                .toList());
        var resolvers = new ArrayList<>(definitions.resolvers());
        resolvers.add(new NamedResolver(
                "R",
                "visits",
                "R.java",
                1,
                stream(PurchaseMessage.class, ShopResolvers.PURCHASES)
                        .timestamp(PurchaseMessage::at)
                        .continuous()
                        .key(User_.id, message -> message.userId() == null ? 0 : message.userId())
                        .output(VISITS, messages -> (long) messages.size())));
        shop.redeploy(Catalog.of(definitions.definitions(), resolvers));
    }

    private static boolean isSpend(FeatureDefinition feature) {
        return feature.name().equals("total_spend");
    }

    private static FeatureDefinition visits(FeatureDefinition like, String... windows) {
        return new FeatureDefinition(
                "visits",
                "visits",
                like.shape(),
                new FeatureType.Scalar(ScalarType.LONG),
                like.nullable(),
                null,
                false,
                false,
                null,
                null,
                List.of(windows),
                null,
                "0",
                null,
                like.storage(),
                null,
                false,
                "",
                null,
                List.of(),
                1);
    }

    /** The value or the error. */
    private static String visits(Shop shop, Instant now, String window) {
        var setup = Ingests.setup(shop.catalog, shop.store, shop.options);
        var queries = new QueryEngine(
                shop.ingest.access(),
                setup.functions(),
                new QueryEngine.Outside(Runnable::run, () -> now, computed -> {}),
                shop.options);
        FeatureResult result = Shop.only(queries.query(
                new QueryRequest(Shop.user(7), List.of("user.visits['" + window + "']"), Optional.empty())));
        return result.error().isPresent() ? result.error().get().message() : String.valueOf(result.value());
    }
}
