package dev.oriel.embedded;

import static dev.oriel.embedded.shop.ShopResolvers.BUYERS;
import static dev.oriel.embedded.shop.ShopResolvers.PURCHASES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oriel.api.PushSource;
import dev.oriel.embedded.shop.Buyer;
import dev.oriel.embedded.shop.BuyerMessage;
import dev.oriel.embedded.shop.Buyer_;
import dev.oriel.embedded.shop.PurchaseMessage;
import dev.oriel.embedded.shop.ShopResolvers;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.stream.PushReceipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A platform in memory, with a clock that stands still: what is pushed is seen by the next question. */
@Timeout(60)
class OrielTest {
    private static final Instant NOW = Instant.parse("2024-03-31T12:00:00Z");
    private static final String CLOSED =
            "oriel · it is closed · nothing can be asked of it or pushed to it any more · open another one";

    @Test
    void push_typedMessages_areSeenByTheNextQuestion() {
        try (Oriel oriel = open(name -> false)) {
            for (int i = 1; i <= 50; i++) {
                PushReceipt receipt = oriel.push(PURCHASES, purchase("p" + i, 7, 2.5));
                assertThat(receipt).isEqualTo(new PushReceipt(i - 1, 1, List.of()));
                OrielAnswer answer = oriel.query()
                        .input(Buyer_.id, 7L)
                        .output(Buyer_.spend_1h)
                        .ask();
                assertThat(answer.get(Buyer_.spend_1h)).isEqualTo(i * 2.5);
            }
        }
    }

    @Test
    void push_aSourceThatIsATopic_isTakenInMemory() {
        try (Oriel oriel = open(name -> false)) {
            oriel.push(BUYERS, new BuyerMessage(7, "Ann", "NL", 3, Buyer.Level.KNOWN));
            oriel.pushJson(
                    BUYERS, "{\"id\": 8, \"name\": null, \"country\": \"BE\", \"visits\": 1, \"level\": \"NEW\"}");
            assertThat(oriel.query()
                            .input(Buyer_.id, 8L)
                            .output(Buyer_.country)
                            .ask()
                            .get(Buyer_.country))
                    .isEqualTo("BE");
        }
    }

    @Test
    void push_messagesWithoutEffect_areRefusedWithTheirReasonsAndTheOthersCount() {
        try (Oriel oriel = open(name -> false)) {
            var late = new PurchaseMessage("p2", 7, "tea", 9, NOW.minus(Duration.ofDays(2)));
            PushRefusedException refused = catchThrowableOfType(
                    PushRefusedException.class,
                    () -> oriel.push(PURCHASES, purchase("p1", 7, 2.5), late, purchase("p3", 7, 1.5)));
            assertThat(refused)
                    .hasMessage(
                            "source 'purchases' · message '1' has no effect · the event time '2024-03-29T12:00:00Z' lies"
                                    + " 172800 s before the source received it, more than the deadline of 1d · '2' of the others were"
                                    + " accepted");
            assertThat(refused.receipt().accepted()).isEqualTo(2);
            assertThat(spend(oriel)).isEqualTo(4.0);
        }
    }

    @Test
    void push_toNobody_isRefusedByName() {
        try (Oriel oriel = open(name -> false)) {
            assertThatThrownBy(() -> oriel.push(PushSource.named("returns"), purchase("p", 7, 1)))
                    .isExactlyInstanceOf(OrielException.class)
                    .hasMessage(
                            "source 'returns' · no resolver reads it · known are 'buyers', 'purchases' · choose one of"
                                    + " them");
            assertThatThrownBy(() -> oriel.push(PURCHASES))
                    .hasMessage("source 'purchases' · there are no messages · send at least one");
        }
    }

    @Test
    void ask_aQuestionThatMakesNoSense_isRefusedWithAllReasons() {
        try (Oriel oriel = open(name -> false)) {
            QueryRefusedException refused = catchThrowableOfType(
                    QueryRefusedException.class,
                    () -> oriel.query()
                            .output(Buyer_.name, Buyer_.spend)
                            .staleness(Buyer_.name, "soon")
                            .ask());
            assertThat(refused.errors())
                    .extracting(QueryError::code)
                    .containsExactly(QueryError.Code.INVALID_QUERY, QueryError.Code.INVALID_QUERY);
            assertThat(refused)
                    .hasMessage(
                            "staleness of 'buyer.name': 'soon' is not a duration: write for example 10m, 1h30m or 30d\n"
                                    + "'buyer.name' needs 'buyer.id', which is not among the inputs · given are none · add 'buyer.id' to"
                                    + " the inputs");
        }
    }

    @Test
    void ask_atATime_isTrueThen() {
        try (Oriel oriel = open(name -> false)) {
            oriel.push(PURCHASES, purchase("p1", 7, 2.5));
            OrielAnswer answer = oriel.query()
                    .input(Buyer_.id, 7L)
                    .output(Buyer_.spend)
                    .now(NOW.plus(Duration.ofMinutes(11)))
                    .ask();
            assertThat(answer.now()).isEqualTo(NOW.plus(Duration.ofMinutes(11)));
            assertThat(answer.get(Buyer_.spend).over("10m")).isZero();
            assertThat(answer.get(Buyer_.spend).over("1h")).isEqualTo(2.5);
        }
    }

