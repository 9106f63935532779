package dev.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.serve.QueryRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How old stored values may be, as a query says. */
final class StalenessTest {
    private final Shop shop = new Shop();

    /** Twenty minutes ago: the name may be of any age, the city ten minutes old. */
    @BeforeEach
    void send() {
        shop.append("users", 0, "{\"id\":7,\"name\":\"ada\",\"city\":\"London\"}")
                .step();
        shop.now = shop.now.plus(Duration.ofMinutes(20));
    }

    private Answer ask(Map<String, String> staleness, String output) {
        return shop.queries.query(
                new QueryRequest(Shop.user(7), List.of(output), Optional.empty()).staleness(staleness));
    }

    private @Nullable Object value(Map<String, String> staleness, String output) {
        return Shop.only(ask(staleness, output)).value();
    }

    @Test
    void B147_B148_storedValue_isServedUpToTheAgeThatTheQueryAllows() {
        assertThat(value(Map.of(), "user.city")).isNull();
        assertThat(value(Map.of("user.city", "20m"), "user.city")).isEqualTo("London");
        assertThat(value(Map.of("user.city", "1199s"), "user.city")).isNull();
        assertThat(value(Map.of("User.city", "infinity"), "user.city")).isEqualTo("London");
        assertThat(value(Map.of("user.name", "20m"), "user.city")).isNull();
    }

    @Test
    void B148_zero_servesNothingThatIsOlder() {
        assertThat(value(Map.of(), "user.name")).isEqualTo("ada");
        assertThat(value(Map.of("user.name", "0s"), "user.name")).isNull();
    }

    @Test
    void B148_windowInBuckets_isFoldedAnewWhateverTheAge() {
        shop.purchase("p1", 2.5, shop.now.minus(Duration.ofDays(3))).step();
        assertThat(value(Map.of("user.total_spend", "0s"), "user.total_spend[30d]"))
                .isEqualTo(2.5);
    }

    @Test
    void B148_stalenessThatCannotBe_isTold_andNothingIsAnswered() {
        Answer answer = ask(Map.of("user.town", "10m"), "user.name");
        assertThat(answer.results()).isEmpty();
        assertThat(answer.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(QueryError.Code.PARSE_FAILED);
            assertThat(error.message()).startsWith("staleness of 'user.town': ");
        });
        assertThat(ask(Map.of("user.name", "soon"), "user.name").errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(QueryError.Code.INVALID_QUERY);
                    assertThat(error.message()).startsWith("staleness of 'user.name': 'soon'");
                });
    }
}
