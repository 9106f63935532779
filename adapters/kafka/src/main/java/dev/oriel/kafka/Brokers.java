package dev.oriel.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Everything asked of the brokers besides records: which topics there are, and which offsets they hold. Every question ends
 * within the contact timeout.
 */
final class Brokers implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    /** Stands for the offset of a record that is not there. */
    static final long NO_RECORD = -1;

    private final Admin admin;

    /** Contacts nobody yet; throws {@link org.apache.kafka.common.KafkaException} if the settings make no client. */
    Brokers(KafkaSettings settings, String role) {
        admin = Admin.create(settings.forAdmin(role));
    }

    /**
     * A topic as it is now.
     *
     * @param id given anew to every topic that is created, even under an old name
     */
    record Topic(Uuid id, int partitionCount) {}

    /**
     * What one partition holds.
     *
     * @param firstOffset of the oldest record
     * @param endOffset that the next record will get
     */
    record Held(long firstOffset, long endOffset) {
        boolean allows(long position) {
            return firstOffset <= position && position <= endOffset;
        }
    }

    /** The topics of the given names, empty for each that does not exist; fails with the client's own exception. */
    CompletableFuture<Map<String, Optional<Topic>>> topics(Collection<String> names) {
        var answers = new LinkedHashMap<String, CompletableFuture<Optional<Topic>>>();
        admin.describeTopics(names)
                .topicNameValues()
                .forEach((name, description) -> answers.put(name, topicIfExists(description)));
        return allOf(answers);
    }

    /** What the given partitions hold; fails with the client's own exception. */
    CompletableFuture<Map<TopicPartition, Held>> held(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest())
                .thenCombine(offsets(partitions, OffsetSpec.latest()), (firsts, ends) -> {
                    var held = new HashMap<TopicPartition, Held>();
                    firsts.forEach((partition, first) -> held.put(
                            partition,
                            new Held(
                                    first,
                                    Optional.ofNullable(ends.get(partition)).orElseThrow())));
                    return held;
                });
    }

    /** The first record of a time or later, in epoch milliseconds; {@link #NO_RECORD} where there is none. */
    CompletableFuture<Map<TopicPartition, Long>> offsetsAt(Collection<TopicPartition> partitions, Instant time) {
        return offsets(partitions, OffsetSpec.forTimestamp(epochMillis(time)));
    }

    /** A record is never older than 1970, nor younger than what a long can tell. */
    private static long epochMillis(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return 0;
        }
        return time.getEpochSecond() < Long.MAX_VALUE / 1000 ? time.toEpochMilli() : Long.MAX_VALUE;
    }

    private CompletableFuture<Map<TopicPartition, Long>> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which) {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> asked.put(partition, which));
        ListOffsetsResult told = admin.listOffsets(asked);
        var answers = new HashMap<TopicPartition, CompletableFuture<Long>>();
        for (TopicPartition partition : partitions) {
            answers.put(
                    partition,
                    stage(told.partitionResult(partition))
                            .thenApply(ListOffsetsResult.ListOffsetsResultInfo::offset)
                            .toCompletableFuture());
        }
        return allOf(answers);
    }

    /** Makes a topic of one partition; one that exists stays as it is. */
    CompletableFuture<Void> make(String topic, Map<String, String> configuration) {
        var description = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(configuration);
        return stage(admin.createTopics(List.of(description)).all())
                .exceptionally(failure -> {
                    if (cause(failure) instanceof TopicExistsException) {
                        return null;
                    }
                    throw new CompletionException(cause(failure));
                })
                .toCompletableFuture();
    }

    /** The value of one setting of a topic; empty when it has none. */
    CompletableFuture<Optional<String>> setting(String topic, String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return stage(admin.describeConfigs(List.of(resource)).all())
                .thenApply(configurations -> Optional.ofNullable(configurations.get(resource))
                        .flatMap(configuration -> Optional.ofNullable(configuration.get(name)))
                        .map(ConfigEntry::value))
                .toCompletableFuture();
    }

    @Override
    public void close() {
        admin.close(CLOSE_TIMEOUT);
    }

    private static CompletableFuture<Optional<Topic>> topicIfExists(KafkaFuture<TopicDescription> description) {
        return stage(description)
                .thenApply(topic -> Optional.of(
                        new Topic(topic.topicId(), topic.partitions().size())))
                .exceptionally(failure -> {
                    if (cause(failure) instanceof UnknownTopicOrPartitionException) {
                        return Optional.empty();
                    }
                    throw new CompletionException(cause(failure));
                })
                .toCompletableFuture();
    }

    /** What a stage of futures failed with, without the wrappings. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapping = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapping && cause != null ? cause(cause) : failure;
    }

    private static <T> CompletionStage<T> stage(KafkaFuture<T> future) {
        return future.toCompletionStage();
    }

    private static <K, V> CompletableFuture<Map<K, V>> allOf(Map<K, CompletableFuture<V>> answers) {
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(unused -> {
                    var all = new LinkedHashMap<K, V>();
                    answers.forEach((key, answer) -> all.put(key, answer.join()));
                    return all;
                });
    }
}
