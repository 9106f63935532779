package dev.oriel.testkit;

import static dev.oriel.testkit.Times.at;
import static dev.oriel.testkit.market.MarketResolvers.MARKETS;
import static dev.oriel.testkit.market.MarketResolvers.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.Feature;
import dev.oriel.testkit.market.Buyer;
import dev.oriel.testkit.market.Buyer_;
import dev.oriel.testkit.market.MarketMessage;
import dev.oriel.testkit.market.MarketResolvers;
import dev.oriel.testkit.market.Market_;
import dev.oriel.testkit.market.Order.Channel;
import dev.oriel.testkit.market.OrderMessage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every aggregation that buckets keep, from its definition to its answer, over columns of every type. */
class EveryAggregationTest {
    private static final Instant NOW = Instant.parse("2024-03-31T12:00:00Z");

    private FeatureTest features;

    @BeforeEach
    void orders() {
        features = FeatureTest.of(new MarketResolvers()).at(NOW);
        order("o1", "b1", "tea", Channel.WEB, 4.0, 1, false, "2024-03-31T09:00:00Z");
        order("o2", "b1", "tea", Channel.SHOP, 6.0, 2, true, "2024-03-31T10:00:00Z");
        order("o3", "b2", "cup", Channel.WEB, null, 3, false, "2024-03-31T10:00:00Z");
        order("o4", "b2", "pot", Channel.WEB, 20.0, 4, false, "2024-03-31T11:00:00Z");
    }

    private void order(
            String id,
            String bank,
            String item,
            Channel channel,
            @Nullable Double price,
            long n,
            boolean gift,
            String time) {
        features.sendAt(
                time,
                ORDERS,
                new OrderMessage(
                        id,
                        7,
                        bank,
                        item,
                        channel,
                        price,
                        n,
                        gift,
                        at(time).plusSeconds(n),
                        LocalDate.of(2024, 3, (int) Math.min(n, 28)),
                        Duration.ofMinutes(10 - n),
                        new BigDecimal(n % 2 == 0 ? "1.50" : "1.5"),
                        List.of((double) n, 1.0),
                        at(time)));
    }

    private <V> @Nullable V of(Feature<Buyer, V> feature) {
        return features.query(Buyer_.id, 7L, feature);
    }

    private <V> @Nullable V ofNobody(Feature<Buyer, V> feature) {
        return features.query(Buyer_.id, 8L, feature);
    }

    @Test
    void B053_any_and_all_areBooleans() {
        assertThat(of(Buyer_.anyGift_1d)).isTrue();
        assertThat(of(Buyer_.allGifts_1d)).isFalse();
        assertThat(ofNobody(Buyer_.anyGift_1d)).isFalse();
        assertThat(ofNobody(Buyer_.allGifts_1d)).isTrue();
    }

