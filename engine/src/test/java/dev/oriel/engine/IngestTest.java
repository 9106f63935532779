package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IngestTest {
    private final Shop shop = new Shop();

    private static Instant before(Duration duration) {
        return Shop.START.minus(duration);
    }

    @Test
    void B068_purchase_published_isInTheNextAnswer() {
        shop.purchase("p1", 12.5, before(Duration.ofHours(1))).step();

        assertThat(shop.value("user.total_spend_30d")).isEqualTo(12.5);
        assertThat(shop.value("user.count_purchases_30d")).isEqualTo(1L);
    }

    @Test
    void B133_userMessage_writesTheRowAndTouchesNoAggregation() {
        shop.append("users", 0, "{\"id\":7,\"name\":\"ada\",\"city\":null}")
                .step()
                .commit();

        assertThat(shop.value("user.name")).isEqualTo("ada");
        assertThat(shop.store.bucketKeys(BucketKey.FIRST, 10)).isEmpty();
    }

    @Test
    void B134_resolverWithoutMaterializedAggregations_writesRowsOnly() {
        shop.append("imported", 0, Shop.purchaseJson("p1", 7L, 12.5, 1, "ok", before(Duration.ofHours(1))))
                .step()
                .commit();

        assertThat(shop.value("user.total_spend_30d")).isEqualTo(0.0);
        assertThat(shop.store.bucketKeys(BucketKey.FIRST, 10)).isEmpty();
        var purchase = shop.ask(Map.of("purchase.id", "p1"), Optional.empty(), "purchase.amount");
        assertThat(Shop.only(purchase).value()).isEqualTo(12.5);
    }

    @Test
    void B135_onePurchase_updatesSumMeanMinMaxAndCount() {
        shop.purchase("p1", 10, before(Duration.ofHours(1)))
                .purchase("p2", 20, before(Duration.ofHours(2)))
                .step();

        assertThat(shop.value("user.total_spend_30d")).isEqualTo(30.0);
        assertThat(shop.value("user.mean_purchase_30d")).isEqualTo(15.0);
        assertThat(shop.value("user.smallest_purchase_30d")).isEqualTo(10.0);
        assertThat(shop.value("user.largest_purchase_30d")).isEqualTo(20.0);
        assertThat(shop.value("user.count_purchases_30d")).isEqualTo(2L);
    }

    @Test
    void B079_filteredCount_countsOnlyRowsThatPass() {
        shop.append("purchases", 0, Shop.purchaseJson("p1", 7L, 1.0, 1, "refunded", before(Duration.ofHours(1))))
                .append("purchases", 0, Shop.purchaseJson("p2", 7L, 1.0, 1, "ok", before(Duration.ofHours(1))))
                .step();

        assertThat(shop.value("user.refunds_1d")).isEqualTo(1L);
        assertThat(shop.value("user.count_purchases_30d")).isEqualTo(2L);
    }

    @Test
    void D4_purchaseWithoutAmount_isCountedAndNotSummed() {
        shop.append("purchases", 0, Shop.purchaseJson("p1", 7L, null, 1, "ok", before(Duration.ofHours(1))))
                .step();

        assertThat(shop.value("user.count_purchases_30d")).isEqualTo(1L);
        assertThat(shop.value("user.total_spend_30d")).isEqualTo(0.0);
        assertThat(shop.value("user.mean_purchase_30d")).isNull();
    }

    @Test
    void B063_purchaseWithoutUser_joinsNobodyAndIsApplied() {
        shop.append("purchases", 0, Shop.purchaseJson("p1", null, 5.0, 1, "ok", before(Duration.ofHours(1))))
                .step();

        assertThat(shop.value("user.count_purchases_30d")).isEqualTo(0L);
        assertThat(shop.status("purchases").applied()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"p1\",\"user_id\":7                                     | not JSON",
                "[1,2]                                                            | the message is no JSON object",
                "{\"id\":\"p1\",\"user_id\":7,\"amount\":1.0,\"quantity\":1,\"status\":\"ok\"} | field 'at' is missing or null, and is not nullable",
                "{\"id\":\"p1\",\"user_id\":\"7\",\"amount\":1.0,\"quantity\":1,\"status\":\"ok\",\"at\":\"2024-03-31T11:00:00Z\"} | field 'user_id' is text, not an integer",
                "{\"id\":\"p1\",\"user_id\":7,\"amount\":1e999,\"quantity\":1,\"status\":\"ok\",\"at\":\"2024-03-31T11:00:00Z\"} | field 'amount' exceeds the range of a float",
                "{\"id\":\"p1\",\"user_id\":7,\"amount\":1.0,\"quantity\":1,\"status\":\"ok\",\"at\":\"2024-03-31T11:00:00\"} | no time with a zone",
                "{\"id\":\"p1\",\"user_id\":7,\"amount\":1.0,\"quantity\":1,\"status\":\"ok\",\"at\":\"2099-01-01T00:00:00Z\"} | s after the source received it, more than 300 s",
                "{\"id\":\"p1\",\"user_id\":7,\"amount\":1.0,\"quantity\":99999999999999999999,\"status\":\"ok\",\"at\":\"2024-03-31T11:00:00Z\"} | field 'quantity' exceeds the range of a 64-bit integer",
            })
    void I5_D9_D10_B122_badMessage_isADeadLetterWithItsReason_andTheNextOneCounts(String message, String reason) {
        shop.append("purchases", 0, message)
                .purchase("good", 3, before(Duration.ofHours(1)))
                .step();

        EngineStatus.SourceStatus status = shop.status("purchases");
        assertThat(status.deadLetters()).isEqualTo(1);
        assertThat(status.samples().getFirst().reason()).contains(reason);
        assertThat(status.samples().getFirst().position()).isEqualTo("purchases/0@0");
        assertThat(shop.value("user.total_spend_30d")).isEqualTo(3.0);
    }

    @Test
    void D9_futureEventWithinTolerance_isAcceptedAndDoesNotMakeThePresentLookPast() {
        shop.purchase("p1", 5, Shop.START.plus(Duration.ofMinutes(4))).step();

        assertThat(shop.status("purchases").applied()).isEqualTo(1);
        // Minute buckets: the event's bucket lies ahead of now, so it is not visible yet, and now is still live.
        assertThat(shop.value("user.recent_quantity_10m")).isEqualTo(0L);
        shop.now = Shop.START.plus(Duration.ofMinutes(5));
        assertThat(shop.value("user.recent_quantity_10m")).isEqualTo(1L);
    }

    @Test
    void D14_B126_eventBeyondTheDeadline_hasNoEffectAndIsCountedAndSampled() {
        shop.purchase("p1", 5, before(Duration.ofDays(401))).step();

        EngineStatus.SourceStatus status = shop.status("purchases");
        assertThat(status.late()).isEqualTo(1);
        assertThat(status.samples().getFirst().reason()).contains("more than the deadline of 400d");
        assertThat(Shop.only(shop.ask(Map.of("purchase.id", "p1"), Optional.empty(), "purchase.amount"))
                        .value())
                .isNull();
    }

    @Test
    void B081_eventOlderThanRetention_hasNoEffectAndIsCounted() {
        shop.purchase("p1", 5, before(Duration.ofHours(1))).step();
        shop.purchase("p2", 7, before(Duration.ofDays(200))).step().commit();

        assertThat(shop.status("purchases").expired()).isEqualTo(1);
        assertThat(shop.value("user.total_spend_90d")).isEqualTo(5.0);
    }

    @Test
    void B069_bucketsNoWindowCanUse_leaveTheStore_forKeysThatAreNotTouchedToo() {
        shop.append("purchases", 0, Shop.purchaseJson("p1", 8L, 5.0, 1, "ok", before(Duration.ofHours(1))))
                .step()
                .commit();
        assertThat(shop.store.bucketKeys(BucketKey.FIRST, 100)).isNotEmpty();

        shop.now = Shop.START.plus(Duration.ofDays(120));
        shop.purchase("p2", 1, shop.now).step().commit();
        shop.purchase("p3", 1, shop.now).step().commit();
        shop.crash();

        // What is left belongs to user 7 alone: day, minute, hour and whole-window buckets of today.
        long yesterday = shop.now.minus(Duration.ofDays(2)).toEpochMilli();
        assertThat(shop.store.bucketKeys(BucketKey.FIRST, 100))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(startMillis(key)).isGreaterThan(yesterday));
        assertThat(Shop.only(shop.ask(Shop.user(8), Optional.empty(), "user.total_spend_90d"))
                        .value())
                .isEqualTo(0.0);
    }

    private long startMillis(BucketKey key) {
        return Shop.CATALOG.layers().stream()
                .filter(layer -> shop.ingest.access().loader().layerNumber(layer) == key.layer())
                .mapToLong(layer -> layer.kernel().grid().startMillis(key.bucket()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void I1_batchDeliveredTwice_countsOnce() {
        shop.purchase("p1", 5, before(Duration.ofHours(1)));
        var partition = new SourcePartition("purchases", 0);
        var batch = new RecordBatch(partition, 0, List.copyOf(shop.log.get(partition)), 1);

        assertThat(shop.apply(batch)).isTrue();
        assertThat(shop.apply(batch)).isFalse();
        shop.publish();

        assertThat(shop.value("user.total_spend_30d")).isEqualTo(5.0);
        assertThat(shop.status("purchases").records()).isEqualTo(1);
    }

    @Test
    void D13_repeatedId_isASecondEvent_andTheNewestRow() {
        shop.purchase("p1", 5, before(Duration.ofHours(2)))
                .purchase("p1", 6, before(Duration.ofHours(1)))
                .step();

        assertThat(shop.value("user.total_spend_30d")).isEqualTo(11.0);
        assertThat(Shop.only(shop.ask(Map.of("purchase.id", "p1"), Optional.empty(), "purchase.amount"))
                        .value())
                .isEqualTo(6.0);
    }

    @Test
    void C1_crashBeforeCommit_isAsIfNothingHadBeenRead_andAfterItNothingIsReadAgain() {
        shop.purchase("p1", 5, before(Duration.ofHours(1))).step().commit();
        shop.purchase("p2", 7, before(Duration.ofHours(1))).step().crash();
        assertThat(shop.value("user.total_spend_30d")).isEqualTo(5.0);

        shop.step().commit().crash();

        assertThat(shop.value("user.total_spend_30d")).isEqualTo(12.0);
        assertThat(shop.status("purchases").records()).isEqualTo(2);
    }

    @Test
    void C1_commitOfWhatIsNotPublished_writesItsStateWithItsPositions() {
        shop.purchase("p1", 5, before(Duration.ofHours(1)));
        shop.step(new SourcePartition("purchases", 0), 1);

        shop.commit().crash().step();

        assertThat(shop.value("user.total_spend_30d")).isEqualTo(5.0);
        assertThat(shop.status("purchases").records()).isEqualTo(1);
    }

    @Test
    void keysBeyondTheMemoryLimit_areAnsweredFromTheStore() {
        var small = new Shop(EngineOptions.DEFAULTS.keysInMemoryMax(2));
        for (long user = 0; user < 20; user++) {
            small.append("purchases", 0, Shop.purchaseJson("p" + user, user, 1.0 + user, 1, "ok", Shop.START));
        }
        small.step().commit();

        assertThat(small.ingest.access().published().keys()).isEqualTo(2);
        for (long user = 0; user < 20; user++) {
            assertThat(Shop.only(small.ask(Shop.user(user), Optional.empty(), "user.total_spend_30d"))
                            .value())
                    .isEqualTo(1.0 + user);
        }
    }
}
