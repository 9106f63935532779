package dev.oriel.dev.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.dev.generator.TrafficMessage.Kind;
import dev.oriel.dev.generator.TrafficMessage.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that sends the traffic of a model to Kafka at a steady rate until it is closed. The topics must exist.
 *
 * <p>A broker that does not answer makes it wait; what the broker does not take is counted as failed, and lost time is made up
 * for by at most one second's traffic.
 */
public final class TrafficGenerator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TrafficGenerator.class);
    private static final long TICK_MILLIS = 10;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final TrafficModel model;
    private final int eventsPerSecond;
    private final LongSupplier nanoClock;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::run, "traffic-generator");
    private final CountDownLatch stop = new CountDownLatch(1);
    private final LongAdder users = new LongAdder();
    private final LongAdder transactions = new LongAdder();
    private final LongAdder logins = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private TrafficGenerator(
            String bootstrapServers, TrafficSettings settings, InstantSource clock, LongSupplier nanoClock) {
        this.model = new TrafficModel(settings.seed(), clock);
        this.eventsPerSecond = settings.eventsPerSecond();
        this.nanoClock = nanoClock;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "oriel-generator",
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        // How long one message may hold up the next ones when nobody answers.
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        1_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Starts sending.
     *
     * @param bootstrapServers brokers, {@code host:port}
     * @param clock what events take as the time they happen
     * @param nanoClock what the rate is measured by, in nanoseconds from any origin; never goes back
     * @throws KafkaException if the brokers are no addresses
     */
    public static TrafficGenerator start(
            String bootstrapServers, TrafficSettings settings, InstantSource clock, LongSupplier nanoClock) {
        var generator = new TrafficGenerator(bootstrapServers, settings, clock, nanoClock);
        generator.thread.setDaemon(true);
        generator.thread.start();
        return generator;
    }

    /** What was sent so far. May be called by any thread, also after closing. */
    public TrafficCounts counts() {
        return new TrafficCounts(
                users.sum(),
                transactions.sum(),
                logins.sum(),
                late.sum(),
                duplicates.sum(),
                malformed.sum(),
                failed.sum());
    }

    /** Stops, and waits up to ten seconds for what was sent to reach the broker; the rest counts as failed. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(STOP_TIMEOUT);
            producer.close(STOP_TIMEOUT);
        } catch (InterruptedException | InterruptException e) {
            log.warn("stopping the generator was interrupted; messages may be unsent", e);
            Thread.currentThread().interrupt();
            producer.close(Duration.ZERO);
        }
    }

    private void run() {
        var pacer = new Pacer(eventsPerSecond, nanoClock.getAsLong());
        try {
            while (!stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                for (int due = pacer.take(nanoClock.getAsLong()); due > 0 && stop.getCount() > 0; due--) {
                    send(model.next());
                }
            }
        } catch (InterruptedException | KafkaException e) {
            log.error("the generator has stopped", e);
        }
    }

    private void send(TrafficMessage message) {
        var record = new ProducerRecord<>(
                message.topic().topicName(),
                null,
                message.sentAtMillis(),
                message.key().getBytes(UTF_8),
                message.value());
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                count(message.topic(), message.kind());
            } else {
                failed.increment();
            }
        });
    }

    private void count(Topic topic, Kind kind) {
        switch (topic) {
            case USERS -> users.increment();
            case TRANSACTIONS -> transactions.increment();
            case LOGINS -> logins.increment();
        }
        switch (kind) {
            case ORDINARY -> {}
            case LATE -> late.increment();
            case DUPLICATE -> duplicates.increment();
            case MALFORMED -> malformed.increment();
        }
    }
}
