package dev.oriel.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    private static final KafkaSettings SETTINGS = KafkaSettings.of("127.0.0.1:9092");

    @Test
    void fetchMinBytes_isForTheConsumerOnly_isKeptFromTheOthers() {
        var settings = SETTINGS.withClientProperties(
                ClientProperties.of(Map.of("fetch.min.bytes", "10", "client.id", "mine")));

        assertThat(settings.forConsumer("source")).containsEntry("fetch.min.bytes", "10");
        assertThat(settings.forAdmin("topics"))
                .doesNotContainKey("fetch.min.bytes")
                .containsEntry("client.id", "mine-topics");
        assertThat(settings.forProducer("id"))
                .doesNotContainKey("fetch.min.bytes")
                .containsEntry("client.id", "mine-sink");
    }

    @Test
    void I12_I11_consumer_always_readsCommittedAndNeverResets() {
        assertThat(SETTINGS.forConsumer("source"))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "none");
    }

    @Test
    void I7_consumer_byDefault_fetchesBoundedBytes_andAsManyAsChosen() {
        assertThat(SETTINGS.forConsumer("source"))
                .containsEntry("fetch.max.bytes", 16 << 20)
                .containsEntry("max.partition.fetch.bytes", 1 << 20);
        var chosen = SETTINGS.withClientProperties(
                ClientProperties.of(Map.of("fetch.max.bytes", "4096", "max.partition.fetch.bytes", "2048")));
        assertThat(chosen.forConsumer("source"))
                .containsEntry("fetch.max.bytes", "4096")
                .containsEntry("max.partition.fetch.bytes", "2048");
    }

    @Test
    void toString_withAPassword_doesNotShowIt() {
        var settings = SETTINGS.withClientProperties(
                ClientProperties.of(Map.of("security.protocol", "SSL", "ssl.key.password", "open sesame")));

        assertThat(settings.toString()).contains("ssl.key.password").doesNotContain("sesame");
    }

    @Test
    void limits_whenPassed_areNamed() {
        assertThatThrownBy(() -> SETTINGS.withPollRecordsMax(100_001))
                .hasMessage("kafka: '100001' records per poll · give 1 to 100000");
        assertThatThrownBy(() -> SETTINGS.withPollRecordsMax(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SETTINGS.withContactTimeout(Duration.ZERO))
                .hasMessage("kafka: contact timeout '0 ms' · give 1 ms to 600000 ms");
        assertThatThrownBy(() -> SETTINGS.withTopicLookInterval(Duration.ofHours(2)))
                .hasMessage("kafka: topic look interval '7200000 ms' · give 1 ms to 3600000 ms");
        assertThatThrownBy(() -> KafkaSettings.of(" ")).hasMessage("kafka: no broker is given · expected 'host:port'");
    }
}
