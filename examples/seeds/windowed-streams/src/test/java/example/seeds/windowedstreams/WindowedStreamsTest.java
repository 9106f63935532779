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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the page on windowed streams. */
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

    @ParameterizedTest(name = "by {0}")
    @ValueSource(strings = {"list", "frame", "sql"})
    void B104_B105_B106_B107_B111_failed_logins_of_a_window_are_there_when_it_has_ended(String way) {
        var features = FeatureTest.in(way, new LoginResolvers()).at("2024-03-31T12:01:00Z");
        features.send(LoginResolvers.LOGINS, LOGINS.toArray(LoginMessage[]::new));
        assertThat(features.query(User_.id, 7L, User_.numFailedLogins_10m)).isZero();

        features.at("2024-03-31T12:10:11Z").send(LoginResolvers.LOGINS, new LoginMessage(8, false));
        assertThat(features.query(User_.id, 7L, User_.numFailedLogins_10m)).isEqualTo(2);
        assertThat(features.query(User_.id, 7L, User_.numFailedLogins_30m)).isZero();

        features.at("2024-03-31T12:30:11Z").send(LoginResolvers.LOGINS, new LoginMessage(8, false));
        assertThat(features.query(User_.id, 7L, User_.numFailedLogins_30m)).isEqualTo(2);
        assertThat(features.query(User_.id, 7L, User_.numFailedLogins_10m))
                .as("no window of his has ended since")
                .isEqualTo(2);
    }

    @Test
    void B112_B114_B115_B116_B119_interactions_are_those_of_the_user_and_the_card_back_from_now() {
        var features = FeatureTest.of(new InteractionResolvers()).at("2024-03-31T12:00:00Z");
        features.send(
                InteractionResolvers.INTERACTIONS,
                new InteractionMessage("c1", "u1", "tap"),
                new InteractionMessage("c2", "u1", "tap"),
                new InteractionMessage("c1", "u2", "tap"));
        features.advance("12h").send(InteractionResolvers.INTERACTIONS, new InteractionMessage("c1", "u1", "tap"));
        var question = features.given(UserCardInteraction_.userId, "u1");
        assertThat(question.query(UserCardInteraction_.cardId, "c1", UserCardInteraction_.count_1d))
                .isEqualTo(2);
        features.advance("12h");
        assertThat(question.query(UserCardInteraction_.cardId, "c1", UserCardInteraction_.count_1d))
                .isEqualTo(1);
        assertThat(question.query(UserCardInteraction_.cardId, "c1", UserCardInteraction_.count_7d))
                .isEqualTo(2);
        assertThat(question.query(UserCardInteraction_.cardId, "c3", UserCardInteraction_.count_7d))
                .as("the default")
                .isZero();
    }

    @Test
    void B121_B123_B145_count_is_of_the_parsed_messages_by_their_own_time() {
        var features = FeatureTest.of(new StreamFeatureResolvers()).at("2024-03-31T12:00:00Z");
        features.send(
                StreamFeatureResolvers.RAW_MESSAGES,
                new RawMessage("12345", "a", "2024-03-31T11:00:00"),
                new RawMessage("12345", "b", "2024-03-27T11:00:00"),
                new RawMessage("12345", "c", "2024-03-20T11:00:00"),
                new RawMessage("12345", "d", "eleven"));
        assertThat(features.query(StreamFeature_.id, "12345", StreamFeature_.count_1d))
                .isEqualTo(1);
        assertThat(features.query(StreamFeature_.id, "12345", StreamFeature_.count_7d))
                .isEqualTo(2);
        assertThat(features.deadLetters(StreamFeatureResolvers.RAW_MESSAGES)).isEqualTo(1);
    }

    @Test
    void B146_account_under_attack_is_a_function_of_two_windows() {
        var features = FeatureTest.in("list", new LoginResolvers()).at("2024-03-31T12:01:00Z");
        for (int i = 0; i < 11; i++) {
            features.send(LoginResolvers.LOGINS, new LoginMessage(7, true));
        }
        assertThat(features.query(User_.id, 7L, User_.accountUnderAttack))
                .as("no window has ended")
                .isFalse();
        features.at("2024-03-31T12:30:11Z").send(LoginResolvers.LOGINS, new LoginMessage(8, true));
        assertThat(features.query(User_.id, 7L, User_.accountUnderAttack)).isTrue();
        assertThat(features.query(User_.id, 8L, User_.accountUnderAttack)).isFalse();
    }
}
