package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.RelationJoin;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.serve.RowFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Has-many relations as outputs: their rows. */
final class FrameTest {
    /** The shop, with purchases that belong to a user for 30 days. */
    private static Catalog catalog() {
        try {
            return Shop.withUser(
                    features -> features.stream().map(FrameTest::forThirtyDays).toList());
        } catch (DefinitionException e) {
            throw new AssertionError(e);
        }
    }

    private static FeatureDefinition forThirtyDays(FeatureDefinition feature) {
        return !feature.name().equals("purchases")
                ? feature
                : new FeatureDefinition(
                        feature.name(),
                        feature.javaName(),
                        feature.shape(),
                        feature.type(),
                        feature.nullable(),
                        feature.target(),
                        feature.primary(),
                        feature.featureTime(),
                        feature.references(),
                        new RelationJoin(null, "30d"),
                        feature.windows(),
                        feature.expression(),
                        feature.defaultValue(),
                        feature.materialization(),
                        feature.storage(),
                        feature.validation(),
                        feature.defaultVersion(),
                        feature.description(),
                        feature.owner(),
                        feature.tags(),
                        feature.line());
    }

    private final Shop shop = new Shop(EngineOptions.DEFAULTS, catalog());

    private static RowFrame frame(FeatureResult result) {
        assertThat(result.error()).isEmpty();
        return (RowFrame) Objects.requireNonNull(result.value());
    }

    @Test
    void B162_relation_givesItsRowsByTime_withWhatTheyAreKeptWith() {
        Instant now = shop.now;
        shop.purchase("p2", 2, now)
                .purchase("p1", 1, now.minusSeconds(60))
                .purchase("old", 9, now.minus(Duration.ofDays(30)).minusMillis(1))
                .purchase("later", 9, now.plusMillis(1))
                .append("purchases", 0, Shop.purchaseJson("other", 8L, 9.0, 1, "ok", now))
                .append("purchases", 0, Shop.purchaseJson("p3", 7L, null, 1, "ok", now))
                .step();
        RowFrame frame = frame(Shop.only(shop.ask("user.purchases")));
        assertThat(frame.columns())
                .containsExactly(
                        "purchase.id",
                        "purchase.user_id",
                        "purchase.amount",
                        "purchase.quantity",
                        "purchase.status",
                        "purchase.refunded",
                        "purchase.hour",
                        "purchase.ts",
                        "purchase.note");
        assertThat(frame.values().get(0)).containsExactly("p1", "p2", "p3");
        assertThat(frame.values().get(2)).isEqualTo(Arrays.asList(1.0, 2.0, null));
        assertThat(frame.values().get(7)).containsExactly(now.minusSeconds(60), now, now);
    }

    @Test
    void B162_relation_withSomeOfItsFeatures_givesThose_fromTheStoreToo() {
        shop.purchase("p1", 1, shop.now.minusSeconds(60))
                .purchase("p2", 2, shop.now)
                .step()
                .commit()
                .crash();
        RowFrame frame = frame(Shop.only(shop.ask("user.purchases[purchase.amount, id]")));
        assertThat(frame.columns()).containsExactly("purchase.amount", "purchase.id");
        assertThat(frame.values()).isEqualTo(List.of(List.of(1.0, 2.0), List.of("p1", "p2")));
        assertThat(frame(Shop.only(shop.ask(Shop.user(99), Optional.empty(), "user.purchases[id]")))
                        .rows())
                .isZero();
    }

    @Test
    void B162_relationOfARelatedRow_givesTheRowsOfThat() {
        shop.purchase("p1", 1, shop.now).purchase("p2", 2, shop.now).step();
        Answer answer = shop.ask(Map.of("purchase.id", "p1"), Optional.empty(), "purchase.user.purchases[id]");
        assertThat(frame(Shop.only(answer)).values()).isEqualTo(List.of(List.of("p1", "p2")));
    }

    @Test
    void B162_D8_X4_rowsThatMayBeMissing_areAnError_notASmallerFrame() throws DefinitionException {
        var later = new Shop(
                EngineOptions.DEFAULTS,
                Shop.withUser(features -> features.stream()
                        .filter(feature -> !feature.name().equals("unmaterialized_spend"))
                        .toList()));
        later.append("imported", 0, Shop.purchaseJson("p1", 7L, 1.0, 1, "ok", later.now))
                .purchase("p2", 2, later.now)
                .step();
        later.redeploy(catalog());
        assertThat(Shop.only(later.ask("user.purchases")).error().orElseThrow().message())
                .startsWith("user.purchases: rows are complete only from '");

        Instant past = shop.now.minus(Duration.ofDays(3));
        shop.purchase("p1", 1, past).purchase("p2", 2, shop.now).step();
        assertThat(Shop.only(shop.ask(Shop.user(7), Optional.of(past), "user.purchases"))
                        .error()
                        .orElseThrow()
                        .message())
                .startsWith("user.purchases: rows before '2024-03-01T11:00:00Z' are gone");
        assertThat(frame(Shop.only(shop.ask(
                                Shop.user(7), Optional.of(shop.now.minusSeconds(3_600)), "user.purchases[id]")))
                        .values())
                .isEqualTo(List.of(List.of("p1")));
    }

    @Test
    void B162_whatCannotBeGiven_isTold() {
        assertThat(shop.ask("user.purchases[nonsense]").errors())
                .extracting(QueryError::message)
                .containsExactly(
                        "'user.purchases[nonsense]': 'nonsense' is no feature that rows of Purchase are kept with"
                                + " · known are id, user_id, amount, quantity, status, refunded, hour, ts, note");
        assertThat(Shop.only(new Shop().ask("user.purchases"))
                        .error()
                        .orElseThrow()
                        .message())
                .as("kept for the windows of another feature only")
                .isEqualTo(
                        "user.purchases: its rows are not kept one by one for as long as they belong to it · give it a"
                                + " @HasMany(maxStaleness = …)");
        Shop few = new Shop(EngineOptions.DEFAULTS.rowsPerReadMax(1), catalog());
        few.purchase("p1", 1, few.now).purchase("p2", 2, few.now).step();
        assertThat(Shop.only(few.ask("user.purchases")).error().orElseThrow().message())
                .isEqualTo("user.purchases: it has more than '1' rows, the most that are read · aggregate them");
    }
}
