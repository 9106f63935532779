package dev.oriel.bench;

import dev.oriel.bench.payments.FoldedPayments;
import dev.oriel.bench.payments.KeptPayments;
import dev.oriel.engine.Engine;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.serve.Answer;
import dev.oriel.rocksdb.RocksStore;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * How fast do messages become buckets that can be asked for and are committed, by one thread and by as many as there are cores,
 * with all keys alike and with most messages of one key? And how long do queries about other keys take meanwhile? {@code bench/streams}
 * runs it.
 *
 * <p>Contestants take turns. Beside the rate it prints what each thread had a processor for: on a machine that others use too that
 * is what can be compared. Before a rate counts, the totals of some keys are compared with those of a plain loop.
 */
public final class StreamBenchmarks {
    private static final int QUERY_PAUSE_MILLIS = 2;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String WRITER = "oriel-ingest";

    private enum Keeping {
        MEMORY,
        ROCKSDB
    }

    private record Setting(Keeping keeping, boolean rows, boolean skewed, int threads) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-7s  %-12s  %-11s  %d thread%s",
                    keeping.name().toLowerCase(Locale.ROOT),
                    rows ? "buckets+rows" : "buckets",
                    skewed ? "90 % on one" : "uniform",
                    threads,
                    threads == 1 ? " " : "s");
        }
    }

    /** Micros of the writer and of its workers are processor time per message. */
    private record Measured(
            double thousandPerSecond, double writerMicros, double workerMicros, double queryP99Micros) {}

    private StreamBenchmarks() {}

    /**
     * Prints the figures.
     *
     * @param arguments messages, keys and rounds; then the stores to ask about, all when none is named
     */
    public static void main(String[] arguments) throws Exception {
        int messages = Integer.parseInt(arguments[0]);
        int keys = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        PrintStream out = System.out;
        Machine.print(out);
        out.printf(
                Locale.ROOT,
                "messages     %,d of %,d keys over a day, %d partitions, buckets of a minute; median of %d rounds after one that does not"
                        + " count%n",
                messages,
                keys,
                PaymentStream.PARTITIONS,
                rounds);
        var uniform = new PaymentStream(messages, keys, false);
        var skewed = new PaymentStream(messages, keys, true);
        out.printf(Locale.ROOT, "%46s %9s %10s %11s %11s%n", "", "k/s", "writer us", "workers us", "query p99");
        List<Keeping> keepings = arguments.length == 3
                ? List.of(Keeping.values())
                : Arrays.stream(arguments)
                        .skip(3)
                        .map(name -> Keeping.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList();
        for (Keeping keeping : keepings) {
            for (boolean rows : new boolean[] {false, true}) {
                ask(out, keeping, rows, rounds, uniform, skewed);
            }
        }
    }

    private static void ask(
            PrintStream out, Keeping keeping, boolean rows, int rounds, PaymentStream uniform, PaymentStream skewed)
            throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        var settings = new ArrayList<Setting>();
        for (boolean hot : new boolean[] {false, true}) {
            settings.add(new Setting(keeping, rows, hot, 1));
            settings.add(new Setting(keeping, rows, hot, cores));
        }
        var measured = new ArrayList<List<Measured>>();
        settings.forEach(setting -> measured.add(new ArrayList<>()));
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < settings.size(); i++) {
                System.gc();
                Setting setting = settings.get(i);
                Measured one = measure(setting, setting.skewed() ? skewed : uniform);
                if (round >= 0) {
                    measured.get(i).add(one);
                }
            }
        }
        for (int i = 0; i < settings.size(); i++) {
            List<Measured> own = measured.get(i);
            out.printf(
                    Locale.ROOT,
                    "%-46s %9.0f %10.2f %11.2f %8.0f us%n",
                    settings.get(i),
                    Figures.median(own.stream().mapToDouble(Measured::thousandPerSecond)),
                    Figures.median(own.stream().mapToDouble(Measured::writerMicros)),
                    Figures.median(own.stream().mapToDouble(Measured::workerMicros)),
                    Figures.median(own.stream().mapToDouble(Measured::queryP99Micros)));
        }
        out.flush();
    }

    private static Measured measure(Setting setting, PaymentStream stream) throws Exception {
        Object resolvers = setting.rows() ? new KeptPayments() : new FoldedPayments();
        String environment = setting.rows() ? KeptPayments.ENVIRONMENT : FoldedPayments.ENVIRONMENT;
        Catalog catalog = Catalog.only(StreamBenchmarks.class.getClassLoader(), List.of(resolvers), environment);
        EngineOptions options = EngineOptions.DEFAULTS.ingestThreads(setting.threads());
        Path folder = Files.createTempDirectory("oriel-bench");
        try (OnlineStore store =
                setting.keeping() == Keeping.ROCKSDB ? RocksStore.open(folder.resolve("store")) : new MemoryStore()) {
            MemorySource source = stream.source();
            long start = System.nanoTime();
            // A clock of the stream that goes on: commits are due by it.
            InstantSource clock = () -> stream.end().plusNanos(System.nanoTime() - start);
            try (Engine engine = Engine.open(catalog, store, List.of(source), clock, options)) {
                double[] queries = queryUntilCommitted(engine, stream);
                long nanos = System.nanoTime() - start;
                double writer = processorMicros(true);
                double workers = processorMicros(false);
                Payments.check(engine, stream);
                return new Measured(
                        stream.count() * 1e6 / nanos,
                        writer / stream.count(),
                        workers / stream.count(),
                        queries[(int) (queries.length * 0.99)]);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    /** Asks about keys other than the first, one question every few milliseconds, until all is committed; sorted, in microseconds. */
    private static double[] queryUntilCommitted(Engine engine, PaymentStream stream) throws Exception {
        var micros = new ArrayList<Double>();
        var random = new Random(1);
        try (var asking = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> asked = asking.scheduleWithFixedDelay(
                    () -> {
                        long start = System.nanoTime();
                        Answer unused = Payments.ask(engine, 1 + random.nextInt(stream.payers - 1));
                        micros.add((System.nanoTime() - start) / 1e3);
                    },
                    0,
                    QUERY_PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
            Payments.awaitCommitted(engine, stream.count());
            if (!asked.cancel(false)) {
                asked.get();
            }
        }
        return micros.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** What the writer, or its workers, had a processor for since they started. */
    private static double processorMicros(boolean ofWriter) {
        return Arrays.stream(THREADS.dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().startsWith(WRITER))
                .filter(thread -> thread.getThreadName().equals(WRITER) == ofWriter)
                .mapToLong(ThreadInfo::getThreadId)
                .mapToDouble(id -> THREADS.getThreadCpuTime(id) / 1e3)
                .sum();
    }
}
