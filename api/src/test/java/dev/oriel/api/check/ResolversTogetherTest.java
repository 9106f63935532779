package dev.oriel.api.check;

import static dev.oriel.api.Aggregator.count;
import static dev.oriel.api.OnlineResolver.online;
import static dev.oriel.api.StreamResolver.stream;
import static dev.oriel.api.check.Logins.LOGINS;
import static dev.oriel.api.check.Logins.OTHERS;
import static dev.oriel.api.check.Logins.first;
import static dev.oriel.api.check.Logins.problems;
import static dev.oriel.api.check.Logins.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.WindowedResolver;
import dev.oriel.api.check.Logins.LoginMessage;
import dev.oriel.api.check.Logins.User;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What resolvers must agree on. */
class ResolversTogetherTest {
    private static MappingResolver<LoginMessage> names(KafkaSource source) {
        return stream(LoginMessage.class, source)
                .output(User.id, LoginMessage::userId)
                .output(User.name, LoginMessage::name);
    }

    private static WindowedResolver<LoginMessage> logins(KafkaSource source) {
        return stream(LoginMessage.class, source)
                .key(User.id, LoginMessage::userId)
                .output(User.numLogins, count());
    }

    @Test
    void check_twoResolversOfOneFeature_areRefusedInOneEnvironment() {
        assertThat(problems(names(LOGINS), names(OTHERS))).isEmpty();
        assertThat(problems(names(LOGINS), names(LOGINS)))
                .containsExactly(
                        second("it fills 'user.id' from source 'logins', as 'r11' does: one resolver fills a feature"
                                + " from a source; drop one of them, or give them different .environments(…)"));
        assertThat(problems(logins(LOGINS), logins(OTHERS)))
                .containsExactly(
                        second("it fills 'user.num_logins', as 'r11' does: one resolver fills a feature; drop one of"
                                + " them, or give them different .environments(…)"));
        assertThat(problems(logins(LOGINS).environments("prod"), logins(OTHERS).environments("test", "prod")))
                .hasSize(1);
        assertThat(problems(logins(LOGINS).environments("prod"), logins(OTHERS).environments("test")))
                .isEmpty();
        assertThat(problems(logins(LOGINS).environments("prod"), logins(OTHERS)))
                .hasSize(1);
    }

    @Test
    void check_keysThatSeveralResolversSet_areNoConflict() {
        assertThat(problems(names(LOGINS), logins(LOGINS))).isEmpty();
    }

    @Test
    void check_onlineBesideAnotherResolver_isRefused() {
        OnlineResolver name = online(User.name).from(User.limit).by(limit -> "" + limit);
        assertThat(problems(name, names(LOGINS)))
                .containsExactly(
                        second("it fills 'user.name', as 'r11' does: one resolver fills a feature; drop one of them,"
                                + " or give them different .environments(…)"));
        assertThat(problems(name, name)).hasSize(1);
    }

    @Test
    void B129_check_timestampsOfOneSource_areAllGivenOrNone() {
        var timed = stream(LoginMessage.class, LOGINS)
                .timestamp(LoginMessage::at)
                .key(User.id, LoginMessage::userId)
                .output(User.numLogins, count());
        assertThat(problems(names(LOGINS), timed))
                .containsExactly(
                        second("it times messages of source 'logins' by a timestamp in them, but 'r11' by when the"
                                + " source received them: resolvers of one source share one time; give both the same"
                                + " .timestamp(…), or none"));
        assertThat(problems(timed, names(LOGINS)))
                .containsExactly(
                        second("it times messages of source 'logins' by when the source received them, but 'r11' by"
                                + " a timestamp in them: resolvers of one source share one time; give both the same"
                                + " .timestamp(…), or none"));
        assertThat(problems(names(OTHERS), timed)).isEmpty();
    }

    @Test
    void B142_check_sourceDeclaredTwice_isOneConstant() {
        KafkaSource late = LOGINS.lateArrivalDeadline("1d");
        assertThat(problems(names(LOGINS), logins(late)))
                .containsExactly(second("source 'logins' is declared twice, differently, as " + LOGINS + " and as "
                        + late + ": share one constant"));
    }

    @Test
    void check_resolversOfSeveralClasses_nameEachOtherInFull() {
        var named = List.of(
                new NamedResolver("A", "one", "A.java", 3, logins(LOGINS)),
                new NamedResolver("B", "two", "B.java", 4, logins(OTHERS)));
        assertThat(ProjectChecker.check(Logins.definitions(), named))
                .extracting(Problem::text)
                .contains(
                        "B.java:4: two: it fills 'user.num_logins', as 'A.one' does: one resolver fills a feature; drop one"
                                + " of them, or give them different .environments(…)");
    }

    @Test
    void check_allProblems_comeAtOnceByFileAndLine() {
        List<String> found = problems(
                names(LOGINS).environments(""),
                logins(OTHERS.lateArrivalDeadline("x")).environments("a", "a"),
                stream(LoginMessage.class, OTHERS.lateArrivalDeadline("x"))
                        .key(User.id, LoginMessage::userId)
                        .output(User.hidden, count()));
        assertThat(found.stream().map(text -> text.substring(0, text.indexOf(": "))))
                .containsExactly(
                        "FraudResolvers.java:11",
                        "FraudResolvers.java:12",
                        "FraudResolvers.java:12",
                        "FraudResolvers.java:13",
                        "User.java:55");
        assertThat(found.getFirst())
                .isEqualTo(first("'' is no name of an environment: use letters, digits, '-', '_' and '.'"));
    }
}
