package dev.oriel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.PushLog;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.testkit.contract.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** What tests of logs share. */
final class Logs {
    private Logs() {}

    /** The salts of one test: no two alike, and the same the next time. */
    static LongSupplier salts() {
        return Seed.current().random()::nextLong;
    }

    /** Everything in a log that is open at its beginning. */
    static List<String> read(PushLog log) throws SourceException {
        var texts = new ArrayList<String>();
        List<RecordBatch> batches = log.poll(Duration.ZERO);
        while (!batches.isEmpty()) {
            batches.forEach(batch -> batch.records().forEach(record -> texts.add(new String(record.value(), UTF_8))));
            batches = log.poll(Duration.ZERO);
        }
        return texts;
    }

    static List<byte[]> messages(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(UTF_8)).toList();
    }

    /** The segments of a log, oldest first. */
    static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Segment.isName(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** The bytes of all segments. */
    static Map<Path, byte[]> copy(Path folder) throws IOException {
        var copy = new LinkedHashMap<Path, byte[]>();
        for (Path file : segments(folder)) {
            copy.put(file, Files.readAllBytes(file));
        }
        return copy;
    }

    /** Makes the segments what they were. */
    static void restore(Path folder, Map<Path, byte[]> copy) throws IOException {
        for (Path file : segments(folder)) {
            Files.delete(file);
        }
        for (Map.Entry<Path, byte[]> file : copy.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }
}
