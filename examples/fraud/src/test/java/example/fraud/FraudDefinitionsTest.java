package example.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.Feature;
import dev.oriel.api.Resolver;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.definition.Definitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FraudDefinitionsTest {
    private static String index() throws IOException {
        try (var stream = User.class.getClassLoader().getResourceAsStream(Definitions.INDEX_PATH)) {
            assertThat(stream).as(Definitions.INDEX_PATH).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void B001_index_onTheClassPath_holdsClassesAndResolvers() throws IOException {
        assertThat(index())
                .contains("\"javaName\":\"example.fraud.User\"", "\"javaName\":\"example.fraud.Transaction\"")
                .contains("\"accessor\":\"example.fraud.FraudResolvers_\"")
                .contains("\"expression\":\"_.transactions[_.amount, _.ts > _.chalk_window].sum()\"");
    }

    @Test
    void B022_index_ownerInADocComment_isTheOwner() throws IOException {
        assertThat(index()).contains("\"description\":\"What the person spent.\",\"owner\":\"payments\"");
    }

    @Test
    void B001_B017_metamodel_windows_areConstantsAndTexts() {
        Feature<User, Double> constant = User_.totalSpend_30d;
        assertThat(constant.fqn()).isEqualTo("user.total_spend__2592000__");
        assertThat(User_.totalSpend.over("30d")).isEqualTo(constant);
        assertThat(User_.recentSpend_10m.fqn()).isEqualTo("user.recent_spend__600__");
        assertThatThrownBy(() -> User_.totalSpend.over("7d"))
                .hasMessage("user.total_spend has no window '7d': declared are 30d, 60d, 90d");
    }

    @Test
    void B131_accessor_resolvers_areInSourceOrderWithTheirOutputs() {
        var accessor = new FraudResolvers_();
        Map<String, Resolver> resolvers = accessor.resolvers(accessor.newInstance());
        assertThat(resolvers.keySet()).containsExactly("users", "transactions");
        assertThat(resolvers.values().stream()
                        .map(StreamResolver.class::cast)
                        .flatMap(resolver -> resolver.features().stream()))
                .containsExactly(
                        "user.id",
                        "user.name",
                        "transaction.id",
                        "transaction.user_id",
                        "transaction.merchant_id",
                        "transaction.amount");
        assertThat(accessor.type()).isEqualTo(FraudResolvers.class);
        assertThatThrownBy(() -> accessor.resolvers("text")).isInstanceOf(ClassCastException.class);
    }
}
