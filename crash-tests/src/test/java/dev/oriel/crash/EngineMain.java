package dev.oriel.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.crash.Traffic.Paid;
import dev.oriel.crash.bank.BankResolvers;
import dev.oriel.engine.Engine;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.kafka.KafkaEventSink;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import dev.oriel.log.LogLimits;
import dev.oriel.log.SegmentedPushLog;
import dev.oriel.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An engine with the adapters of the product, as a process that is killed: {@code EngineMain BROKERS FOLDER PUSHED START}. It
 * says {@code ready}, then {@code pushed N} for each message that it has pushed to itself and was told is kept, and
 * {@code records N lag N settled MILLIS} all the time. Ends when it is sent a character.
 */
final class EngineMain {
    static final String STORE = "store";
    static final String PUSH = "push";
    /** Commits that fail in turn, one that was written and one that was not, so that reopening is among what is killed. */
    private static final int COMMITS_PER_FAILURE = 40;

    private static final long TOLD_MILLIS = 20;

    private EngineMain() {}

    /** Commits often; never idle, since its events are hours old. */
    static EngineOptions options() {
        return EngineOptions.DEFAULTS
                .commitIntervalMillis(40)
                .commitRecordsMax(2_000)
                .keysInMemoryMax(2_000)
                .idleAfterMillis(Duration.ofDays(1).toMillis());
    }

    static Paid pushed(long number, long startMillis) {
        return new Paid(
                "pushed" + number, 2_000_000 + number % 7, 0.25 * (1 + number % 13), startMillis + number % 60_000);
    }

    public static void main(String[] arguments) throws Exception {
        KafkaSettings settings = KafkaSettings.of(arguments[0]).withPollRecordsMax(500);
        Path folder = Path.of(arguments[1]);
        Catalog catalog = Catalog.load(EngineMain.class.getClassLoader());
        try (RocksStore rocks = RocksStore.open(folder.resolve(STORE))) {
            OnlineStore store = new UncertainStore(rocks, COMMITS_PER_FAILURE);
            List<EventSource> sources = List.of(
                    new KafkaEventSource(
                            settings, List.of(new TopicOfSource(CrashingEngine.SOURCE, "payments")), System::nanoTime),
                    new SegmentedPushLog(
                            BankResolvers.PUSHED.name(),
                            folder.resolve(PUSH),
                            LogLimits.DEFAULT,
                            new SecureRandom()::nextLong));
            EnginePorts ports =
                    EnginePorts.of(store, sources).outlet(new KafkaEventSink(settings, System::nanoTime), STORE);
            try (Engine engine = Engine.open(catalog, ports, InstantSource.system(), options())) {
                System.out.println("ready");
                long startMillis = Long.parseLong(arguments[3]);
                long first = Long.parseLong(arguments[2]);
                CountDownLatch stopped = stopped();
                Thread.ofPlatform().daemon().start(() -> push(engine, first, startMillis, stopped));
                tell(engine, store, stopped);
            }
        }
        System.out.println("closed");
    }

    /* Counted down once the driver says so, or is gone. */
    private static CountDownLatch stopped() {
        var stopped = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                System.in.read();
            } catch (IOException e) {
                System.out.println("(its input ended: " + e.getMessage() + ")");
            }
            stopped.countDown();
        });
        return stopped;
    }

    private static void tell(Engine engine, OnlineStore store, CountDownLatch stopped)
            throws InterruptedException, StoreException {
        var last = "";
        long sinceNanos = System.nanoTime();
        do {
            EngineStatus status = engine.status();
            EngineStatus.SourceStatus payments = status.sources().get(CrashingEngine.SOURCE);
            String now = engine.streams().stream()
                            .filter(stream -> stream.source().equals(CrashingEngine.SOURCE))
                            .toList()
                    + " leaves from " + firstToLeave(store);
            if (!now.equals(last)) {
                last = now;
                sinceNanos = System.nanoTime();
                System.out.println("streams " + now);
            }
            System.out.println("records " + (payments == null ? 0 : payments.records()) + " uncommitted "
                    + status.uncommittedRecords() + " settled " + (System.nanoTime() - sinceNanos) / 1_000_000 + " "
                    + status.failure().orElse(""));
            if (System.out.checkError()) {
                // The driver died: nobody listens any more.
                Runtime.getRuntime().halt(1);
            }
        } while (!stopped.await(TOLD_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** As long as this moves something is being delivered; -1 when all was. */
    private static long firstToLeave(OnlineStore store) throws StoreException {
        long[] first = {-1};
        try (StoreView view = store.view()) {
            view.entries(EntryKeys.outgoing(0), EntryKeys.outgoing(Long.MAX_VALUE), (key, bytes) -> {
                first[0] = EntryKeys.sequence(key);
                return false;
            });
        }
        return first[0];
    }

    private static void push(Engine engine, long first, long startMillis, CountDownLatch stopped) {
        try {
            long number = first;
            while (!stopped.await(TOLD_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isKept(engine, pushed(number, startMillis))) {
                    System.out.println("pushed " + number);
                    number++;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /* Where it is not known whether it was kept it is sent again, and has an identity. */
    private static boolean isKept(Engine engine, Paid message) {
        try {
            List<byte[]> messages = List.of(message.json().getBytes(UTF_8));
            return engine.push(BankResolvers.PUSHED.name(), messages, Duration.ofSeconds(10))
                            .accepted()
                    == 1;
        } catch (StreamException e) {
            System.out.println("again " + message + " " + e.getMessage());
            return false;
        }
    }
}
