package dev.oriel.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the consumer stands in each partition: where it was last sent, or what it last told. Never taken from what is to be read,
 * so that a consumer that was not sent there is found out. Used by one thread.
 */
final class ConsumerPositions {
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> offsets = new HashMap<>();

    /** Of a consumer that is sent nowhere but by this. */
    ConsumerPositions(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Sends the consumer to an offset of an assigned partition. */
    void seek(TopicPartition key, long offset) {
        consumer.seek(key, offset);
        offsets.put(key, offset);
    }

    /** Sends the consumer to the first record of each partition, wherever that is. */
    void seekToBeginning(Collection<TopicPartition> keys) {
        consumer.seekToBeginning(keys);
        offsets.keySet().removeAll(keys);
    }

    /**
     * The consumer gave something.
     *
     * @param nextOffset where it stands now
     * @return where it stood before; empty if it was sent to the first record, and nothing came since
     */
    Optional<Long> gave(TopicPartition key, long nextOffset) {
        return Optional.ofNullable(offsets.put(key, nextOffset));
    }
}
