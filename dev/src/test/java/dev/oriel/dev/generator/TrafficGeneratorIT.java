package dev.oriel.dev.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.oriel.dev.broker.LocalBroker;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.dev.broker.Topics;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficGeneratorIT {
    @TempDir
    Path folder;

    @Test
    void generator_stopped_hasSentExactlyWhatItCounted() throws Exception {
        try (var broker = LocalBroker.start(LocalBrokerSettings.in(folder))) {
            Topics.create(broker.bootstrapServers(), TrafficModel.TOPICS, 2);
            TrafficCounts counts = sendAtLeast(5_000, broker.bootstrapServers());
            assertThat(counts.failed()).isZero();
            assertThat(counts.late()).isPositive();
            assertThat(counts.duplicates()).isPositive();
            assertThat(counts.malformed()).isPositive();
            assertThat(recordsBySource(broker.bootstrapServers(), counts.total()))
                    .isEqualTo(Map.of(
                            "users", counts.users(),
                            "transactions", counts.transactions(),
                            "logins", counts.logins()));
        }
    }

    private static TrafficCounts sendAtLeast(long count, String bootstrapServers) {
        var generator = TrafficGenerator.start(
                bootstrapServers, new TrafficSettings(5_000, 3), InstantSource.system(), System::nanoTime);
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> generator.counts().total() >= count);
        } finally {
            generator.close();
        }
        return generator.counts();
    }

    private static Map<String, Long> recordsBySource(String bootstrapServers, long expected) throws Exception {
        var sources = TrafficModel.TOPICS.stream()
                .map(topic -> new TopicOfSource(topic, topic))
                .toList();
        var counts = new HashMap<String, Long>();
        try (var source = new KafkaEventSource(KafkaSettings.of(bootstrapServers), sources, System::nanoTime)) {
            source.open(Map.of());
            assertThat(source.lagRecords()).isEqualTo(expected);
            await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
                for (RecordBatch batch : source.poll(Duration.ofMillis(100))) {
                    counts.merge(
                            batch.partition().source(), (long) batch.records().size(), Long::sum);
                }
                return counts.values().stream().mapToLong(Long::longValue).sum() >= expected;
            });
        }
        return counts;
    }
}
