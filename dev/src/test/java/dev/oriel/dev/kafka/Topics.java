package dev.oriel.dev.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the tests do to the topics of a broker, besides reading them. Every call returns when it is done. */
final class Topics implements AutoCloseable {
    private final Map<String, Object> brokers;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    Topics(String bootstrapServers) {
        brokers = Map.of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(brokers);
        producer = producer(Map.of());
    }

    void create(String topic, int partitionCount) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitionCount, (short) 1)))
                .all()
                .get();
    }

    void delete(String topic) throws Exception {
        admin.deleteTopics(Set.of(topic)).all().get();
    }

    void grow(String topic, int partitionCount) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitionCount)))
                .all()
                .get();
    }

    void deleteRecordsBefore(String topic, long offset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /** Appends the numbers from the first up to the last, both included, as text with a timestamp equal to the number. */
    void append(String topic, int partition, int first, int last) throws Exception {
        send(producer, topic, partition, first, last);
    }

    void appendWithoutValue(String topic) throws Exception {
        producer.send(new ProducerRecord<>(topic, 0, null, null)).get();
    }

    /** As {@link #append} to partition 0, in one transaction that is committed or aborted. */
    void appendInTransaction(String topic, int first, int last, boolean commit) throws Exception {
        try (KafkaProducer<byte[], byte[]> transactional =
                producer(Map.of("transactional.id", UUID.randomUUID().toString()))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            send(transactional, topic, 0, first, last);
            if (commit) {
                transactional.commitTransaction();
            } else {
                transactional.abortTransaction();
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        var properties = new HashMap<>(brokers);
        properties.put("max.block.ms", 10_000);
        properties.putAll(more);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, int partition, int first, int last)
            throws Exception {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (int number = first; number <= last; number++) {
            byte[] value = Integer.toString(number).getBytes(UTF_8);
            Future<RecordMetadata> future =
                    producer.send(new ProducerRecord<>(topic, partition, (long) number, new byte[0], value));
            if (sent.isEmpty()) {
                // A topic that is not there is told at once, instead of once for each record.
                future.get();
            }
            sent.add(future);
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }
}
