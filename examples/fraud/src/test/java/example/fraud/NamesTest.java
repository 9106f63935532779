package example.fraud;

import static example.fraud.FraudResolvers.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.testkit.FeatureTest;
import dev.oriel.testkit.FeatureTestWith;
import org.junit.jupiter.api.Test;

@FeatureTestWith(value = FraudResolvers.class, at = "2024-03-31T12:00:00Z")
class NamesTest {
    @Test
    void the_newest_name_wins(FeatureTest features) {
        features.send(USERS, new UserMessage(7, "Ann"));
        features.advance("1s").send(USERS, new UserMessage(7, "Anna"));
        assertThat(features.query(User_.id, 7L, User_.name)).isEqualTo("Anna");
    }

    @Test
    void a_user_who_never_signed_up_has_no_name(FeatureTest features) {
        assertThat(features.query(User_.id, 7L, User_.name)).isNull();
    }
}
