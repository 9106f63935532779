package dev.oriel.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When records are given, by a clock that the test moves. */
class PacedSourceTest {
    private static final SourcePartition PARTITION = new SourcePartition("clicks", 0);
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long START_MILLIS = 1_700_000_000_000L;

    private final StandingWaiting waiting = new StandingWaiting();
    private final MemorySource log = new MemorySource("clicks");

    private PacedSource opened(double speed) throws SourceException {
        var source = new PacedSource(log, speed, waiting);
        source.open(Map.of());
        return source;
    }

    private void append(String value, long afterMillis) {
        log.append(START_MILLIS + afterMillis, value);
    }

    private void appendTimeless(String value) {
        log.append(SourceRecord.TIME_UNKNOWN, value);
    }

    private static List<String> poll(PacedSource source) throws SourceException {
        return texts(source.poll(Duration.ZERO));
    }

    private static List<String> texts(List<RecordBatch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.records().stream())
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    @Test
    void B142_poll_recordsOfThreeHours_comeWhenTheirTimeHasPassedAtThatSpeed() throws Exception {
        append("a", 0);
        append("b", HOUR_MILLIS);
        append("c", 2 * HOUR_MILLIS);
        PacedSource source = opened(3600);
        assertThat(poll(source)).containsExactly("a");
        assertThat(source.lagRecords()).isEqualTo(2);
        assertThat(source.lagByPartition()).isEqualTo(Map.of(PARTITION, 2L));
        waiting.pass(999);
        assertThat(poll(source)).isEmpty();
        waiting.pass(1);
        assertThat(poll(source)).containsExactly("b");
        waiting.pass(999);
        assertThat(poll(source)).isEmpty();
        waiting.pass(1);
        assertThat(poll(source)).containsExactly("c");
        assertThat(source.lagRecords()).isZero();
        assertThat(waiting.waitedMillis).as("no poll was given time to wait").isEmpty();
    }

    @Test
    void poll_positions_endBeforeWhatIsHeldBack() throws Exception {
        append("a", 0);
        append("b", 1_000);
        append("c", 1_000);
        append("d", 2_000);
        PacedSource source = opened(1);
        assertThat(source.poll(Duration.ZERO).getFirst().nextOffset()).isEqualTo(1);
        waiting.pass(1_000);
        List<RecordBatch> second = source.poll(Duration.ZERO);
        assertThat(second).hasSize(1);
        assertThat(second.getFirst().nextOffset()).isEqualTo(3);
        source.close();

        PacedSource again = opened(1);
        again.open(Map.of(PARTITION, 3L));
        assertThat(poll(again)).as("the pace begins anew").containsExactly("d");
    }

    @Test
    void poll_withTimeToWait_waitsUntilTheNextRecordAndNoLonger() throws Exception {
        append("a", 0);
        append("b", 300);
        append("c", 10_000);
        PacedSource source = opened(1);
        assertThat(poll(source)).containsExactly("a");
        assertThat(texts(source.poll(Duration.ofSeconds(1)))).containsExactly("b");
        assertThat(texts(source.poll(Duration.ofSeconds(1)))).isEmpty();
        assertThat(waiting.waitedMillis).containsExactly(300L, 1_000L);
    }

    @Test
    void poll_woken_endsBeforeItsTimeAndOnce() throws Exception {
        append("a", 0);
        append("b", 300);
        PacedSource source = opened(1);
        poll(source);
        source.wakeup();
        assertThat(source.poll(Duration.ofSeconds(1))).isEmpty();
        assertThat(waiting.waitedMillis).isEmpty();
        assertThat(texts(source.poll(Duration.ofSeconds(1)))).containsExactly("b");
    }

    @Test
    void poll_recordsWithoutTime_followTheOneBefore() throws Exception {
        appendTimeless("before");
        append("a", 0);
        appendTimeless("with a");
        append("b", 1_000);
        appendTimeless("with b");
        PacedSource source = opened(1);
        assertThat(poll(source)).containsExactly("before", "a", "with a");
        waiting.pass(1_000);
        assertThat(poll(source)).containsExactly("b", "with b");
    }

    @Test
    void poll_recordsOutOfOrder_comeInTheirOrder() throws Exception {
        append("a", 0);
        append("late", -HOUR_MILLIS);
        append("c", 1_000);
        append("earlier", 500);
        PacedSource source = opened(1);
        assertThat(poll(source)).containsExactly("a", "late");
        waiting.pass(999);
        assertThat(poll(source)).isEmpty();
        waiting.pass(1);
        assertThat(poll(source)).containsExactly("c", "earlier");
    }

