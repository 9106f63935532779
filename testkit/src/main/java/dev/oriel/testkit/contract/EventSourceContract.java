package dev.oriel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link EventSource} must do. */
public abstract class EventSourceContract extends EventSourceFixture {
    private static final int RANDOM_STEPS = 400;

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
            ReadLog log = readAll(source);
            assertThat(log.values()).isEqualTo(appended);
            assertThat(source.lagRecords()).as("lag when everything was given").isZero();
        }
    }

    @Test
    void D13_open_anyPosition_givesTheSameRecordsAgain() throws Exception {
        appendSome(120);
        ReadLog whole = readAllAnew();
        Random random = Seed.current().random();
        for (int attempt = 0; attempt < 20; attempt++) {
            Map<SourcePartition, Long> positions = whole.randomPositions(random);
            try (EventSource source = reader()) {
                source.open(positions);
                assertGivesFrom(positions, whole, source);
            }
        }
    }

    @Test
    void D13_C4_openAgain_goesOnAtThePositionsGiven_whateverWasReadSince() throws Exception {
        appendSome(120);
        Random random = Seed.current().random();
        try (EventSource source = reader()) {
            source.open(Map.of());
            ReadLog whole = readAll(source);
            for (int attempt = 0; attempt < 5; attempt++) {
                Map<SourcePartition, Long> positions = whole.randomPositions(random);
                source.open(positions);
                assertGivesFrom(positions, whole, source);
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
        var log = new ReadLog(Map.of());
        EventSource source = reader();
        try {
            source.open(log.next());
            for (int step = 0; step < RANDOM_STEPS; step++) {
                appendSome(random.nextInt(6));
                if (random.nextInt(20) == 0) {
                    source.close();
                    source = reader();
                    source.open(log.next());
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
            ReadLog log = readAll(source);
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
            assertWakeupEndsAPoll(source);
        }
    }

    @Test
    void seek_readPartitions_giveTheSameRecordsAgainAndOthersStay() throws Exception {
        appendSome(120);
        Random random = Seed.current().random();
        try (EventSource source = reader()) {
            source.open(Map.of());
            ReadLog whole = readAll(source);
            for (int attempt = 0; attempt < 20; attempt++) {
                var positions = new HashMap<>(whole.next());
                Map<SourcePartition, Long> moved = whole.randomPositions(random);
                positions.putAll(moved);
                source.seek(moved);
                assertGivesFrom(positions, whole, source);
                assertThat(source.poll(Duration.ZERO)).isEmpty();
            }
        }
    }

    @Test
    void seek_unreadPartitions_areLeftOutUpToThere() throws Exception {
        appendSome(120);
        ReadLog whole = readAllAnew();
        Random random = Seed.current().random();
        for (int attempt = 0; attempt < 10; attempt++) {
            Map<SourcePartition, Long> positions = whole.randomPositions(random);
            try (EventSource source = reader()) {
                source.open(Map.of());
                source.seek(positions);
                assertGivesFrom(positions, whole, source);
            }
        }
    }

    @Test
    void seek_positionsOfOtherSources_areLeftAlone() throws Exception {
        appendSome(10);
        try (EventSource source = reader()) {
            source.open(Map.of());
            source.seek(Map.of(new SourcePartition(sourceName() + "-other", 0), 3L));
            assertThat(readAll(source).values()).isEqualTo(appended);
        }
    }

    @Test
    void I11_seek_whereThereIsNothing_isRefusedAndMovesNothing() throws Exception {
        appendSome(20);
        SourcePartition first = new SourcePartition(sourceName(), 0);
        try (EventSource source = reader()) {
            source.open(Map.of());
            ReadLog log = readAll(source);
            appendSome(20);
            for (long wrong : new long[] {log.endOf(first) + 1_000_000, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> source.seek(Map.of(first, wrong)))
                        .as("to %s", wrong)
                        .isInstanceOf(SourceException.class)
                        .hasMessageContaining(sourceName())
                        .hasMessageContaining(Long.toString(wrong));
            }
            log.readUntilCount(source, number.get());
            assertThat(log.values()).isEqualTo(appended);
        }
    }

    @Test
    void I11_open_whereThereIsNothing_isRefusedOrStopsThatPartitionAlone() throws Exception {
        appendSome(20);
        SourcePartition first = new SourcePartition(sourceName(), 0);
        long wrong = readAllAnew().endOf(first) + 1_000_000;
        String told;
        try (EventSource source = reader()) {
            source.open(Map.of(first, wrong));
            told = source.stopped().getOrDefault(first, "it goes on");
            ReadLog log = new ReadLog(Map.of());
            log.readUntilCount(source, countWithoutPartition0());
            assertThat(log.values()).doesNotContainKey(0);
        } catch (SourceException e) {
            told = String.valueOf(e.getMessage());
        }
        assertThat(told).contains(sourceName(), Long.toString(wrong));
    }

    private int countWithoutPartition0() {
        return number.get() - appended.getOrDefault(0, List.of()).size();
    }

    @Test
    void offsets_beginningAndEnd_giveEverythingAgainAndOnlyWhatIsNew() throws Exception {
        appendSome(50);
        try (EventSource source = reader()) {
            source.open(Map.of());
            ReadLog log = readAll(source);
            source.seek(source.offsets(sourceName(), new SeekTarget.Beginning()));
            assertThat(readAll(source).told()).isEqualTo(log.told());

            source.seek(source.offsets(sourceName(), new SeekTarget.Beginning()));
            Map<SourcePartition, Long> end = source.offsets(sourceName(), new SeekTarget.End());
            assertThat(end.keySet()).isEqualTo(log.next().keySet());
            source.seek(end);
            assertThat(source.poll(Duration.ofMillis(30))).isEmpty();
            assertThat(source.lagRecords()).isZero();
            appendSome(10);
            log.readUntilCount(source, number.get());
            assertThat(log.values()).isEqualTo(appended);
        }
    }

    @Test
    void offsets_offsetOfOnePartition_concernsThatAlone() throws Exception {
        appendSome(30);
        int last = partitions() - 1;
        try (EventSource source = reader()) {
            source.open(Map.of());
            ReadLog log = readAll(source);
            var partition = new SourcePartition(sourceName(), last);
            long offset = log.records(partition).get(2).offset();
            assertThat(source.offsets(sourceName(), new SeekTarget.Offset(last, offset)))
                    .isEqualTo(Map.of(partition, offset));
            assertThat(source.offsets(sourceName(), new SeekTarget.Offset(partitions(), 0)))
                    .as("of a partition that is not there")
                    .isEmpty();
            assertThatThrownBy(() ->
                            source.seek(source.offsets(sourceName(), new SeekTarget.Offset(last, offset + 1_000_000))))
                    .isInstanceOf(SourceException.class);
        }
    }

    @Test
    void offsets_ofAnotherSource_areNone() throws Exception {
        appendSome(10);
        try (EventSource source = reader()) {
            source.open(Map.of());
            readAll(source);
            for (SeekTarget target : List.of(new SeekTarget.End(), new SeekTarget.Offset(0, 1))) {
                assertThat(source.offsets(sourceName() + "-other", target)).isEmpty();
            }
        }
    }

    @Test
    void offsets_time_areTheFirstRecordsOfThatTimeOrLater() throws Exception {
        appendSome(60);
        try (EventSource source = reader()) {
            source.open(Map.of());
            ReadLog log = readAll(source);
            if (!keepsTimes()) {
                assertThatThrownBy(() -> source.offsets(sourceName(), new SeekTarget.Time(Instant.EPOCH)))
                        .isInstanceOf(SourceException.class)
                        .hasMessageContaining("keeps no times");
                return;
            }
            Seed seed = Seed.current();
            Random random = seed.random();
            SourcePartition first = new SourcePartition(sourceName(), 0);
            List<SourceRecord> records = log.records(first);
            for (int attempt = 0; attempt < 20; attempt++) {
                long millis = records.get(random.nextInt(records.size())).timeMillis() + random.nextInt(3) - 1;
                assertThat(source.offsets(sourceName(), new SeekTarget.Time(Instant.ofEpochMilli(millis))))
                        .as("at %s; %s", millis, seed)
                        .isEqualTo(log.firstAtOrAfter(millis));
            }
            assertThat(source.offsets(sourceName(), new SeekTarget.Time(Instant.MAX)))
                    .isEqualTo(log.next());
            assertThat(source.offsets(sourceName(), new SeekTarget.Time(Instant.MIN)))
                    .isEqualTo(source.offsets(sourceName(), new SeekTarget.Beginning()));
        }
    }

    @Test
    void pause_whilePaused_givesNothingAndLosesNothing() throws Exception {
        appendSome(40);
        try (EventSource source = reader()) {
            source.open(Map.of());
            ReadLog log = new ReadLog(Map.of());
            log.add(source.poll(PATIENCE));
            source.pause(Set.of(sourceName(), "nobody"));
            appendSome(10);
            assertThat(source.poll(Duration.ZERO)).isEmpty();
            assertThat(source.poll(Duration.ofMillis(30))).isEmpty();
            awaitLag(source, behind(log));
            source.pause(Set.of());
            log.readUntilCount(source, number.get());
            assertThat(log.values()).isEqualTo(appended);
            awaitLag(source, Map.of());
        }
    }

    @Test
    void pause_otherSources_doesNothing() throws Exception {
        appendSome(10);
        try (EventSource source = reader()) {
            source.open(Map.of());
            source.pause(Set.of("nobody"));
            assertThat(readAll(source).values()).isEqualTo(appended);
        }
    }

    @Test
    void wakeup_whilePaused_endsThePollEarly() throws Exception {
        appendSome(5);
        try (EventSource source = reader()) {
            source.open(Map.of());
            source.pause(Set.of(sourceName()));
            assertWakeupEndsAPoll(source);
            source.pause(Set.of());
            assertThat(readAll(source).values()).isEqualTo(appended);
        }
    }

    @Test
    void lagByPartition_atAnyPosition_isWhatLiesBehindIt() throws Exception {
        appendSome(90);
        ReadLog whole = readAllAnew();
        Random random = Seed.current().random();
        for (int attempt = 0; attempt < 10; attempt++) {
            Map<SourcePartition, Long> positions = whole.randomPositions(random);
            try (EventSource source = reader()) {
                source.open(positions);
                source.pause(Set.of(sourceName()));
                awaitLag(source, whole.countFrom(positions));
                source.pause(Set.of());
            }
        }
    }

    @Test
    void partitions_oncePolled_areTheLogsOfTheSource() throws Exception {
        appendSome(60);
        try (EventSource source = reader()) {
            source.open(Map.of());
            ReadLog log = readAll(source);
            assertThat(log.next()).hasSize(partitions());
            assertThat(source.partitions()).isEqualTo(log.next().keySet());
            assertThat(source.lagByPartition().keySet()).isEqualTo(log.next().keySet());
            assertThat(source.stopped()).isEmpty();
        }
    }

    @Test
    void committed_positions_changeNothingForTheReader() throws Exception {
        appendSome(60);
        try (EventSource source = reader()) {
            source.open(Map.of());
            ReadLog log = new ReadLog(Map.of());
            while (log.count() < number.get()) {
                log.add(source.poll(PATIENCE));
                source.committed(log.next());
            }
            appendSome(20);
            log.readUntilCount(source, number.get());
            assertThat(log.values()).isEqualTo(appended);
        }
    }

    @Test
    void D13_I1_reader_randomSeeksPausesAndOpenings_equalsItsTwin_eachBatchBeginningWhereItStood() throws Exception {
        Seed seed = Seed.current();
        Random random = seed.random();
        var twin = new ReaderTwin(appended);
        try (EventSource source = reader()) {
            source.open(Map.of());
            boolean paused = false;
            for (int step = 0; step < RANDOM_STEPS; step++) {
                appendSome(random.nextInt(4));
                switch (random.nextInt(13)) {
                    case 0 -> {
                        Map<SourcePartition, Long> positions = twin.randomPositions(random);
                        source.seek(positions);
                        twin.moved(positions);
                    }
                    case 1 -> {
                        paused = random.nextBoolean();
                        source.pause(paused ? Set.of(sourceName()) : Set.of());
                    }
                    case 2 -> {
                        Map<SourcePartition, Long> positions = twin.randomPositions(random);
                        source.open(positions);
                        twin.opened(positions);
                        source.pause(paused ? Set.of(sourceName()) : Set.of());
                    }
                    default -> {
                        List<RecordBatch> batches = source.poll(Duration.ofMillis(random.nextInt(3)));
                        assertThat(paused && !batches.isEmpty())
                                .as("given while paused; %s", seed)
                                .isFalse();
                        twin.gave(batches);
                    }
                }
            }
            source.pause(Set.of());
            while (!twin.behind().isEmpty()) {
                List<RecordBatch> batches = source.poll(PATIENCE);
                assertThat(batches).as("%s behind; %s", twin.behind(), seed).isNotEmpty();
                twin.gave(batches);
            }
            assertThat(source.poll(Duration.ZERO)).isEmpty();
        }
    }
}
