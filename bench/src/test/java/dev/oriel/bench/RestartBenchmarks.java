package dev.oriel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.bench.payments.FoldedPayments;
import dev.oriel.engine.Engine;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.engine.ingest.Workers;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.serve.Answer;
import dev.oriel.rocksdb.RocksStore;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * P9: how long after it was started does a process give a first correct answer, by how many keys its store has? Each start is a process of
 * its own: once after one that was ended as {@code kill -9} does, which leaves the log of the store to be read, and after one that closed
 * its store. {@code bench/restart} runs it.
 */
public final class RestartBenchmarks {
    private static final int BATCH = 20_000;
    private static final int COMMIT_EVERY = 60_000;
    private static final long START_MILLIS =
            Instant.parse("2024-03-31T00:00:00Z").toEpochMilli();
    private static final String ANSWERED = "answered ";

    private RestartBenchmarks() {}

    /**
     * Prints the figures.
     *
     * @param arguments numbers of keys; or what a process of it does, with its folder and number of keys
     */
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "fill" -> fill(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            case "answer" -> answer(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            default -> {
                Machine.print(System.out);
                System.out.printf(
                        Locale.ROOT,
                        "%12s %10s %22s %22s%n",
                        "keys",
                        "on disk",
                        "first answer, killed",
                        "first answer, closed");
                for (String keys : arguments) {
                    ask(System.out, Integer.parseInt(keys.replace("_", "")));
                }
            }
        }
    }

    private static void ask(PrintStream out, int keys) throws Exception {
        Path folder = Files.createTempDirectory("oriel-bench");
        try {
            seconds("fill", folder, keys);
            double killed = seconds("answer", folder, keys);
            double closed = Math.min(seconds("answer", folder, keys), seconds("answer", folder, keys));
            long bytes;
            try (var files = Files.walk(folder)) {
                bytes = files.filter(Files::isRegularFile)
                        .mapToLong(file -> file.toFile().length())
                        .sum();
            }
            out.printf(
                    Locale.ROOT,
                    "%,12d %7d MB %20.2f s %20.2f s   goal: 2 s · %s%n",
                    keys,
                    bytes >> 20,
                    killed,
                    closed,
                    killed <= 2 && closed <= 2 ? "met" : "NOT MET");
            out.flush();
        } finally {
            Folders.delete(folder);
        }
    }

    /** From the start of a process until it says that it has answered. */
    private static double seconds(String does, Path folder, int keys) throws Exception {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RestartBenchmarks.class.getName(),
                        does,
                        folder.toString(),
                        Integer.toString(keys))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(ANSWERED)) {
                double seconds = (System.nanoTime() - start) / 1e9;
                process.waitFor();
                return seconds;
            }
        }
        throw new IllegalStateException("a process that was to " + does + " ended with " + process.waitFor());
    }

    private static Catalog catalog() throws Exception {
        return Catalog.only(
                RestartBenchmarks.class.getClassLoader(), List.of(new FoldedPayments()), FoldedPayments.ENVIRONMENT);
    }

    /** One payment of each key, in no order, and the end of the process without closing anything. */
    private static void fill(Path folder, int keys) throws Exception {
        RocksStore store = RocksStore.open(folder.resolve("store"));
        IngestSetup setup = IngestSetup.of(catalog(), EnginePorts.of(store, List.of()), EngineOptions.DEFAULTS);
        Ingest ingest = Ingest.open(setup, new Workers(EngineOptions.DEFAULTS.ingestThreads()), START_MILLIS);
        var partition = new SourcePartition("payments", 0);
        // A step that has no divisor with the number of keys visits each once.
        long step = new Random(1).nextInt(keys) | 1;
        while (gcd(step, keys) != 1) {
            step += 2;
        }
        for (int from = 0; from < keys; from += BATCH) {
            var records = new ArrayList<SourceRecord>();
            for (long i = from; i < Math.min(keys, from + BATCH); i++) {
                records.add(new SourceRecord(i, START_MILLIS, message(i, i * step % keys)));
            }
            ingest.apply(new RecordBatch(partition, from, records, from + records.size()), START_MILLIS);
            ingest.publish(START_MILLIS);
            if (ingest.pendingRecords() >= COMMIT_EVERY) {
                ingest.commit(START_MILLIS);
            }
        }
        ingest.commit(START_MILLIS);
        System.out.println(ANSWERED + keys);
        Runtime.getRuntime().halt(0);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static byte[] message(long number, long payer) {
        return ("{\"id\":\"payment-" + number + "\",\"payer_id\":" + payer + ",\"merchant_id\":\"m1\",\"amount\":"
                        + payer % 1_000 / 4.0 + ",\"at\":\"2024-03-30T23:59:00Z\"}")
                .getBytes(UTF_8);
    }

    private static void answer(Path folder, int keys) throws Exception {
        try (RocksStore store = RocksStore.open(folder.resolve("store"));
                Engine engine = Engine.open(
                        catalog(),
                        EnginePorts.of(store, List.of()),
                        () -> Instant.ofEpochMilli(START_MILLIS),
                        EngineOptions.DEFAULTS)) {
            long payer = new Random(2).nextInt(keys);
            Answer answer = Payments.ask(engine, payer);
            if (!Double.valueOf(payer % 1_000 / 4.0)
                            .equals(answer.results().get(0).value())
                    || !Long.valueOf(1).equals(answer.results().get(1).value())) {
                throw new IllegalStateException("payer " + payer + " has " + answer.results());
            }
            System.out.println(ANSWERED + payer);
        }
    }
}
