package dev.oriel.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.PushLog;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link PushLog} must do, which includes what every source must. */
public abstract class PushLogContract extends EventSourceContract {
    private static final int CALLERS = 8;
    private static final int BATCHES_PER_CALLER = 40;

    private Optional<PushLog> latest = Optional.empty();
    private long timeMillis = 1_000_000;

    /** The one log of this test, not open: the same again each time, with all that was appended to it. */
    protected abstract PushLog log() throws Exception;

    /** Another log, empty and not open, that holds at most about a hundred kilobytes. */
    protected abstract PushLog smallLog() throws Exception;

    @Override
    protected final EventSource reader() throws Exception {
        latest = Optional.of(log());
        return latest.get();
    }

    @Override
    protected final void append(int partition, byte[] value) throws Exception {
        timeMillis += 7;
        try {
            latest.orElseGet(() -> unchecked(this::log)).append(timeMillis, List.of(value));
        } catch (SourceException e) {
            // Nobody reads now, so the log is not open; anything else fails once more below.
            try (PushLog own = log()) {
                own.open(Map.of());
                own.append(timeMillis, List.of(value));
            }
        }
    }

    @Override
    protected final int partitions() {
        return 1;
    }

    @Test
    void append_batches_haveConsecutiveOffsetsAndTheirTimes() throws Exception {
        Random random = Seed.current().random();
        var expected = new ArrayList<String>();
        try (PushLog log = log()) {
            log.open(Map.of());
            for (int batch = 0; batch < 60; batch++) {
                var messages = new ArrayList<byte[]>();
                int first = expected.size();
                for (int size = 1 + random.nextInt(5); size > 0; size--) {
                    messages.add(message(random, batch));
                    expected.add("%d at %d: %s"
                            .formatted(expected.size(), batch * 10L, new String(messages.getLast(), UTF_8)));
                }
                assertThat(log.append(batch * 10L, messages)).isEqualTo(first);
            }
            assertThat(told(read(log, expected.size()))).isEqualTo(expected);
        }
    }

    @Test
    void B141_append_thatReturned_isThereAfterOpeningAgain() throws Exception {
        var expected = new ArrayList<String>();
        for (int time = 0; time < 10; time++) {
            try (PushLog log = log()) {
                log.open(Map.of());
                assertThat(told(read(log, expected.size()))).isEqualTo(expected);
                assertThat(log.append(time, List.of(new byte[0], "é".getBytes(UTF_8))))
                        .isEqualTo(expected.size());
                expected.add("%d at %d: ".formatted(expected.size(), time));
                expected.add("%d at %d: é".formatted(expected.size(), time));
            }
        }
    }

    @Test
    void append_notOpen_isRefused() throws Exception {
        PushLog log = log();
        assertRefusedAsNotOpen(log);
        log.open(Map.of());
        log.append(0, List.of(new byte[1]));
        log.close();
        assertRefusedAsNotOpen(log);
    }

    @Test
    void append_nothing_isAMistakeOfTheCaller() throws Exception {
        try (PushLog log = log()) {
            log.open(Map.of());
            assertThatIllegalArgumentException().isThrownBy(() -> log.append(0, List.of()));
        }
    }

