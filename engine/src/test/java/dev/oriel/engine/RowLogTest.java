package dev.oriel.engine;

import static dev.oriel.api.StreamResolver.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.catalog.RowLog;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.rows.RowsValue;
import dev.oriel.engine.shop.PurchaseMessage;
import dev.oriel.engine.shop.Purchase_;
import dev.oriel.engine.shop.ShopResolvers;
import dev.oriel.engine.state.EntryKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Rows that has-many relations keep one by one: which, for how long, and through every interruption. */
final class RowLogTest {
    private static final FeatureType LONG = new FeatureType.Scalar(ScalarType.LONG);
    private static final FeatureType DOUBLE = new FeatureType.Scalar(ScalarType.DOUBLE);
    private static final SourcePartition PURCHASES = new SourcePartition("purchases", 0);
    private static final Duration HOUR = Duration.ofHours(1);

    private static final FeatureDefinition COUNT =
            KeptRows.feature("added_count", List.of("1h"), LONG, "_.purchases.count()", null);
    private static final FeatureDefinition SPENT =
            KeptRows.feature("added_spent", List.of("1h"), DOUBLE, "_.purchases[_.amount].sum()", null);

    /** The shop without whatever a user has but stored values and some features that read purchases one by one. */
    private static Catalog catalog(FeatureDefinition... added) throws DefinitionException {
        return Shop.withUser(features -> {
            var all = new ArrayList<>(features.stream()
                    .filter(feature -> feature.expression() == null)
                    .toList());
            all.addAll(List.of(added));
            return all;
        });
    }

    private enum Step {
        NONE,
        UPSERT,
        DEDUPLICATE,
        NOT_ONLINE
    }

    /** The same with purchases by a resolver that has a step. */
    private static Catalog catalog(Step step, FeatureDefinition... added) throws DefinitionException {
        var messages = stream(PurchaseMessage.class, ShopResolvers.PURCHASES).timestamp(PurchaseMessage::at);
        var stepped = switch (step) {
            case UPSERT -> messages.upsert();
            case DEDUPLICATE -> messages.deduplicate(PurchaseMessage::id, "30d");
            case NONE, NOT_ONLINE -> messages;
        };
        var resolver = stepped.output(Purchase_.id, PurchaseMessage::id)
                .output(Purchase_.userId, PurchaseMessage::userId)
                .output(Purchase_.amount, PurchaseMessage::amount);
        return Catalog.of(
                catalog(added).definitions(),
                List.of(new NamedResolver(
                        "R", "purchases", "R.java", 1, step == Step.NOT_ONLINE ? resolver.skipOnline() : resolver)));
    }

    private static Shop shop(Step step) throws DefinitionException {
        return new Shop(EngineOptions.DEFAULTS, catalog(step, COUNT, SPENT));
    }

    @Test
    void B050_relationsAggregatedWithoutBuckets_haveALogAsLongAsTheirLongestWindow_andOthersNone() throws Exception {
        FeatureDefinition day = KeptRows.feature("added_day", List.of("1h", "1d"), LONG, "_.purchases.count()", null);
        assertThat(catalog().rowLogs()).isEmpty();
        assertThat(catalog(COUNT, day).rowLogs())
                .singleElement()
                .satisfies(log -> assertThat(log.keyColumns()).containsExactly("user_id"))
                .extracting(RowLog::retentionMillis)
                .isEqualTo(OptionalLong.of(Duration.ofDays(1).toMillis()));
        FeatureDefinition ever = KeptRows.feature("added_ever", List.of(), LONG, "_.purchases.count() + 1", null);
        assertThat(catalog(COUNT, ever).rowLogs())
                .singleElement()
                .extracting(RowLog::retentionMillis)
                .isEqualTo(OptionalLong.empty());
        FeatureDefinition kept = KeptRows.feature(
                "added_kept", List.of("1h"), LONG, "_.purchases.count()", Materialization.ofBuckets("1m"));
        assertThat(catalog(kept).rowLogs()).isEmpty();
        var shop = new Shop(EngineOptions.DEFAULTS, catalog(kept));
        shop.purchase("p", 1, Shop.START).step().commit();
        assertThat(KeptRows.stored(shop)).isEmpty();
    }

