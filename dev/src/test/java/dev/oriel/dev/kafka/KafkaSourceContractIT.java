package dev.oriel.dev.kafka;

import dev.oriel.dev.broker.LocalBroker;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.engine.port.EventSource;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import dev.oriel.testkit.contract.EventSourceContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class KafkaSourceContractIT extends EventSourceContract {
    @TempDir
    static Path folder;

    private static LocalBroker broker;
    private static Topics topics;

    private final String topic;

    /** Each test has a topic of its own. */
    KafkaSourceContractIT(TestInfo test) {
        topic = "contract." + Integer.toHexString(test.getDisplayName().hashCode());
    }

    @BeforeAll
    static void startBroker() throws Exception {
        broker = LocalBroker.start(LocalBrokerSettings.in(folder));
        topics = new Topics(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        topics.close();
        broker.close();
    }

    @BeforeEach
    void createTopic() throws Exception {
        topics.create(topic, partitions());
    }

    @Override
    protected EventSource reader() throws Exception {
        var settings = KafkaSettings.of(broker.bootstrapServers())
                .withPollRecordsMax(37)
                .withTopicLookInterval(Duration.ofMillis(50));
        return new KafkaEventSource(settings, List.of(new TopicOfSource(sourceName(), topic)), System::nanoTime);
    }

    @Override
    protected void append(int partition, byte[] value) throws Exception {
        topics.appendValue(topic, partition, value);
    }

    @Override
    protected String sourceName() {
        return "events";
    }

    @Override
    protected int partitions() {
        return 3;
    }
}
