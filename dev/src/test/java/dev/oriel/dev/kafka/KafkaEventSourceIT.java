package dev.oriel.dev.kafka;

import static java.util.stream.IntStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.oriel.dev.broker.LocalBroker;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaHealth;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class KafkaEventSourceIT {
    @TempDir
    static Path folder;

    private static LocalBroker broker;
    private static Topics topics;

    private final String topic;
    private final SourcePartition first = new SourcePartition("events", 0);

    /** Each test has a topic of its own. */
    KafkaEventSourceIT(TestInfo test) {
        topic = "topic." + Integer.toHexString(test.getDisplayName().hashCode());
    }

    @BeforeAll
    static void startBroker() throws Exception {
        broker = LocalBroker.start(LocalBrokerSettings.in(folder));
        topics = new Topics(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        topics.close();
        broker.close();
    }

    @Test
    void open_withoutPositions_readsEveryPartitionFromItsFirstRecordInOrder() throws Exception {
        topics.create(topic, 2);
        topics.append(topic, 0, 1, 300);
        topics.append(topic, 1, 1001, 1200);
        try (KafkaEventSource source = source(KafkaSettings.POLL_RECORDS_DEFAULT)) {
            source.open(Map.of());
            assertThat(source.lagRecords()).isEqualTo(500);

            Reading reading = new Reading().untilCount(source, 500);

            assertThat(reading.numbers())
                    .filteredOn(number -> number < 1000)
                    .containsExactlyElementsOf(rangeClosed(1, 300).boxed().toList());
            assertThat(reading.numbers())
                    .filteredOn(number -> number > 1000)
                    .containsExactlyElementsOf(rangeClosed(1001, 1200).boxed().toList());
            assertThat(reading.positions).isEqualTo(Map.of(first, 300L, new SourcePartition("events", 1), 200L));
            assertThat(reading.records.getFirst().timeMillis())
                    .isEqualTo(reading.numbers().getFirst().longValue());
            assertThat(source.lagRecords()).isZero();
            assertThat(source.health()).isEqualTo(new KafkaHealth(true, List.of()));
        }
    }

    @Test
    void value_thatIsMissing_isEmpty() throws Exception {
        topics.create(topic, 1);
        topics.appendWithoutValue(topic);
        try (KafkaEventSource source = source(10)) {
            source.open(Map.of());

            assertThat(new Reading().untilCount(source, 1).records.getFirst().value())
                    .isEmpty();
        }
    }

    @Test
    void D13_reader_openedAgainAtEachBatchEnd_seesEveryRecordOnce() throws Exception {
        topics.create(topic, 1);
        topics.append(topic, 0, 1, 50);
        var reading = new Reading();
        while (reading.records.size() < 50) {
            try (KafkaEventSource source = source(17)) {
                source.open(reading.positions);
                int before = reading.records.size();
                reading.until(source, now -> now.records.size() > before);
                assertThat(reading.records.size() - before).isLessThanOrEqualTo(17);
            }
        }
        assertThat(reading.numbers())
                .containsExactlyElementsOf(rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void I12_transactions_someAborted_onlyCommittedRecordsAreSeenAndThePositionPassesTheRest() throws Exception {
        topics.create(topic, 1);
        topics.appendInTransaction(topic, 1, 10, true);
        topics.appendInTransaction(topic, 101, 105, false);
        topics.appendInTransaction(topic, 11, 13, true);
        try (KafkaEventSource source = source(KafkaSettings.POLL_RECORDS_DEFAULT)) {
            source.open(Map.of());

            // 18 records and three markers.
            Reading reading = new Reading().until(source, now -> now.positions.getOrDefault(first, 0L) == 21);

            assertThat(reading.numbers())
                    .containsExactlyElementsOf(rangeClosed(1, 13).boxed().toList());
        }
    }

    @Test
    void I12_abortedTransactionAtTheEnd_movesThePositionByABatchWithoutRecords() throws Exception {
        topics.create(topic, 1);
        try (KafkaEventSource source = source(KafkaSettings.POLL_RECORDS_DEFAULT)) {
            source.open(Map.of());
            topics.appendInTransaction(topic, 1, 5, false);

            Reading reading = new Reading().until(source, now -> now.positions.getOrDefault(first, 0L) == 6);

            assertThat(reading.batches).isNotEmpty();
            assertThat(reading.records).isEmpty();
            assertThat(source.poll(Duration.ZERO)).isEmpty();
            assertThat(source.lagRecords()).isZero();
        }
    }

    @Test
    void topic_madeAfterOpening_isReadFromItsFirstRecord_andSoAreItsLaterPartitions() throws Exception {
        try (KafkaEventSource source = source(10)) {
            source.open(Map.of());
            assertThat(source.health()).isEqualTo(new KafkaHealth(true, List.of(topic)));
            assertThat(source.poll(Duration.ofMillis(1))).isEmpty();

            topics.create(topic, 1);
            topics.append(topic, 0, 1, 5);
            Reading reading = new Reading().untilCount(source, 5);
            assertThat(source.health()).isEqualTo(new KafkaHealth(true, List.of()));

            topics.grow(topic, 3);
            await().untilAsserted(() -> topics.append(topic, 2, 6, 8));
            reading.untilCount(source, 8);
            assertThat(reading.numbers()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(reading.positions).isEqualTo(Map.of(first, 5L, new SourcePartition("events", 2), 3L));
        }
    }

    @Test
    void wakeup_beforeALongPoll_endsItOnceAndLosesNothing() throws Exception {
        topics.create(topic, 1);
        try (KafkaEventSource source = source(10)) {
            source.wakeup();
            source.open(Map.of());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> assertThat(source.poll(Duration.ofMinutes(10))).isEmpty());
            topics.append(topic, 0, 1, 3);

            assertThat(new Reading().untilCount(source, 3).numbers()).containsExactly(1, 2, 3);
        }
    }

    private KafkaEventSource source(int pollRecordsMax) throws SourceException {
        var settings = KafkaSettings.of(broker.bootstrapServers())
                .withPollRecordsMax(pollRecordsMax)
                .withTopicLookInterval(Duration.ofMillis(100));
        return new KafkaEventSource(settings, List.of(new TopicOfSource("events", topic)), System::nanoTime);
    }
}
