package dev.oriel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.processor.FeatureProcessor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check as Maven runs it, over sources that are compiled for it. */
class CheckMojoTest {
    private static final String USER = """
            package shop;
            import dev.oriel.api.*;
            @Features
            public interface User {
                long id();
                @Windows({"1d", "7d"}) @MaxStaleness("infinity") @Default("0")
                Windowed<Long> logins();
                @Windows("1h") @MaxStaleness("STALENESS") @Default("0")
                Windowed<Double> paid();
            }
            """;

    private static final String RESOLVERS = """
            package shop;
            import static dev.oriel.api.Aggregator.*;
            import static dev.oriel.api.StreamResolver.stream;
            import dev.oriel.api.*;
            @Resolvers
            public final class UserResolvers {
                record Login(long userId, double amount) {}
                static final KafkaSource LOGINS = KafkaSource.named("logins");
                public final StreamResolver logins = stream(Login.class, LOGINS)
                        .key(User_.id, Login::userId)
                        .output(User_.logins, count())/* more */;
                public final StreamResolver paid = stream(Login.class, LOGINS)
                        .key(User_.id, Login::userId)
                        .output(User_.paid, sum(Login::amount));
            }
            """;

    @TempDir
    private Path project;

    private Path sources;
    private Path classes;
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void makeFolders() throws IOException {
        sources = Files.createDirectories(project.resolve("src/shop"));
        classes = Files.createDirectories(project.resolve("classes"));
    }

    private void compile(String staleness, String moreOutputs) throws IOException {
        Files.writeString(sources.resolve("User.java"), USER.replace("STALENESS", staleness));
        Files.writeString(sources.resolve("UserResolvers.java"), RESOLVERS.replace("/* more */", moreOutputs));
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> written = Files.list(sources)) {
            var task = compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path")),
                    null,
                    files.getJavaFileObjectsFromPaths(written.toList()));
            task.setProcessors(List.of(new FeatureProcessor()));
            assertThat(task.call()).isTrue();
        }
    }

    private CheckMojo check() {
        var classPath = new ArrayList<String>();
        classPath.add(classes.toString());
        classPath.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        var mojo = new CheckMojo(classPath, List.of(project.resolve("src").toString(), "no/such/folder"));
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void error(CharSequence line) {
                log.add("[ERROR] " + line);
            }

            @Override
            public void warn(CharSequence line) {
                log.add("[WARNING] " + line);
            }
        });
        return mojo;
    }

    @Test
    void check_goodProject_passesWithoutAWord() throws Exception {
        compile("1d", "");
        check().execute();
        assertThat(log).isEmpty();
    }

    @Test
    void B127_check_wrongResolver_failsTheBuildAtItsLine() throws Exception {
        compile("1d", ".output(User_.paid, sum(Login::amount))");
        assertThatThrownBy(() -> check().execute())
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("2 definitions are wrong: see the errors above, each at its line");
        String file = sources.resolve("UserResolvers.java").toString();
        assertThat(log)
                .containsExactly(
                        "[ERROR] " + file
                                + ":[9,1] logins: outputs logins (1d, 7d) and paid (1h): outputs of one resolver"
                                + " need the same windows",
                        "[ERROR] " + file + ":[12,1] paid: it fills 'user.paid', as 'logins' does: one resolver fills a"
                                + " feature; drop one of them, or give them different .environments(…)");
    }

    @Test
    void B111_check_doubtfulProject_passesWithAWarning() throws Exception {
        compile("10m", "");
        check().execute();
        assertThat(log)
                .hasSize(1)
                .first()
                .asString()
                .startsWith(
                        "[WARNING] " + sources.resolve("User.java") + ":[9,1] paid: 'paid' writes it at the end of each"
                                + " window, but its max staleness of 10m is shorter than the window '1h'");
    }

    @Test
    void check_projectWithoutDefinitions_saysWhatWritesThem() {
        var mojo = new CheckMojo(List.of(classes.toString()), List.of());
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("definitions: no META-INF/oriel/definitions.json found");
    }
}
