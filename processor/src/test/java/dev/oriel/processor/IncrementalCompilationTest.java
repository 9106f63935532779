package dev.oriel.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compilers that are given only what has changed, as those of editors and build tools are. */
class IncrementalCompilationTest {
    private static final String INDEX = "META-INF/oriel/definitions.json";

    @TempDir
    private Path sources;

    @TempDir
    private Path classes;

    @BeforeEach
    void compileAll() throws IOException {
        write(
                "Card",
                "@Features public interface Card { String id(); @References(User.class) long userId();"
                        + " @HasOne(join = \"User.id == _.user_id\") User user(); }");
        write("User", "@Features public interface User { long id(); DataFrame<Card> cards(); }");
        write("Outer", "class Outer { @Features interface Shop { long id(); } }");
        write("Logins", """
                @Resolvers public final class Logins {
                    record Message(long id) {}
                    final MappingResolver<Message> users =
                            StreamResolver.stream(Message.class, KafkaSource.named("users")).output(User_.id, Message::id);
                }
                """);
        compile("User", "Card", "Outer", "Logins");
    }

    private void write(String name, String text) throws IOException {
        Path file = sources.resolve("example").resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package example;\n\nimport dev.oriel.api.*;\n\n" + text + "\n");
    }

    private void compile(String... names) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var out = new StringWriter();
        var options = new ArrayList<>(List.of(
                "-d", classes.toString(), "-cp", classes + ":" + System.getProperty("java.class.path"), "-proc:full"));
        if (Runtime.version().feature() < 21) {
            options.remove("-proc:full");
        }
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = compiler.getTask(
                    out,
                    files,
                    null,
                    options,
                    null,
                    files.getJavaFileObjectsFromPaths(Arrays.stream(names)
                            .map(name -> sources.resolve("example").resolve(name + ".java"))
                            .toList()));
            task.setProcessors(List.of(new FeatureProcessor()));
            assertThat(task.call()).as(out.toString()).isTrue();
        }
    }

    private List<String> indexed() throws IOException {
        try (Stream<String> lines = Files.lines(classes.resolve(INDEX))) {
            return lines.filter(line -> line.startsWith("    "))
                    .map(line -> line.replaceAll("^ *(?:\\{\"javaName\":)?\"([^\"]+)\".*", "$1"))
                    .toList();
        }
    }

    @Test
    void compile_oneClassAgain_keepsTheOthersInTheIndex() throws IOException {
        assertThat(indexed())
                .containsExactlyInAnyOrder("example.User", "example.Card", "example.Outer.Shop", resolverEntry());
        write("User", "@Features public interface User { long id(); String email(); DataFrame<Card> cards(); }");
        compile("User");
        assertThat(indexed())
                .containsExactlyInAnyOrder("example.User", "example.Card", "example.Outer.Shop", resolverEntry());
        assertThat(Files.readString(classes.resolve(INDEX)))
                .contains("\"name\":\"email\"")
                .containsOnlyOnce("{\"javaName\":\"example.User\"");
    }

    @Test
    void compile_afterAClassIsGone_dropsItFromTheIndex() throws IOException {
        Files.delete(classes.resolve("example/Outer$Shop.class"));
        compile("Logins");
        assertThat(indexed()).containsExactlyInAnyOrder("example.User", "example.Card", resolverEntry());
    }

    @Test
    void compile_resolversAlone_keepsFeatureClasses() throws IOException {
        compile("Logins");
        assertThat(indexed()).contains("example.User", "example.Card", "example.Outer.Shop");
    }

    private String resolverEntry() {
        return "example.Logins";
    }
}
