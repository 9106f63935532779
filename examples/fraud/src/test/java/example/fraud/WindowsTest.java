package example.fraud;

import static example.fraud.FraudResolvers.TRANSACTIONS;
import static example.fraud.LoginResolvers.LOGINS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.testkit.FeatureTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WindowsTest {
    private static LoginMessage login(String id, long user, boolean failed, String at) {
        return new LoginMessage(id, user, failed, Instant.parse("2024-03-31T" + at + "Z"));
    }

    @Test
    void B106_B110_B138_logins_are_counted_when_their_window_has_ended() {
        var features = FeatureTest.of(new LoginResolvers()).at("2024-03-31T12:00:30Z");
        features.send(
                LOGINS,
                login("a", 7, true, "12:00:01"),
                login("b", 7, false, "12:00:02"),
                login("b", 7, false, "12:00:02"),
                login("c", 8, true, "12:00:03"));
        features.at("2024-03-31T12:01:20Z").send(LOGINS, login("d", 9, false, "12:01:20"));

        assertThat(features.query(User_.id, 7L, User_.numFailedLogins_1m)).isEqualTo(1);
        assertThat(features.query(User_.id, 7L, User_.numLogins_1m)).isEqualTo(2);
        assertThat(features.query(User_.id, 8L, User_.numLogins_1m)).isEqualTo(1);
        assertThat(features.query(User_.id, 9L, User_.numLogins_1m)).isZero();
    }

    @Test
    void B112_B115_payments_of_a_person_at_a_merchant_reach_back_from_now() {
        var features = FeatureTest.of(new MerchantResolvers()).at("2024-03-31T12:00:00Z");
        features.send(
                TRANSACTIONS,
                new TransactionMessage("t1", 7, "m1", 12.50, features.now().minusSeconds(61)),
                new TransactionMessage("t2", 7, "m1", 30, features.now()),
                new TransactionMessage("t3", 7, "m2", 99, features.now()));

        var person = features.given(UserMerchant_.userId, 7L);
        assertThat(person.query(UserMerchant_.merchantId, "m1", UserMerchant_.count_1m))
                .isEqualTo(1);
        assertThat(person.query(UserMerchant_.merchantId, "m1", UserMerchant_.amounts_1h))
                .isEqualTo("12.5, 30.0");
    }
}
