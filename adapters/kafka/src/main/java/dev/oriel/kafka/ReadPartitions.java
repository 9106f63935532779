package dev.oriel.kafka;

import dev.oriel.engine.port.SourcePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions are read, where each goes on, and which cannot: everything that is decided about them, from what the
 * brokers told. A partition that cannot go on stays where it is until it is moved. Used by one thread.
 */
final class ReadPartitions {
    private static final Logger log = LoggerFactory.getLogger(ReadPartitions.class);

    private final Map<String, TopicOfSource> topics;
    private final Failures failures;
    private final Map<TopicPartition, ReadPartition> partitions = new HashMap<>();
    private boolean changed;

    /** None yet, of topics by their names. */
    ReadPartitions(Map<String, TopicOfSource> topics, Failures failures) {
        this.topics = topics;
        this.failures = failures;
    }

    /**
     * Positions that were kept.
     *
     * @param nextOffsets by partition
     * @param identities the id of the topic that each position belongs to, where it was kept
     */
    record Kept(Map<SourcePartition, Long> nextOffsets, Map<SourcePartition, String> identities) {
        private Optional<Uuid> id(SourcePartition partition) {
            return Optional.ofNullable(identities.get(partition)).map(Uuid::fromString);
        }
    }

    /** Begins with positions that were kept; a partition without one begins at its first record. */
    void begin(Kept kept, Map<String, Optional<Brokers.Topic>> found, Map<TopicPartition, Brokers.Held> held) {
        for (TopicOfSource topic : topics.values()) {
            Optional<Brokers.Topic> present = found.getOrDefault(topic.topic(), Optional.empty());
            int count = present.map(Brokers.Topic::partitionCount).orElse(0);
            boolean replaced = present.isPresent() && isReplaced(topic, kept, present.get());
            for (int partition = 0; partition < count; partition++) {
                var key = new TopicPartition(topic.topic(), partition);
                Brokers.Held offsets = Optional.ofNullable(held.get(key)).orElseThrow();
                partitions.put(key, first(key, kept, present.orElseThrow(), offsets, replaced));
            }
            kept.nextOffsets().forEach((partition, position) -> {
                if (partition.source().equals(topic.source()) && partition.partition() >= count) {
                    keepMissing(topic, partition, kept, present);
                }
            });
        }
        partitions.values().forEach(each -> each.stop().ifPresent(stop -> log.warn("{}", stop.reason())));
        changed = true;
    }

    /** Whether positions of this topic belong to one that it replaced. */
    private static boolean isReplaced(TopicOfSource topic, Kept kept, Brokers.Topic now) {
        boolean otherId = kept.identities().entrySet().stream()
                .filter(each -> each.getKey().source().equals(topic.source()))
                .anyMatch(each -> !each.getValue().equals(now.id().toString()));
        // A topic never loses a partition.
        boolean fewer = kept.nextOffsets().keySet().stream()
                .anyMatch(each -> each.source().equals(topic.source()) && each.partition() >= now.partitionCount());
        return otherId || fewer;
    }

    private ReadPartition first(TopicPartition key, Kept kept, Brokers.Topic now, Brokers.Held held, boolean replaced) {
        TopicOfSource topic = topic(key);
        SourcePartition partition = sourcePartition(key);
        Optional<Long> position = Optional.ofNullable(kept.nextOffsets().get(partition));
        Optional<Uuid> id = kept.id(partition);
        if (position.isEmpty()) {
            var fresh = ReadPartition.at(held.firstOffset(), held.endOffset(), now.id());
            return replaced ? fresh.stopped(failures.newOfMadeAnew(topic, key.partition(), now.id())) : fresh;
        }
        long at = position.get();
        boolean another = id.map(before -> !before.equals(now.id())).orElse(replaced);
        if (another) {
            return new ReadPartition(at, held.endOffset(), id, Optional.empty())
                    .stopped(failures.madeAnew(topic, key.partition(), at, id, now.id()));
        }
        var going = ReadPartition.at(at, held.endOffset(), now.id());
        return held.allows(at) ? going : going.stopped(failures.outside(topic, key.partition(), at, held));
    }

    private void keepMissing(
            TopicOfSource topic, SourcePartition partition, Kept kept, Optional<Brokers.Topic> present) {
        long position = Optional.ofNullable(kept.nextOffsets().get(partition)).orElseThrow();
        Optional<Uuid> id = kept.id(partition);
        var missing = new ReadPartition(position, position, id, Optional.empty());
        var key = new TopicPartition(topic.topic(), partition.partition());
        if (present.isEmpty()) {
            partitions.put(
                    key, missing.stoppedUntilTopicIsBack(failures.noSuchTopic(topic, partition.partition(), position)));
            return;
        }
        int count = present.get().partitionCount();
        if (kept.identities().containsValue(present.get().id().toString())) {
            log.warn("{}", failures.obsolete(topic, partition.partition(), count));
        } else {
            partitions.put(
                    key, missing.stopped(failures.noSuchPartition(topic, partition.partition(), position, count)));
        }
    }

