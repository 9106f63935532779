package dev.oriel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.message.MessageReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast are JSON messages read into records, beside databind, which one would use, and beside a parser that is only run
 * over the tokens? {@code bench/messages} runs it.
 *
 * <p>One thread, by the time that it has a processor: the work of other builds beside it is not counted, nor is the
 * collector's. 4,096 different messages of one class. A message that begins with a byte order mark is doubted at its first
 * byte and read by the general parser: what every message cost before there was a fast reader, and what a doubted one costs.
 */
public final class MessageBenchmarks {
    private static final int MESSAGES = 4096;
    private static final int REPEATS = 50;
    private static final int WARM_UPS = 10;
    private static final int ROUNDS = 15;
    private static final long SEED = 20_261_121;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private record Purchase(String id, long userId, String merchantId, double amount, String status, Instant at) {}

    private MessageBenchmarks() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        Machine.print(out);
        byte[][] plain = messages("", "completed");
        out.printf(
                Locale.ROOT,
                "messages     %,d, read %d times in a round; seed %d; time is what the thread had a processor for%n",
                MESSAGES,
                REPEATS,
                SEED);
        ask(out, "ordinary messages", plain);
        ask(out, "with text beyond ASCII and escapes", messages("", "erledigt: \\u00fcbergeben an Zoë"));
        ask(
                out,
                "with three fields that nobody reads",
                messages(
                        "\"trace\":{\"id\":\"5f1c2e\",\"hops\":[1,2,3]},\"version\":3,\"note\":\"nothing to see\",",
                        "completed"));
    }

    /** Messages of about 130 bytes, but for what is added. */
    private static byte[][] messages(String extra, String status) {
        var random = new Random(SEED);
        var messages = new byte[MESSAGES][];
        for (int i = 0; i < MESSAGES; i++) {
            Instant at = Instant.ofEpochMilli(1_711_843_200_000L + random.nextInt());
            messages[i] = ("{\"id\":\"transaction-" + (100_000 + random.nextInt(900_000)) + "\"," + extra
                            + "\"user_id\":"
                            + random.nextInt(1_000_000) + ",\"merchant_id\":\"m" + random.nextInt(10_000)
                            + "\",\"amount\":"
                            + random.nextInt(1_000_000) / 100.0 + ",\"status\":\"" + status + "\",\"at\":\"" + at
                            + "\"}")
                    .getBytes(UTF_8);
        }
        return messages;
    }

    private static void ask(PrintStream out, String question, byte[][] messages) throws Exception {
        MessageReader reader = MessageReader.of(Purchase.class);
        ObjectReader databind = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()
                .readerFor(Purchase.class);
        var factory = new JsonFactory();
        Object last = databind.readValue(messages[MESSAGES - 1]);
        var tokens = (Integer) tokens(factory, messages[MESSAGES - 1]);
        var doubted = new byte[MESSAGES][];
        int bytes = 0;
        for (int i = 0; i < MESSAGES; i++) {
            doubted[i] = new byte[messages[i].length + BYTE_ORDER_MARK.length];
            System.arraycopy(BYTE_ORDER_MARK, 0, doubted[i], 0, BYTE_ORDER_MARK.length);
            System.arraycopy(messages[i], 0, doubted[i], BYTE_ORDER_MARK.length, messages[i].length);
            bytes += messages[i].length;
        }
        out.println();
        out.printf(Locale.ROOT, "%s, %d bytes: %s%n", question, bytes / MESSAGES, new String(messages[0], UTF_8));
        Interleaved measured = Interleaved.run(
                WARM_UPS,
                ROUNDS,
                List.of(
                        new Timed("databind", messages, last, databind::readValue),
                        new Timed("tokens only", messages, tokens, message -> tokens(factory, message)),
                        new Timed("reader, doubted (before)", doubted, last, reader::read),
                        new Timed("reader", messages, last, reader::read)));
        measured.print(out, "databind");
        out.printf(
                Locale.ROOT,
                "  goal: reader at least 1.2 M messages/s on a core · measured %.2f · %s%n",
                1e3 / measured.nanos("reader"),
                1e3 / measured.nanos("reader") >= 1.2 ? "met" : "NOT MET");
        out.printf(
                Locale.ROOT,
                "  reader to tokens only: %.2f times the speed%n",
                measured.ratio("reader", "tokens only"));
    }

    private static Object tokens(JsonFactory factory, byte[] message) {
        int tokens = 0;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), message)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    private interface Reading {
        Object read(byte[] message) throws Exception;
    }

    /** All messages, many times over; an operation is one message. */
    private record Timed(String name, byte[][] messages, Object expected, Reading reading)
            implements Interleaved.Contestant {
        @Override
        public double nanosPerOperation(boolean thorough) throws Exception {
            long start = THREADS.getCurrentThreadCpuTime();
            Object read = "";
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                for (byte[] message : messages) {
                    read = reading.read(message);
                }
            }
            long nanos = THREADS.getCurrentThreadCpuTime() - start;
            if (!read.equals(expected)) {
                throw new IllegalStateException(name + " gives " + read + ", not " + expected);
            }
            return nanos / (double) REPEATS / messages.length;
        }
    }
}
