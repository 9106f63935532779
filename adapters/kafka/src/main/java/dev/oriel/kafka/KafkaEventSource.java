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
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka topics, one for each source, read by one consumer.
 *
 * <p>Only records of committed transactions are seen. A position that the brokers cannot serve stops its partition, which
 * {@link #stopped} tells; it never becomes another position by itself, and the other partitions go on. A topic that does not
 * exist yet is waited for; topics and partitions that appear are read from their first record. Brokers that stop answering
 * while this reads are waited for too: {@link #poll} returns nothing meanwhile, and {@link #health} says so.
 *
 * <p>A topic that is deleted while this reads is stopped after two looks that do not find it, and one that was made anew, which
 * its id tells, after one; what the new one holds beyond the old position may be given until then. Looks are {@link
 * KafkaSettings#topicLookInterval()} plus one answer apart.
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
    private final ReadPartitions partitions;
    private Set<String> pausedSources = Set.of();
    private final Semaphore news = new Semaphore(0);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ConsumerPositions positions;
    private final Brokers brokers;
    private final TopicLooks looks;
    private final EndLooks endLooks;
    private volatile KafkaHealth health = new KafkaHealth(false, List.of());
    private volatile long lagRecords;
    private volatile Map<SourcePartition, Long> lagByPartition = Map.of();
    private volatile Map<SourcePartition, String> stopped = Map.of();
    private volatile Map<SourcePartition, String> identities = Map.of();

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
        TopicOfSource.checkDistinct(sources);
        sources.forEach(source -> topics.put(source.topic(), source));
        partitions = new ReadPartitions(topics, failures);
        if (settings.clientProperties().exposePassword()) {
            log.warn("{}", failures.passwordExposed());
        }
        var bytes = new ByteArrayDeserializer();
        try {
            brokers = new Brokers(settings, "topics");
        } catch (KafkaException e) {
            throw failures.unusable(e);
        }
        try {
            consumer = new KafkaConsumer<>(settings.forConsumer("source"), bytes, bytes);
        } catch (KafkaException e) {
            brokers.close();
            throw failures.unusable(e);
        }
        positions = new ConsumerPositions(consumer);
        looks = new TopicLooks(brokers, topics.keySet(), settings.topicLookInterval(), nanoClock, news::release);
        endLooks = new EndLooks(brokers, settings.topicLookInterval(), nanoClock);
    }

    /** As {@link #open(Map, Map)} without identities. */
    @Override
    public void open(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        open(nextOffsets, Map.of());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Asks the brokers twice, for the topics and for the offsets they hold, and waits for each answer no longer than
     * {@link KafkaSettings#contactTimeout()}. A position that lies outside stops its partition and fails nothing. Positions of
     * sources that this does not read are ignored. An identity is the id of a topic.
     */
    @Override
    public void open(Map<SourcePartition, Long> nextOffsets, Map<SourcePartition, String> identitiesKept)
            throws SourceException {
        Map<String, Optional<Brokers.Topic>> found = await(brokers.topics(topics.keySet()));
        Map<TopicPartition, Brokers.Held> held = await(brokers.held(existing(found)));
        partitions.begin(new ReadPartitions.Kept(nextOffsets, identitiesKept), found, held);
        assign();
        // Where it is opened again, as after a failed commit, partitions are assigned already, and have been read
        // further.
        partitions.flowing().forEach(this::seekToItsPosition);
        health = new KafkaHealth(true, missing(found));
        if (!health.missingTopics().isEmpty()) {
            log.warn("{}", failures.missingTopics(health.missingTopics()));
        }
        publish();
    }

    @Override
    public List<RecordBatch> poll(Duration timeout) throws SourceException {
        lookAtTopics();
        lookAtEnds();
        if (consumer.assignment().isEmpty()) {
            awaitNews(timeout);
            publish();
            return List.of();
        }
        try {
            return batches(consumer.poll(timeout));
        } catch (WakeupException | InterruptException e) {
            // Asked to return early; the client keeps what it fetched, and an interrupt is set again already.
            log.debug("poll returned early", e);
        } catch (OffsetOutOfRangeException e) {
            stopOutside(e);
        } catch (TopicAuthorizationException e) {
            stopForbidden(e);
        } catch (KafkaException e) {
            throw failures.of(e);
        } finally {
            publish();
        }
        return List.of();
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
    public Map<SourcePartition, String> stopped() {
        return stopped;
    }

    /** Ids of the topics that the positions belong to. */
    @Override
    public Map<SourcePartition, String> identities() {
        return identities;
    }

    /**
     * {@inheritDoc}
     *
     * <p>All of them move or none. One that was stopped goes on, in the topic as it is now. Asks the brokers twice, as {@link
     * #open(Map, Map)}.
     */
    @Override
    public void seek(Map<SourcePartition, Long> nextOffsets) throws SourceException {
        var targets = new HashMap<TopicPartition, Long>();
        for (TopicOfSource topic : topics.values()) {
            nextOffsets.forEach((partition, next) -> {
                if (partition.source().equals(topic.source())) {
                    targets.put(new TopicPartition(topic.topic(), partition.partition()), next);
                }
            });
        }
        Set<String> names = targets.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Map<String, Optional<Brokers.Topic>> found = await(brokers.topics(names));
        for (Map.Entry<TopicPartition, Long> each : targets.entrySet()) {
            checkExists(
                    each.getKey(),
                    each.getValue(),
                    found.getOrDefault(each.getKey().topic(), Optional.empty()));
        }
        Map<TopicPartition, Brokers.Held> held = await(brokers.held(targets.keySet()));
        for (Map.Entry<TopicPartition, Brokers.Held> each : held.entrySet()) {
            long next = targets.getOrDefault(each.getKey(), 0L);
            if (!each.getValue().allows(next)) {
                throw new SourceException(failures.outside(
                        partitions.topic(each.getKey()), each.getKey().partition(), next, each.getValue()));
            }
        }
        held.forEach((key, offsets) -> partitions.move(
                key,
                targets.getOrDefault(key, 0L),
                offsets.endOffset(),
                found.getOrDefault(key.topic(), Optional.empty()).orElseThrow().id()));
        // What an answer on its way tells may be older than what was found here.
        looks.forget();
        assign();
        targets.forEach(positions::seek);
        publish();
    }

    /** {@inheritDoc}. Asks the brokers, as {@link #open(Map, Map)}. */
    @Override
    public Map<SourcePartition, Long> offsets(String source, SeekTarget target) throws SourceException {
        List<String> names = topics.values().stream()
                .filter(topic -> topic.source().equals(source))
                .map(TopicOfSource::topic)
                .toList();
        List<TopicPartition> asked = existing(await(brokers.topics(names)));
        var offsets = new HashMap<SourcePartition, Long>();
        switch (target) {
            case SeekTarget.Beginning ignored ->
                await(brokers.held(asked)).forEach((key, held) -> put(offsets, key, held.firstOffset()));
            case SeekTarget.End ignored ->
                await(brokers.held(asked)).forEach((key, held) -> put(offsets, key, held.endOffset()));
            case SeekTarget.Offset offset ->
                asked.stream()
                        .filter(key -> key.partition() == offset.partition())
                        .forEach(key -> put(offsets, key, offset.offset()));
            case SeekTarget.Time time -> {
                Map<TopicPartition, Long> found = await(brokers.offsetsAt(asked, time.time()));
                await(brokers.held(asked)).forEach((key, held) -> {
                    long first = found.getOrDefault(key, Brokers.NO_RECORD);
                    put(offsets, key, first == Brokers.NO_RECORD ? held.endOffset() : first);
                });
            }
        }
        return Map.copyOf(offsets);
    }

    /** {@inheritDoc}. Those of partitions that are found later included. */
    @Override
    public void pause(Set<String> sources) {
        pausedSources = Set.copyOf(sources);
        applyPause();
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
        polled.nextOffsets().forEach((key, next) -> {
            List<SourceRecord> records = sourceRecords(polled.records(key));
            boolean moved = partitions.advance(key, next.offset(), behind(key, next.offset()));
            Optional<Long> from = positions.gave(key, next.offset());
            // Markers and aborted records move a position without giving records; the move must be kept all the same.
            if (!records.isEmpty() || moved) {
                long first =
                        records.isEmpty() ? next.offset() : records.getFirst().offset();
                batches.add(
                        new RecordBatch(partitions.sourcePartition(key), from.orElse(first), records, next.offset()));
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

    private long behind(TopicPartition key, long position) {
        return consumer.currentLag(key).orElse(Math.max(0, partitions.get(key).end() - position));
    }

    /** Makes what is known visible to other threads. */
    private void publish() {
        var lags = new HashMap<SourcePartition, Long>();
        long sum = 0;
        for (TopicPartition key : partitions.all()) {
            ReadPartition now = partitions.get(key);
            // The client knows nothing new of what it does not fetch.
            long behind = now.flows() && !isPaused(key) ? behind(key, now.position()) : now.behind();
            lags.put(partitions.sourcePartition(key), behind);
            sum += behind;
        }
        lagRecords = sum;
        lagByPartition = Map.copyOf(lags);
        if (partitions.takeChanged()) {
            stopped = partitions.stopped();
            identities = partitions.identities();
        }
    }

    private boolean isPaused(TopicPartition key) {
        return pausedSources.contains(partitions.topic(key).source());
    }

    private void applyPause() {
        Set<TopicPartition> assigned = consumer.assignment();
        consumer.resume(assigned);
        consumer.pause(assigned.stream().filter(this::isPaused).toList());
    }

    /** Reads those partitions that can go on; those that could before keep their place. */
    private void assign() {
        Set<TopicPartition> before = Set.copyOf(consumer.assignment());
        Set<TopicPartition> now = partitions.flowing();
        if (now.equals(before)) {
            return;
        }
        consumer.assign(now);
        now.stream().filter(key -> !before.contains(key)).forEach(this::seekToItsPosition);
        applyPause();
    }

    private void seekToItsPosition(TopicPartition key) {
        positions.seek(key, partitions.get(key).position());
    }

    private void lookAtEnds() {
        List<TopicPartition> waiting =
                consumer.assignment().stream().filter(this::isPaused).toList();
        endLooks.next(waiting).forEach((key, held) -> partitions.tellEnd(key, held.endOffset()));
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

    private void takeIn(Map<String, Optional<Brokers.Topic>> found) {
        List<TopicPartition> added = partitions.takeIn(found, Set.copyOf(health.missingTopics()));
        assign();
        if (!added.isEmpty()) {
            log.info("reading new partitions from their first record: {}", added);
            positions.seekToBeginning(added);
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

    private void checkExists(TopicPartition key, long position, Optional<Brokers.Topic> found) throws SourceException {
        TopicOfSource topic = partitions.topic(key);
        int count = found.map(Brokers.Topic::partitionCount).orElse(0);
        if (key.partition() < 0 || key.partition() >= count) {
            throw new SourceException(failures.nowhere(topic, key.partition(), position, count));
        }
    }

    private void stopOutside(OffsetOutOfRangeException e) throws SourceException {
        Map<TopicPartition, Brokers.Held> held;
        try {
            held = brokers.held(e.partitions()).get();
        } catch (ExecutionException unanswered) {
            // The client tells it again with the next poll; a topic that is gone is told by the looks.
            log.debug("what the brokers hold is not known", unanswered);
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(interrupted);
        }
        e.offsetOutOfRangePartitions().forEach((key, position) -> {
            TopicOfSource topic = partitions.topic(key);
            Brokers.Held offsets = Optional.ofNullable(held.get(key)).orElseThrow();
            // Offsets that fit now did not when the brokers refused them, or the log before them was replaced.
            partitions.stop(
                    key,
                    offsets.allows(position)
                            ? failures.diverged(topic, key.partition(), position, e)
                            : failures.outside(topic, key.partition(), position, offsets));
        });
        assign();
    }

    private void stopForbidden(TopicAuthorizationException e) {
        for (TopicPartition key : partitions.flowing()) {
            if (e.unauthorizedTopics().contains(key.topic())) {
                partitions.stop(key, failures.forbidden(partitions.topic(key), key.partition(), e));
            }
        }
        assign();
    }

    private void put(Map<SourcePartition, Long> offsets, TopicPartition key, long offset) {
        offsets.put(partitions.sourcePartition(key), offset);
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

    private static List<TopicPartition> existing(Map<String, Optional<Brokers.Topic>> found) {
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
}
