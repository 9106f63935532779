package example.seeds.windowedfeatures;

import static dev.oriel.testkit.Times.at;
import static example.seeds.windowedfeatures.UserResolvers.TRANSACTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.oriel.api.OnlineResolver;
import dev.oriel.testkit.FeatureTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of the page on windowed features, as far as they run. */
class WindowedFeaturesTest {
    private FeatureTest features;

    @BeforeEach
    void payments() {
        features = FeatureTest.of(new UserResolvers()).at("2024-03-31T12:00:00Z");
        pay(1, "books", 7, 12.50, "2024-03-30T12:00:00Z");
        pay(2, "books", 7, 7.50, "2024-02-10T12:00:00Z");
        pay(3, "shoes", 7, 99.00, "2024-03-29T12:00:00Z");
        pay(4, "books", 8, 1000.00, "2024-03-29T12:00:00Z");
    }

    private void pay(long id, String merchant, long user, double amount, String time) {
        features.sendAt(time, TRANSACTIONS, new TransactionMessage(id, merchant, user, amount, at(time)));
    }

    @Test
    void B035_B036_total_spend_isOneExpressionForEveryWindow() {
        assertThat(features.query(User_.id, 7L, User_.totalSpend))
                .containsExactly(entry("30d", 111.50), entry("60d", 119.00), entry("90d", 119.00));
        assertThat(features.query(User_.id, 9L, User_.totalSpend_30d)).isEqualTo(0.0);
    }

    @Test
    void B078_total_transaction_amount_withoutAFilterOnTime_isWindowedAllTheSame() {
        assertThat(features.query(User_.id, 7L, User_.totalTransactionAmount))
                .containsExactly(entry("10d", 111.50), entry("90d", 119.00));
    }

    @Test
    void B043_avg_transaction_amount_isTheRatioOfTwoWindows() {
        var given = features.given(User_.sumTransactions_30d, 12.0).given(User_.countTransactions_30d, 3.0);
        assertThat(given.query(User_.id, 7L, User_.avgTransactionAmount_30d)).isEqualTo(4.0);
        var nothing = features.given(User_.sumTransactions_30d, 0.0).given(User_.countTransactions_30d, 0.0);
        assertThat(nothing.query(User_.id, 7L, User_.avgTransactionAmount_30d)).isNull();
    }

    @Test
    void B096_B097_B099_spend_at_most_common_merchant_isOneGroup() {
        var books = features.given(User_.mostCommonMerchantId, "books");
        assertThat(books.query(User_.id, 7L, User_.spendAtMostCommonMerchant))
                .containsExactly(entry("30d", 12.50), entry("90d", 20.00));
        var never = features.given(User_.mostCommonMerchantId, "hats");
        assertThat(never.query(User_.id, 7L, User_.spendAtMostCommonMerchant_30d))
                .isEqualTo(0.0);
        var unknown = features.given(User_.mostCommonMerchantId, null);
        assertThat(unknown.query(User_.id, 7L, User_.spendAtMostCommonMerchant_30d))
                .isNull();
    }

    @Test
    void B035_D3_sum_transactions_withoutBuckets_isComputedOfTheRows() {
        assertThat(features.query(User_.id, 7L, User_.sumTransactions_30d)).isEqualTo(111.50);
        assertThat(features.query(User_.id, 7L, User_.avgTransactionAmount_30d)).isEqualTo(55.75);
    }

    @Test
    void what_is_checked_but_does_not_run_yet_says_so() {
        assertThatThrownBy(() -> features.query(User_.id, 7L, User_.accountUnderAttack))
                .hasMessageContaining("UserResolvers.accountUnderAttack");
    }

    @Test
    void account_under_attack_is_a_plain_function_of_two_windows() {
        OnlineResolver resolver = new UserResolvers().accountUnderAttack;
        assertThat(resolver.inputs())
                .containsExactly("user.num_failed_logins__1800__", "user.num_failed_logins__86400__");
        assertThat(resolver.function().apply(List.of(11L, 0L))).isEqualTo(true);
        assertThat(resolver.function().apply(List.of(10L, 100L))).isEqualTo(false);
    }

    @Test
    void B009_every_spelling_names_one_window() {
        assertThat(User_.numFailedLogins.over("10m")).isEqualTo(User_.numFailedLogins_10m);
        assertThat(User_.numFailedLogins.over("600s")).isEqualTo(User_.numFailedLogins_10m);
        assertThat(User_.numFailedLogins_1d.fqn()).isEqualTo("user.num_failed_logins__86400__");
        assertThat(User_.numFailedLogins_1h30m.fqn()).isEqualTo("user.num_failed_logins__5400__");
    }
}
