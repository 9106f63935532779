package dev.oriel.dev.kafka;

import static java.util.stream.IntStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.dev.broker.BrokerProcess;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaHealth;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaOutageIT {
    @TempDir
    Path folder;

    @Test
    void C1_broker_killedAndStartedAgain_keepsItsRecordsAndTheReaderGoesOn() throws Exception {
        try (var before = BrokerProcess.start(folder, LocalBrokerSettings.ANY_PORT);
                KafkaEventSource source = source(before.bootstrapServers())) {
            try (var topics = new Topics(before.bootstrapServers())) {
                topics.create("kept", 1);
                topics.append("kept", 0, 1, 1_000);
            }
            source.open(Map.of());
            Reading reading = new Reading().untilCount(source, 1);

            before.kill();
            reading.until(source, now -> !source.health().brokersAnswer());

            int port = Integer.parseInt(before.bootstrapServers().split(":")[1]);
            try (var after = BrokerProcess.start(folder, port);
                    var topics = new Topics(after.bootstrapServers())) {
                topics.append("kept", 0, 1_001, 1_100);
                reading.untilCount(source, 1_100);

                assertThat(reading.numbers())
                        .containsExactlyElementsOf(rangeClosed(1, 1_100).boxed().toList());
                reading.until(source, now -> source.health().brokersAnswer());
                assertThat(source.health()).isEqualTo(new KafkaHealth(true, List.of()));
            }
        }
    }

    private static KafkaEventSource source(String bootstrapServers) throws Exception {
        var settings = KafkaSettings.of(bootstrapServers)
                .withPollRecordsMax(100)
                .withContactTimeout(Duration.ofSeconds(2))
                .withTopicLookInterval(Duration.ofMillis(100));
        return new KafkaEventSource(settings, List.of(new TopicOfSource("events", "kept")), System::nanoTime);
    }
}
