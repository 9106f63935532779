package dev.oriel.kafka;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.kafka.TopicLooks.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka topics, one for each source, read by one consumer.
 *
 * <p>Only records of committed transactions are seen. A position that the brokers cannot serve is an error, never a jump to
 * another one. A topic that does not exist yet is waited for; topics and partitions that appear are read from their first
 * record. Brokers that stop answering while this reads are waited for too: {@link #poll} returns nothing meanwhile, and
 * {@link #health} says so.
 *
 * <p>A topic that is deleted while this reads ends it after two looks that do not find it, and one that was made anew, which
 * its id tells, after one. Looks are {@link KafkaSettings#topicLookInterval()} plus one answer apart.
 */
public final class KafkaEventSource implements EventSource {
    /*
     * Partitions are assigned, never subscribed to: who reads what is decided by the owner of the store, and a member of a
     * consumer group that was killed would keep its partitions from the next one until its session ends (45 s by default).
     */

    private static final Logger log = LoggerFactory.getLogger(KafkaEventSource.class);
    private static final byte[] NO_VALUE = new byte[0];
    private static final CloseOptions CLOSE = CloseOptions.timeout(Duration.ofMillis(500));

    private final Failures failures;
    private final Map<String, TopicOfSource> topics = new TreeMap<>();
    private final Map<String, Uuid> topicIds = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> endsWhenOpened = new HashMap<>();
    private final Semaphore news = new Semaphore(0);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Brokers brokers;
    private final TopicLooks looks;
    private volatile KafkaHealth health = new KafkaHealth(false, List.of());
    private volatile long lagRecords;
    private volatile Map<SourcePartition, Long> lagByPartition = Map.of();

    /**
     * A reader that has contacted nobody yet.
     *
     * @param sources names of the sources, each with its topic; no source and no topic twice
     * @param nanoClock time for the looks at the topics, in nanoseconds from any origin; never goes back
     * @throws SourceException if no client can be made of the settings
     * @throws IllegalArgumentException if there is no source, or a source or topic is given twice
     */
    public KafkaEventSource(KafkaSettings settings, List<TopicOfSource> sources, LongSupplier nanoClock)
            throws SourceException {
        failures = new Failures(settings);
        checkDistinct(sources);
        sources.forEach(source -> topics.put(source.topic(), source));
        var bytes = new ByteArrayDeserializer();
        try {
            brokers = new Brokers(settings);
        } catch (KafkaException e) {
            throw failures.unusable(e);
        }
        try {
            consumer = new KafkaConsumer<>(settings.forConsumer(), bytes, bytes);
        } catch (KafkaException e) {
            brokers.close();
            throw failures.unusable(e);
        }
        looks = new TopicLooks(brokers, topics.keySet(), settings.topicLookInterval(), nanoClock, news::release);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Asks the brokers twice, for the topics and for the offsets they hold, and waits for each answer no longer than
     * {@link KafkaSettings#contactTimeout()}. Positions of sources that this does not read are ignored.
     */
    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        Map<String, Optional<Brokers.Topic>> found = await(brokers.topics(topics.keySet()));
        checkExist(nextOffsets, found);
        Map<TopicPartition, Brokers.Held> held = await(brokers.held(partitions(found)));
        held.forEach((partition, offsets) -> {
            Optional<Long> given = Optional.ofNullable(nextOffsets.get(sourcePartition(partition)));
            positions.put(partition, given.orElse(offsets.firstOffset()));
            endsWhenOpened.put(partition, offsets.endOffset());
        });
        checkHeld(held);
        consumer.assign(positions.keySet());
        positions.forEach((partition, position) -> consumer.seek(partition, position));
        found.forEach((name, topic) -> topic.ifPresent(present -> topicIds.put(name, present.id())));
        health = new KafkaHealth(true, missing(found));
        if (!health.missingTopics().isEmpty()) {
            log.warn("{}", failures.missingTopics(health.missingTopics()));
        }
        lagRecords = lag();
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) throws SourceException {
        lookAtTopics();
        if (positions.isEmpty()) {
            awaitNews(timeout);
            return List.of();
        }
        try {
            List<RecordBatch> batches = batches(consumer.poll(timeout));
            lagRecords = lag();
            return batches;
        } catch (WakeupException | InterruptException e) {
            // Asked to return early; the client keeps what it fetched, and an interrupt is set again already.
            log.debug("poll returned early", e);
            return List.of();
        } catch (OffsetOutOfRangeException e) {
            throw outside(e);
        } catch (KafkaException e) {
            throw failures.of(e);
        }
    }

    /** As of the last poll. May be called by any thread. */
    @Override
    public long lagRecords() {
        return lagRecords;
    }

    /** As of the last poll. May be called by any thread. */
    public KafkaHealth health() {
        return health;
    }

    @Override
    public Set<SourcePartition> partitions() {
        return lagByPartition.keySet();
    }

    @Override
    public Map<SourcePartition, Long> lagByPartition() {
        return lagByPartition;
    }

    @Override
    public void seek(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        Map<TopicPartition, Brokers.Held> held = await(brokers.held(List.copyOf(positions.keySet())));
        held.keySet().forEach(partition -> {
            Long next = nextOffsets.get(sourcePartition(partition));
            if (next != null) {
                positions.put(partition, next);
            }
        });
        checkHeld(held);
        positions.forEach((partition, position) -> consumer.seek(partition, position));
    }

    @Override
    public Map<SourcePartition, Long> offsets(String source, SeekTarget target) throws SourceException {
        List<TopicPartition> asked = positions.keySet().stream()
                .filter(partition -> sourcePartition(partition).source().equals(source))
                .toList();
        var offsets = new HashMap<SourcePartition, Long>();
        switch (target) {
            case SeekTarget.Beginning ignored ->
                await(brokers.held(asked))
                        .forEach((partition, held) -> offsets.put(sourcePartition(partition), held.firstOffset()));
            case SeekTarget.End ignored ->
                await(brokers.held(asked))
                        .forEach((partition, held) -> offsets.put(sourcePartition(partition), held.endOffset()));
            case SeekTarget.Offset offset ->
                offsets.put(new SourcePartition(source, offset.partition()), offset.offset());
            case SeekTarget.Time time -> throw new SourceException("not yet " + time);
        }
        return offsets;
    }

    @Override
    public void pause(Set<String> sources) {
        consumer.resume(positions.keySet());
        consumer.pause(positions.keySet().stream()
                .filter(partition -> sources.contains(sourcePartition(partition).source()))
                .toList());
    }

    @Override
    public void wakeup() {
        news.release();
        consumer.wakeup();
    }

    /** Takes up to a second. */
    @Override
    public void close() {
        try {
            consumer.close(CLOSE);
        } catch (KafkaException e) {
            log.debug("closing the consumer was cut short; its connections end with the process", e);
        } finally {
            brokers.close();
        }
    }

    private List<RecordBatch> batches(ConsumerRecords<byte[], byte[]> polled) {
        var batches = new ArrayList<RecordBatch>();
        polled.nextOffsets().forEach((partition, next) -> {
            List<ConsumerRecord<byte[], byte[]>> fetched = polled.records(partition);
            Long before = positions.put(partition, next.offset());
            // Markers and aborted records move a position without giving records; the move must be kept all the same.
            if (!fetched.isEmpty() || before == null || before != next.offset()) {
                batches.add(new RecordBatch(sourcePartition(partition), sourceRecords(fetched), next.offset()));
            }
        });
        return batches;
    }

    private static List<SourceRecord> sourceRecords(List<ConsumerRecord<byte[], byte[]>> fetched) {
        var records = new ArrayList<SourceRecord>(fetched.size());
        for (ConsumerRecord<byte[], byte[]> each : fetched) {
            byte[] value = each.value();
            // Brokers give records of the oldest format no time, as -1.
            long timeMillis =
                    each.timestamp() == ConsumerRecord.NO_TIMESTAMP ? SourceRecord.TIME_UNKNOWN : each.timestamp();
            records.add(new SourceRecord(each.offset(), timeMillis, each.key(), value == null ? NO_VALUE : value));
        }
        return records;
    }

    private long lag() {
        long lag = 0;
        var each = new HashMap<SourcePartition, Long>();
        for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
            TopicPartition partition = position.getKey();
            long behindWhenOpened =
                    Math.max(0, endsWhenOpened.getOrDefault(partition, 0L) - Math.max(0, position.getValue()));
            long behind = consumer.currentLag(partition).orElse(behindWhenOpened);
            each.put(sourcePartition(partition), behind);
            lag += behind;
        }
        lagByPartition = Map.copyOf(each);
        return lag;
    }

    private void lookAtTopics() throws SourceException {
        switch (looks.next()) {
            case Outcome.Nothing nothing -> {}
            case Outcome.Unanswered unanswered -> tell(new KafkaHealth(false, health.missingTopics()));
            case Outcome.Refused refused -> throw failures.of(refused.reason());
            case Outcome.Answered answered -> {
                takeIn(answered.topics());
                tell(new KafkaHealth(true, missing(answered.topics())));
            }
        }
    }

    /** Keeps what is known of the brokers now, and logs what has changed. */
    private void tell(KafkaHealth now) {
        if (health.brokersAnswer() && !now.brokersAnswer()) {
            log.warn("{}", failures.brokersAway());
        } else if (!health.brokersAnswer() && now.brokersAnswer()) {
            log.info("{}", failures.brokersBack());
        }
        health = now;
    }

    /** Checks that known topics are the same ones, and goes on to read what is new from its first record. */
    private void takeIn(Map<String, Optional<Brokers.Topic>> found) throws SourceException {
        for (Map.Entry<String, Optional<Brokers.Topic>> each : found.entrySet()) {
            if (each.getValue().isPresent()) {
                Uuid now = each.getValue().get().id();
                Uuid before = topicIds.putIfAbsent(each.getKey(), now);
                if (before != null && !before.equals(now)) {
                    throw failures.madeAnew(topic(each.getKey()), before, now);
                }
            } else if (topicIds.containsKey(each.getKey())
                    && health.missingTopics().contains(each.getKey())) {
                // Twice in a row: one answer may come from a broker that is only just starting.
                throw failures.deleted(topic(each.getKey()));
            }
        }
        List<TopicPartition> added = partitions(found).stream()
                .filter(partition -> !positions.containsKey(partition))
                .toList();
        if (!added.isEmpty()) {
            log.info("reading new partitions from their first record: {}", added);
            added.forEach(partition -> positions.put(partition, 0L));
            consumer.assign(positions.keySet());
            consumer.seekToBeginning(added);
        }
    }

    /** The client cannot poll without a partition; waits for topics, for the next look at them, or to be woken. */
    private void awaitNews(Duration timeout) {
        try {
            if (news.tryAcquire(Math.min(timeout.toNanos(), looks.nanosUntilNext()), TimeUnit.NANOSECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkExist(Map<SourcePartition, Long> nextOffsets, Map<String, Optional<Brokers.Topic>> found)
            throws SourceException {
        for (TopicOfSource topic : topics.values()) {
            Optional<Brokers.Topic> exists = found.getOrDefault(topic.topic(), Optional.empty());
            int partitionCount = exists.map(Brokers.Topic::partitionCount).orElse(0);
            for (Map.Entry<SourcePartition, Long> each : nextOffsets.entrySet()) {
                int partition = each.getKey().partition();
                if (each.getKey().source().equals(topic.source()) && partition >= partitionCount) {
                    throw exists.isEmpty()
                            ? failures.noSuchTopic(topic, partition, each.getValue())
                            : failures.noSuchPartition(topic, partition, each.getValue(), partitionCount);
                }
            }
        }
    }

    private void checkHeld(Map<TopicPartition, Brokers.Held> held) throws SourceException {
        for (Map.Entry<TopicPartition, Brokers.Held> each : held.entrySet()) {
            TopicPartition partition = each.getKey();
            long position = positions.getOrDefault(partition, 0L);
            if (!each.getValue().allows(position)) {
                throw failures.outside(topic(partition.topic()), partition.partition(), position, each.getValue());
            }
        }
    }

    private SourceException outside(OffsetOutOfRangeException e) throws SourceException {
        Map<TopicPartition, Brokers.Held> held = await(brokers.held(e.partitions()));
        TopicPartition partition = e.partitions().iterator().next();
        TopicOfSource topic = topic(partition.topic());
        long position = Optional.ofNullable(e.offsetOutOfRangePartitions().get(partition))
                .orElseThrow();
        Brokers.Held offsets = Optional.ofNullable(held.get(partition)).orElseThrow();
        // Offsets that fit now did not when the brokers refused them, or the log before them was replaced.
        return offsets.allows(position)
                ? failures.diverged(topic, partition.partition(), position, e)
                : failures.outside(topic, partition.partition(), position, offsets);
    }

    private <T> T await(CompletableFuture<T> answer) throws SourceException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failures.of(Brokers.cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(e);
        }
    }

    private SourcePartition sourcePartition(TopicPartition partition) {
        return new SourcePartition(topic(partition.topic()).source(), partition.partition());
    }

    private TopicOfSource topic(String name) {
        return Optional.ofNullable(topics.get(name)).orElseThrow();
    }

    private static List<TopicPartition> partitions(Map<String, Optional<Brokers.Topic>> found) {
        var partitions = new ArrayList<TopicPartition>();
        found.forEach((name, topic) -> {
            int count = topic.map(Brokers.Topic::partitionCount).orElse(0);
            for (int partition = 0; partition < count; partition++) {
                partitions.add(new TopicPartition(name, partition));
            }
        });
        return partitions;
    }

    private static List<String> missing(Map<String, Optional<Brokers.Topic>> found) {
        return found.entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static void checkDistinct(Collection<TopicOfSource> sources) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("kafka: no source is given · give at least one");
        }
        var sourceOfTopic = new HashMap<String, String>();
        var topicOfSource = new HashMap<String, String>();
        for (TopicOfSource each : sources) {
            String otherSource = sourceOfTopic.put(each.topic(), each.source());
            if (otherSource != null) {
                throw new IllegalArgumentException(
                        "kafka: sources '%s' and '%s' read the same topic '%s' · a topic is read once · let both streams use one source"
                                .formatted(otherSource, each.source(), each.topic()));
            }
            String otherTopic = topicOfSource.put(each.source(), each.topic());
            if (otherTopic != null) {
                throw new IllegalArgumentException(
                        "kafka: source '%s' has two topics, '%s' and '%s' · a source has one · name the other differently"
                                .formatted(each.source(), otherTopic, each.topic()));
            }
        }
    }
}
