package dev.oriel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.EventSink;
import dev.oriel.engine.port.SinkException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last sequence that was delivered for each store: a compacted topic of one partition, whose records have the store as
 * their key. A mark is written in the transaction that delivers, so that both are there or neither.
 */
final class DeliveryMarks {
    private static final Logger log = LoggerFactory.getLogger(DeliveryMarks.class);
    private static final int PARTITION = 0;

    /** What is read at first from the end, where the mark of a store that delivers usually is. */
    private static final long RECORDS_AT_FIRST = 512;

    private static final int GROWTH = 16;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final CloseOptions CLOSE = CloseOptions.timeout(Duration.ofMillis(500));

    /** Small segments, because the one that is written to is not compacted. */
    private static final Map<String, String> CONFIGURATION = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(8 << 20),
            TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofDays(1).toMillis()));

    private final KafkaSettings settings;
    private final String topic;
    private final Brokers brokers;
    private final SinkFailures failures;
    private final LongSupplier nanoClock;

    DeliveryMarks(
            KafkaSettings settings, String topic, Brokers brokers, SinkFailures failures, LongSupplier nanoClock) {
        this.settings = settings;
        this.topic = topic;
        this.brokers = brokers;
        this.failures = failures;
        this.nanoClock = nanoClock;
    }

    /** What marks a sequence as delivered. */
    ProducerRecord<byte[], byte[]> mark(String storeId, long sequence) {
        return new ProducerRecord<>(
                topic,
                PARTITION,
                storeId.getBytes(UTF_8),
                Long.toString(sequence).getBytes(UTF_8));
    }

    /** Makes the topic unless it exists, and refuses one that forgets. */
    void prepare() throws SinkException {
        Map<String, Optional<Brokers.Topic>> found = await(brokers.topics(List.of(topic)));
        if (found.getOrDefault(topic, Optional.empty()).isEmpty()) {
            await(brokers.make(topic, CONFIGURATION));
            log.info("{}", failures.markMade());
            return;
        }
        Optional<String> policy = policy();
        if (policy.isPresent() && !policy.get().equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw failures.markForgets(policy.get());
        }
    }

    /**
     * The last sequence delivered for a store, or {@link EventSink#NOTHING_DELIVERED}. To be asked when no transaction of the
     * store is open. Waits for those of other stores, because what lies behind an open one is not shown.
     */
    long read(String storeId) throws SinkException {
        var partition = new TopicPartition(topic, PARTITION);
        Brokers.Held held = Optional.ofNullable(
                        await(brokers.held(List.of(partition))).get(partition))
                .orElseThrow();
        var bytes = new ByteArrayDeserializer();
        var consumer = new KafkaConsumer<>(settings.forConsumer("sink-marks"), bytes, bytes);
        try {
            consumer.assign(List.of(partition));
            for (long count = RECORDS_AT_FIRST; ; count *= GROWTH) {
                long from = Math.max(held.firstOffset(), held.endOffset() - count);
                consumer.seek(partition, from);
                OptionalLong marked = lastMark(consumer, storeId, held.endOffset());
                if (marked.isPresent() || from == held.firstOffset()) {
                    return marked.orElse(EventSink.NOTHING_DELIVERED);
                }
            }
        } catch (KafkaException e) {
            throw failures.of(e);
        } finally {
            consumer.close(CLOSE);
        }
    }

    private OptionalLong lastMark(KafkaConsumer<byte[], byte[]> consumer, String storeId, long end)
            throws SinkException {
        var partition = new TopicPartition(topic, PARTITION);
        long deadline = nanoClock.getAsLong() + settings.contactTimeout().toNanos();
        OptionalLong marked = OptionalLong.empty();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                byte[] key = each.key();
                byte[] value = each.value();
                if (key != null && value != null && storeId.equals(new String(key, UTF_8))) {
                    marked = OptionalLong.of(sequence(storeId, new String(value, UTF_8)));
                }
                deadline = nanoClock.getAsLong() + settings.contactTimeout().toNanos();
            }
            if (nanoClock.getAsLong() - deadline > 0) {
                throw failures.markWaits(consumer.position(partition), end);
            }
        }
        return marked;
    }

    private long sequence(String storeId, String text) throws SinkException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw failures.markUnreadable(storeId, text);
        }
    }

    private Optional<String> policy() throws SinkException {
        try {
            return brokers.setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG).get();
        } catch (ExecutionException e) {
            Throwable reason = Brokers.cause(e);
            if (reason instanceof AuthorizationException) {
                log.warn("{}", failures.markUnchecked(reason));
                return Optional.empty();
            }
            throw failures.of(reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(e);
        }
    }

    private <T> T await(CompletableFuture<T> answer) throws SinkException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failures.of(Brokers.cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(e);
        }
    }
}
