package dev.oriel.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
    private static final KafkaSettings SETTINGS = KafkaSettings.of("127.0.0.1:9092");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "isolation.level",
                "auto.offset.reset",
                "group.id",
                "max.poll.records",
                "bootstrap.servers",
                "interceptor.classes",
                "key.deserializer",
                "metric.reporters",
                "ssl.engine.factory.class",
                "sasl.login.callback.handler.class"
            })
    void clientProperty_thatDecidesWhatIsReadOrLoadsAClass_isRefused(String name) {
        assertThatThrownBy(() -> SETTINGS.withClientProperties(Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "kafka: client property '" + name + "' is not accepted · accepted are 'ssl.…' and ")
                .hasMessageEndingWith(" · remove it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"security.protocol", "ssl.truststore.location", "sasl.jaas.config", "fetch.max.bytes"})
    void clientProperty_ofSecurityOrSize_reachesTheConsumer(String name) {
        var properties = SETTINGS.withClientProperties(Map.of(name, "4711")).forConsumer();

        assertThat(properties).containsEntry(name, "4711");
    }

    @Test
    void fetchMinBytes_isForTheConsumerOnly_isKeptFromTheAdminClient() {
        var settings = SETTINGS.withClientProperties(Map.of("fetch.min.bytes", "10", "client.id", "mine"));

        assertThat(settings.forAdmin()).doesNotContainKey("fetch.min.bytes").containsEntry("client.id", "mine");
    }

    @Test
    void I12_I11_consumer_always_readsCommittedAndNeverResets() {
        assertThat(SETTINGS.forConsumer())
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "none");
    }

    @Test
    void toString_withAPassword_doesNotShowIt() {
        var settings = SETTINGS.withClientProperties(Map.of("ssl.key.password", "open sesame"));

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
