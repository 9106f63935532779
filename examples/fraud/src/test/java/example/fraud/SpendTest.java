package example.fraud;

import static dev.oriel.testkit.Times.at;
import static example.fraud.FraudResolvers.TRANSACTIONS;
import static example.fraud.FraudResolvers.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.oriel.testkit.FeatureTest;
import org.junit.jupiter.api.Test;

class SpendTest {
    @Test
    void total_spend_forgets_what_left_the_window() {
        var features = FeatureTest.of(new FraudResolvers()).at("2024-03-31T00:00:00Z");
        features.send(TRANSACTIONS, new TransactionMessage("t1", 7, "m1", 12.50, at("2024-03-30T12:00:00Z")));
        features.sendAt(
                "2024-01-02T12:00:01Z",
                TRANSACTIONS,
                new TransactionMessage("t2", 7, "m1", 99.00, at("2024-01-02T12:00:00Z")));
        assertThat(features.query(User_.id, 7L, User_.totalSpend_30d)).isEqualTo(12.50);
        assertThat(features.query(User_.id, 7L, User_.totalSpend_90d)).isEqualTo(111.50);
    }

    @Test
    void recent_spend_moves_with_the_clock() {
        var features = FeatureTest.of(new FraudResolvers()).at("2024-03-31T12:00:00Z");
        features.send(TRANSACTIONS, new TransactionMessage("t1", 7, "m1", 12.50, features.now()));

        features.advance("11m");

        assertThat(features.query(User_.id, 7L, User_.recentSpend))
                .containsExactly(entry("10m", 0.0), entry("1h", 12.50), entry("1d", 12.50));
    }

    @Test
    void a_payment_that_arrives_two_days_late_is_not_counted() {
        var features = FeatureTest.of(new FraudResolvers()).at("2024-03-31T00:00:00Z");
        features.send(TRANSACTIONS, new TransactionMessage("t1", 7, "m1", 12.50, at("2024-03-29T00:00:00Z")));
        features.sendJson(TRANSACTIONS, "{\"id\": \"t2\", \"user_id\": \"seven\"}");

        assertThat(features.late(TRANSACTIONS)).isEqualTo(1);
        assertThat(features.deadLetters(TRANSACTIONS)).isEqualTo(1);
        assertThat(features.refusals(TRANSACTIONS))
                .containsExactly(
                        "the event time '2024-03-29T00:00:00Z' lies 172800 s before the source received it, more than the"
                                + " deadline of 1d",
                        "field 'user_id' is text, not an integer");
        assertThat(features.query(User_.id, 7L, User_.countTransactions_30d)).isZero();
    }

    @Test
    void the_past_can_be_asked_and_features_can_be_given() {
        var features = FeatureTest.of(new FraudResolvers()).at("2024-03-31T12:00:00Z");
        features.send(TRANSACTIONS, new TransactionMessage("t1", 7, "m1", 12.50, at("2024-03-31T11:30:00Z")));
        features.send(TRANSACTIONS, new TransactionMessage("t2", 7, "m1", 30.00, at("2024-03-31T12:00:00Z")));

        var before = features.asOf("2024-03-31T11:59:59.999Z");
        assertThat(before.query(User_.id, 7L, User_.recentSpend_1h)).isEqualTo(12.50);

        var generous = features.given(User_.totalSpend_30d, 1000.0).given(User_.countTransactions_30d, 4L);
        assertThat(generous.query(User_.id, 7L, User_.avgTransactionAmount_30d)).isEqualTo(250.0);
    }

    @Test
    void a_feature_without_a_value_says_why() {
        var features = FeatureTest.of(new FraudResolvers()).at("2024-03-31T12:00:00Z");
        features.send(TRANSACTIONS, new TransactionMessage("t1", 7, "m1", 12.50, at("2024-03-31T11:30:10Z")));
        features.send(TRANSACTIONS, new TransactionMessage("t2", 7, "m1", 30.00, at("2024-03-31T12:00:00Z")));

        assertThatThrownBy(() -> features.asOf("2024-03-31T11:30:30Z").query(User_.id, 7L, User_.recentSpend_1h))
                .hasMessageContaining("no exact value at '2024-03-31T11:30:30Z' · it cuts a bucket of 1m");
    }

    @Test
    void everything_on_the_class_path_can_be_tested() {
        var features = FeatureTest.ofClassPath().at("2024-03-31T12:00:00Z");
        features.send(USERS, new UserMessage(7, "Ann"));
        assertThat(features.query(User_.id, 7L, User_.name)).isEqualTo("Ann");
    }
}
