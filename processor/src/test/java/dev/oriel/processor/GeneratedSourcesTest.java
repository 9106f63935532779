package dev.oriel.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedSourcesTest {
    private static final String MORE = """
                /** Failed logins.
                 *  :owner: trust-and-safety
                 *  :tags: a, b */
                @Windows(value = "1h 30m", days = {1, 7}) @MaxStaleness("0s")
                Windowed<@Nullable Long> failedLogins();
                int age();
                @Named("is_risky") @Owner("risk") @Tags({"b"}) boolean risky();
            """;

    private static final JavaFileObject RESOLVERS = Sources.source("FraudResolvers", """
            @Resolvers
            public final class FraudResolvers {
                record Message(long id, String name) {}

                static final StreamResolver NAMES = StreamResolver.stream(Message.class, KafkaSource.named("names"))
                        .output(User_.id, Message::id);

                final MappingResolver<Message> users = StreamResolver.stream(Message.class, KafkaSource.named("users"))
                        .output(User_.id, Message::id)
                        .output(User_.name, Message::name);
            }
            """);

    private static Compilation compiled() {
        var compilation = Sources.compile(Sources.user(MORE), Sources.transaction(), RESOLVERS);
        assertThat(compilation.diagnostics()).isEmpty();
        return compilation;
    }

    private static String generated(Compilation compilation, String name) throws IOException {
        return compilation
                .generatedSourceFile(name)
                .orElseThrow()
                .getCharContent(false)
                .toString();
    }

    private static String index(Compilation compilation) throws IOException {
        return compilation
                .generatedFile(StandardLocation.CLASS_OUTPUT, "META-INF/oriel/definitions.json")
                .orElseThrow()
                .getCharContent(false)
                .toString();
    }

    private static String resource(String name) throws IOException {
        try (var stream = GeneratedSourcesTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void B001_B002_B022_compile_featureClass_writesItsMetamodel() throws IOException {
        assertThat(generated(compiled(), "example.User_")).isEqualTo(resource("User_.java.txt"));
    }

    @Test
    void compile_resolverClass_writesItsAccessor() throws IOException {
        assertThat(generated(compiled(), "example.FraudResolvers_")).isEqualTo(resource("FraudResolvers_.java.txt"));
    }

    @Test
    void B022_B025_B028_B029_compile_definitions_writesTheIndex() throws IOException {
        assertThat(index(compiled())).isEqualTo(resource("definitions.json"));
    }

    @Test
    void compile_withoutDefinitions_writesNoIndex() {
        var compilation = Sources.compile(Sources.source("A", "interface A {}"));
        assertThat(compilation.generatedFiles())
                .noneMatch(file -> file.getName().endsWith("definitions.json"));
    }

    @Test
    void compile_featureClassOfAnotherJar_isReadFromItsClassFile(@TempDir Path folder) throws IOException {
        for (JavaFileObject file : compiled().generatedFiles()) {
            if (file.getKind() == JavaFileObject.Kind.CLASS) {
                Path target = folder.resolve("example")
                        .resolve(Path.of(file.getName()).getFileName().toString());
                Files.createDirectories(folder.resolve("example"));
                try (var stream = file.openInputStream()) {
                    Files.write(target, stream.readAllBytes());
                }
            }
        }
        var source = JavaFileObjects.forSourceString("other.Login", """
                package other;
                import dev.oriel.api.*;
                @Features interface Login {
                    String id();
                    @References(example.User.class) String userId();
                    example.User user();
                }
                """);
        var classPath = new ArrayList<File>();
        classPath.add(folder.toFile());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(new File(entry));
        }
        var compilation = javac().withProcessors(new FeatureProcessor())
                .withClasspath(classPath)
                .compile(source);
        assertThat(Sources.errors(compilation))
                .isEqualTo(List.of(
                        "Login.java:5: user_id: it references User.id, which is integer, but is declared text"));
    }

    @Test
    void compile_nestedClasses_areNamedAfterTheirOuterClass() throws IOException {
        var compilation = Sources.compile(Sources.source("Outer", """
                class Outer {
                    @Features interface Item { long id(); }
                    record Message(long id) {}
                    @Resolvers static class Streams {
                        final StreamResolver items = StreamResolver.stream(Message.class, KafkaSource.named("items"))
                                .output(Outer_Item_.id, Message::id);
                    }
                }
                """));
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(index(compilation)).contains("\"accessor\":\"example.Outer_Streams_\"", "\"example.Outer.Item\"");
    }

    @Test
    void compile_wrongResolverClasses_areRefused() {
        String field = " StreamResolver r = StreamResolver.stream(M.class, KafkaSource.named(\"m\"))"
                + ".output(Feature.<Object, Long>of(\"m.id\"), M::id); record M(long id) {} }";
        assertRefused(
                "class A { private final" + field, "r: a resolver is visible to its package at least: drop private");
        assertRefused("class A {" + field, "r: a resolver does not change: make the field final");
        assertRefused(
                "class A {}",
                "A: @Resolvers has no resolver: add a field of type StreamResolver, OnlineResolver or"
                        + " OfflineResolver");
        assertRefused(
                "class A { final StreamStep<M> r = StreamResolver.stream(M.class, KafkaSource.named(\"m\"));"
                        + " record M(long id) {} }",
                "r: this is not yet a resolver: give it an output");
        assertRefused(
                "abstract class A { final" + field,
                "A: @Resolvers is for a class that can be made: no interface, record, enum or abstract class");
    }

    private static void assertRefused(String type, String message) {
        assertThat(Sources.errors(Sources.compile(Sources.source("A", "@Resolvers " + type))))
                .containsExactly("A.java:4: " + message);
    }
}