    @Test
    void B058_B059_valuesByAColumn_haveTheTypeOfTheirOwn() {
        assertThat(of(Buyer_.cheapest_1d)).isEqualTo("tea");
        assertThat(of(Buyer_.latestPrice_1d)).isEqualTo(20.0);
        assertThat(of(Buyer_.dearest_1d)).containsExactly("pot", "tea");
        assertThat(of(Buyer_.daysOfFewest_1d))
                .containsExactly(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 3, 2), LocalDate.of(2024, 3, 3));
        assertThat(of(Buyer_.first_1d)).isEqualTo("tea");
        assertThat(of(Buyer_.lastChannel_1d)).isEqualTo(Channel.WEB);
        assertThat(of(Buyer_.lastPaid_1d)).isEqualByComparingTo("1.5");
        assertThat(of(Buyer_.prices_1d)).isEqualTo(Arrays.asList(4.0, 6.0, null, 20.0));
        assertThat(ofNobody(Buyer_.cheapest_1d)).isNull();
        assertThat(ofNobody(Buyer_.dearest_1d)).isNull();
        assertThat(ofNobody(Buyer_.prices_1d)).isEmpty();
    }

    @Test
    void D11_ofRowsOfEqualTime_theLargerPrimaryKeyCounts() {
        order("o9", "b1", "apple", Channel.SHOP, 1.0, 1, false, "2024-03-31T08:00:00Z");
        order("o8", "b1", "zebra", Channel.SHOP, 1.0, 1, false, "2024-03-31T08:00:00Z");
        assertThat(of(Buyer_.first_1d)).isEqualTo("apple");
    }

    @Test
    void B055_B056_B057_sketches_areKeptOfEveryType() {
        assertThat(of(Buyer_.amounts_1d)).isEqualTo(1L);
        assertThat(of(Buyer_.medianPieces_1d)).isBetween(1.98, 2.02);
        assertThat(of(Buyer_.favourites_1d)).hasSize(2).startsWith("tea");
        assertThat(ofNobody(Buyer_.medianPieces_1d)).isNull();
        assertThat(ofNobody(Buyer_.favourites_1d)).isNull();
    }

    @Test
    void B051_min_and_max_ofTimes_areTimes() {
        assertThat(of(Buyer_.lastDelivery_1d)).isEqualTo(Instant.parse("2024-03-31T11:00:04Z"));
        assertThat(of(Buyer_.fastest_1d)).isEqualTo(Duration.ofMinutes(6));
        assertThat(of(Buyer_.lastDay_1d)).isEqualTo(LocalDate.of(2024, 3, 4));
        assertThat(ofNobody(Buyer_.lastDelivery_1d)).isNull();
    }

    @Test
    void B060_mean_ofVectors_isTakenElementByElement() {
        assertThat(of(Buyer_.taste_1d)).containsExactly(2.5, 1.0);
        assertThat(ofNobody(Buyer_.taste_1d)).isNull();
    }

    @Test
    void B032_B114_compositeJoin_countsRowsThatAgreeInBoth() {
        assertThat(features.given(Buyer_.bank, "b1").query(Buyer_.id, 7L, Buyer_.ownPieces_1d))
                .isEqualTo(3L);
        assertThat(features.given(Buyer_.bank, "b2").query(Buyer_.id, 7L, Buyer_.ownPieces_1d))
                .isEqualTo(7L);
        assertThatThrownBy(() -> of(Buyer_.ownPieces_1d)).hasMessageContaining("add 'buyer.bank' to the inputs");
    }

    @Test
    void B032_keyOfAnotherType_isItsDigits() {
        order("o5", "b1", "tea", Channel.WEB, 1.0, 4, false, "2024-03-31T11:30:00Z");
        assertThat(features.given(Buyer_.bank, "4").query(Buyer_.id, 7L, Buyer_.countBySize_1d))
                .isEqualTo(2L);
        assertThat(features.given(Buyer_.bank, "04").query(Buyer_.id, 7L, Buyer_.countBySize_1d))
                .isZero();
        assertThat(features.given(Buyer_.bank, "four").query(Buyer_.id, 7L, Buyer_.countBySize_1d))
                .isZero();
    }

    @Test
    void D5_D7_exactEdges_countWhatLiesInTheWindowToTheMillisecond() {
        order("start", "b1", "left", Channel.WEB, 1.0, 1000, false, "2024-03-30T12:00:00Z");
        order("first", "b1", "right", Channel.WEB, 1.0, 100, false, "2024-03-30T12:00:00.001Z");
        assertThat(of(Buyer_.exactPieces_1d)).isEqualTo(110L);
        assertThat(of(Buyer_.exactLargest_1d)).isEqualTo("right");
        assertThat(features.asOf("2024-03-31T10:00:00Z").query(Buyer_.id, 7L, Buyer_.exactPieces_1d))
                .isEqualTo(1106L);
        assertThat(features.asOf("2024-03-31T09:59:59.999Z").query(Buyer_.id, 7L, Buyer_.exactPieces_1d))
                .isEqualTo(1101L);
    }

    @Test
    void B038_B039_D5_exactEdges_areObeyedAsWritten() {
        order("start", "b1", "left", Channel.WEB, 1.0, 1000, false, "2024-03-30T11:00:00Z");
        order("before", "b1", "gone", Channel.WEB, 1.0, 5000, false, "2024-03-30T10:59:59.999Z");
        assertThat(features.asOf("2024-03-31T11:00:00Z").query(Buyer_.id, 7L, Buyer_.writtenPieces_1d))
                .isEqualTo(1006L);
        assertThat(features.asOf("2024-03-31T11:00:00Z").query(Buyer_.id, 7L, Buyer_.exactPieces_1d))
                .isEqualTo(10L);
    }

    @Test
    void B040_window_beginsItsLengthBeforeNow_andAllIsAHundredYears() {
        Instant hundredYearsAgo = NOW.minus(Duration.ofDays(100 * 365));
        order(
                "in",
                "b1",
                "tea",
                Channel.WEB,
                1.0,
                100,
                false,
                hundredYearsAgo.plusMillis(1).toString());
        order("out", "b1", "tea", Channel.WEB, 1.0, 1000, false, hundredYearsAgo.toString());
        assertThat(of(Buyer_.allPieces_all)).isEqualTo(110L);
    }

    @Test
    void B033_timeWithoutAZone_isUtcAsAValue() {
        Feature<Buyer, String> since = Feature.of(Buyer_.since.fqn());
        var ann = features.given(since, "2024-03-31T11:00:00");
        assertThat(ann.query(Buyer_.id, 7L, Buyer_.loyalty)).isEqualTo(Duration.ofHours(1));
        var bob = features.given(since, "2024-03-31T11:00:00+02:00");
        assertThat(bob.query(Buyer_.id, 7L, Buyer_.loyalty)).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void B072_B073_windowsHaveTheirOwnBuckets_fromTheirOwnStart() {
        // Buckets of ten days begin on 15 and 25 March at half past midnight, the oldest that the window touches on 24
        // February.
        order("old", "b1", "tea", Channel.WEB, 1.0, 100, false, "2024-02-24T00:30:00Z");
        order("older", "b1", "tea", Channel.WEB, 1.0, 1000, false, "2024-02-24T00:29:59Z");
        assertThat(of(Buyer_.pieces_30d)).isEqualTo(110L);
        // Buckets of an hour begin at half past.
        order("edge", "b1", "tea", Channel.WEB, 1.0, 10, false, "2024-03-30T11:30:00Z");
        order("before", "b1", "tea", Channel.WEB, 1.0, 20, false, "2024-03-30T11:29:59Z");
        assertThat(of(Buyer_.pieces_1d)).isEqualTo(20L);
    }

    @Test
    void B098_B099_oneGroup_ofSeveralKeys() {
        var tea = features.given(Buyer_.favourite, "tea").given(Buyer_.bank, "WEB");
        assertThat(tea.query(Buyer_.id, 7L, Buyer_.favouritePieces_1d)).isEqualTo(1L);
        var shop = features.given(Buyer_.favourite, "tea").given(Buyer_.bank, "SHOP");
        assertThat(shop.query(Buyer_.id, 7L, Buyer_.favouritePieces_1d)).isEqualTo(2L);
        var never = features.given(Buyer_.favourite, "hat").given(Buyer_.bank, "SHOP");
        assertThat(never.query(Buyer_.id, 7L, Buyer_.favouritePieces_1d)).isZero();
    }

    @Test
    void B099_B146_groupThatAComputedFeatureTells_isReadOnceThatIsKnown() {
        assertThat(features.given(Buyer_.bank, "WEB").query(Buyer_.id, 7L, Buyer_.favouritePieces_1d))
                .isEqualTo(1L);
        assertThat(features.given(Buyer_.bank, "SHOP").query(Buyer_.id, 7L, Buyer_.favouritePieces_1d))
                .as("the group of a null key")
                .isNull();
    }

    @Test
    void B034_singleton_needsNoKey() {
        features.send(MARKETS, new MarketMessage(12));
        assertThat(features.query(Market_.stands)).isEqualTo(12L);
    }
}
