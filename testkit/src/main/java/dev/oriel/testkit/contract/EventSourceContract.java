package dev.oriel.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link EventSource} must do. */
public abstract class EventSourceContract {
    private static final int RANDOM_STEPS = 400;

    /** As long as a test waits for what must come. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<Integer, List<String>> appended = new TreeMap<>();
    private final AtomicInteger number = new AtomicInteger();

    /** Another reader of the one log of this test, not yet open. The log is empty at first. */
    protected abstract EventSource reader() throws Exception;

    /** Puts a message at the end of a partition; once it returns, every reader finds it. */
    protected abstract void append(int partition, byte[] value) throws Exception;

    /** The name the readers go by. */
    protected abstract String sourceName();

    /** How many partitions the log has, from 0 on. */
    protected abstract int partitions();

    @Test
    void poll_emptyLog_givesNothingAndHasNoLag() throws Exception {
        try (EventSource source = reader()) {
            source.open(Map.of());
            assertThat(source.poll(Duration.ZERO)).isEmpty();
            assertThat(source.poll(Duration.ofMillis(30))).isEmpty();
            assertThat(source.lagRecords()).isZero();
        }
    }

    @Test
    void poll_fromTheStart_givesEveryMessageInOrderOfItsPartition() throws Exception {
        appendSome(200);
        try (EventSource source = reader()) {
            source.open(Map.of());
            Log log = readAll(source);
            assertThat(log.values()).isEqualTo(appended);
            assertThat(source.lagRecords()).as("lag when everything was given").isZero();
        }
    }

    @Test
    void D13_open_anyPosition_givesTheSameRecordsAgain() throws Exception {
        appendSome(120);
        Log whole;
        try (EventSource source = reader()) {
            source.open(Map.of());
            whole = readAll(source);
        }
        Seed seed = Seed.current();
        Random random = seed.random();
        for (int attempt = 0; attempt < 20; attempt++) {
            Map<SourcePartition, Long> positions = whole.randomPositions(random);
            try (EventSource source = reader()) {
                source.open(positions);
                Log rest = new Log(positions);
                rest.readUntil(source, whole.next);
                assertThat(rest.told()).as("from %s; %s", positions, seed).isEqualTo(whole.toldFrom(positions));
            }
        }
    }

    @Test
    void D13_open_positionsOfOtherSources_areLeftAlone() throws Exception {
        appendSome(10);
        try (EventSource source = reader()) {
            source.open(Map.of(new SourcePartition(sourceName() + "-other", 0), 3L));
            assertThat(readAll(source).values()).isEqualTo(appended);
        }
    }

    @Test
    void D13_poll_randomAppendsAndRestarts_skipsAndRepeatsNothing() throws Exception {
        Seed seed = Seed.current();
        Random random = seed.random();
        var log = new Log(Map.of());
        EventSource source = reader();
        try {
            source.open(log.next);
            for (int step = 0; step < RANDOM_STEPS; step++) {
                appendSome(random.nextInt(6));
                if (random.nextInt(20) == 0) {
                    source.close();
                    source = reader();
                    source.open(log.next);
                }
                log.add(source.poll(Duration.ofMillis(random.nextInt(3))));
            }
            log.readUntilCount(source, number.get());
            assertThat(log.values()).as(seed.toString()).isEqualTo(appended);
        } finally {
            source.close();
        }
    }

