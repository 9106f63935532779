package example.springboot;

import dev.oriel.embedded.Oriel;
import dev.oriel.embedded.OrielQuery;
import dev.oriel.embedded.PushRefusedException;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes payments and answers how risky a person is. */
@RestController
public class RiskController {
    private final Oriel oriel;
    private final OrielQuery risk;

    /** Spring hands over the platform; the question is written once. */
    public RiskController(Oriel oriel) {
        this.oriel = oriel;
        this.risk = oriel.query().output(User_.risky, User_.spend, User_.countPayments_1h);
    }

    /** What is answered about a person. */
    public record Risk(
            long userId, boolean risky, double spendLastHour, double spendLastMonth, long paymentsLastHour) {}

    /** Zero for a person of whom nothing is known. */
    @GetMapping("/users/{id}/risk")
    public CompletableFuture<Risk> risk(@PathVariable long id) {
        return risk.input(User_.id, id).askAsync().thenApply(answer -> {
            User user = answer.as(User.class);
            return new Risk(
                    user.id(),
                    user.risky(),
                    user.spend().over("1h"),
                    user.spend().over("30d"),
                    user.countPayments().over("1h"));
        });
    }

    /** When this has answered, every question sees the payment. Posting it again changes nothing. */
    @PostMapping("/payments")
    @ResponseStatus(HttpStatus.CREATED)
    public void pay(@RequestBody PaymentMessage payment) {
        oriel.push(PaymentResolvers.PAYMENTS, payment);
    }

    /** A payment that comes too late, or makes no sense. */
    @ExceptionHandler
    public ProblemDetail refused(PushRefusedException refused) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(refused.getMessage()));
    }
}
