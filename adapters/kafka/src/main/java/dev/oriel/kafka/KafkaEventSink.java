package dev.oriel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.EventSink;
import dev.oriel.engine.port.OutgoingRecord;
import dev.oriel.engine.port.SinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka topics as the place where records go that leave the platform. Whoever reads them with {@code
 * isolation.level=read_committed} sees each once.
 *
 * <p>A list is delivered in one transaction, together with its last sequence in a compacted topic, see {@link #MARK_TOPIC}.
 * {@link #open} fences every process that delivered for the store before, ends its transaction, and reads that sequence. Each
 * record carries the headers {@value #STORE_HEADER} and {@value #SEQUENCE_HEADER} besides its own.
 *
 * <p>Destinations are never made: a topic that does not exist refuses by name. It is asked for before a transaction begins,
 * at most once per {@link KafkaSettings#topicLookInterval()}.
 */
public final class KafkaEventSink implements EventSink {
    /** Topic of the last sequences delivered; made when it does not exist. */
    public static final String MARK_TOPIC = "oriel-outbox";

    public static final String STORE_HEADER = "oriel-store";
    public static final String SEQUENCE_HEADER = "oriel-sequence";

    private static final String TRANSACTIONAL_ID_PREFIX = "oriel-outbox-";

    private static final Logger log = LoggerFactory.getLogger(KafkaEventSink.class);

    private final KafkaSettings settings;
    private final SinkFailures failures;
    private final Brokers brokers;
    private final DeliveryMarks marks;
    private final LongSupplier nanoClock;
    private final Set<String> known = new TreeSet<>();
    private long knownUntilNanos;
    private long delivered = NOTHING_DELIVERED;
    private @Nullable Opened opened;

    /** A producer whose transactions are those of a store. */
    private record Opened(KafkaProducer<byte[], byte[]> producer, String storeId) {}

    /** A record on its way. */
    private record Sent(String topic, Future<RecordMetadata> answer) {}

    /**
     * A sink that has contacted nobody yet.
     *
     * @param nanoClock time in nanoseconds from any origin; never goes back
     * @throws SinkException if no client can be made of the settings
     */
    public KafkaEventSink(KafkaSettings settings, LongSupplier nanoClock) throws SinkException {
        this.settings = settings;
        this.nanoClock = nanoClock;
        knownUntilNanos = nanoClock.getAsLong();
        failures = new SinkFailures(settings, MARK_TOPIC);
        try {
            brokers = new Brokers(settings, "sink-topics");
        } catch (KafkaException e) {
            throw failures.unusable(e);
        }
        marks = new DeliveryMarks(settings, MARK_TOPIC, brokers, failures, nanoClock);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Asks the brokers four times, and waits for each answer no longer than {@link KafkaSettings#contactTimeout()}. May be
     * called again at any time; what was open before is dropped.
     */
    @Override
    public long open(String storeId) throws SinkException {
        drop();
        known.clear();
        marks.prepare();
        KafkaProducer<byte[], byte[]> producer = producer(storeId);
        opened = new Opened(producer, storeId);
        boolean complete = false;
        try {
            // Returns when the transaction of any process before is committed or aborted, and that process is fenced.
            producer.initTransactions();
            delivered = marks.read(storeId);
            complete = true;
            return delivered;
        } catch (KafkaException e) {
            throw failures.of(rootOf(e));
        } finally {
            if (!complete) {
                drop();
            }
        }
    }

    @Override
    public void deliver(List<OutgoingRecord> records) throws SinkException {
        Opened with = opened;
        if (with == null) {
            throw failures.notOpen();
        }
        if (records.isEmpty()) {
            return;
        }
        checkDestinations(records);
        List<Sent> sent = new ArrayList<>(records.size() + 1);
        boolean outcomeKnown = false;
        try {
            with.producer().beginTransaction();
            send(with, records, sent);
            with.producer().commitTransaction();
            delivered = records.getLast().sequence();
            outcomeKnown = true;
        } catch (KafkaException e) {
            Optional<SinkException> refusal = refusal(sent);
            if (refusal.isPresent() && aborted(with.producer())) {
                outcomeKnown = true;
                throw refusal.get();
            }
            throw failures.of(rootOf(e));
        } finally {
            if (!outcomeKnown) {
                drop();
            }
        }
    }

    /** Takes no longer than the brokers need to abort what is open, or half a second. */
    @Override
    public void close() {
        drop();
        brokers.close();
    }

    private void send(Opened with, List<OutgoingRecord> records, List<Sent> sent) {
        long last = delivered;
        for (OutgoingRecord each : records) {
            if (each.sequence() <= last) {
                throw new IllegalArgumentException(
                        "sequence %d follows %d · give them in ascending order".formatted(each.sequence(), last));
            }
            last = each.sequence();
            sent.add(new Sent(each.destination(), with.producer().send(producerRecord(with.storeId(), each))));
        }
        sent.add(new Sent(MARK_TOPIC, with.producer().send(marks.mark(with.storeId(), last))));
    }

    private static ProducerRecord<byte[], byte[]> producerRecord(String storeId, OutgoingRecord record) {
        var headers = new RecordHeaders();
        record.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        headers.add(STORE_HEADER, storeId.getBytes(UTF_8));
        headers.add(SEQUENCE_HEADER, Long.toString(record.sequence()).getBytes(UTF_8));
        // Kafka has no times before 1970; without one the client gives its own.
        Long timeMillis = record.timeMillis() < 0 ? null : record.timeMillis();
        return new ProducerRecord<>(record.destination(), null, timeMillis, record.key(), record.value(), headers);
    }

    private void checkDestinations(List<OutgoingRecord> records) throws SinkException {
        if (nanoClock.getAsLong() - knownUntilNanos >= 0) {
            known.clear();
            knownUntilNanos =
                    nanoClock.getAsLong() + settings.topicLookInterval().toNanos();
        }
        // One question each, so that one that may not be asked does not hide the answers about the others.
        Map<String, CompletableFuture<Map<String, Optional<Brokers.Topic>>>> asked = new LinkedHashMap<>();
        for (OutgoingRecord record : records) {
            if (!known.contains(record.destination())) {
                asked.computeIfAbsent(record.destination(), name -> brokers.topics(Set.of(name)));
            }
        }
        Map<String, Throwable> refused = new LinkedHashMap<>();
        Set<String> missing = new TreeSet<>();
        for (Map.Entry<String, CompletableFuture<Map<String, Optional<Brokers.Topic>>>> each : asked.entrySet()) {
            String name = each.getKey();
            try {
                if (name.equals(MARK_TOPIC)) {
                    refused.put(name, new InvalidTopicException("it holds what was delivered"));
                } else if (each.getValue().get().values().stream().allMatch(Optional::isPresent)) {
                    known.add(name);
                } else {
                    missing.add(name);
                }
            } catch (ExecutionException e) {
                Throwable reason = Brokers.cause(e);
                if (!isRefusal(reason)) {
                    throw failures.of(reason);
                }
                refused.put(name, reason);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failures.interrupted(e);
            }
        }
        throwIfAny(missing, refused);
    }

    private void throwIfAny(Set<String> missing, Map<String, Throwable> refused) throws SinkException {
        Set<String> all = new TreeSet<>(missing);
        all.addAll(refused.keySet());
        for (String name : missing) {
            throw failures.missing(name, all);
        }
        for (Map.Entry<String, Throwable> each : refused.entrySet()) {
            throw failures.refused(each.getKey(), each.getValue(), all);
        }
    }

    /** A destination that refused its record for good, which says that the transaction was not committed. */
    private Optional<SinkException> refusal(List<Sent> sent) {
        for (Sent each : sent) {
            if (each.answer().isDone() && !each.topic().equals(MARK_TOPIC)) {
                Throwable reason = failure(each.answer());
                if (reason != null && isRefusal(reason)) {
                    return Optional.of(failures.refused(each.topic(), reason, Set.of(each.topic())));
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Throwable failure(Future<RecordMetadata> answer) {
        try {
            answer.get();
            return null;
        } catch (ExecutionException e) {
            return Brokers.cause(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    private static boolean isRefusal(Throwable reason) {
        return reason instanceof RecordTooLargeException
                || reason instanceof InvalidTopicException
                || reason instanceof AuthorizationException;
    }

    private static boolean aborted(KafkaProducer<byte[], byte[]> producer) {
        try {
            producer.abortTransaction();
            return true;
        } catch (KafkaException e) {
            log.debug("the transaction could not be aborted; opening again does", e);
            return false;
        }
    }

    private KafkaProducer<byte[], byte[]> producer(String storeId) throws SinkException {
        var bytes = new ByteArraySerializer();
        try {
            return new KafkaProducer<>(settings.forProducer(TRANSACTIONAL_ID_PREFIX + storeId), bytes, bytes);
        } catch (KafkaException e) {
            throw failures.unusable(e);
        }
    }

    /** A producer in an error state throws plain exceptions around the one that led to it. */
    private static Throwable rootOf(KafkaException e) {
        return e.getClass() == KafkaException.class && e.getCause() instanceof KafkaException cause ? rootOf(cause) : e;
    }

    /** Leaves an open transaction to whoever opens next; it is not known how it ended. */
    private void drop() {
        Opened with = opened;
        opened = null;
        if (with != null) {
            try {
                with.producer().close(Duration.ZERO);
            } catch (KafkaException e) {
                log.debug("closing the producer was cut short; its connections end with the process", e);
            }
        }
    }
}
