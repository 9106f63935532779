package dev.oriel.dev.kafka;

import static java.util.stream.IntStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.oriel.dev.broker.LocalBroker;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A partition that cannot go on stops, says why, and stays where it is; everything else flows. */
class KafkaStoppedPartitionIT {
    private static final String REMEDY = " · restore the topic, or choose where to go on: oriel stream seek events";

    @TempDir
    static Path folder;

    private static LocalBroker broker;
    private static Topics topics;

    private final String topic;
    private final SourcePartition first = new SourcePartition("events", 0);
    private final SourcePartition second = new SourcePartition("events", 1);
    private final SourcePartition other = new SourcePartition("others", 0);

    /** Each test has topics of its own. */
    KafkaStoppedPartitionIT(TestInfo test) {
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
    void I11_open_positionBelowWhatTheBrokersHold_stopsThatPartitionAlone_untilItIsMoved() throws Exception {
        topics.create(topic, 2);
        topics.append(topic, 0, 1, 100);
        topics.append(topic, 1, 1001, 1005);
        topics.deleteRecordsBefore(topic, 60);
        try (KafkaEventSource source = source()) {
            source.open(Map.of(first, 25L));

            assertThat(source.stopped())
                    .isEqualTo(Map.of(
                            first,
                            where(0) + "position '25' is outside what the brokers hold"
                                    + " · they hold offsets 60 up to 100, and the 35 before those are gone unread"
                                    + REMEDY));
            Reading reading = new Reading().untilCount(source, 5);
            assertThat(reading.numbers()).containsExactly(1001, 1002, 1003, 1004, 1005);
            assertThat(source.partitions()).containsExactlyInAnyOrder(first, second);
            assertThat(source.lagByPartition()).isEqualTo(Map.of(first, 75L, second, 0L));

            source.seek(Map.of(first, 60L));
            assertThat(source.stopped()).isEmpty();
            assertThat(new Reading().untilCount(source, 40).numbers())
                    .containsExactlyElementsOf(rangeClosed(61, 100).boxed().toList());
        }
    }

    @Test
    void I11_open_positionBeyondWhatTheBrokersHold_stopsIt() throws Exception {
        topics.create(topic, 1);
        topics.append(topic, 0, 1, 9);
        try (KafkaEventSource source = source()) {
            source.open(Map.of(first, 10L));

            assertThat(source.stopped())
                    .isEqualTo(Map.of(
                            first,
                            where(0) + "position '10' is outside what the brokers hold"
                                    + " · they hold offsets 0 up to 9, so the topic lost records or was made anew"
                                    + REMEDY));
            topics.append(topic, 0, 10, 20);
            assertThat(source.poll(Duration.ofMillis(500))).isEmpty();
        }
    }

    @Test
    void I11_open_topicIsNotThere_stopsItAndStartsTheOthers_alsoWhenOneOfItsNameIsMade() throws Exception {
        topics.create(topic + ".others", 1);
        topics.append(topic + ".others", 0, 1, 3);
        try (KafkaEventSource source = source()) {
            source.open(Map.of(first, 4L));

            assertThat(source.stopped())
                    .isEqualTo(Map.of(
                            first, where(0) + "the topic does not exist · it was read up to position '4'" + REMEDY));
            assertThat(new Reading().untilCount(source, 3).numbers()).containsExactly(1, 2, 3);

            topics.create(topic, 1);
            topics.append(topic, 0, 1, 9);
            Reading reading = new Reading()
                    .until(source, now -> reason(source, first).contains("the topic was deleted and made anew"));
            assertThat(reason(source, first))
                    .startsWith(where(0) + "the topic was deleted and made anew · its id was 'unknown' and is '")
                    .endsWith("', and it was read up to position '4'"
                            + " · choose where to go on in the new one: oriel stream seek events");
            assertThat(reading.records).isEmpty();
        }
    }

    @Test
    void I11_open_fewerPartitionsThanWereRead_stopsAllOfTheTopic() throws Exception {
        topics.create(topic, 1);
        topics.append(topic, 0, 1, 9);
        try (KafkaEventSource source = source()) {
            source.open(Map.of(first, 2L, second, 4L));

            assertThat(reason(source, second))
                    .isEqualTo(where(1)
                            + "the partition does not exist · it was read up to position '4', and the topic has 1 partitions now, so it was made anew"
                            + REMEDY);
            assertThat(reason(source, first)).startsWith(where(0) + "the topic was deleted and made anew");
        }
    }

    @Test
    void I11_open_topicMadeAnewMeanwhile_isToldByItsIdentity_thoughThePositionFits() throws Exception {
        topics.create(topic, 1);
        topics.append(topic, 0, 1, 5);
        Map<SourcePartition, String> kept;
        try (KafkaEventSource source = source()) {
            source.open(Map.of());
            kept = source.identities();
            assertThat(kept).containsOnlyKeys(first);
        }
        try (KafkaEventSource same = source()) {
            same.open(Map.of(first, 3L), kept);
            assertThat(new Reading().untilCount(same, 2).numbers()).containsExactly(4, 5);
        }
        topics.delete(topic);
        topics.create(topic, 2);
        topics.append(topic, 0, 101, 120);
        topics.append(topic, 1, 201, 202);
        try (KafkaEventSource source = source()) {
            source.open(Map.of(first, 3L), kept);

            assertThat(reason(source, first))
                    .startsWith(where(0) + "the topic was deleted and made anew · its id was '" + kept.get(first)
                            + "' and is '");
            assertThat(reason(source, second))
                    .startsWith(where(1) + "the topic was deleted and made anew · its id is '")
                    .endsWith("', and this partition was never read"
                            + " · choose where to begin in the new one: oriel stream seek events");
            assertThat(source.identities()).containsEntry(first, kept.get(first));
            assertThat(source.poll(Duration.ofMillis(300))).isEmpty();

            source.seek(Map.of(first, 18L));
            assertThat(new Reading().untilCount(source, 2).numbers()).containsExactly(119, 120);
            assertThat(source.stopped()).containsOnlyKeys(second);
            assertThat(source.identities().get(first))
                    .isNotEqualTo(kept.get(first))
                    .isEqualTo(source.identities().get(second));
        }
    }

    @Test
    void I11_recordsRemoved_beforeTheReaderReachedThem_stopThatPartitionInsteadOfSkipping() throws Exception {
        topics.create(topic, 2);
        topics.append(topic, 0, 1, 100);
        try (KafkaEventSource source = source()) {
            source.open(Map.of());
            source.pause(Set.of("events"));
            topics.deleteRecordsBefore(topic, 60);
            source.pause(Set.of());

            Reading reading =
                    new Reading().until(source, now -> !source.stopped().isEmpty());
            assertThat(source.stopped())
                    .isEqualTo(Map.of(
                            first,
                            where(0) + "position '0' is outside what the brokers hold"
                                    + " · they hold offsets 60 up to 100, and the 60 before those are gone unread"
                                    + REMEDY));
            topics.append(topic, 1, 1001, 1010);
            assertThat(reading.untilCount(source, 10).numbers())
                    .containsExactlyElementsOf(rangeClosed(1001, 1010).boxed().toList());
        }
    }

    @Test
    void I11_topic_madeAnewWithMoreRecordsWhileRead_stopsAndTheOtherTopicGoesOn() throws Exception {
        topics.create(topic, 1);
        topics.create(topic + ".others", 1);
        topics.append(topic, 0, 1, 5);
        try (KafkaEventSource source = source()) {
            source.open(Map.of());
            Reading reading = new Reading().untilCount(source, 5);
            topics.delete(topic);
            topics.create(topic, 1);
            topics.append(topic, 0, 1, 50);

            reading.until(source, now -> source.stopped().containsKey(first));
            reading.until(source, now -> reason(source, first).contains("made anew"));
            assertThat(reason(source, first))
                    .startsWith(where(0) + "the topic was deleted and made anew · its id was '")
                    .endsWith(" · choose where to go on in the new one: oriel stream seek events");
            int before = reading.records.size();
            topics.append(topic + ".others", 0, 901, 903);
            reading.untilCount(source, before + 3);
            assertThat(reading.positions).containsEntry(other, 3L);

            source.seek(source.offsets("events", new SeekTarget.Beginning()));
            assertThat(new Reading().untilCount(source, 50).numbers())
                    .containsExactlyElementsOf(rangeClosed(1, 50).boxed().toList());
        }
    }

    @Test
    void I11_topic_deletedWhileRead_stopsByNameAndTheOtherTopicGoesOn() throws Exception {
        topics.create(topic, 1);
        topics.create(topic + ".others", 1);
        topics.append(topic, 0, 1, 5);
        try (KafkaEventSource source = source()) {
            source.open(Map.of());
            Reading reading = new Reading().untilCount(source, 5);
            topics.delete(topic);

            reading.until(source, now -> source.stopped().containsKey(first));
            assertThat(source.stopped())
                    .isEqualTo(Map.of(
                            first,
                            where(0) + "the topic was deleted · two looks in a row did not find it,"
                                    + " and it was read up to position '5'" + REMEDY));
            topics.append(topic + ".others", 0, 901, 903);
            reading.untilCount(source, 8);
        }
    }

    @Test
    void seek_ofSeveral_oneCannotBe_movesNone() throws Exception {
        topics.create(topic, 2);
        topics.append(topic, 0, 1, 5);
        topics.append(topic, 1, 101, 105);
        try (KafkaEventSource source = source()) {
            source.open(Map.of());
            Reading reading = new Reading().untilCount(source, 10);

            assertThatThrownBy(() -> source.seek(Map.of(first, 0L, second, 6L)))
                    .isInstanceOf(SourceException.class)
                    .hasMessageStartingWith(where(1) + "position '6' is outside what the brokers hold");
            assertThatThrownBy(() -> source.seek(Map.of(first, 0L, new SourcePartition("events", 2), 0L)))
                    .isInstanceOf(SourceException.class)
                    .hasMessage(where(2) + "position '0' is nowhere · the topic has 2 partitions, numbered from 0"
                            + " · give one of these");
            topics.append(topic, 0, 6, 6);
            assertThat(reading.untilCount(source, 11).records).hasSize(11);
        }
    }

    @Test
    void pause_partitionsFoundLater_arePausedToo_andTheirLagIsKnown() throws Exception {
        topics.create(topic, 1);
        topics.append(topic, 0, 1, 3);
        try (KafkaEventSource source = source()) {
            source.open(Map.of());
            source.pause(Set.of("events"));
            topics.grow(topic, 2);
            await().untilAsserted(() -> topics.append(topic, 1, 101, 104));

            Reading reading = new Reading()
                    .until(source, now -> Map.of(first, 3L, second, 4L).equals(source.lagByPartition()));
            assertThat(reading.records).isEmpty();
            source.pause(Set.of("others"));
            assertThat(reading.untilCount(source, 7).numbers()).contains(1, 2, 3, 101, 102, 103, 104);
        }
    }

    private KafkaEventSource source() throws SourceException {
        var settings = KafkaSettings.of(broker.bootstrapServers()).withTopicLookInterval(Duration.ofMillis(100));
        return new KafkaEventSource(
                settings,
                List.of(new TopicOfSource("events", topic), new TopicOfSource("others", topic + ".others")),
                System::nanoTime);
    }

    private static String reason(KafkaEventSource source, SourcePartition partition) {
        return source.stopped().getOrDefault(partition, "goes on");
    }

    private String where(int partition) {
        return "source 'events', topic '%s', partition %d: ".formatted(topic, partition);
    }
}
