package dev.oriel.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records marked {@code @Message}: what is written beside them, what that lets one ask, and what is refused. */
class MessageColumnsTest {
    private static final JavaFileObject LOGIN = Sources.source("LoginMessage", """
            import java.time.Instant;
            import java.util.List;
            import org.jspecify.annotations.Nullable;

            /**
             * Somebody tried to log in.
             *
             * @param userId who,
             *     or who it was said to be
             * @param score how sure
             */
            @Message
            public record LoginMessage(
                    long userId,
                    int port,
                    @Nullable Integer attempts,
                    double score,
                    @Nullable Double latitude,
                    boolean failed,
                    @Nullable Boolean trusted,
                    String agent,
                    @Named("from") @Nullable String address,
                    @EpochTime(EpochTime.Unit.MILLISECONDS) Instant at,
                    Device device,
                    float weight,
                    @Nullable Short retries,
                    java.time.LocalDate day,
                    Kind kind,
                    byte @Nullable [] body,
                    java.util.Map<String, List<Long>> counts,
                    @Nullable List<String> tags) {
                public enum Kind { HUMAN, MACHINE }
                public record Device(String os, List<Long> ports) {}
            }
            """);

    private static final String CARRIED =
            ": declare long, int, short, double, float, boolean, String, Instant, LocalDate,"
                    + " LocalTime, Duration, BigDecimal, byte[], an enum, a record, or a list, set, array or map by String of one of"
                    + " these";

    private static Compilation asked(String expression) {
        return Sources.compile(LOGIN, Sources.source("Question", """
                import dev.oriel.api.frame.*;
                final class Question {
                    static Object ask(DataFrame<LoginMessage> messages) {
                        return %s;
                    }
                }
                """.formatted(expression)));
    }

    @Test
    void compile_message_writesItsColumns() throws IOException {
        Compilation compilation = Sources.compile(LOGIN);
        assertThat(compilation.diagnostics()).isEmpty();
        String written = compilation
                .generatedSourceFile("example.LoginMessage_")
                .orElseThrow()
                .getCharContent(false)
                .toString();
        try (var stream = MessageColumnsTest.class.getResourceAsStream("LoginMessage_.java.txt")) {
            assertThat(stream).isNotNull();
            assertThat(written).isEqualTo(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages.where(LoginMessage_.failed).count()",
                "messages.where(LoginMessage_.failed.and(LoginMessage_.attempts.gt(3)).not()).mean(LoginMessage_.score)",
                "messages.where(LoginMessage_.kind.eq(LoginMessage.Kind.HUMAN)).sum(LoginMessage_.retries)",
                "messages.where(LoginMessage_.agent.in(\"a\", \"b\").or(LoginMessage_.tags.isNull())).max(LoginMessage_.at)",
                "messages.group(LoginMessage_.userId, LoginMessage_.address).sum(LoginMessage_.port)",
                "messages.select(LoginMessage_.device, LoginMessage_.latitude).rows().get(0).get(LoginMessage_.device).os()"
            })
    void compile_questionThatColumnsTake_isTaken(String expression) {
        assertThat(asked(expression).diagnostics()).isEmpty();
    }

    private static Stream<Arguments> wrongQuestions() {
        return Stream.of(
                Arguments.of(
                        "messages.mean(LoginMessage_.agent)", "TextColumn<example.LoginMessage> cannot be converted"),
                Arguments.of("messages.sum(LoginMessage_.failed)", "no suitable method found for sum"),
                Arguments.of("messages.max(LoginMessage_.tags)", "cannot infer type"),
                Arguments.of("messages.min(LoginMessage_.failed)", "cannot infer type"),
                Arguments.of(
                        "messages.where(LoginMessage_.score)",
                        "DoubleColumn<example.LoginMessage> cannot be converted"),
                Arguments.of("LoginMessage_.userId.eq(\"7\")", "String cannot be converted to long"),
                Arguments.of("LoginMessage_.device.gt(null)", "cannot find symbol"),
                Arguments.of(
                        "messages.group(LoginMessage_.agent).mean(LoginMessage_.at)",
                        "TimeColumn<example.LoginMessage> cannot be converted"),
                Arguments.of(
                        "messages.select(LoginMessage_.agent).where(LoginMessage_.failed)",
                        "BooleanColumn<example.LoginMessage> cannot be converted"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongQuestions")
    void compile_questionThatAColumnCannotAnswer_isRefusedByTheCompiler(String expression, String reason) {
        assertThat(Sources.errors(asked(expression)))
                .singleElement()
                .asString()
                .startsWith("Question.java:7: ")
                .contains(reason);
    }

    private static Stream<Arguments> wrongMessages() {
        return Stream.of(
                Arguments.of("class M {}", "M: @Message is for a record: its components are the columns"),
                Arguments.of("record M<T>(T x) {}", "M: a message has no type parameters"),
                Arguments.of(
                        "record M(java.util.Map<Long, Long> counts) {}",
                        "counts: a message cannot carry 'Map<Long,Long>'" + CARRIED),
                Arguments.of(
                        "record M(java.util.List<java.util.Optional<String>> tags) {}",
                        "tags: a message cannot carry 'Optional<String>'" + CARRIED),
                Arguments.of("record M(char letter) {}", "letter: a message cannot carry 'char'" + CARRIED),
                Arguments.of("record M(Object[] bodies) {}", "bodies: a message cannot carry 'Object'" + CARRIED),
                Arguments.of(
                        "record M(Part part) { record Part(java.util.List<M> parts) {} }",
                        "part: a message cannot carry itself, as a part of 'M': declare a record without it"),
                Arguments.of(
                        "record M(Part part) { private record Part(long x) {} }",
                        "part: 'Part' is hidden from the generated column: drop private"),
                Arguments.of(
                        "record M(long userId, long user_id) {}",
                        "user_id: its field 'user_id' is that of userId too: give one of them another name, with @Named"),
                Arguments.of(
                        "record M(long a, @Named(\"a\") long b) {}",
                        "b: its field 'a' is that of a too: give one of them another name, with @Named"),
                Arguments.of(
                        "record M(@EpochTime(EpochTime.Unit.SECONDS) long at) {}",
                        "at: @EpochTime is for a time, and this is a 'long': declare it Instant, or drop @EpochTime"),
                Arguments.of(
                        "record M(Part part) { record Part(@EpochTime(EpochTime.Unit.SECONDS) String at) {} }",
                        "part: @EpochTime is for a time, and this is a 'String': declare it Instant, or drop @EpochTime"),
                Arguments.of(
                        "record M(String schema) {}",
                        "schema: the generated class has a constant of this name: rename the component, and keep the field"
                                + " with @Named(\"schema\")"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongMessages")
    void compile_wrongMessage_isRefusedAtItsLine(String declaration, String message) {
        assertThat(Sources.errors(Sources.compile(Sources.source("M", "@Message " + declaration))))
                .containsExactly("M.java:4: " + message);
    }

    @Test
    void compile_hiddenMessage_isRefused() {
        assertThat(Sources.errors(Sources.compile(
                        Sources.source("Outer", "class Outer { @Message private record M(long x) {} }"))))
                .containsExactly("Outer.java:4: M: a message is visible to its package at least: drop private");
    }

    @Test
    void compile_typeThatDoesNotExist_isLeftToTheCompiler() {
        assertThat(Sources.errors(Sources.compile(Sources.source("M", "@Message record M(Nonsense x) {}"))))
                .singleElement()
                .asString()
                .contains("cannot find symbol");
    }
}
