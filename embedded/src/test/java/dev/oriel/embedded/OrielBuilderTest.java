package dev.oriel.embedded;

import static dev.oriel.embedded.shop.ShopResolvers.BUYERS;
import static dev.oriel.embedded.shop.ShopResolvers.PURCHASES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.KafkaSource;
import dev.oriel.embedded.shop.Buyer;
import dev.oriel.embedded.shop.BuyerMessage;
import dev.oriel.embedded.shop.Buyer_;
import dev.oriel.embedded.shop.PurchaseMessage;
import dev.oriel.embedded.shop.ShopResolvers;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.port.StoreException;
import dev.oriel.log.LogLimits;
import dev.oriel.log.SegmentedPushLog;
import dev.oriel.rocksdb.RocksStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be opened, from which parts, and what is refused. */
@Timeout(60)
class OrielBuilderTest {
    private static final Instant NOW = Instant.parse("2024-03-31T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void open_aSourceThatNothingReads_isRefusedWithWhatToGive() {
        assertThatThrownBy(() -> Oriel.open(new ShopResolvers()))
                .isExactlyInstanceOf(OrielException.class)
                .hasMessage("source 'buyers' · nothing reads it · it is the Kafka topic 'buyers' · give its reader with"
                        + " .source(reader, source), or .inMemory(source) to push its messages");
    }

    @Test
    void open_wrongSources_areRefusedAllAtOnce() {
        assertThatThrownBy(() -> Oriel.builder()
                        .resolvers(new ShopResolvers())
                        .source(new MemorySource("purchases"), PURCHASES)
                        .inMemory(PURCHASES, KafkaSource.named("returns"))
                        .open())
                .hasMessage("source 'buyers' · nothing reads it · it is the Kafka topic 'buyers' · give its reader with"
                        + " .source(reader, source), or .inMemory(source) to push its messages\n"
                        + "source 'purchases' · it is given more than once · each has one reader, or is in memory · leave one of"
                        + " them out\n"
                        + "source 'returns' · no resolver that is run reads it · read are 'buyers', 'purchases' · leave it out, or"
                        + " give the resolvers that read it");
    }

    @Test
    void open_pushedInMemoryBesideAStoreOnDisk_isRefused() throws StoreException {
        RocksStore store = RocksStore.open(folder);
        assertThatThrownBy(() -> Oriel.builder()
                        .resolvers(new ShopResolvers())
                        .store(store)
                        .source(new MemorySource("buyers"), BUYERS)
                        .open())
                .hasMessage(
                        "source 'purchases' · its messages would be in memory · the store outlives them, and would not go on"
                                + " after a restart · give a log that is kept: .source(new SegmentedPushLog(...), source)");
        assertThatThrownBy(store::positions)
                .as("closed, since it was handed over")
                .isInstanceOf(StoreException.class);
    }

    @Test
    void open_whatIsNoResolver_isRefused() {
        assertThatThrownBy(() -> Oriel.open("resolvers"))
                .isExactlyInstanceOf(OrielException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void open_withoutResolvers_takesTheClassPath() {
        try (Oriel oriel = Oriel.builder().inMemory(BUYERS).clock(() -> NOW).open()) {
            oriel.push(BUYERS, new BuyerMessage(7, "Ann", "NL", 3, Buyer.Level.KNOWN));
            assertThat(oriel.query()
                            .input(Buyer_.id, 7L)
                            .output(Buyer_.risky)
                            .ask()
                            .get(Buyer_.risky))
                    .isFalse();
        }
    }

    @Test
    void open_twice_isRefused() {
        OrielBuilder builder = Oriel.builder().resolvers(new ShopResolvers()).inMemory(BUYERS);
        builder.open().close();
        assertThatThrownBy(builder::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "oriel · this builder has opened one before · its store and sources belong to that · make another"
                                + " builder");
    }

    @Test
    void close_aStoreOnDisk_hasEverythingWhenItIsOpenedAgain() throws StoreException {
        var purchase = new PurchaseMessage("p1", 7, "tea", 2.5, NOW);
        try (Oriel oriel = onDisk()) {
            oriel.push(PURCHASES, purchase);
            assertThat(spend(oriel)).isEqualTo(2.5);
        }
        try (Oriel oriel = onDisk()) {
            assertThat(spend(oriel)).isEqualTo(2.5);
            oriel.push(PURCHASES, new PurchaseMessage("p2", 7, "tea", 1.5, NOW));
            assertThat(spend(oriel)).isEqualTo(4.0);
        }
    }

    @Test
    void open_aFolderThatIsOpen_isRefusedByName() throws StoreException {
        try (Oriel first = onDisk()) {
            assertThatThrownBy(this::onDisk)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.resolve("store").toString());
            assertThat(spend(first)).isZero();
        }
    }

    private Oriel onDisk() throws StoreException {
        return Oriel.builder()
                .resolvers(new ShopResolvers())
                .clock(() -> NOW)
                .options(EngineOptions.DEFAULTS.commitIntervalMillis(0))
                .store(RocksStore.open(folder.resolve("store")))
                .source(
                        new SegmentedPushLog(
                                "purchases", folder.resolve("log"), LogLimits.DEFAULT, new SecureRandom()::nextLong),
                        PURCHASES)
                .source(new MemorySource("buyers"), BUYERS)
                .open();
    }

    private static double spend(Oriel oriel) {
        return oriel.query()
                .input(Buyer_.id, 7L)
                .output(Buyer_.spend_1h)
                .ask()
                .find(Buyer_.spend_1h)
                .orElseThrow();
    }
}
