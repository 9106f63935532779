package dev.oriel.dev.kafka;

import static java.util.stream.IntStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.dev.broker.SecureBroker;
import dev.oriel.engine.port.SinkException;
import dev.oriel.engine.port.SourceException;
import dev.oriel.kafka.ClientProperties;
import dev.oriel.kafka.KafkaEventSink;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSecurityIT {
    @TempDir
    static Path folder;

    private static SecureBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = SecureBroker.start(folder);
        try (var topics = new Topics(broker.plainServers())) {
            topics.create("events", 1);
            topics.append("events", 0, 1, 50);
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-512"})
    void B142_topic_isReadAndWrittenOverTlsWithAPassword(String mechanism) throws Exception {
        ClientProperties properties = properties(Map.of("sasl.mechanism", mechanism));
        try (KafkaEventSource source = source(broker.secureServers(), properties)) {
            source.open(Map.of());
            assertThat(new Reading().untilCount(source, 50).numbers())
                    .containsExactlyElementsOf(rangeClosed(1, 50).boxed().toList());
        }
        String topic = "dead." + mechanism;
        try (var topics = new Topics(broker.plainServers());
                var sink = new KafkaEventSink(settings(broker.secureServers(), properties), System::nanoTime)) {
            topics.create(topic, 1);
            sink.open(mechanism);
            sink.deliver(SinkProcess.records(0, 3, topic));
            assertThat(topics.sequences(topic)).containsExactly(0L, 1L, 2L, 3L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-512"})
    void password_wrong_isRefusedByNameWithoutShowingIt(String mechanism) throws Exception {
        ClientProperties properties = properties(Map.of("sasl.mechanism", mechanism, "sasl.password", "not the word"));
        try (KafkaEventSource source = source(broker.secureServers(), properties)) {
            assertThatThrownBy(() -> source.open(Map.of()))
                    .isInstanceOf(SourceException.class)
                    .hasMessageStartingWith("kafka " + broker.secureServers()
                            + ": the brokers do not accept this client · Authentication failed")
                    .hasMessageEndingWith(" · correct the client properties")
                    .hasMessageNotContaining("not the word");
        }
        try (var sink = new KafkaEventSink(settings(broker.secureServers(), properties), System::nanoTime)) {
            assertThatThrownBy(() -> sink.open("s"))
                    .isInstanceOf(SinkException.class)
                    .hasMessageStartingWith(
                            "kafka " + broker.secureServers() + ": the brokers do not accept this client · ");
        }
    }

    @Test
    void hostName_thatTheCertificateDoesNotHave_isRefused() throws Exception {
        try (KafkaEventSource source = source(broker.otherName(), properties(Map.of()))) {
            assertThatThrownBy(() -> source.open(Map.of()))
                    .isInstanceOf(SourceException.class)
                    .hasMessage("kafka " + broker.otherName() + ": no trusted connection to the brokers"
                            + " · No subject alternative names matching IP address 127.0.0.1 found"
                            + " · correct the address, or the 'ssl.…' client properties");
        }
    }

    @Test
    void certificate_thatNobodyTrusts_isRefused() throws Exception {
        var properties = new HashMap<>(all());
        properties.remove("ssl.truststore.location");
        properties.remove("ssl.truststore.type");
        try (KafkaEventSource source = source(broker.secureServers(), ClientProperties.of(properties))) {
            assertThatThrownBy(() -> source.open(Map.of()))
                    .isInstanceOf(SourceException.class)
                    .hasMessage("kafka " + broker.secureServers() + ": no trusted connection to the brokers"
                            + " · unable to find valid certification path to requested target"
                            + " · correct the address, or the 'ssl.…' client properties");
        }
    }

    private static Map<String, String> all() {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.username",
                SecureBroker.USER,
                "sasl.password",
                SecureBroker.PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                broker.certificate().getFileName().toString());
    }

    /** Through a file, as an operator gives them. */
    private static ClientProperties properties(Map<String, String> other) throws Exception {
        var properties = new Properties();
        properties.putAll(all());
        properties.putAll(other);
        Path file = Files.createTempFile(
                folder,
                "client",
                ".properties",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream output = Files.newOutputStream(file)) {
            properties.store(output, null);
        }
        return ClientProperties.read(file);
    }

    private static KafkaSettings settings(String brokers, ClientProperties properties) {
        return KafkaSettings.of(brokers).withClientProperties(properties).withTopicLookInterval(Duration.ofMillis(100));
    }

    private static KafkaEventSource source(String brokers, ClientProperties properties) throws SourceException {
        return new KafkaEventSource(
                settings(brokers, properties), List.of(new TopicOfSource("events", "events")), System::nanoTime);
    }
}
