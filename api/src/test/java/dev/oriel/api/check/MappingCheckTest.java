package dev.oriel.api.check;

import static dev.oriel.api.StreamResolver.stream;
import static dev.oriel.api.StreamResolver.streamMaps;
import static dev.oriel.api.check.Logins.LOGINS;
import static dev.oriel.api.check.Logins.NO_DURATION;
import static dev.oriel.api.check.Logins.first;
import static dev.oriel.api.check.Logins.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.Feature;
import dev.oriel.api.FileSource;
import dev.oriel.api.KafkaSource;
import dev.oriel.api.KinesisSource;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.PubSubSource;
import dev.oriel.api.PushSource;
import dev.oriel.api.Sink;
import dev.oriel.api.Source;
import dev.oriel.api.check.Logins.Card;
import dev.oriel.api.check.Logins.LoginMessage;
import dev.oriel.api.check.Logins.User;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused of mapping resolvers, and of what all stream resolvers have in common. */
class MappingCheckTest {
    private static final MappingResolver<LoginMessage> GOOD = from(LOGINS);

    private static MappingResolver<LoginMessage> from(Source source) {
        return stream(LoginMessage.class, source)
                .output(User.id, LoginMessage::userId)
                .output(User.name, LoginMessage::name);
    }

    @Test
    void B131_B134_B137_check_mappingResolverWithEverySwitch_isAccepted() {
        assertThat(problems(GOOD)).isEmpty();
        assertThat(problems(GOOD.withoutMaterializedAggregations()
                        .skipOnline()
                        .skipOffline()
                        .sink(Sink.named("scores").features(User.name))
                        .sink(Sink.named("all").format(Sink.Format.ARROW_STREAM))
                        .environments("prod", "stage-2")))
                .isEmpty();
    }

    @Test
    void B103_B131_check_outputsOfAMappingResolver_areScalarFeaturesOfOneClassWithItsKey() {
        var start = stream(LoginMessage.class, LOGINS).output(User.id, LoginMessage::userId);
        assertThat(problems(stream(LoginMessage.class, LOGINS).output(User.name, LoginMessage::name)))
                .containsExactly(
                        first("it does not output 'user.id', under which a row is written: add .output(User_.id, …)"));
        assertThat(problems(start.output(Card.country, m -> m.card().country())))
                .containsExactly(
                        first("its outputs are of several classes, user, card: a message writes one row; write a"
                                + " resolver for each"));
        assertThat(problems(start.output(Feature.<User, String>of("user.nmae"), LoginMessage::name)))
                .containsExactly(first("no feature 'nmae' on User; did you mean 'name'?"));
        assertThat(problems(stream(LoginMessage.class, LOGINS)
                        .output(Feature.<User, Long>of("usr.id"), LoginMessage::userId)))
                .containsExactly(first("no feature class has the namespace 'usr'; did you mean 'user'?"));
        assertThat(problems(start.output(Feature.<User, Long>of("user.num_logins"), LoginMessage::userId)))
                .containsExactly(
                        first("'user.num_logins' is windowed: a mapping resolver writes scalar features; output it"
                                + " from the list of a window's messages"));
        assertThat(problems(start.output(Feature.<User, Long>of("user.transactions"), LoginMessage::userId)))
                .containsExactly(first("'user.transactions' is a relation: a mapping resolver writes scalar features"));
        assertThat(problems(start.output(User.levelTwice, LoginMessage::amount)))
                .containsExactly(
                        first("'user.level_twice' has an expression, which computes it: drop the output, or the"
                                + " @Expression"));
        assertThat(problems(GOOD.output(User.name, LoginMessage::name)))
                .containsExactly(first("it outputs 'user.name' twice: drop one"));
    }

    @Test
    void B128_check_outputOfOneWindow_isRefused() {
        assertThat(problems(GOOD.output(User.totalSpend30d, LoginMessage::amount)))
                .containsExactly(
                        first("it outputs 'user.total_spend' over '30d' alone: a resolver fills all windows of a"
                                + " feature; output User_.totalSpend"));
    }