    /**
     * Stops what was replaced or is gone, and goes on with what is back.
     *
     * @param goneBefore topics that the look before did not find either
     * @return partitions that are new, to be read from their first record
     */
    List<TopicPartition> takeIn(Map<String, Optional<Brokers.Topic>> found, Set<String> goneBefore) {
        var added = new ArrayList<TopicPartition>();
        found.forEach((name, topic) -> {
            if (topic.isPresent()) {
                added.addAll(takeIn(name, topic.get()));
            } else if (goneBefore.contains(name)) {
                // Twice in a row: one answer may come from a broker that is only just starting.
                of(name).forEach(key -> replace(
                        key,
                        now -> now.flows()
                                ? now.stoppedUntilTopicIsBack(
                                        failures.deleted(topic(key), key.partition(), now.position()))
                                : now));
            }
        });
        return added;
    }

    private List<TopicPartition> takeIn(String name, Brokers.Topic found) {
        for (TopicPartition key : of(name)) {
            replace(key, now -> {
                if (!now.isOf(found.id())) {
                    return now.stopped(ofAnother(key, now, found));
                }
                if (now.waitsForTopic()) {
                    log.info("{}", failures.goesOn(topic(key), key.partition(), now.position()));
                    return now.goingOn();
                }
                return now;
            });
        }
        boolean replaced = of(name).stream().anyMatch(key -> !get(key).isOf(found.id()));
        var added = new ArrayList<TopicPartition>();
        for (int partition = 0; partition < found.partitionCount(); partition++) {
            var key = new TopicPartition(name, partition);
            if (!partitions.containsKey(key)) {
                changed = true;
                var fresh = ReadPartition.at(0, 0, found.id());
                if (replaced) {
                    partitions.put(key, fresh.stopped(failures.newOfMadeAnew(topic(key), partition, found.id())));
                } else {
                    partitions.put(key, fresh);
                    added.add(key);
                }
            }
        }
        return added;
    }

    private String ofAnother(TopicPartition key, ReadPartition now, Brokers.Topic found) {
        return key.partition() < found.partitionCount()
                ? failures.madeAnew(topic(key), key.partition(), now.position(), now.topicId(), found.id())
                : failures.noSuchPartition(topic(key), key.partition(), now.position(), found.partitionCount());
    }

    void stop(TopicPartition key, String reason) {
        replace(key, now -> now.stopped(reason));
    }

    /** Puts a partition elsewhere, in the topic as it is now, and lets it go on. */
    void move(TopicPartition key, long position, long end, Uuid topicId) {
        partitions.put(key, ReadPartition.at(position, end, topicId));
        changed = true;
    }

    /** What was read; returns whether that is news. */
    boolean advance(TopicPartition key, long position, long behind) {
        ReadPartition before = get(key);
        partitions.put(key, before.movedTo(position, position + behind));
        return before.position() != position;
    }

    void tellEnd(TopicPartition key, long end) {
        partitions.computeIfPresent(key, (unused, now) -> now.movedTo(now.position(), end));
    }

    ReadPartition get(TopicPartition key) {
        return Optional.ofNullable(partitions.get(key)).orElseThrow();
    }

    Set<TopicPartition> flowing() {
        return partitions.entrySet().stream()
                .filter(each -> each.getValue().flows())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    Set<TopicPartition> all() {
        return Set.copyOf(partitions.keySet());
    }

    /** Whether {@link #stopped} or {@link #identities} may tell something else than at the last question. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    Map<SourcePartition, String> stopped() {
        var stopped = new TreeMap<SourcePartition, String>();
        partitions.forEach(
                (key, now) -> now.stop().ifPresent(stop -> stopped.put(sourcePartition(key), stop.reason())));
        return Map.copyOf(stopped);
    }

    Map<SourcePartition, String> identities() {
        var identities = new HashMap<SourcePartition, String>();
        partitions.forEach(
                (key, now) -> now.topicId().ifPresent(id -> identities.put(sourcePartition(key), id.toString())));
        return Map.copyOf(identities);
    }

    SourcePartition sourcePartition(TopicPartition key) {
        return new SourcePartition(topic(key).source(), key.partition());
    }

    TopicOfSource topic(TopicPartition key) {
        return Optional.ofNullable(topics.get(key.topic())).orElseThrow();
    }

    private List<TopicPartition> of(String topic) {
        return partitions.keySet().stream()
                .filter(key -> key.topic().equals(topic))
                .toList();
    }

    /** A change of one partition. */
    private interface Change {
        ReadPartition of(ReadPartition now);
    }

    private void replace(TopicPartition key, Change change) {
        ReadPartition before = get(key);
        ReadPartition after = change.of(before);
        partitions.put(key, after);
        if (!after.stop().equals(before.stop())) {
            changed = true;
            after.stop().ifPresent(stop -> log.warn("{}", stop.reason()));
        }
    }
}
