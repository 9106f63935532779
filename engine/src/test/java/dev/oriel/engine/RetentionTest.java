package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.serve.FeatureResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far time has come, and which buckets that leaves: to the millisecond. */
final class RetentionTest {
    private static final Duration LONGEST_WINDOW_AND_AS_OF = Duration.ofHours(25);

    private final Shop shop = new Shop();

    private void purchase(String id, long user, Instant at) {
        shop.append("purchases", 0, Shop.purchaseJson(id, user, 1.0, 1, "ok", at));
    }

    private FeatureResult quantity(long user, Instant at, String window) {
        return Shop.only(shop.ask(Shop.user(user), Optional.of(at), "user.recent_quantity_" + window));
    }

    private List<Long> minuteBucketStarts() {
        SeriesLayer minutes = Shop.CATALOG.layers().stream()
                .filter(layer -> layer.kernel().grid().bucketMillis() == 60_000)
                .findFirst()
                .orElseThrow();
        return shop.store.bucketKeys(BucketKey.FIRST, 1_000).stream()
                .filter(key -> key.layer() == shop.ingest.access().loader().layerNumber(minutes))
                .map(key -> minutes.kernel().grid().startMillis(key.bucket()))
                .toList();
    }

    @Test
    void D8_D14_oldestBucketThatAQueryMayUse_isKept_andTheOneBeforeItIsNot_alsoForKeysThatAreNotTouched() {
        Instant oldestKept = Shop.START.minus(LONGEST_WINDOW_AND_AS_OF);
        purchase("kept", 8, oldestKept);
        purchase("gone", 8, oldestKept.minusMillis(1));
        shop.step().commit();
        assertThat(minuteBucketStarts()).hasSize(2);

        purchase("newest", 7, Shop.START);
        shop.step().commit();
        purchase("newest too", 7, Shop.START);
        shop.step().commit().crash();

        assertThat(minuteBucketStarts())
                .containsExactlyInAnyOrder(oldestKept.toEpochMilli(), Shop.START.toEpochMilli());
        Instant earliest = Shop.START.minus(Duration.ofHours(1)).minusMillis(1);
        assertThat(quantity(8, earliest, "1d").value()).isEqualTo(1L);
    }

    @Test
    void D14_eventInTheOldestBucketThatIsKept_counts_whenItComesLate() {
        Instant oldestKept = Shop.START.minus(LONGEST_WINDOW_AND_AS_OF);
        purchase("newest", 7, Shop.START);
        purchase("kept", 8, oldestKept);
        purchase("gone", 8, oldestKept.minusMillis(1));
        shop.step().commit();

        assertThat(minuteBucketStarts())
                .containsExactlyInAnyOrder(oldestKept.toEpochMilli(), Shop.START.toEpochMilli());
    }

    @Test
    void D9_eventInTheFuture_doesNotMakeThePresentThePast() {
        purchase("present", 7, Shop.START.plusSeconds(10));
        purchase("future", 7, Shop.START.plusSeconds(240));
        shop.step();

        FeatureResult result = quantity(7, Shop.START.plusSeconds(30), "10m");

        assertThat(result.error()).isEmpty();
        assertThat(result.value()).isEqualTo(1L);
    }

    @Test
    void B083_newestEventTime_survivesACrash_andOlderEventsStayExpired() {
        purchase("newest", 7, Shop.START);
        shop.step().commit().crash();

        purchase("old", 7, Shop.START.minus(Duration.ofDays(200)));
        shop.step();

        assertThat(shop.status("purchases").expired()).isEqualTo(1);
    }

    @Test
    void D19_twoObservationsInOneBatch_theNewerWins_whateverTheirOrder() {
        shop.append("users", 0, "{\"id\":7,\"name\":\"ada\"}");
        shop.now = Shop.START.minusSeconds(1);
        shop.append("users", 0, "{\"id\":7,\"name\":\"old\"}").step();
        shop.now = Shop.START;

        assertThat(shop.value("user.name")).isEqualTo("ada");
    }
}
