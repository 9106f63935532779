package example.seeds.windowedstreams;

import static example.seeds.windowedstreams.StreamFeatureResolvers.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.DataFrame;
import dev.oriel.api.WindowedResolver;
import dev.oriel.testkit.FeatureTest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the page on windowed streams: all are checked, mapping resolvers run. */
class WindowedStreamsTest {
    private static final List<LoginMessage> LOGINS =
            List.of(new LoginMessage(7, true), new LoginMessage(7, false), new LoginMessage(7, true));

    @Test
    void B104_B105_failed_logins_by_list_and_by_frame_are_plain_functions() {
        assertThat(LoginResolvers.failures(LOGINS)).isEqualTo(2);
        assertThat(DataFrame.of(LoginMessage_.schema, LOGINS)
                        .where(LoginMessage_.failed)
                        .count())
                .isEqualTo(2);
    }

    @Test
    void B109_B114_B115_B117_resolvers_have_the_modes_and_keys_of_the_page() {
        var logins = (WindowedResolver<?>) new LoginResolvers().failedLoginsByList;
        assertThat(logins.mode()).isEqualTo(WindowedResolver.Mode.TUMBLING);
        var interactions = (WindowedResolver<?>) new InteractionResolvers().userCardAggregation;
        assertThat(interactions.mode()).isEqualTo(WindowedResolver.Mode.CONTINUOUS);
        assertThat(interactions.features())
                .containsExactly(
                        "user_card_interaction.card_id",
                        "user_card_interaction.user_id",
                        "user_card_interaction.count");
    }

    @Test
    void B121_value_is_observed_at_the_time_of_the_message() {
        var features = FeatureTest.of(new StreamFeatureResolvers()).at("2024-03-31T12:00:00Z");
        Instant then = Instant.parse("2024-03-31T11:00:00Z");
        features.send(MESSAGES, new ParsedMessage("12345", "a", then));
        assertThat(features.query(StreamFeature_.id, "12345", StreamFeature_.value))
                .isEqualTo("a");
        var before = features.asOf("2024-03-31T10:59:59.999Z");
        assertThat(before.query(StreamFeature_.id, "12345", StreamFeature_.value))
                .isNull();
    }

    @Test
    void B123_parse_gives_the_time_a_zone_and_refuses_what_is_none() {
        assertThat(ParsedMessage.of(new RawMessage("12345", "a", "2024-03-31T11:00:00"))
                        .eventTimestamp())
                .isEqualTo("2024-03-31T11:00:00Z");
        assertThatThrownBy(() -> ParsedMessage.of(new RawMessage("12345", "a", "eleven")))
                .isInstanceOf(DateTimeParseException.class);
    }

    @Test
    void what_is_checked_but_does_not_run_yet_says_so() {
        var features = FeatureTest.ofClassPath().at("2024-03-31T12:00:00Z");
        assertThatThrownBy(() -> features.query(User_.id, 7L, User_.numFailedLogins_10m))
                .hasMessageContaining("LoginResolvers.failedLogins");
        assertThatThrownBy(() -> features.query(StreamFeature_.id, "12345", StreamFeature_.count_7d))
                .hasMessageContaining("StreamFeatureResolvers.count");
    }
}
