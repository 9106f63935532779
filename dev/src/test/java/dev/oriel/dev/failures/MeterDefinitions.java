package dev.oriel.dev.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Definitions that read a file, compiled as a user does: a server of them needs no broker. */
final class MeterDefinitions {
    private static final Map<String, String> SOURCES =
            Map.of("Meter", """
                    package meter;

                    import dev.oriel.api.*;

                    /** Something that measures. */
                    @Features(maxStaleness = "infinity", etlOfflineToOnline = true)
                    public interface Meter {
                        /** The primary key. */
                        long id();
                        /** What it told. */
                        DataFrame<Reading> readings();
                        /** Sum of what it told. */
                        @Windows("1d")
                        @Default("0")
                        @Expression("_.readings[_.kwh, _.ts > _.chalk_window].sum()")
                        @Materialized(bucketDuration = "1h")
                        Windowed<Double> total();
                    }
                    """, "Reading", """
                    package meter;

                    import dev.oriel.api.*;
                    import java.time.Instant;

                    /** What a meter told. */
                    @Features(maxStaleness = "infinity", etlOfflineToOnline = true)
                    public interface Reading {
                        /** The primary key. */
                        String id();
                        /** Whose. */
                        @References(Meter.class) long meterId();
                        /** The row of it. */
                        Meter meter();
                        /** How much. */
                        double kwh();
                        /** When. */
                        @FeatureTime Instant ts();
                    }
                    """, "ReadingMessage", """
                    package meter;

                    import java.time.Instant;

                    /** A line of the file. */
                    public record ReadingMessage(String id, long meterId, double kwh, Instant at) {}
                    """, "MeterResolvers", """
                    package meter;

                    import static dev.oriel.api.StreamResolver.stream;

                    import dev.oriel.api.*;

                    /** Feeds readings from a file. */
                    @Resolvers
                    public final class MeterResolvers {
                        /** The file. */
                        public static final FileSource READINGS = FileSource.of("readings", "readings.jsonl");
                        /** One line, one row. */
                        public final StreamResolver readings = stream(ReadingMessage.class, READINGS)
                                .timestamp(ReadingMessage::at)
                                .output(Reading_.id, ReadingMessage::id)
                                .output(Reading_.meterId, ReadingMessage::meterId)
                                .output(Reading_.kwh, ReadingMessage::kwh);
                    }
                    """);

    private MeterDefinitions() {}

    /** Compiles them into a new folder below the given one, and makes the file that they read, which is empty. */
    static Path compile(Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/meter"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        var files = new ArrayList<Path>();
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            files.add(Files.writeString(sources.resolve(source.getKey() + ".java"), source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-processor",
                    "dev.oriel.processor.FeatureProcessor");
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
        Files.createFile(readings(folder));
        return classes;
    }

    /** The file, as a server that is started in the folder sees it. */
    static Path readings(Path folder) {
        return folder.resolve("readings.jsonl");
    }
}
