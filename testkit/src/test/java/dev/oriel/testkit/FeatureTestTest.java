package dev.oriel.testkit;

import static dev.oriel.testkit.Times.at;
import static dev.oriel.testkit.till.TillResolvers.BASKETS;
import static dev.oriel.testkit.till.TillResolvers.CUSTOMERS;
import static dev.oriel.testkit.till.TillResolvers.TILLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.oriel.api.Feature;
import dev.oriel.api.KafkaSource;
import dev.oriel.testkit.till.Basket;
import dev.oriel.testkit.till.BasketMessage;
import dev.oriel.testkit.till.Basket_;
import dev.oriel.testkit.till.Customer;
import dev.oriel.testkit.till.CustomerMessage;
import dev.oriel.testkit.till.Customer_;
import dev.oriel.testkit.till.Purchase_;
import dev.oriel.testkit.till.TillMessage;
import dev.oriel.testkit.till.TillResolvers;
import dev.oriel.testkit.till.WrongResolvers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureTestTest {
    private static final String NOON = "2024-03-31T12:00:00Z";

    private final FeatureTest features = FeatureTest.of(new TillResolvers()).at(NOON);

    @Test
    void query_afterSend_seesEveryComponentOfTheMessage() {
        features.send(
                TILLS, new TillMessage("p\"1\\\n", 7, new TillMessage.Price(2.5), List.of(3L, 4L), at(NOON), "é😀"));
        assertThat(features.query(Customer_.id, 7L, Customer_.spend_10m)).isEqualTo(2.5);
        assertThat(features.query(Customer_.id, 7L, Customer_.points_1h)).isEqualTo(7);
        assertThat(features.query(Purchase_.id, "p\"1\\\n", Purchase_.amount)).isEqualTo(2.5);
        assertThat(features.query(Purchase_.id, "p\"1\\\n", Purchase_.ts)).isEqualTo(at(NOON));
        assertThat(features.status(TILLS).applied()).isEqualTo(1);
    }

    @Test
    void query_ofAnyType_givesTheTypeOfTheMethod() {
        features.send(CUSTOMERS, new CustomerMessage(7, "Ann", 3, 4.5));
        Integer level = features.query(Customer_.id, 7L, Customer_.level);
        Float rating = features.query(Customer_.id, 7L, Customer_.rating);
        assertThat(level).isEqualTo(3);
        assertThat(rating).isEqualTo(4.5f);
        assertThat(features.query(Customer_.id, 7L, Customer_.name)).isEqualTo("Ann");
        assertThat(features.query(Customer_.id, 7L, Customer_.rank)).isEqualTo(7L);
    }

    @Test
    void query_ofEveryOtherType_givesWhatWasSent() {
        var sent = new BasketMessage(
                "b1",
                Basket.State.PAID,
                LocalDate.of(2024, 3, 31),
                LocalTime.of(17, 30),
                Duration.ofMinutes(90),
                new BigDecimal("12.5"),
                List.of(1, 2),
                new Basket.Place("north", 7),
                new double[] {0.5, 1.5});
        features.send(BASKETS, sent);
        assertThat(features.refusals(BASKETS)).isEmpty();
        assertThat(features.query(Basket_.id, "b1", Basket_.state)).isEqualTo(Basket.State.PAID);
        assertThat(features.query(Basket_.id, "b1", Basket_.day)).isEqualTo(sent.day());
        assertThat(features.query(Basket_.id, "b1", Basket_.hour)).isEqualTo(sent.hour());
        assertThat(features.query(Basket_.id, "b1", Basket_.open)).isEqualTo(sent.open());
        assertThat(features.query(Basket_.id, "b1", Basket_.price)).isEqualTo(sent.price());
        assertThat(features.query(Basket_.id, "b1", Basket_.shelves)).isEqualTo(List.of(1, 2));
        assertThat(features.query(Basket_.id, "b1", Basket_.place)).isEqualTo(new Basket.Place("north", 7));
        assertThat(features.query(Basket_.id, "b1", Basket_.direction)).containsExactly(0.5, 1.5);
    }

    @Test
    void query_whereNothingIsKnown_isNullOrTheDefault() {
        assertThat(features.query(Customer_.id, 8L, Customer_.name)).isNull();
        assertThat(features.query(Customer_.id, 8L, Customer_.spend_1h)).isZero();
    }

    @Test
    void advance_windowMovesOn_eventsLeaveOneWindowAfterTheOther() {
        features.send(TILLS, TillMessage.of("p1", 7, 5, at(NOON)));
        assertThat(features.query(Customer_.id, 7L, Customer_.spend))
                .containsExactly(entry("10m", 5.0), entry("1h", 5.0));
        features.advance("11m");
        assertThat(features.now()).isEqualTo(at("2024-03-31T12:11:00Z"));
        assertThat(features.query(Customer_.id, 7L, Customer_.spend))
                .containsExactly(entry("10m", 0.0), entry("1h", 5.0));
        assertThat(features.advance("1h").query(Customer_.id, 7L, Customer_.spend_1h))
                .isZero();
    }

    @Test
    void send_lateMessage_isCountedWithItsReason() {
        features.send(TILLS, TillMessage.of("p1", 7, 5, at("2024-03-31T09:59:59Z")));
        features.send(TILLS, TillMessage.of("p2", 7, 1, at("2024-03-31T11:30:00Z")));
        assertThat(features.late(TILLS)).isEqualTo(1);
        assertThat(features.deadLetters(TILLS)).isZero();
        assertThat(features.refusals(TILLS))
                .containsExactly(
                        "the event time '2024-03-31T09:59:59Z' lies 7201 s before the source received it, more than"
                                + " the deadline of 2h");
        assertThat(features.query(Customer_.id, 7L, Customer_.spend_1h)).isEqualTo(1);
    }

    @Test
    void sendAt_earlierReceipt_isNotLate() {
        features.sendAt("2024-03-31T11:15:00Z", TILLS, TillMessage.of("p1", 7, 5, at("2024-03-31T11:10:00Z")));
        assertThat(features.late(TILLS)).isZero();
        assertThat(features.query(Customer_.id, 7L, Customer_.spend_1h)).isEqualTo(5);
    }

    @Test
    void sendJson_rubbish_isADeadLetterWithItsReasonAndTheNextMessageCounts() {
        features.sendJson(
                TILLS,
                "rubbish",
                "{\"id\":\"p1\",\"customer\":7}",
                "{\"id\":\"p2\",\"customer\":7,\"price\":{\"amount\":4},\"points\":[],\"at\":\"" + NOON + "\"}");
        assertThat(features.deadLetters(TILLS)).isEqualTo(2);
        assertThat(features.refusals(TILLS))
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("not JSON"),
                        reason ->
                                assertThat(reason).isEqualTo("field 'price' is missing or null, and is not nullable"));
        assertThat(features.query(Customer_.id, 7L, Customer_.spend_10m)).isEqualTo(4);
    }

    @Test
    void send_messageOfTheFuture_isADeadLetter() {
        features.send(TILLS, TillMessage.of("p1", 7, 5, at("2024-03-31T13:00:00Z")));
        assertThat(features.deadLetters(TILLS)).isEqualTo(1);
    }

    @Test
    void query_featureWithoutValueForAReason_throwsTheReasonOfTheEngine() {
        features.send(
                TILLS, new TillMessage("p1", 7, new TillMessage.Price(1), List.of(Long.MAX_VALUE), at(NOON), null));
        features.send(TILLS, new TillMessage("p2", 7, new TillMessage.Price(1), List.of(1L), at(NOON), null));
        String reason =
                "customer.points__3600__: the sum of 'points' exceeds the range of its type · no value is better than"
                        + " a wrapped one · ask for a shorter window";
        assertThatThrownBy(() -> features.query(Customer_.id, 7L, Customer_.points_1h))
                .isInstanceOf(AssertionError.class)
                .hasMessage(reason);
        assertThat(features.answer(Customer_.id, 7L, Customer_.points_1h).error())
                .hasValueSatisfying(error -> assertThat(error.message()).isEqualTo(reason));
        assertThat(features.answer(Customer_.id, 7L, Customer_.spend_1h).effectiveWindow())
                .isPresent();
    }

    @Test
    void query_undefinedFeature_throwsWhatIsKnown() {
        Feature<Customer, Long> nonsense = Feature.of("customer.levle");
        assertThatThrownBy(() -> features.query(Customer_.id, 7L, nonsense))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("levle")
                .hasMessageContaining("level");
    }

    @Test
    void given_valueOfAFeature_isTakenInsteadOfTheStoredOne() {
        features.send(CUSTOMERS, new CustomerMessage(7, "Ann", 3, null));
        assertThat(features.given(Customer_.level, 10).query(Customer_.id, 7L, Customer_.rank))
                .isEqualTo(21);
        assertThat(features.query(Customer_.id, 7L, Customer_.rank)).isEqualTo(7);
    }

    @Test
    void asOf_timeBeforeTheNewestEvent_answersFromThePast() {
        features.send(TILLS, TillMessage.of("p1", 7, 5, at("2024-03-31T11:20:00Z")));
        features.send(TILLS, TillMessage.of("p2", 7, 1, at(NOON)));
        assertThat(features.query(Customer_.id, 7L, Customer_.spend_1h)).isEqualTo(6);
        assertThat(features.asOf("2024-03-31T11:39:59.999Z").query(Customer_.id, 7L, Customer_.spend_1h))
                .isEqualTo(5);
        assertThatThrownBy(() -> features.asOf("2024-03-31T11:20:30Z").query(Customer_.id, 7L, Customer_.spend_1h))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no exact value at '2024-03-31T11:20:30Z'");
    }

    @Test
    void twoInstances_knowNothingOfEachOther() {
        FeatureTest other = FeatureTest.of(new TillResolvers()).at("2024-04-01T00:00:00Z");
        features.send(TILLS, TillMessage.of("p1", 7, 5, at(NOON)));
        assertThat(other.query(Customer_.id, 7L, Customer_.spend_1h)).isZero();
        assertThat(other.status(TILLS).records()).isZero();
        assertThat(features.now()).isEqualTo(at(NOON));
        assertThat(features.query(Customer_.id, 7L, Customer_.spend_1h)).isEqualTo(5);
    }

    @Test
    void of_wrongDefinitions_throwsAllProblems() {
        assertThatThrownBy(() -> FeatureTest.of(new WrongResolvers()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not output 'customer.id'")
                .hasMessageContaining("'customer.rank' has an expression");
        assertThatThrownBy(FeatureTest::ofClassPath).hasMessageContaining("'customer.rank' has an expression");
    }

    @Test
    void of_noResolvers_isRefusedWithWhatToDo() {
        assertThatThrownBy(() -> FeatureTest.of("text")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(FeatureTest::of)
                .hasMessage(
                        "feature test · no resolvers are given · at least one instance tells where the definitions are ·"
                                + " give one, or use FeatureTest.ofClassPath()");
        assertThatThrownBy(() -> FeatureTest.of(new FeatureTestTest()))
                .hasMessage(
                        "dev.oriel.testkit.FeatureTestTest: it is no class of resolvers · known are"
                                + " DoorResolvers, MarketResolvers, CorrectedParcels, ExpressedParcels, Parcels, RepeatedParcels, WrappedParcels,"
                                + " TillResolvers, WrongResolvers · mark it with @Resolvers, and compile it with oriel-processor");
    }

    @Test
    void send_toASourceThatNobodyReads_isRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> features.sendJson(KafkaSource.named("till"), "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature test · no resolver reads source 'till' · read are baskets, customers, tills · give"
                        + " FeatureTest.of(...) the resolvers that read it");
    }

    @Test
    void send_valueThatIsNoJson_isRefused() {
        record Odd(Object value) {}
        assertThatThrownBy(() -> features.send(TILLS, new Odd(Double.NaN)))
                .hasMessage(
                        "Odd.value · 'NaN' cannot be written as JSON · finite numbers can · write the JSON of the message"
                                + " yourself");
        assertThatThrownBy(() -> features.send(TILLS, new Odd(Thread.State.class)))
                .hasMessage(
                        "Odd.value · a message cannot carry 'java.lang.Class' · numbers, booleans, text, enums, dates,"
                                + " times, durations, bytes, records, and collections, arrays and maps of these are known · write"
                                + " the JSON of the message yourself");
    }

    @Test
    void at_textWithoutAZone_isRefused() {
        assertThatThrownBy(() -> features.at("2024-03-31"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "time '2024-03-31' · it is no time with a zone · write ISO 8601 such as 2024-03-31T00:00:00Z");
        assertThat(FeatureTest.of(new TillResolvers()).now()).isEqualTo(Instant.EPOCH);
    }
}
