package example.springboot;

import static example.springboot.PaymentResolvers.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.embedded.Oriel;
import dev.oriel.embedded.OrielAnswer;
import dev.oriel.embedded.OrielQuery;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The definitions of the service without the service; the guide to embedding shows these lines. */
class RiskTest {
    private static final Instant NOW = Instant.parse("2024-03-31T12:00:00Z");

    @Test
    void spending_more_than_the_limit_is_risky() {
        try (Oriel oriel = Oriel.builder()
                .resolvers(new PaymentResolvers(new RiskLimits(1000)))
                .clock(() -> NOW)
                .open()) {
            oriel.push(PAYMENTS, new PaymentMessage("p1", 7, 800, NOW));
            oriel.push(PAYMENTS, new PaymentMessage("p2", 7, 300, NOW));

            OrielAnswer answer = oriel.query()
                    .input(User_.id, 7L)
                    .output(User_.risky, User_.spend)
                    .ask();
            assertThat(answer.get(User_.risky)).isTrue();
            assertThat(answer.get(User_.spend).over("1h")).isEqualTo(1100);
            assertThat(answer.as(User.class).risky()).isTrue();
        }
    }

    @Test
    void a_question_is_written_once_and_asked_for_many() {
        try (Oriel oriel = Oriel.open(new PaymentResolvers(new RiskLimits(1000)))) {
            var now = Instant.now();
            oriel.push(PAYMENTS, new PaymentMessage("p1", 7, 800, now), new PaymentMessage("p2", 8, 300, now));
            OrielQuery spend = oriel.query().output(User_.spend_30d);
            CompletableFuture<Double> both = spend.input(User_.id, 7L)
                    .askAsync()
                    .thenCombine(
                            spend.input(User_.id, 8L).askAsync(),
                            (one, other) -> one.get(User_.spend).over("30d")
                                    + other.get(User_.spend).over("30d"));
            assertThat(both.join()).isEqualTo(1100);
        }
    }
}
