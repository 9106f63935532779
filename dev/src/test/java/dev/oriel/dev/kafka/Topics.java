package dev.oriel.dev.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
        create(topic, partitionCount, Map.of());
    }

    void create(String topic, int partitionCount, Map<String, String> configuration) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitionCount, (short) 1).configs(configuration)))
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

    void appendValue(String topic, int partition, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, null, value)).get();
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

    /** All records of committed transactions that a topic holds now, each partition in order. */
    List<ConsumerRecord<byte[], byte[]>> readCommitted(String topic) throws Exception {
        var properties = new HashMap<>(brokers);
        properties.put("isolation.level", "read_committed");
        var bytes = new ByteArrayDeserializer();
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            // Not the end of what is committed: a commit is shown a moment after it was promised.
            var asked = new HashMap<TopicPartition, OffsetSpec>();
            partitions.forEach(each -> asked.put(each, OffsetSpec.latest()));
            var ends = new HashMap<TopicPartition, Long>();
            admin.listOffsets(asked).all().get().forEach((each, end) -> ends.put(each, end.offset()));
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** The sequences of the records of a topic, as the sink wrote them into a header and the test into the value. */
    List<Long> sequences(String topic) throws Exception {
        return readCommitted(topic).stream()
                .map(each -> {
                    String sequence = headers(each).get("oriel-sequence");
                    assertThat(new String(each.value(), UTF_8)).isEqualTo(sequence);
                    return Long.valueOf(sequence);
                })
                .toList();
    }

    static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(each -> headers.put(each.key(), new String(each.value(), UTF_8)));
        return headers;
    }

    /** A transaction that somebody else leaves open in partition 0 of a topic. */
    OpenTransaction openTransaction(String topic) {
        return new OpenTransaction(
                topic, producer(Map.of("transactional.id", UUID.randomUUID().toString())));
    }

    /** See {@link #openTransaction}. */
    record OpenTransaction(String topic, KafkaProducer<byte[], byte[]> producer) implements AutoCloseable {
        void begin() throws Exception {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, 0, "somebody".getBytes(UTF_8), "7".getBytes(UTF_8)))
                    .get();
        }

        void abort() {
            producer.abortTransaction();
        }

        @Override
        public void close() {
            producer.close();
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