    @Test
    void D13_repeatedPrimaryKey_isASecondRow_alsoAtTheSameTime() throws Exception {
        Shop shop = shop(Step.NONE);
        shop.purchase("p", 2, Shop.START).purchase("p", 2, Shop.START).purchase("p", 3, Shop.START.minusMillis(1));
        // In another partition at the same place.
        shop.append("purchases", 1, Shop.purchaseJson("p", 7L, 2.0, 1, "ok", Shop.START));
        shop.step();
        assertThat(KeptRows.value(shop, "added_count", HOUR)).isEqualTo(4L);
        assertThat(KeptRows.value(shop, "added_spent", HOUR)).isEqualTo(9.0);
        shop.commit().crash();
        assertThat(KeptRows.value(shop, "added_count", HOUR)).isEqualTo(4L);
        assertThat(KeptRows.stored(shop)).hasSize(4);
    }

    @Test
    void D13_rowsOfAnotherUserOrOfNone_areNotThisUsers() throws Exception {
        Shop shop = shop(Step.NONE);
        shop.append("purchases", 0, Shop.purchaseJson("p", 8L, 1.0, 1, "ok", Shop.START));
        shop.append("purchases", 0, Shop.purchaseJson("p", null, 1.0, 1, "ok", Shop.START));
        shop.step().commit();
        assertThat(KeptRows.value(shop, "added_count", HOUR)).isEqualTo(0L);
        assertThat(KeptRows.stored(shop)).hasSize(1);
    }

    @Test
    void D13_redeliveredRecords_areTheSameRows() throws Exception {
        Shop shop = shop(Step.NONE);
        shop.purchase("p", 2, Shop.START).purchase("q", 2, Shop.START).step();
        shop.crash();
        assertThat(KeptRows.value(shop, "added_count", HOUR)).isEqualTo(0L);
        shop.step().commit();
        List<SourceRecord> records = shop.log.getOrDefault(PURCHASES, List.of());
        assertThat(records).hasSize(2);
        shop.apply(new RecordBatch(PURCHASES, 0, records, 2));
        shop.publish().commit();
        assertThat(KeptRows.value(shop, "added_count", HOUR)).isEqualTo(2L);
    }

    @Test
    void D13_deduplicatedRow_entersOnce() throws Exception {
        Shop shop = shop(Step.DEDUPLICATE);
        shop.purchase("p", 2, Shop.START)
                .purchase("p", 2, Shop.START)
                .step()
                .commit()
                .crash();
        shop.purchase("p", 2, Shop.START).purchase("q", 5, Shop.START).step();
        assertThat(KeptRows.value(shop, "added_spent", HOUR)).isEqualTo(7.0);
    }

    @Test
    void skipOnline_keepsNoRows() throws Exception {
        Shop shop = shop(Step.NOT_ONLINE);
        shop.purchase("p", 2, Shop.START).step().commit();
        assertThat(KeptRows.value(shop, "added_count", HOUR)).isEqualTo(0L);
        assertThat(KeptRows.stored(shop)).isEmpty();
    }

    @Test
    void D13_upsertedRow_replacesTheEarlierOne_beforeAndAfterACommit_andWhileOneIsWritten() throws Exception {
        Shop shop = shop(Step.UPSERT);
        shop.purchase("p", 1, Shop.START.minusSeconds(9)).purchase("p", 2, Shop.START.minusSeconds(8));
        assertThat(KeptRows.value(shop.step(), "added_spent", HOUR)).isEqualTo(2.0);
        shop.commit().crash();
        assertThat(KeptRows.value(shop, "added_spent", HOUR)).isEqualTo(2.0);
        shop.purchase("p", 3, Shop.START.minusSeconds(7)).step();
        assertThat(KeptRows.value(shop, "added_spent", HOUR))
                .as("hidden, though the store has it")
                .isEqualTo(3.0);

        // A row that is being written when another one takes its place must not come back when the writing is done.
        long nowMillis = shop.now.toEpochMilli();
        var checkpoint = shop.ingest.checkpoint(nowMillis);
        shop.purchase("p", 4, Shop.START.minusSeconds(6)).step();
        shop.ingest.write(checkpoint);
        shop.ingest.committed(checkpoint);
        assertThat(KeptRows.value(shop, "added_spent", HOUR)).isEqualTo(4.0);
        shop.commit();
        assertThat(KeptRows.value(shop, "added_spent", HOUR)).isEqualTo(4.0);
        // An earlier one that comes late changes nothing.
        shop.purchase("p", 9, Shop.START.minusSeconds(20)).step().commit().crash();
        assertThat(KeptRows.value(shop, "added_spent", HOUR)).isEqualTo(4.0);
        assertThat(KeptRows.stored(shop)).hasSize(1);
    }

