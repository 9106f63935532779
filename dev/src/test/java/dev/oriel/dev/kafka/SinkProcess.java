package dev.oriel.dev.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.OutgoingRecord;
import dev.oriel.engine.port.SinkException;
import dev.oriel.kafka.KafkaEventSink;
import dev.oriel.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Delivers the sequences from 0 on in its own process, from where the sink says, until it is killed. */
final class SinkProcess implements AutoCloseable {
    private static final int LIST = 7;

    private final Process process;

    private SinkProcess(Process process) {
        this.process = process;
    }

    static SinkProcess start(String bootstrapServers, String storeId, long last) throws IOException {
        return new SinkProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SinkProcess.class.getName(),
                        bootstrapServers,
                        storeId,
                        Long.toString(last)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits for the line that says that the first list was delivered; null when the process ended before. */
    void awaitFirstDelivery() throws IOException {
        process.inputReader(UTF_8).readLine();
    }

    /** Waits for its end, but no longer than this; whether it came. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** {@code SinkProcess BROKERS STORE LAST}; ends by itself when the last sequence is delivered. */
    public static void main(String[] arguments) throws SinkException {
        String storeId = arguments[1];
        long last = Long.parseLong(arguments[2]);
        try (var sink = new KafkaEventSink(KafkaSettings.of(arguments[0]), System::nanoTime)) {
            long next = sink.open(storeId) + 1;
            while (next <= last) {
                long end = Math.min(last, next + LIST - 1);
                sink.deliver(records(next, end, "dead", "other"));
                System.out.println(end);
                next = end + 1;
            }
        }
    }

    /** Records of these sequences, to the destinations in turn. */
    static List<OutgoingRecord> records(long first, long last, String... destinations) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(sequence -> new OutgoingRecord(
                        sequence,
                        destinations[(int) (sequence % destinations.length)],
                        Long.toString(sequence).getBytes(UTF_8),
                        1_700_000_000_000L + sequence,
                        Map.of("reason", "größer")))
                .toList();
    }
}