    @Test
    void askAsync_manyQuestions_areAnsweredInThreadsOfTheirOwn() {
        var askers = ConcurrentHashMap.<String>newKeySet();
        try (Oriel oriel = open(name -> false)) {
            oriel.push(PURCHASES, purchase("p1", 7, 2.5), purchase("p2", 8, 3.5));
            OrielQuery query = oriel.query().output(Buyer_.spend_1h);
            List<CompletableFuture<Double>> answers = new ArrayList<>();
            for (long key = 0; key < 200; key++) {
                answers.add(query.input(Buyer_.id, 7 + key % 2).askAsync().thenApply(answer -> {
                    askers.add(Thread.currentThread().getName());
                    return answer.find(Buyer_.spend_1h).orElseThrow();
                }));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).join()).isEqualTo(i % 2 == 0 ? 2.5 : 3.5);
            }
            assertThat(askers)
                    .isNotEmpty()
                    .allMatch(thread -> thread.startsWith("oriel-ask-")
                            || thread.equals(Thread.currentThread().getName()));
        }
    }

    @Test
    void askAsync_aQuestionThatMakesNoSense_completesWithTheReason() {
        try (Oriel oriel = open(name -> false)) {
            assertThatThrownBy(oriel.query().askAsync()::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(QueryRefusedException.class)
                    .hasMessage("the query has no outputs · name at least one feature");
        }
    }

    @Test
    void askAsync_allThreadsWaitForAResolver_itsThreadsAreOthers() {
        var all = new CountDownLatch(2);
        Predicate<String> waiting = name -> {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        };
        // Two questions wait for each other's resolver: with threads in common, neither would be left to run one.
        try (Oriel oriel = builder(waiting)
                .options(EngineOptions.DEFAULTS.commitIntervalMillis(0).queryThreadsMax(2))
                .open()) {
            OrielQuery query =
                    oriel.query().input(Buyer_.id, 7L).input(Buyer_.name, "Ann").output(Buyer_.risky);
            CompletableFuture<OrielAnswer> one = query.askAsync();
            CompletableFuture<OrielAnswer> other = query.askAsync();
            assertThat(one.join().get(Buyer_.risky)).isTrue();
            assertThat(other.join().get(Buyer_.risky)).isTrue();
        }
    }

    @Test
    void close_whileAQuestionIsAsked_answersItAndRefusesThoseThatWait() throws Exception {
        var asked = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        Oriel oriel = builder(name -> {
                    asked.countDown();
                    try {
                        mayAnswer.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return true;
                })
                .options(EngineOptions.DEFAULTS.commitIntervalMillis(0).queryThreadsMax(1))
                .open();
        OrielQuery query =
                oriel.query().input(Buyer_.id, 7L).input(Buyer_.name, "Ann").output(Buyer_.risky);
        CompletableFuture<OrielAnswer> running = query.askAsync();
        asked.await();
        CompletableFuture<OrielAnswer> waiting = query.askAsync();
        Thread closing = Thread.ofPlatform().start(oriel::close);
        assertThatThrownBy(waiting::join)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(CLOSED);
        // Until it waits for the question, or does not.
        while (closing.getState() != Thread.State.WAITING && closing.isAlive()) {
            Thread.onSpinWait();
        }
        mayAnswer.countDown();
        assertThat(running.join().get(Buyer_.risky)).isTrue();
        closing.join();
    }

    @Test
    void close_then_everythingIsRefusedByName() {
        Oriel oriel = open(name -> false);
        OrielQuery query = oriel.query().input(Buyer_.id, 7L).output(Buyer_.name);
        oriel.close();
        oriel.close();
        assertThatThrownBy(query::ask).isInstanceOf(IllegalStateException.class).hasMessage(CLOSED);
        assertThatThrownBy(query.askAsync()::join).cause().hasMessage(CLOSED);
        assertThatThrownBy(() -> oriel.push(PURCHASES, purchase("p", 7, 1))).hasMessage(CLOSED);
        assertThatThrownBy(oriel::status).hasMessage(CLOSED);
    }

    @Test
    void notes_deadLettersWithoutASink_areSaidToGoNowhere() {
        try (Oriel oriel = open(name -> false)) {
            assertThat(oriel.notes())
                    .contains(
                            "dead letters and sinks · they go nowhere and are counted only · definitions send records to"
                                    + " topics, and no sink was given · give .sink(...)");
            assertThatThrownBy(() -> oriel.pushJson(BUYERS, "{}")).isInstanceOf(PushRefusedException.class);
            assertThat(oriel.status().sources())
                    .hasEntrySatisfying(
                            "buyers",
                            counted -> assertThat(counted.deadLetters()).isEqualTo(1));
        }
    }

    static Oriel open(Predicate<String> blacklist) {
        return builder(blacklist).open();
    }

    static OrielBuilder builder(Predicate<String> blacklist) {
        return Oriel.builder()
                .resolvers(new ShopResolvers(blacklist))
                .inMemory(BUYERS)
                .clock(() -> NOW);
    }

    static PurchaseMessage purchase(String id, long buyer, double price) {
        return new PurchaseMessage(id, buyer, "tea", price, NOW);
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
