package dev.oriel.dev.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A local broker with a second way in: TLS with a certificate of its own for the name {@code localhost}, not for its address,
 * and one user with a password, by PLAIN and by SCRAM.
 */
public final class SecureBroker implements AutoCloseable {
    public static final String USER = "reader";

    /** With every character that means something in the texts it passes through. */
    public static final String PASSWORD = "open \"sesame\"; \\ 'größer' = # €";

    private static final String STORE_PASSWORD = "changeit";

    private final LocalBroker broker;
    private final Path folder;
    private final int port;

    private SecureBroker(LocalBroker broker, Path folder, int port) {
        this.broker = broker;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one and waits until it knows the user. */
    public static SecureBroker start(Path folder) throws Exception {
        keytool(
                folder,
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-ext",
                "san=dns:localhost");
        keytool(
                folder,
                "-exportcert",
                "-alias",
                "broker",
                "-rfc",
                "-file",
                folder.resolve("broker.pem").toString());
        int port = LocalBroker.freePort();
        LocalBroker broker = LocalBroker.start(LocalBrokerSettings.in(folder.resolve("kafka")), properties -> {
            properties.merge("listeners", ",SECURE://127.0.0.1:" + port, (now, more) -> now + (String) more);
            properties.merge("advertised.listeners", ",SECURE://localhost:" + port, (now, more) -> now + (String) more);
            properties.merge("listener.security.protocol.map", ",SECURE:SASL_SSL", (now, more) -> now + (String) more);
            secure(properties, folder);
        });
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(USER, credential, PASSWORD)))
                    .all()
                    .get();
        }
        return new SecureBroker(broker, folder, port);
    }

    /** Where clients connect without any of it. */
    public String plainServers() {
        return broker.bootstrapServers();
    }

    /** Where clients connect by the name of the certificate. */
    public String secureServers() {
        return "localhost:" + port;
    }

    /** The same by its address, which the certificate does not have. */
    public String otherName() {
        return "127.0.0.1:" + port;
    }

    /** What a client trusts, as PEM. */
    public Path certificate() {
        return folder.resolve("broker.pem");
    }

    @Override
    public void close() {
        broker.close();
    }

    private static void secure(Properties properties, Path folder) {
        String prefix = "listener.name.secure.";
        String quoted = '"' + PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        properties.put(
                prefix + "ssl.keystore.location", folder.resolve("broker.p12").toString());
        properties.put(prefix + "ssl.keystore.type", "PKCS12");
        properties.put(prefix + "ssl.keystore.password", STORE_PASSWORD);
        properties.put(prefix + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
        properties.put(
                prefix + "plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=%s;".formatted(USER, quoted));
        properties.put(
                prefix + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }

    private static void keytool(Path folder, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "keytool", ".txt");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore",
                folder.resolve("broker.p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD));
        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("keytool: " + Files.readString(output, UTF_8));
        }
    }
}