    @Test
    void D14_rowsOlderThanAnyReadMayAsk_areGone_byEventTimeAndNotByTheClock() throws Exception {
        Shop shop = shop(Step.NONE);
        Instant oldestKept = Shop.START.minus(HOUR).minusMillis(EngineOptions.DEFAULTS.asOfMillis());
        shop.purchase("kept", 2, oldestKept).purchase("gone", 2, oldestKept.minusMillis(1));
        // However late it is by the clock.
        shop.now = Shop.START.plus(Duration.ofDays(300));
        shop.step().commit().commit();
        assertThat(KeptRows.stored(shop)).hasSize(2);
        shop.now = Shop.START;
        shop.purchase("newest", 2, Shop.START).step().commit();
        shop.purchase("newest too", 2, Shop.START).step().commit().crash();
        assertThat(KeptRows.stored(shop))
                .extracting(EntryKeys::rowMillis)
                .containsExactlyInAnyOrder(
                        oldestKept.toEpochMilli(), Shop.START.toEpochMilli(), Shop.START.toEpochMilli());

        // The newest time survives the crash: what is too old does not enter.
        shop.purchase("too late", 2, oldestKept.minusMillis(1)).step().commit();
        assertThat(KeptRows.stored(shop)).hasSize(3);
        assertThat(shop.status("purchases").expired()).isEqualTo(1);
    }

    @Test
    void D8_questionThatNeedsRowsThatAreGone_isToldTheNearestTimeWithAValue() throws Exception {
        Shop shop = shop(Step.NONE);
        shop.purchase("newest", 2, Shop.START).step();
        var aggregation = KeptRows.plan(shop, "added_count").aggregations().getFirst();
        long highWaterMillis = shop.ingest.access().published().highWater().logsMillis()[0];
        assertThat(highWaterMillis).isEqualTo(Shop.START.toEpochMilli());
        long earliest = Shop.START.minus(HOUR).toEpochMilli() - 1;
        assertThat(aggregation.tooOld(earliest, HOUR.toMillis(), highWaterMillis, EngineOptions.DEFAULTS))
                .isEmpty();
        assertThat(aggregation.tooOld(earliest - 1, HOUR.toMillis(), highWaterMillis, EngineOptions.DEFAULTS))
                .contains("no value at '2024-03-31T10:59:59.998Z' · it reads rows from '2024-03-31T09:59:59.999Z' on,"
                        + " and those before '2024-03-31T10:00:00Z' are gone · the nearest time with a value is"
                        + " '2024-03-31T10:59:59.999Z' · ask at it or later");
    }

    @Test
    void limitOfRows_isAFailureByName() throws Exception {
        var shop = new Shop(EngineOptions.DEFAULTS.rowsPerReadMax(3), catalog(Step.NONE, COUNT));
        for (int i = 0; i < 3; i++) {
            shop.purchase("p" + i, 1, Shop.START.minusSeconds(i));
        }
        shop.step().commit();
        assertThat(KeptRows.value(shop, "added_count", HOUR)).isEqualTo(3L);
        shop.purchase("p3", 1, Shop.START).step();
        RowsValue failed = KeptRows.result(shop, "added_count", 7, Shop.START, HOUR);
        assertThat(failed.failure())
                .contains("it would read more than '3' rows of 'user.purchases' in 1h · no value is better than one of"
                        + " some of them · ask for a shorter window, or add @Materialized");
        shop.commit();
        assertThat(KeptRows.result(shop, "added_count", 7, Shop.START, HOUR).failure())
                .isPresent();
    }