    static List<Source> sources() {
        return List.of(
                KafkaSource.named("logins").topic("t").lateArrivalDeadline("1d").deadLetterTopic("logins.dead"),
                KinesisSource.named("logins").stream("arn:aws:kinesis:eu-west-1:1:stream/s")
                        .lateArrivalDeadline("1d")
                        .deadLetterStream("dead")
                        .fanOutConsumer("fast"),
                PubSubSource.named("logins")
                        .subscription("s")
                        .lateArrivalDeadline("1d")
                        .deadLetterTopic("dead"),
                FileSource.of("logins", "f.csv")
                        .format(FileSource.Format.CSV)
                        .timeField("at")
                        .speed(60)
                        .lateArrivalDeadline("1d"),
                PushSource.named("logins").lateArrivalDeadline("1d"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void B142_check_everySource_isAcceptedWithItsOptions(Source source) {
        assertThat(problems(from(source))).isEmpty();
        assertThat(source.lateArrivalDeadline()).isEqualTo("1d");
    }

    @Test
    void B126_B142_check_wrongSources_areRefused() {
        assertThat(problems(from(KafkaSource.named("my logins").topic("logins"))))
                .containsExactly(first("'my logins' is no name of a source: use letters, digits, '-', '_' and '.'"));
        assertThat(problems(from(LOGINS.lateArrivalDeadline("soon"))))
                .containsExactly(first("the deadline of source 'logins' for late messages: 'soon'" + NO_DURATION));
        assertThat(problems(from(LOGINS.deadLetterTopic(""))))
                .containsExactly(
                        first("'' is no place for the dead letters of source 'logins': use letters, digits, '-',"
                                + " '_' and '.'"));
        assertThat(problems(from(FileSource.of("logins", "f").speed(-1))))
                .containsExactly(first("source 'logins' cannot be read at a speed of -1.0: give 1 for as recorded, more"
                        + " for faster, 0 for as fast as possible"));
        assertThat(problems(from(FileSource.of("logins", "f").speed(Double.NaN))))
                .hasSize(1);
    }

    @Test
    void B142_check_speedWithoutTimes_isRefusedOncePerSource() {
        FileSource timed = FileSource.of("logins", "f").timeField("at").speed(60);
        FileSource untimed = FileSource.of("logins", "f").speed(60);
        assertThat(problems(from(timed))).isEmpty();
        assertThat(problems(from(timed.speed(0)))).isEmpty();
        assertThat(problems(from(untimed.speed(0)))).isEmpty();
        assertThat(problems(from(untimed), from(untimed)))
                .filteredOn(problem -> problem.contains("speed"))
                .containsExactly(first("source 'logins' is to be read at a speed of 60.0, but nothing says when its"
                        + " messages were received: name the field that does with .timeField(…), or drop .speed(…)"));
        assertThat(problems(from(timed.timeField(" "))))
                .containsExactly(first("' ' is no field of the messages of source 'logins': name the one that says when"
                        + " they were received, or drop .timeField(…)"));
    }

    private static @Nullable LoginMessage parsed(byte[] bytes) {
        throw new IllegalStateException("nothing is parsed by a check: " + new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void B121_B123_B124_check_parsedMessages_areReadByEverythingThatFollows() {
        assertThat(problems(stream(byte[].class, LOGINS)
                        .parse(MappingCheckTest::parsed)
                        .timestamp(LoginMessage::at)
                        .deduplicate(LoginMessage::name, "24h")
                        .output(User.id, LoginMessage::userId)))
                .isEmpty();
        assertThat(problems(stream(String.class, LOGINS).output(User.id, Long::parseLong)))
                .isEmpty();
        assertThat(problems(streamMaps(LOGINS)
                        .parse(map -> map.containsKey("id") ? String.valueOf(map.get("id")) : null)
                        .output(User.id, Long::parseLong)))
                .isEmpty();
    }

    @Test
    void B108_check_messageOfAnotherKind_isRefused() {
        assertThat(problems(stream(Thread.class, LOGINS).output(User.id, Thread::threadId)))
                .containsExactly(first("'Thread' is no message: stream a record, String or byte[], or use streamMaps"));
    }

    @Test
    void B138_check_deduplication_hasAPeriodAndNoRival() {
        var start = stream(LoginMessage.class, LOGINS);
        assertThat(problems(start.deduplicate(LoginMessage::name, "soon").output(User.id, LoginMessage::userId)))
                .containsExactly(first("the period of deduplicate: 'soon'" + NO_DURATION));
        assertThat(problems(start.deduplicate(LoginMessage::name, "0s").output(User.id, LoginMessage::userId)))
                .containsExactly(
                        first("the period of deduplicate: '0s' remembers nothing: make it longer than 0, or drop"
                                + " deduplicate"));
        assertThat(problems(start.deduplicate(LoginMessage::name, "1d").upsert().output(User.id, LoginMessage::userId)))
                .containsExactly(first("deduplicate drops what upsert replaces: keep one of them"));
        assertThat(problems(start.upsert().output(User.id, LoginMessage::userId)))
                .isEmpty();
    }

    @Test
    void B137_check_wrongSwitches_areRefused() {
        assertThat(problems(GOOD.environments("pro d")))
                .containsExactly(first("'pro d' is no name of an environment: use letters, digits, '-', '_' and '.'"));
        assertThat(problems(GOOD.environments("prod", "prod")))
                .containsExactly(first("the environment 'prod' is named twice: name it once"));
        assertThat(problems(GOOD.sink(Sink.named(""))))
                .containsExactly(first("'' is no name of a sink: use letters, digits, '-', '_' and '.'"));
        assertThat(problems(GOOD.sink(Sink.named("s")).sink(Sink.named("s"))))
                .containsExactly(first("the sink 's' is named twice: drop one"));
        assertThat(problems(GOOD.sink(Sink.named("s").features(User.limit))))
                .containsExactly(
                        first("the sink 's' is sent 'user.limit', which is no output of this resolver: outputs are"
                                + " user.id, user.name"));
        assertThat(problems(GOOD.skipOnline().skipOffline())).isEmpty();
        assertThat(problems(GOOD.skipOnline().skipOffline().withoutMaterializedAggregations()))
                .containsExactly(first("it skips both stores and has no sink: nothing comes of its outputs"));
    }
}
