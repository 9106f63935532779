package dev.oriel.dev.kafka;

import static java.util.stream.LongStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oriel.dev.broker.LocalBroker;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.engine.port.EventSink;
import dev.oriel.engine.port.OutgoingRecord;
import dev.oriel.engine.port.SinkException;
import dev.oriel.kafka.KafkaEventSink;
import dev.oriel.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class KafkaEventSinkIT {
    @TempDir
    static Path folder;

    private static LocalBroker broker;
    private static Topics topics;

    private final String store;
    private final String topic;

    /** Each test has a store and topics of its own. */
    KafkaEventSinkIT(TestInfo test) {
        store = "store-" + Integer.toHexString(test.getDisplayName().hashCode());
        topic = "dead." + Integer.toHexString(test.getDisplayName().hashCode());
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
    void B125_record_delivered_arrivesWithItsKeyValueTimeAndHeaders() throws Exception {
        topics.create(topic, 3);
        try (var sink = sink()) {
            assertThat(sink.open(store)).isEqualTo(EventSink.NOTHING_DELIVERED);
            sink.deliver(List.of(new OutgoingRecord(
                    4,
                    topic,
                    new byte[] {1, 2},
                    new byte[] {3},
                    1_700_000_000_123L,
                    Map.of("oriel.grund", "zu groß €"))));
            sink.deliver(List.of());
            sink.deliver(List.of(new OutgoingRecord(5, topic, new byte[0], Long.MIN_VALUE, Map.of())));
        }
        List<ConsumerRecord<byte[], byte[]>> records = topics.readCommitted(topic);

        assertThat(records).hasSize(2);
        ConsumerRecord<byte[], byte[]> full = records.get(records.get(0).key() == null ? 1 : 0);
        assertThat(full.key()).containsExactly(1, 2);
        assertThat(full.value()).containsExactly(3);
        assertThat(full.timestamp()).isEqualTo(1_700_000_000_123L);
        assertThat(Topics.headers(full))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("oriel.grund", "zu groß €", "oriel-store", store, "oriel-sequence", "4"));
    }

    @Test
    void C1_processKilledAtRandom_20times_everySequenceIsThereOnceAndInOrder() throws Exception {
        topics.create("dead", 1);
        topics.create("other", 1);
        long seed = Long.getLong("oriel.seed", System.nanoTime());
        var random = new Random(seed);
        long last = 200_000;
        for (int kill = 0; kill < 20; kill++) {
            try (var process = SinkProcess.start(broker.bootstrapServers(), store, last)) {
                process.awaitFirstDelivery();
                assertThat(process.endsWithin(random.nextInt(60)))
                        .as("kill %d comes while it delivers; seed %d", kill, seed)
                        .isFalse();
                process.kill();
            }
        }
        long delivered;
        try (var sink = sink()) {
            delivered = sink.open(store);
            sink.deliver(SinkProcess.records(delivered + 1, delivered + 10, "dead", "other"));
        }
        assertThat(delivered).as("seed %d", seed).isGreaterThan(20 * 7 - 2).isLessThan(last);
        for (int which = 0; which < 2; which++) {
            int remainder = which;
            assertThat(topics.sequences(which == 0 ? "dead" : "other"))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(rangeClosed(0, delivered + 10)
                            .filter(each -> each % 2 == remainder)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void C7_anotherTakesOver_betweenSendingAndCommitting_theFormerDeliversNothingMore() throws Exception {
        topics.create(topic, 1);
        try (var former = sink();
                var next = sink()) {
            former.open(store);
            former.deliver(SinkProcess.records(0, 4, topic));
            var opened = new ArrayList<Long>();
            // More than a batch, so that most of it has left the client when the other comes.
            List<OutgoingRecord> many =
                    atTheEnd(SinkProcess.records(5, 5_000, topic), () -> opened.add(next.open(store)));

            assertThatThrownBy(() -> former.deliver(many))
                    .isInstanceOf(SinkException.class)
                    .hasMessage("kafka " + broker.bootstrapServers()
                            + ": another process delivers for this store now · this one delivers nothing more"
                            + " · let one process use a store; open the sink again if this is the one");
            assertThat(opened).containsExactly(4L);
            assertThatThrownBy(() -> former.deliver(SinkProcess.records(5, 6, topic)))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("the sink is not open");
            next.deliver(SinkProcess.records(5, 9, topic));

            assertThat(topics.sequences(topic))
                    .containsExactlyElementsOf(rangeClosed(0, 9).boxed().toList());
            assertThat(former.open(store)).isEqualTo(9);
            former.deliver(SinkProcess.records(10, 11, topic));
        }
        assertThat(topics.sequences(topic)).hasSize(12);
    }

    @Test
    void C7_formerSink_thatIsIdleWhenAnotherOpens_cannotDeliver() throws Exception {
        topics.create(topic, 1);
        try (var former = sink();
                var next = sink()) {
            former.open(store);
            next.open(store);

            var refused =
                    catchThrowableOfType(SinkException.class, () -> former.deliver(SinkProcess.records(0, 1, topic)));

            assertThat(refused).hasMessageContaining("another process delivers for this store now");
            assertThat(refused.refusedDestinations()).isEmpty();
            assertThat(next.open(store)).isEqualTo(EventSink.NOTHING_DELIVERED);
        }
        assertThat(topics.sequences(topic)).isEmpty();
    }

    @Test
    void sequence_thatWasDelivered_isNotTakenAgain() throws Exception {
        topics.create(topic, 1);
        try (var sink = sink()) {
            sink.open(store);
            sink.deliver(SinkProcess.records(0, 4, topic));
            assertThatThrownBy(() -> sink.deliver(SinkProcess.records(4, 5, topic)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("sequence 4 follows 4 · give them in ascending order");
            assertThat(sink.open(store)).isEqualTo(4);
            assertThatThrownBy(() -> sink.deliver(SinkProcess.records(3, 5, topic)))
                    .hasMessage("sequence 3 follows 4 · give them in ascending order");
        }
    }

    @Test
    void C1_listThatFails_halfSent_isUndoneByTheNextOpen() throws Exception {
        topics.create(topic, 1);
        try (var sink = sink()) {
            sink.open(store);
            List<OutgoingRecord> failing = atTheEnd(SinkProcess.records(0, 3_000, topic), () -> {
                throw new IllegalStateException("killed here");
            });
            assertThatThrownBy(() -> sink.deliver(failing)).hasMessage("killed here");

            assertThat(sink.open(store)).isEqualTo(EventSink.NOTHING_DELIVERED);
            sink.deliver(SinkProcess.records(0, 5, topic));
            assertThat(sink.open(store)).isEqualTo(5);
        }
        assertThat(topics.sequences(topic))
                .containsExactlyElementsOf(rangeClosed(0, 5).boxed().toList());
    }

    @Test
    void topic_thatDoesNotExist_isNamedWithHowToMakeIt_andOthersFlow() throws Exception {
        topics.create(topic, 1);
        try (var sink = sink()) {
            sink.open(store);
            var refused = catchThrowableOfType(
                    SinkException.class, () -> sink.deliver(SinkProcess.records(0, 3, topic, topic + ".missing")));

            assertThat(refused)
                    .hasMessage(
                            "kafka %s: topic '%s.missing' does not exist · the records are kept in the store, and delivered once once it does · make it: kafka-topics.sh --bootstrap-server %s --create --topic %s.missing"
                                    .formatted(broker.bootstrapServers(), topic, broker.bootstrapServers(), topic));
            assertThat(refused.refusedDestinations()).containsExactly(topic + ".missing");
            sink.deliver(SinkProcess.records(4, 5, topic));
            topics.create(topic + ".missing", 1);
            sink.deliver(SinkProcess.records(6, 9, topic, topic + ".missing"));
            assertThat(sink.open(store)).isEqualTo(9);
        }
        assertThat(topics.sequences(topic)).containsExactly(4L, 5L, 6L, 8L);
        assertThat(topics.sequences(topic + ".missing")).containsExactly(7L, 9L);
    }

    @Test
    void I7_recordLongerThanItsTopicTakes_isRefusedByNameAndTheSinkGoesOn() throws Exception {
        topics.create(topic, 1, Map.of("max.message.bytes", "2000"));
        try (var sink = sink()) {
            sink.open(store);
            var tooLong = new OutgoingRecord(0, topic, new byte[3_000], 1, Map.of());

            var refused = catchThrowableOfType(SinkException.class, () -> sink.deliver(List.of(tooLong)));

            assertThat(refused)
                    .hasMessageStartingWith("kafka " + broker.bootstrapServers() + ": a record is longer than topic '"
                            + topic + "' takes · ")
                    .hasMessageEndingWith(" · raise its max.message.bytes");
            assertThat(refused.refusedDestinations()).containsExactly(topic);
            sink.deliver(SinkProcess.records(1, 2, topic));
            assertThat(sink.open(store)).isEqualTo(2);
        }
        assertThat(topics.sequences(topic)).containsExactly(1L, 2L);
    }

    @Test
    void open_storesBesideIt_eachHasItsOwnSequence_howeverFarBackItIs() throws Exception {
        topics.create(topic, 1);
        try (var mine = sink();
                var other = sink()) {
            mine.open(store);
            mine.deliver(SinkProcess.records(0, 41, topic));
            other.open(store + "-other");
            for (int each = 0; each < 700; each++) {
                other.deliver(SinkProcess.records(each, each, topic));
            }
            assertThat(mine.open(store)).isEqualTo(41);
            assertThat(other.open(store + "-other")).isEqualTo(699);
        }
    }

    @Test
    void open_whileAnotherStoreIsInATransaction_waitsInsteadOfReadingTooLittle() throws Exception {
        topics.create(topic, 1);
        try (var mine = new KafkaEventSink(
                        KafkaSettings.of(broker.bootstrapServers()).withContactTimeout(Duration.ofSeconds(2)),
                        System::nanoTime);
                var open = topics.openTransaction(KafkaEventSink.MARK_TOPIC)) {
            mine.open(store);
            open.begin();
            mine.deliver(SinkProcess.records(0, 8, topic));

            assertThatThrownBy(() -> mine.open(store))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining(": topic 'oriel-outbox' cannot be read to its end"
                            + " · a transaction of another store is unfinished at offset ");
            open.abort();
            assertThat(mine.open(store)).isEqualTo(8);
        }
    }

    private static KafkaEventSink sink() throws SinkException {
        var settings = KafkaSettings.of(broker.bootstrapServers()).withTopicLookInterval(Duration.ofMillis(1));
        return new KafkaEventSink(settings, System::nanoTime);
    }

    /** What happens when the last record was taken, before anything is committed. */
    private interface Event {
        void happens() throws Exception;
    }

    private static List<OutgoingRecord> atTheEnd(List<OutgoingRecord> records, Event event) {
        return new AbstractList<>() {
            private int taken;

            @Override
            public OutgoingRecord get(int index) {
                // Each is looked at once for its destination, and once more to be sent.
                if (++taken == 2 * records.size()) {
                    try {
                        event.happens();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
                return records.get(index);
            }

            @Override
            public int size() {
                return records.size();
            }
        };
    }
}
