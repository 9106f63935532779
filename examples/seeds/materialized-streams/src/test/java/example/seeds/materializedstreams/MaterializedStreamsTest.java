package example.seeds.materializedstreams;

import static example.seeds.materializedstreams.UserResolvers.CORRECTIONS;
import static example.seeds.materializedstreams.UserResolvers.REFUNDS;
import static example.seeds.materializedstreams.UserResolvers.TRANSACTIONS;
import static example.seeds.materializedstreams.UserResolvers.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.oriel.testkit.FeatureTest;
import org.junit.jupiter.api.Test;

/** The examples of the page on streams that feed materialized aggregations: all of them run. */
class MaterializedStreamsTest {
    private final FeatureTest features = FeatureTest.of(new UserResolvers()).at("2024-03-31T12:00:00Z");

    @Test
    void B132_B135_one_message_updates_the_sum_and_the_mean() {
        features.sendAt("2024-02-10T12:00:00Z", TRANSACTIONS, new TransactionMessage("t1", "u7", 30.0));
        features.send(TRANSACTIONS, new TransactionMessage("t2", "u7", 10.0), new TransactionMessage("t3", "u7", 5.0));
        assertThat(features.query(User_.id, "u7", User_.sumTransactionAmount))
                .containsExactly(entry("10d", 15.0), entry("90d", 45.0));
        assertThat(features.query(User_.id, "u7", User_.meanTransactionAmount))
                .containsExactly(entry("10d", 7.5), entry("90d", 15.0));
    }

    @Test
    void B133_a_user_message_writes_the_name_and_counts_nothing() {
        features.send(USERS, new UserMessage("u7", "Ann"));
        assertThat(features.query(User_.id, "u7", User_.name)).isEqualTo("Ann");
        assertThat(features.query(User_.id, "u7", User_.sumTransactionAmount_90d))
                .isZero();
        assertThat(features.query(User_.id, "u7", User_.meanTransactionAmount_90d))
                .isNull();
    }

    @Test
    void B136_a_refund_by_expressions_is_taken_from_the_sum() {
        features.send(TRANSACTIONS, new TransactionMessage("t1", "u7", 30.0));
        features.send(REFUNDS, new TransactionMessage("r1", "u7", 12.5));
        assertThat(features.query(User_.id, "u7", User_.sumTransactionAmount_10d))
                .isEqualTo(17.5);
        assertThat(features.query(User_.id, "u7", User_.meanTransactionAmount_10d))
                .isEqualTo(8.75);
    }

    @Test
    void B134_a_stream_that_opted_out_counts_nothing() {
        features.send(CORRECTIONS, new TransactionMessage("t1", "u7", 30.0));
        assertThat(features.query(User_.id, "u7", User_.sumTransactionAmount_90d))
                .isZero();
    }
}