    @Test
    void B083_rowsOfEarlierDefinitions_areReadByTheirOwnColumns() throws Exception {
        FeatureDefinition pieces =
                KeptRows.feature("added_pieces", List.of("1h"), LONG, "_.purchases[_.quantity].sum()", null);
        FeatureDefinition listed = KeptRows.feature(
                "added_listed",
                List.of("1h"),
                new FeatureType.ListOf(LONG),
                "_.purchases[_.quantity].array_agg()",
                null);
        var shop = new Shop(EngineOptions.DEFAULTS, catalog(Step.NONE, COUNT, SPENT));
        shop.append("purchases", 0, Shop.purchaseJson("p", 7L, 2.0, 5, "ok", Shop.START))
                .step();
        // The shop's own resolver gives more columns, and one more relation reads.
        shop.redeploy(catalog(COUNT, SPENT, pieces, listed));
        shop.append("purchases", 0, Shop.purchaseJson("q", 7L, 3.0, 6, "ok", Shop.START))
                .step();
        assertThat(KeptRows.value(shop, "added_spent", HOUR)).isEqualTo(5.0);
        assertThat(KeptRows.value(shop, "added_pieces", HOUR))
                .as("of rows that have the column")
                .isEqualTo(6L);
        assertThat(KeptRows.value(shop, "added_listed", HOUR))
                .as("a row without the column is no null")
                .isEqualTo(List.of(6L));
        assertThat(KeptRows.value(shop, "added_count", HOUR)).isEqualTo(2L);
    }

    /** Whatever happens between any two steps: what is read is what was delivered. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20_261_121})
    void D13_C1_randomStepsCrashesAndCommits_theRowsAreThoseOfTheLog(long seed) throws Exception {
        for (Step step : List.of(Step.NONE, Step.UPSERT, Step.DEDUPLICATE)) {
            var random = new Random(seed);
            Shop shop = shop(step);
            for (int round = 0; round < 200; round++) {
                for (int i = random.nextInt(5); i > 0; i--) {
                    // Every message of an id is the same but for its time and amount, which grow.
                    shop.append(
                            "purchases",
                            random.nextInt(3) / 2,
                            Shop.purchaseJson(
                                    "p" + random.nextInt(40),
                                    7L,
                                    (double) random.nextInt(100),
                                    1,
                                    "ok",
                                    Shop.START.minusMillis(random.nextInt(2_000))));
                }
                shop.step();
                switch (random.nextInt(6)) {
                    case 0 -> shop.commit();
                    case 1 -> shop.crash();
                    case 2 -> {
                        var checkpoint = shop.ingest.checkpoint(shop.now.toEpochMilli());
                        shop.purchase("p" + random.nextInt(40), 1, Shop.START).step();
                        if (random.nextBoolean()) {
                            shop.ingest.write(checkpoint);
                            shop.ingest.committed(checkpoint);
                        } else {
                            shop.crash();
                        }
                    }
                    default -> {}
                }
                shop.step();
                check(step, shop, "seed " + seed + ", round " + round + ", " + step);
            }
        }
    }

    private static void check(Step step, Shop shop, String hint) {
        if (step == Step.NONE) {
            assertThat(KeptRows.value(shop, "added_count", HOUR)).as(hint).isEqualTo((long)
                    shop.log.values().stream().mapToInt(List::size).sum());
        } else {
            assertThat(KeptRows.value(shop, "added_count", HOUR)).as(hint).isEqualTo((long)
                    ids(shop).size());
        }
        if (step == Step.UPSERT) {
            assertThat(KeptRows.value(shop, "added_spent", HOUR))
                    .as(hint)
                    .isEqualTo(ids(shop).values().stream()
                            .mapToDouble(Latest::amount)
                            .sum());
        }
    }

    private record Latest(Instant at, double amount) {}

    /** By id, the message that is the latest, and of the same time that of the larger amount. */
    private static Map<String, Latest> ids(Shop shop) {
        var latest = new HashMap<String, Latest>();
        shop.log.values().stream().flatMap(List::stream).forEach(record -> {
            var json = JsonMapper.shared().readTree(record.value());
            var next = new Latest(
                    Instant.parse(json.get("at").asString()), json.get("amount").asDouble());
            latest.merge(json.get("id").asString(), next, RowLogTest::later);
        });
        return latest;
    }

    private static Latest later(Latest one, Latest two) {
        int order = one.at().compareTo(two.at());
        return order > 0 || (order == 0 && one.amount() >= two.amount()) ? one : two;
    }
}
