package dev.oriel.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What the contract of sources needs of a source, and what its tests share: what was appended, and how it is read. */
abstract class EventSourceFixture {
    /** As long as a test waits for what must come. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LAG_POLL = Duration.ofMillis(5);

    final Map<Integer, List<String>> appended = new TreeMap<>();
    final AtomicInteger number = new AtomicInteger();

    /** Another reader of the one log of this test, not yet open. The log is empty at first. */
    protected abstract EventSource reader() throws Exception;

    /** Puts a message at the end of a partition; once it returns, every reader finds it. */
    protected abstract void append(int partition, byte[] value) throws Exception;

    /** Puts messages at the end of a partition, as {@link #append(int, byte[])} one after the other: faster where that is slow. */
    protected void append(int partition, List<byte[]> values) throws Exception {
        for (byte[] value : values) {
            append(partition, value);
        }
    }

    /** The name the readers go by. */
    protected abstract String sourceName();

    /** How many partitions the log has, from 0 on. */
    protected abstract int partitions();

    /** Whether records have times that can be sought: otherwise the attempt is refused. */
    protected boolean keepsTimes() {
        return true;
    }

    /** Whether lag is counted: otherwise it is estimated, and only 0 exactly where nothing lies behind. */
    protected boolean countsLag() {
        return true;
    }

    /* Polls until lag is told right, as a source may have to ask far away; a paused one gives nothing meanwhile. */
    void awaitLag(EventSource source, Map<SourcePartition, Long> expected) throws SourceException {
        long polls = PATIENCE.dividedBy(LAG_POLL);
        do {
            // There is nothing to give: each waits until it is over.
            assertThat(source.poll(LAG_POLL)).isEmpty();
            polls--;
        } while (!lag(source).equals(told(expected)) && polls > 0);
        assertThat(lag(source)).as("lag by partition").isEqualTo(told(expected));
        if (countsLag()) {
            assertThat(source.lagRecords())
                    .isEqualTo(expected.values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
    }

    Map<SourcePartition, Long> lag(EventSource source) {
        return told(source.lagByPartition());
    }

    /* What may be expected of a lag: the partitions that have one, and how much if it is counted. */
    Map<SourcePartition, Long> told(Map<SourcePartition, Long> lag) {
        var told = new HashMap<SourcePartition, Long>();
        lag.forEach((partition, records) -> {
            if (records != 0) {
                told.put(partition, countsLag() ? records : 1);
            }
        });
        return told;
    }

    /* What of all that was appended a log does not hold. */
    Map<SourcePartition, Long> behind(ReadLog log) {
        var behind = new HashMap<SourcePartition, Long>();
        appended.forEach((number, values) -> {
            var partition = new SourcePartition(sourceName(), number);
            behind.put(partition, (long) values.size() - log.records(partition).size());
        });
        return behind;
    }

    ReadLog readAllAnew() throws Exception {
        try (EventSource source = reader()) {
            source.open(Map.of());
            return readAll(source);
        }
    }

    ReadLog readAll(EventSource source) throws SourceException {
        var log = new ReadLog(Map.of());
        log.readUntilCount(source, number.get());
        return log;
    }

    void appendSome(int count) throws Exception {
        var byPartition = new TreeMap<Integer, List<byte[]>>();
        for (int i = 0; i < count; i++) {
            int next = number.getAndIncrement();
            int partition = Math.floorMod(next * 31, partitions());
            String value = "{\"number\":%d,\"text\":\"%s\"}".formatted(next, "é".repeat(next % 17));
            byPartition.computeIfAbsent(partition, unused -> new ArrayList<>()).add(value.getBytes(UTF_8));
            appended.computeIfAbsent(partition, unused -> new ArrayList<>()).add(value);
        }
        for (Map.Entry<Integer, List<byte[]>> each : byPartition.entrySet()) {
            append(each.getKey(), each.getValue());
        }
    }

    /* Reads to the end of what is known as a whole, and finds in it all from these positions on. */
    static void assertGivesFrom(Map<SourcePartition, Long> positions, ReadLog whole, EventSource source)
            throws SourceException {
        var rest = new ReadLog(positions);
        rest.readUntil(source, whole.next());
        assertThat(rest.told()).as("from %s; %s", positions, Seed.current()).isEqualTo(whole.toldFrom(positions));
    }

    /* More than once, as one that comes before the poll may be over when it begins. */
    static void assertWakeupEndsAPoll(EventSource source) throws Exception {
        CompletableFuture<List<RecordBatch>> waiting = pollInBackground(source);
        int attempts = 0;
        do {
            source.wakeup();
            attempts++;
        } while (!endsWithin(waiting, 50) && attempts < 100);
        assertThat(waiting.get(1, TimeUnit.SECONDS)).isEmpty();
    }

    static CompletableFuture<List<RecordBatch>> pollInBackground(EventSource source) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return source.poll(PATIENCE.multipliedBy(2));
            } catch (SourceException e) {
                throw new AssertionError(e);
            }
        });
    }

    static boolean endsWithin(CompletableFuture<?> future, long millis) throws Exception {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
