package dev.oriel.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What javac itself refuses of resolvers, since the builders do not offer it. */
class RefusedResolversTest {
    private static final String USER = """
                @Windows({"1d", "7d"}) @MaxStaleness("infinity") Windowed<Long> numLogins();
                boolean risky();
            """;

    private static Compilation compile(String field, String... members) {
        return Sources.compile(Sources.user(USER), Sources.transaction(), Sources.source("Logins", """
                import static dev.oriel.api.Aggregator.*;
                import static dev.oriel.api.OfflineResolver.offline;
                import static dev.oriel.api.OnlineResolver.online;
                import static dev.oriel.api.StreamResolver.stream;
                import java.util.List;

                @Resolvers
                public final class Logins {
                    record Message(long userId, String name, double amount, java.time.Instant at) {}
                    static final KafkaSource LOGINS = KafkaSource.named("logins");
                %s
                    static long failures(List<Message> messages) { return messages.size(); }
                %s
                }
                """.formatted(
                        field, String.join("\n", members))));
    }

    private static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of("final StreamResolver r = stream(Message.class, LOGINS).tumbling()"
                        + ".key(User_.id, Message::userId).output(User_.numLogins, Logins::failures);"),
                Arguments.of("final StreamResolver r = stream(Message.class, LOGINS).continuous()"
                        + ".key(User_.id, Message::userId).output(User_.numLogins, count());"),
                Arguments.of("final StreamResolver r = stream(Message.class, LOGINS).timestamp(Message::at)"
                        + ".outputs(User_.id, User_.numLogins).bySql(\"from {messages}\");"),
                Arguments.of("final OnlineResolver r = online(User_.risky).from(User_.numLogins_1d, User_.numLogins_7d)"
                        + ".by((day, week) -> day > 10 || week > 20);"),
                Arguments.of("final OfflineResolver r = offline(Transaction.class).fromSql(\"select 1\")"
                        + ".schedule(\"0 0 * * *\");"),
                Arguments.of("final Resolver r = stream(Message.class, LOGINS).key(User_.id, Message::userId)"
                        + ".outputFrame(User_.numLogins, frame -> frame.count());"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void compile_everyKindOfResolver_isAccepted(String field) {
        assertThat(Sources.errors(compile(field))).isEmpty();
    }

    private static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "B128 one window as the output of a list",
                        "final StreamResolver r = stream(Message.class, LOGINS).tumbling()"
                                + ".key(User_.id, Message::userId).output(User_.numLogins_1d, Logins::failures);",
                        "no suitable method found for output"),
                Arguments.of(
                        "B113 continuous without a key",
                        "final StreamResolver r = stream(Message.class, LOGINS).continuous()"
                                + ".output(User_.numLogins, count());",
                        "cannot find symbol"),
                Arguments.of(
                        "B019 the root as an input",
                        "final OnlineResolver r = online(User_.risky).from(User_.numLogins).by(n -> true);",
                        "no suitable method found for from"),
                Arguments.of(
                        "B129 a key of another type",
                        "final StreamResolver r = stream(Message.class, LOGINS).tumbling()"
                                + ".key(User_.id, Message::name).output(User_.numLogins, count());",
                        "incompatible bounds"),
                Arguments.of(
                        "B129 a timestamp that is no time",
                        "final StreamResolver r = stream(Message.class, LOGINS).timestamp(Message::amount)"
                                + ".output(User_.id, Message::userId);",
                        "incompatible types"),
                Arguments.of(
                        "an aggregation of another type",
                        "final StreamResolver r = stream(Message.class, LOGINS).key(User_.id, Message::userId)"
                                + ".output(User_.numLogins, sum(Message::amount));",
                        ""),
                Arguments.of(
                        "parse after timestamp",
                        "final StreamResolver r = stream(Message.class, LOGINS).timestamp(Message::at)"
                                + ".parse(m -> m).output(User_.id, Message::userId);",
                        "cannot find symbol"),
                Arguments.of(
                        "a row where a keyed resolver returns rows",
                        "final StreamResolver r = stream(Message.class, LOGINS).key(User_.id, Message::userId)"
                                + ".outputs(User_.numLogins).byList(ms -> List.of(Row.of(User_.numLogins, 1L)));",
                        "incompatible types"));
    }

    /** What the prototype refused of resolvers and typed expressions, as it is written today. */
    private static Stream<Arguments> prototype() {
        String stream = "final StreamResolver r = stream(Message.class, LOGINS)";
        return Stream.of(
                Arguments.of(
                        "resolver input",
                        "final OnlineResolver r = online(User_.risky).from(User_.numLogins_2d).by(n -> n > 1);",
                        "cannot find symbol\n  symbol:   variable numLogins_2d\n  location: class example.User_"),
                Arguments.of(
                        "resolver type",
                        "final OnlineResolver r = online(User_.risky).from(User_.name).by(n -> n > 1);",
                        "bad operand types for binary operator '>'"),
                Arguments.of(
                        "stream key",
                        stream + ".tumbling().key(User_.id, Message::user).output(User_.numLogins, count());",
                        "invalid method reference\n  cannot find symbol\n    symbol:   method user()"),
                Arguments.of(
                        "wrong scope, typed",
                        stream + ".output(User_.id, Transaction::userId);",
                        "method userId in interface example.Transaction cannot be applied to given types"),
                Arguments.of(
                        "sum of text, typed",
                        stream + ".key(User_.id, Message::userId).output(User_.numLogins, sum(Message::name));",
                        "upper bounds: java.lang.Number\n    lower bounds: java.lang.String"),
                Arguments.of(
                        "wrong type, typed",
                        stream + ".key(User_.id, Message::userId).output(User_.totalSpend, count());",
                        "incompatible bounds"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"refused", "prototype"})
    void B019_B113_B128_B129_compile_whatTheBuildersDoNotOffer_isRefusedAtItsLine(
            String name, String field, String message) {
        assertThat(Sources.errors(compile(field)))
                .as(name)
                .isNotEmpty()
                .allSatisfy(
                        error -> assertThat(error).startsWith("Logins.java:").contains(message))
                .anySatisfy(error -> assertThat(error).startsWith("Logins.java:14: "));
    }

    private static Stream<Arguments> unfinished() {
        return Stream.of(
                Arguments.of("StreamStep<Message> r = stream(Message.class, LOGINS)", "give it an output"),
                Arguments.of("TumblingStep<Message> r = stream(Message.class, LOGINS).tumbling()", "give it an output"),
                Arguments.of(
                        "ContinuousStep<Message> r = stream(Message.class, LOGINS).continuous()",
                        "a continuous resolver needs a key: add .key(…) and an output"),
                Arguments.of(
                        "RowsStep<Message> r = stream(Message.class, LOGINS).outputs(User_.id)",
                        "say how with .byList(…), .byFrame(…) or .bySql(…)"),
                Arguments.of(
                        "OnlineStep<Boolean> r = online(User_.risky)",
                        "give it its inputs with .from(…), and its function with .by(…)"),
                Arguments.of(
                        "OnlineInputs.Of1<Boolean, String> r = online(User_.risky).from(User_.name)",
                        "give it its function with .by(…)"),
                Arguments.of("OfflineStep r = offline(User.class)", "give it its query with .fromSql(…)"));
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void B113_compile_stepThatIsNoResolverYet_saysWhatIsMissing(String field, String missing) {
        assertThat(Sources.errors(compile("final " + field + ";")))
                .containsExactly("Logins.java:14: r: this is not yet a resolver: " + missing);
    }

    @Test
    void compile_classWithAConstructorOfArguments_isToBeHandedOver() throws IOException {
        var compilation = compile(
                "final StreamResolver r = stream(Message.class, LOGINS).output(User_.id, Message::userId);",
                "    Logins(String client) {}");
        assertThat(Sources.errors(compilation)).isEmpty();
        assertThat(compilation
                        .generatedSourceFile("example.Logins_")
                        .orElseThrow()
                        .getCharContent(false)
                        .toString())
                .contains("public boolean needsInstance() {\n        return true;")
                .contains(
                        "throw new UnsupportedOperationException(\"Logins has no constructor without arguments: hand an"
                                + " instance over\");");
    }
}
