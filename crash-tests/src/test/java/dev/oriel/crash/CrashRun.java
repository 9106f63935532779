package dev.oriel.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.crash.Traffic.Message;
import dev.oriel.crash.Traffic.Paid;
import dev.oriel.crash.Verification.Sent;
import dev.oriel.dev.broker.BrokerProcess;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.dev.broker.Topics;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.kafka.KafkaEventSink;
import dev.oriel.rocksdb.RocksStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A broker, a producer that never rests, and engines one after the other on one folder. */
final class CrashRun implements AutoCloseable {
    private static final long SETTLED_MILLIS = 11_500;
    private static final int ACCOUNTS = 10_000;

    /** The last engine has all that those before it did not come to, and opens its store again every 40 commits. */
    private static final int SLOWEST_PER_SECOND = 500;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Between two bursts of messages. */
    private static final long PAUSE_MILLIS = 10;

    private final Path folder;
    private final BrokerProcess broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Traffic traffic;
    private final Thread sending;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ends = new CountDownLatch(1);
    private long pushed;

    /** @param messagesPerSecond what is sent while engines live and die */
    CrashRun(Path folder, long seed, int messagesPerSecond, long stepMillis) throws Exception {
        this.folder = folder;
        this.broker = BrokerProcess.start(folder.resolve("kafka"), LocalBrokerSettings.ANY_PORT);
        Topics.create(broker.bootstrapServers(), List.of("payments"), Traffic.PARTITIONS);
        Topics.create(broker.bootstrapServers(), List.of("dead", "rows", "bins"), 1);
        long startMillis = Math.floorDiv(System.currentTimeMillis(), 600_000) * 600_000 - 2 * 3_600_000;
        this.traffic = new Traffic(seed, ACCOUNTS, startMillis, stepMillis);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        int each = Math.toIntExact(Math.max(1, messagesPerSecond * PAUSE_MILLIS / 1_000));
        this.sending = Thread.ofPlatform().daemon().start(() -> sendAll(each));
    }

    private void sendAll(int each) {
        try {
            do {
                for (int i = 0; i < each; i++) {
                    send(traffic.next());
                }
            } while (!ends.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(Message message) {
        var unused = producer.send(
                new ProducerRecord<>("payments", message.partition(), message.recordMillis(), null, message.bytes()),
                (metadata, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    } else if (metadata.offset() != message.offset()) {
                        failure.compareAndSet(
                                null, new AssertionError("sent as " + message + ", kept at " + metadata.offset()));
                    }
                });
    }

    /** Starts the next engine; it may die before it is ready. */
    EngineProcess start(Optional<String> failpoint) throws Exception {
        return EngineProcess.start(broker.bootstrapServers(), folder, pushed, traffic.startMillis(), failpoint);
    }

    /** Takes over what an engine that has died said last. */
    void died(EngineProcess engine) {
        pushed = engine.pushed();
    }

    /** Stops sending, has a last engine do all there is, and compares everything with the oracle. */
    String finishAndVerify(String hint) throws Exception {
        ends.countDown();
        sending.join();
        traffic.close().forEach(this::send);
        producer.flush();
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("the producer failed; " + hint, failed);
        }
        try (EngineProcess engine = start(Optional.empty())) {
            System.out.println(hint + ": " + traffic.sent().size() + " messages sent");
            engine.awaitReady();
            engine.await(
                    PATIENCE.plusSeconds(traffic.sent().size() / SLOWEST_PER_SECOND),
                    state -> state.records() == traffic.sent().size() && state.settledMillis() > SETTLED_MILLIS);
            engine.stop();
            died(engine);
        }
        // The one message that it may have kept without hearing of it is not among those it heard of.
        verify(hint);
        return traffic.sent().size() + " messages, " + pushed + " pushed";
    }

    private void verify(String hint) throws Exception {
        var all = new ArrayList<Sent>();
        for (String topic : List.of("dead", "rows", "bins")) {
            all.addAll(read(topic));
        }
        List<Paid> kept = LongStream.rangeClosed(1, pushed)
                .mapToObj(number -> EngineMain.pushed(number, traffic.startMillis()))
                .toList();
        try (RocksStore store = RocksStore.open(folder.resolve(EngineMain.STORE))) {
            IngestSetup setup = IngestSetup.of(
                    Catalog.load(getClass().getClassLoader()),
                    store,
                    EngineMain.options(),
                    Optional.empty(),
                    Optional.of(EngineMain.STORE));
            new Verification(traffic, kept)
                    .assertEquals(setup, Ingest.open(setup, System.currentTimeMillis()), all, hint);
        }
    }

    private List<Sent> read(String topic) {
        var found = new ArrayList<Sent>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(sent(record)));
            }
        }
        return found;
    }

    private static Sent sent(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        byte[] key = record.key();
        return new Sent(
                record.topic(),
                Long.parseLong(headers.getOrDefault(KafkaEventSink.SEQUENCE_HEADER, "-1")),
                key == null ? null : new String(key, UTF_8),
                new String(record.value(), UTF_8),
                record.timestamp(),
                headers);
    }

    @Override
    public void close() {
        ends.countDown();
        producer.close(Duration.ofSeconds(5));
        broker.close();
    }
}