    @Test
    void poll_timesAtTheEnds_neitherOverflowNorComeEarly() throws Exception {
        log.append(Long.MIN_VALUE + 1, "first");
        log.append(Long.MAX_VALUE, "last");
        PacedSource source = opened(1e-300);
        assertThat(poll(source)).containsExactly("first");
        waiting.pass(HOUR_MILLIS);
        assertThat(source.poll(Duration.ofSeconds(1))).isEmpty();
        assertThat(waiting.waitedMillis).containsExactly(1_000L);
    }

    @Test
    void seek_whatIsHeldBack_isLeftAndThePaceBeginsAnew() throws Exception {
        append("a", 0);
        append("years ahead", 1_000_000 * HOUR_MILLIS);
        append("c", 1_000);
        append("d", 2_000);
        PacedSource source = opened(1);
        assertThat(poll(source)).containsExactly("a");
        assertThatThrownBy(() -> source.seek(Map.of(PARTITION, 99L))).isInstanceOf(SourceException.class);
        assertThat(source.lagRecords()).as("refused, so nothing moved").isEqualTo(3);
        source.seek(Map.of(PARTITION, 2L));
        assertThat(source.lagRecords()).isEqualTo(2);
        assertThat(poll(source)).containsExactly("c");
        waiting.pass(1_000);
        assertThat(poll(source)).containsExactly("d");
    }

    @Test
    void pause_whatIsHeldBack_isNotGivenAndTheClockGoesOn() throws Exception {
        append("a", 0);
        append("b", 1_000);
        PacedSource source = opened(1);
        poll(source);
        source.pause(Set.of("clicks"));
        waiting.pass(5_000);
        assertThat(poll(source)).isEmpty();
        assertThat(source.lagRecords()).isEqualTo(1);
        source.pause(Set.of());
        assertThat(poll(source)).containsExactly("b");
    }

    @Test
    void wakeup_byAnotherThread_endsAWaitThatWouldTakeAnHour() throws Exception {
        append("a", 0);
        append("b", HOUR_MILLIS);
        var source = new PacedSource(log, 1, new TimedWaiting(System::nanoTime));
        source.open(Map.of());
        assertThat(poll(source)).containsExactly("a");
        var waited = CompletableFuture.supplyAsync(() -> {
            try {
                return source.poll(Duration.ofMinutes(10));
            } catch (SourceException e) {
                throw new AssertionError(e);
            }
        });
        source.wakeup();
        assertThat(waited.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void poll_randomTimesAndPolls_givesWhatItsTwinGives() throws Exception {
        long seed = Long.getLong("oriel.seed", System.nanoTime());
        var random = new Random(seed);
        double speed = 1 + random.nextInt(5);
        List<Long> afterMillis = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            boolean timed = i == 0 || random.nextInt(5) > 0;
            long millis = i == 0 ? 0 : random.nextInt(10_000);
            afterMillis.add(timed ? millis : null);
            log.append(timed ? START_MILLIS + millis : SourceRecord.TIME_UNKNOWN, Integer.toString(i));
        }
        PacedSource source = opened(speed);
        long passedMillis = 0;
        int given = 0;
        while (given < afterMillis.size()) {
            for (String text : poll(source)) {
                assertThat(text).as("seed %d", seed).isEqualTo(Integer.toString(given++));
            }
            assertThat(given)
                    .as("given after %d ms; seed %d", passedMillis, seed)
                    .isEqualTo(dueAt(passedMillis * speed, afterMillis));
            assertThat(source.lagRecords()).isEqualTo(afterMillis.size() - given);
            long step = random.nextInt(200);
            waiting.pass(step);
            passedMillis += step;
        }
    }

    /* How many records there are before the first one that is still to come. */
    private static int dueAt(double millis, List<Long> afterMillis) {
        int due = 0;
        while (due < afterMillis.size() && (afterMillis.get(due) == null || afterMillis.get(due) <= millis)) {
            due++;
        }
        return due;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void construct_speedThatIsNone_isRefused(double speed) {
        assertThatThrownBy(() -> new PacedSource(log, speed, waiting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("paced source · the speed is '" + speed
                        + "' · it is above 0 and finite · leave the source unpaced to read as fast as possible");
    }
}