    @Test
    void D13_append_concurrentCallers_eachFindTheirOwn() throws Exception {
        var found = new TreeMap<Long, String>();
        try (PushLog log = log();
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            log.open(Map.of());
            var calls = new ArrayList<Future<Map<Long, String>>>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                calls.add(callers.submit(() -> appendMany(log, number)));
            }
            // Read while they append, so that what is given too early is seen.
            List<SourceRecord> records = read(log, CALLERS * BATCHES_PER_CALLER * 3);
            for (Future<Map<Long, String>> call : calls) {
                call.get()
                        .forEach((offset, text) -> assertThat(found.put(offset, text))
                                .as("offset %s given twice", offset)
                                .isNull());
            }
            var given = new TreeMap<Long, String>();
            records.forEach(record -> given.put(record.offset(), new String(record.value(), UTF_8)));
            assertThat(given).isEqualTo(found).hasSize(records.size());
        }
    }

    @Test
    void append_moreThanTheLimit_isRefusedUntilSomeIsCommitted() throws Exception {
        byte[] message = new byte[1000];
        try (PushLog log = smallLog()) {
            log.open(Map.of());
            int held = 0;
            for (int round = 0; round < 3; round++) {
                int before = held;
                held = appendUntilFull(log, message, held);
                assertThat(held - before).as("messages before it is full").isBetween(20, 200);
                List<RecordBatch> batches = new ArrayList<>();
                long next = before;
                while (next < held) {
                    batches = log.poll(PATIENCE);
                    next = batches.getLast().nextOffset();
                }
                assertThat(next).as("all that was taken, and nothing else").isEqualTo(held);
                log.committed(Map.of(log.partition(), next));
            }
        }
    }

    @Test
    void committed_messages_maybeGoneAndLaterOnesAreThere() throws Exception {
        try (PushLog log = smallLog()) {
            log.open(Map.of());
            int held = appendUntilFull(log, new byte[1000], 0);
            read(log, held);
            log.committed(Map.of(log.partition(), held - 1L));
            log.append(5, List.of("late".getBytes(UTF_8)));
            assertThatThrownBy(() -> log.seek(Map.of(log.partition(), 0L)))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("cannot be read from offset '0'");
            log.seek(Map.of(log.partition(), held - 1L));
            List<SourceRecord> rest = read(log, 2);
            assertThat(rest).extracting(SourceRecord::offset).containsExactly(held - 1L, (long) held);
            assertThat(rest.getLast().value()).isEqualTo("late".getBytes(UTF_8));
        }
    }

    private static int appendUntilFull(PushLog log, byte[] message, int held) throws SourceException {
        int end = held;
        while (end < held + 1000) {
            try {
                assertThat(log.append(end, List.of(message))).isEqualTo(end);
                end++;
            } catch (SourceException e) {
                assertThat(e).hasMessageContaining("is full");
                return end;
            }
        }
        throw new AssertionError("never full");
    }

    private static Map<Long, String> appendMany(PushLog log, int caller) throws SourceException {
        var mine = new TreeMap<Long, String>();
        for (int batch = 0; batch < BATCHES_PER_CALLER; batch++) {
            List<String> texts = List.of(caller + "/" + batch + "/a", caller + "/" + batch + "/b", caller + "/c");
            long first = log.append(
                    batch, texts.stream().map(text -> text.getBytes(UTF_8)).toList());
            for (String text : texts) {
                mine.put(first++, text);
            }
        }
        return mine;
    }

    private static List<SourceRecord> read(PushLog log, int count) throws SourceException {
        var records = new ArrayList<SourceRecord>();
        while (records.size() < count) {
            List<RecordBatch> batches = log.poll(PATIENCE);
            assertThat(batches).as("more than %s", records.size()).isNotEmpty();
            batches.forEach(batch -> records.addAll(batch.records()));
        }
        assertThat(records).hasSize(count);
        assertThat(log.poll(Duration.ZERO)).isEmpty();
        return records;
    }

    private static List<String> told(List<SourceRecord> records) {
        return records.stream()
                .map(record -> "%d at %d: %s"
                        .formatted(record.offset(), record.timeMillis(), new String(record.value(), UTF_8)))
                .toList();
    }

    private static void assertRefusedAsNotOpen(PushLog log) {
        assertThatThrownBy(() -> log.append(0, List.of(new byte[1])))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("is not open");
    }

    private static byte[] message(Random random, int batch) {
        return ("{\"batch\":" + batch + "}" + " ".repeat(random.nextInt(200))).getBytes(UTF_8);
    }

    private static <T> T unchecked(Callable<T> callable) {
        try {
            return callable.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
