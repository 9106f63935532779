package dev.oriel.dev.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerIT {
    private static final TopicPartition PARTITION = new TopicPartition("kept", 0);

    @TempDir
    Path folder;

    @Test
    void broker_writtenMoreThanItRetains_dropsTheOldestAndKeepsTheDiskBounded() throws Exception {
        long retained = LocalBrokerSettings.RETAINED_BYTES_MIN;
        var settings = LocalBrokerSettings.in(folder).withRetainedBytesMax(retained);
        try (var broker = LocalBroker.start(settings);
                Admin admin = admin(broker.bootstrapServers())) {
            Topics.create(broker.bootstrapServers(), List.of("kept"), 1);
            Topics.create(broker.bootstrapServers(), List.of("kept", "later"), 3);
            assertThat(partitionCount(admin)).isEqualTo(1);

            produce(broker.bootstrapServers(), 3_000, 10_000);

            Path log = settings.logFolder().resolve(PARTITION.toString());
            await().atMost(Duration.ofSeconds(60)).until(() -> bytes(log) <= retained + retained / 4);
            assertThat(offset(admin, OffsetSpec.latest())).isEqualTo(3_000);
            assertThat(offset(admin, OffsetSpec.earliest())).isBetween(1_000L, 2_999L);
        }
    }

    @Test
    void start_portIsInUse_saysSo() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() ->
                            LocalBroker.start(LocalBrokerSettings.in(folder).withPort(port)))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(
                            "broker 127\\.0\\.0\\.1:" + port
                                    + ": the port cannot be used · .*in use.* · stop what listens there, or choose another port");
        }
    }

    @Test
    void start_folderIsInUse_saysSo() throws IOException {
        try (var other =
                FileChannel.open(folder.resolve("oriel.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();

            assertThatThrownBy(() -> LocalBroker.start(LocalBrokerSettings.in(folder)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("broker: folder '%s' is used by another broker · stop that one, or give another folder"
                            .formatted(folder));
        }
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private static void produce(String bootstrapServers, int count, int bytes) {
        var serializer = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers), serializer, serializer)) {
            for (int number = 0; number < count; number++) {
                var unused = producer.send(new ProducerRecord<>("kept", 0, null, new byte[bytes]));
            }
        }
    }

    private static int partitionCount(Admin admin) throws Exception {
        var topics = admin.describeTopics(List.of("kept")).allTopicNames().get();
        return topics.values().iterator().next().partitions().size();
    }

    private static long offset(Admin admin, OffsetSpec which) throws Exception {
        return admin.listOffsets(Map.of(PARTITION, which))
                .partitionResult(PARTITION)
                .get()
                .offset();
    }

    private static long bytes(Path log) throws IOException {
        try (var files = Files.list(log)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
