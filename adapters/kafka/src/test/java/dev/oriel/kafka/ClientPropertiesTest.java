package dev.oriel.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPropertiesTest {
    private static final Map<String, String> USER = Map.of(
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "PLAIN",
            "sasl.username", "reader",
            "sasl.password", "open sesame");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "isolation.level",
                "auto.offset.reset",
                "group.id",
                "max.poll.records",
                "bootstrap.servers",
                "transactional.id",
                "interceptor.classes",
                "key.deserializer",
                "metric.reporters",
                "config.providers",
                "config.providers.file.class",
                "security.providers",
                "ssl.engine.factory.class",
                "ssl.provider",
                "ssl.endpoint.identification.algorithm",
                "sasl.login.callback.handler.class",
                "sasl.login.class",
                "sasl.client.callback.handler.class",
                "sasl.kerberos.kinit.cmd",
                "sasl.oauthbearer.token.endpoint.url",
                "sasl.oauthbearer.jwks.endpoint.url",
                "sasl.truststore.password"
            })
    void property_thatLoadsAClassNamesAnAddressOrDecidesWhatIsRead_isRefused(String name) {
        assertThatThrownBy(() -> ClientProperties.of(Map.of(name, "open sesame")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kafka: client property '" + name + "' is not accepted · accepted are [")
                .hasMessageContaining("sasl.username")
                .hasMessageEndingWith("] · remove it")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void jaasText_isRefused_withWhatToGiveInstead() {
        assertThatThrownBy(() -> ClientProperties.of(Map.of("sasl.jaas.config", "x", "group.id", "y")))
                .hasMessageStartingWith("kafka: client properties 'group.id', 'sasl.jaas.config' are not accepted · ")
                .hasMessageEndingWith(
                        " · remove them, and give 'sasl.username' and 'sasl.password' instead of 'sasl.jaas.config'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "security.protocol         | ssl      | give one of [PLAINTEXT, SASL_PLAINTEXT, SASL_SSL, SSL]",
                "sasl.mechanism            | GSSAPI   | give one of [PLAIN, SCRAM-SHA-256, SCRAM-SHA-512]",
                "ssl.enabled.protocols     | TLSv1.1,TLSv1.2 | give some of [TLSv1.2, TLSv1.3]",
                "ssl.truststore.type       | BKS      | give one of [JKS, PEM, PKCS12]",
                "fetch.max.bytes           | 1023     | give 1024 to 268435456 bytes",
                "max.partition.fetch.bytes | 999999999 | give 1024 to 268435456 bytes",
                "fetch.max.bytes           | many     | give 1024 to 268435456 bytes"
            })
    void value_thatIsNotPossible_isNamedWithThoseThatAre(String name, String value, String remedy) {
        var properties = new HashMap<>(USER);
        properties.put(name, value);

        assertThatThrownBy(() -> ClientProperties.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kafka: client property '%s' is '%s' · %s", name, value, remedy);
    }

    @Test
    void property_thatWouldHaveNoEffect_isRefused() {
        assertThatThrownBy(() -> ClientProperties.of(Map.of("ssl.truststore.location", "ca.pem")))
                .hasMessage("kafka: client property 'ssl.truststore.location' has no effect with security.protocol"
                        + " 'PLAINTEXT' · give SSL or SASL_SSL");
        assertThatThrownBy(() -> ClientProperties.of(Map.of("security.protocol", "SSL", "sasl.username", "me")))
                .hasMessage("kafka: client property 'sasl.username' has no effect with security.protocol 'SSL'"
                        + " · give SASL_SSL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sasl.mechanism", "sasl.username", "sasl.password"})
    void user_incomplete_isRefused(String missing) {
        var properties = new HashMap<>(USER);
        properties.remove(missing);

        assertThatThrownBy(() -> ClientProperties.of(properties))
                .hasMessage("kafka: client property '%s' is missing · security.protocol 'SASL_SSL' needs it · give it"
                        .formatted(missing));
    }

    @Test
    void password_anyCharacters_kafkaReadsBackTheSame() {
        long seed = Long.getLong("oriel.seed", System.nanoTime());
        var random = new Random(seed);
        String odd = "\\\"';=# {}$\u00e9\u20ac\uD83D\uDE00ab";
        for (int time = 0; time < 2_000; time++) {
            var text = new StringBuilder("x");
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(odd.charAt(random.nextInt(odd.length())));
            }
            var properties = new HashMap<>(USER);
            properties.put("sasl.username", text.reverse().toString());
            properties.put("sasl.password", text.toString());
            properties.put("sasl.mechanism", time % 2 == 0 ? "PLAIN" : "SCRAM-SHA-512");

            AppConfigurationEntry entry = login(ClientProperties.of(properties));

            assertThat(entry.getOptions())
                    .as("seed %d", seed)
                    .isEqualTo(Map.of(
                            "username", properties.get("sasl.username"), "password", properties.get("sasl.password")));
            assertThat(entry.getLoginModuleName())
                    .isEqualTo(
                            time % 2 == 0
                                    ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                                    : "org.apache.kafka.common.security.scram.ScramLoginModule");
        }
    }

    @Test
    void password_withAControlCharacter_isRefusedWithoutShowingIt() {
        var properties = new HashMap<>(USER);
        properties.put("sasl.password", "open\nsesame");

        assertThatThrownBy(() -> ClientProperties.of(properties))
                .hasMessage("kafka: client property 'sasl.password' has a control character"
                        + " · a line may have been continued · correct it");
    }

    @Test
    void toString_namesPropertiesAndShowsNoValue() {
        assertThat(ClientProperties.of(USER))
                .hasToString("ClientProperties[sasl.mechanism, sasl.password, sasl.username, security.protocol]");
    }

    @Test
    void file_withSecrets_thatOthersMayRead_isRefused() throws IOException {
        Path file = write("client.properties", "rw-r-----", text(USER));

        assertThatThrownBy(() -> ClientProperties.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("kafka: client properties '" + file + "' hold secrets, and others than the owner may use"
                        + " the file · permissions are rw-r----- · chmod 600 it");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(login(ClientProperties.read(file)).getOptions().get("password"))
                .isEqualTo("open sesame");
        Path open = write("open.properties", "rw-r--r--", "client.id=mine\n");
        assertThat(ClientProperties.read(open).forClient(ConsumerConfig.configNames()))
                .isEqualTo(Map.of("client.id", "mine"));
    }

    @Test
    void file_thatNamesStores_findsThemBesideItself_andRefusesAKeyThatOthersMayRead() throws IOException {
        Path trust = write("ca.pem", "rw-r--r--", "x");
        Path key = write("key.pem", "rw-r--r--", "x");
        Path file = write(
                "client.properties",
                "rw-r--r--",
                "security.protocol=SSL\nssl.truststore.location=ca.pem\nssl.keystore.location=" + key + "\n");

        assertThatThrownBy(() -> ClientProperties.read(file))
                .hasMessageStartingWith("kafka: ssl.keystore.location '" + key + "' hold secrets, and others");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(ClientProperties.read(file).forClient(ConsumerConfig.configNames()))
                .containsEntry("ssl.truststore.location", trust.toAbsolutePath().toString())
                .containsEntry("ssl.keystore.location", key.toString());
        Files.delete(trust);
        assertThatThrownBy(() -> ClientProperties.read(file))
                .hasMessage("kafka: ssl.truststore.location '" + trust.toAbsolutePath() + "' cannot be read"
                        + " · there is no such file, or it may not be read · correct the path");
    }

    @Test
    void file_thatIsNone_isNamedWithoutShowingWhatIsInIt() throws IOException {
        assertThatThrownBy(() -> ClientProperties.read(folder.resolve("none")))
                .hasMessageStartingWith("kafka: client properties '" + folder.resolve("none") + "' cannot be read");
        Path file = write("broken", "rw-------", "sasl.password=open\\u00zzsesame\n");
        assertThatThrownBy(() -> ClientProperties.read(file))
                .hasMessage("kafka: client properties '" + file + "' cannot be read"
                        + " · they are no Java properties in UTF-8 · correct them");
    }

    private Path write(String name, String permissions, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String text(Map<String, String> properties) {
        var text = new StringBuilder();
        properties.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    private static AppConfigurationEntry login(ClientProperties properties) {
        String text = properties.forClient(ConsumerConfig.configNames()).get("sasl.jaas.config");
        JaasContext context = JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(text)));
        return context.configurationEntries().getFirst();
    }
}