    @Test
    void poll_atTheEnd_waitsForAMessage() throws Exception {
        appendSome(3);
        try (EventSource source = reader()) {
            source.open(Map.of());
            Log log = readAll(source);
            CompletableFuture<List<RecordBatch>> waiting = pollInBackground(source);
            assertThat(endsWithin(waiting, 100)).as("nothing to give").isFalse();
            appendSome(1);
            log.add(waiting.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            assertThat(log.values()).isEqualTo(appended);
        }
    }

    @Test
    void wakeup_whilePolling_endsThePollEarly() throws Exception {
        try (EventSource source = reader()) {
            source.open(Map.of());
            CompletableFuture<List<RecordBatch>> waiting = pollInBackground(source);
            int attempts = 0;
            do {
                source.wakeup();
                attempts++;
            } while (!endsWithin(waiting, 50) && attempts < 100);
            assertThat(waiting.get(1, TimeUnit.SECONDS)).isEmpty();
        }
    }

    private Log readAll(EventSource source) throws SourceException {
        var log = new Log(Map.of());
        log.readUntilCount(source, number.get());
        return log;
    }

    private void appendSome(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            int next = number.getAndIncrement();
            int partition = Math.floorMod(next * 31, partitions());
            String value = "{\"number\":%d,\"text\":\"%s\"}".formatted(next, "é".repeat(next % 17));
            append(partition, value.getBytes(UTF_8));
            appended.computeIfAbsent(partition, unused -> new ArrayList<>()).add(value);
        }
    }

    private static CompletableFuture<List<RecordBatch>> pollInBackground(EventSource source) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return source.poll(PATIENCE.multipliedBy(2));
            } catch (SourceException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static boolean endsWithin(CompletableFuture<?> future, long millis) throws Exception {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** What a reader gave, checked as it came. */
    private static final class Log {
        private final Map<SourcePartition, Long> next;
        private final Map<SourcePartition, List<SourceRecord>> records = new TreeMap<>();
        private int count;

        Log(Map<SourcePartition, Long> from) {
            next = new HashMap<>(from);
        }

        void add(List<RecordBatch> batches) {
            for (RecordBatch batch : batches) {
                long offset = next.getOrDefault(batch.partition(), 0L);
                for (SourceRecord record : batch.records()) {
                    assertThat(record.offset()).as("offsets grow").isGreaterThanOrEqualTo(offset);
                    offset = record.offset() + 1;
                    records.computeIfAbsent(batch.partition(), unused -> new ArrayList<>())
                            .add(record);
                    count++;
                }
                assertThat(batch.nextOffset()).as("next offset").isGreaterThanOrEqualTo(offset);
                next.put(batch.partition(), batch.nextOffset());
            }
        }

        void readUntilCount(EventSource source, int expected) throws SourceException {
            boolean more = true;
            while (more) {
                List<RecordBatch> batches = source.poll(count < expected ? PATIENCE : Duration.ZERO);
                assertThat(source.lagRecords()).isNotNegative();
                add(batches);
                more = !batches.isEmpty();
            }
            assertThat(count).as("records given").isEqualTo(expected);
        }

        void readUntil(EventSource source, Map<SourcePartition, Long> end) throws SourceException {
            while (!next.equals(end)) {
                List<RecordBatch> batches = source.poll(PATIENCE);
                assertThat(batches).as("more before %s", end).isNotEmpty();
                add(batches);
            }
        }

        Map<SourcePartition, Long> randomPositions(Random random) {
            var positions = new HashMap<SourcePartition, Long>();
            records.forEach((partition, list) -> {
                int index = random.nextInt(list.size() + 1);
                if (index > 0 || random.nextBoolean()) {
                    positions.put(
                            partition, index < list.size() ? list.get(index).offset() : endOf(partition));
                }
            });
            return positions;
        }

        private long endOf(SourcePartition partition) {
            return next.getOrDefault(partition, 0L);
        }

        Map<Integer, List<String>> values() {
            var values = new TreeMap<Integer, List<String>>();
            records.forEach((partition, list) -> values.put(
                    partition.partition(),
                    list.stream()
                            .map(record -> new String(record.value(), UTF_8))
                            .toList()));
            return values;
        }

        List<String> told() {
            return toldFrom(Map.of());
        }

        /** Records from positions on, with all that must be the same the next time. */
        List<String> toldFrom(Map<SourcePartition, Long> positions) {
            var told = new ArrayList<String>();
            records.forEach((partition, list) -> list.stream()
                    .filter(record -> record.offset() >= positions.getOrDefault(partition, 0L))
                    .forEach(record -> told.add("%s@%d at %d: %s"
                            .formatted(
                                    partition,
                                    record.offset(),
                                    record.timeMillis(),
                                    new String(record.value(), UTF_8)))));
            return told;
        }
    }
}
