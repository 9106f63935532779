package dev.oriel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Properties of the Kafka client that an operator may choose: how to connect, TLS, a user with a password, and sizes. What is
 * not listed is refused: nothing may load a class, name an address, switch off a check, or decide which records are seen.
 *
 * <p>A user is given as {@value #USERNAME} and {@value #PASSWORD}, from which the text is built that Kafka wants. Host names
 * are always verified. Values are never printed.
 */
public final class ClientProperties {
    /** Name of the user for {@code SASL_SSL} and {@code SASL_PLAINTEXT}. */
    public static final String USERNAME = "sasl.username";

    /** Password of the user. */
    public static final String PASSWORD = "sasl.password";

    private static final int FILE_BYTES_MAX = 1 << 20;
    private static final int FETCH_BYTES_MIN = 1 << 10;
    private static final int FETCH_BYTES_LIMIT = 256 << 20;
    private static final String TLS_PREFIX = "ssl.";
    private static final String SASL_PREFIX = "sasl.";

    private static final Map<String, String> LOGIN_MODULES = Map.of(
            "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
            "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
            "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    private static final Set<String> STORE_TYPES = Set.of("JKS", "PEM", "PKCS12");

    /** Properties whose value is one of a few words, or several of them with commas between. */
    private static final Map<String, Set<String>> WORDS = Map.of(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
            SaslConfigs.SASL_MECHANISM,
            LOGIN_MODULES.keySet(),
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            STORE_TYPES,
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            STORE_TYPES,
            SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
            Set.of("TLSv1.2", "TLSv1.3"));

    /** Each of these would hold its bytes in memory. */
    private static final Set<String> FETCH_BYTES =
            Set.of(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG);

    private static final Set<String> FILES =
            Set.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

    private static final Set<String> SECRETS = Set.of(
            PASSWORD,
            SslConfigs.SSL_KEY_PASSWORD_CONFIG,
            SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG);

    private static final Set<String> CONNECTION = Set.of(
            USERNAME,
            SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
            SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
            CommonClientConfigs.CLIENT_ID_CONFIG,
            CommonClientConfigs.CLIENT_RACK_CONFIG,
            CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG,
            CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG,
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG,
            CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG,
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
            CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
            CommonClientConfigs.SEND_BUFFER_CONFIG,
            CommonClientConfigs.RECEIVE_BUFFER_CONFIG,
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG);

    private static final Set<String> ACCEPTED =
            List.of(WORDS.keySet(), FETCH_BYTES, FILES, SECRETS, CONNECTION).stream()
                    .flatMap(Collection::stream)
                    .collect(Collectors.collectingAndThen(
                            Collectors.toCollection(TreeSet::new), Collections::unmodifiableSet));

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Map<String, String> values;

    private ClientProperties(Map<String, String> values) {
        this.values = values;
    }

    /** None: brokers on a trusted network, everything as by default. */
    public static ClientProperties none() {
        return new ClientProperties(Map.of());
    }

    /**
     * The given properties. Files are not looked at.
     *
     * @throws IllegalArgumentException naming what is not accepted, has a wrong value, or is missing
     */
    public static ClientProperties of(Map<String, String> properties) {
        Map<String, String> values = Collections.unmodifiableMap(new TreeMap<>(properties));
        checkNames(values.keySet());
        values.forEach(ClientProperties::checkValue);
        checkTogether(values);
        return new ClientProperties(values);
    }

    /**
     * Those of a file of Java properties in UTF-8. Stores named by a relative path lie beside the file.
     *
     * @throws IOException if the file cannot be read, has secrets and may be used by others than its owner, or names a store
     *     that cannot be read; the message is for the operator
     * @throws IllegalArgumentException as {@link #of}
     */
    public static ClientProperties read(Path file) throws IOException {
        checkReadable("client properties", file);
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException("kafka: client properties '%s' have more than %d bytes · give a file of properties"
                    .formatted(file, FILE_BYTES_MAX));
        }
        var read = new Properties();
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // What cannot be read may be part of a secret.
            throw new IOException(
                    "kafka: client properties '%s' cannot be read · they are no Java properties in UTF-8 · correct them"
                            .formatted(file),
                    e);
        }
        var values = new TreeMap<String, String>();
        read.stringPropertyNames().forEach(name -> values.put(name, read.getProperty(name)));
        ClientProperties properties = of(values);
        if (values.keySet().stream().anyMatch(SECRETS::contains)) {
            checkPrivate("client properties", file);
        }
        for (String name : FILES) {
            String location = values.get(name);
            if (location != null) {
                Path store = file.toAbsolutePath().resolveSibling(location);
                checkReadable(name, store);
                if (name.equals(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)) {
                    checkPrivate(name, store);
                }
                values.put(name, store.toString());
            }
        }
        return values.keySet().stream().anyMatch(FILES::contains) ? of(values) : properties;
    }

    /** Whether a property may be given. */
    public static boolean isAccepted(String property) {
        return ACCEPTED.contains(property);
    }

    /** Names the properties but not their values: passwords are among them. */
    @Override
    public String toString() {
        return "ClientProperties" + values.keySet();
    }

    /** Those that a client knows, as it wants them. */
    Map<String, String> forClient(Set<String> knownNames) {
        var properties = new TreeMap<String, String>();
        values.forEach((name, value) -> {
            if (knownNames.contains(name)) {
                properties.put(name, value);
            }
        });
        String mechanism = values.get(SaslConfigs.SASL_MECHANISM);
        if (mechanism != null) {
            properties.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "%s required username=%s password=%s;"
                            .formatted(
                                    LOGIN_MODULES.get(mechanism),
                                    quoted(values.getOrDefault(USERNAME, "")),
                                    quoted(values.getOrDefault(PASSWORD, ""))));
        }
        return properties;
    }

    /** Whether a password would be sent in the clear. */
    boolean exposePassword() {
        return "SASL_PLAINTEXT".equals(values.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG))
                && "PLAIN".equals(values.get(SaslConfigs.SASL_MECHANISM));
    }

    /** As Kafka's reader of such texts takes it back: only these two characters mean something between quotes. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void checkNames(Set<String> names) {
        Set<String> refused = new TreeSet<>(names);
        refused.removeAll(ACCEPTED);
        if (!refused.isEmpty()) {
            String instead = refused.contains(SaslConfigs.SASL_JAAS_CONFIG)
                    ? ", and give '%s' and '%s' instead of '%s'"
                            .formatted(USERNAME, PASSWORD, SaslConfigs.SASL_JAAS_CONFIG)
                    : "";
            throw new IllegalArgumentException("kafka: client %s not accepted · accepted are %s · remove %s%s"
                    .formatted(
                            refused.size() == 1
                                    ? "property '" + refused.iterator().next() + "' is"
                                    : "properties '" + String.join("', '", refused) + "' are",
                            ACCEPTED,
                            refused.size() == 1 ? "it" : "them",
                            instead));
        }
    }

    private static void checkValue(String name, String value) {
        Set<String> words = WORDS.get(name);
        if (words != null) {
            boolean several = name.equals(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG);
            List<String> given = several ? List.of(value.split("\\s*,\\s*", -1)) : List.of(value);
            if (!words.containsAll(given)) {
                throw new IllegalArgumentException("kafka: client property '%s' is '%s' · give %s of %s"
                        .formatted(name, value, several ? "some" : "one", new TreeSet<>(words)));
            }
        }
        if (FETCH_BYTES.contains(name)) {
            checkBytes(name, value);
        }
        if ((name.equals(USERNAME) || name.equals(PASSWORD)) && value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "kafka: client property '%s' has a control character · a line may have been continued · correct it"
                            .formatted(name));
        }
    }

    private static void checkBytes(String name, String value) {
        Optional<Integer> bytes = wholeNumber(value);
        if (bytes.filter(each -> each >= FETCH_BYTES_MIN && each <= FETCH_BYTES_LIMIT)
                .isEmpty()) {
            throw new IllegalArgumentException("kafka: client property '%s' is '%s' · give %d to %d bytes"
                    .formatted(name, value, FETCH_BYTES_MIN, FETCH_BYTES_LIMIT));
        }
    }

    private static Optional<Integer> wholeNumber(String text) {
        try {
            return Optional.of(Integer.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What is given without effect would be taken for safety that is not there. */
    private static void checkTogether(Map<String, String> values) {
        String protocol = values.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
        for (String name : values.keySet()) {
            boolean unused = (name.startsWith(TLS_PREFIX) && !protocol.endsWith("SSL"))
                    || (name.startsWith(SASL_PREFIX) && !protocol.startsWith("SASL"));
            if (unused) {
                throw new IllegalArgumentException(
                        "kafka: client property '%s' has no effect with security.protocol '%s' · give %s"
                                .formatted(
                                        name, protocol, name.startsWith(TLS_PREFIX) ? "SSL or SASL_SSL" : "SASL_SSL"));
            }
        }
        if (protocol.startsWith("SASL")) {
            for (String name : List.of(SaslConfigs.SASL_MECHANISM, USERNAME, PASSWORD)) {
                if (values.getOrDefault(name, "").isEmpty()) {
                    throw new IllegalArgumentException(
                            "kafka: client property '%s' is missing · security.protocol '%s' needs it · give it"
                                    .formatted(name, protocol));
                }
            }
        }
    }

    private static void checkReadable(String what, Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException(
                    "kafka: %s '%s' cannot be read · there is no such file, or it may not be read · correct the path"
                            .formatted(what, file));
        }
    }

    private static void checkPrivate(String what, Path file) throws IOException {
        boolean knowsOwners = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (knowsOwners && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(
                    "kafka: %s '%s' hold secrets, and others than the owner may use the file · permissions are %s · chmod 600 it"
                            .formatted(what, file, PosixFilePermissions.toString(Files.getPosixFilePermissions(file))));
        }
    }
}
