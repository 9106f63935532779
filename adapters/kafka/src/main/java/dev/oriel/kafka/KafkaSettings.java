package dev.oriel.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where the brokers are and how to talk to them.
 *
 * @param bootstrapServers brokers to begin with, {@code host:port}, separated by commas
 * @param clientProperties how to connect, TLS, user and sizes
 * @param pollRecordsMax the most records of one poll, 1 to {@value #POLL_RECORDS_LIMIT}
 * @param contactTimeout how long to wait for a broker's answer before it counts as none, 1 ms to 10 minutes
 * @param topicLookInterval time between two looks for new topics and partitions, 1 ms to 1 hour
 */
public record KafkaSettings(
        String bootstrapServers,
        ClientProperties clientProperties,
        int pollRecordsMax,
        Duration contactTimeout,
        Duration topicLookInterval) {

    public static final int POLL_RECORDS_DEFAULT = 10_000;
    public static final int POLL_RECORDS_LIMIT = 100_000;
    public static final Duration CONTACT_TIMEOUT_DEFAULT = Duration.ofSeconds(10);
    public static final Duration CONTACT_TIMEOUT_LIMIT = Duration.ofMinutes(10);
    public static final Duration TOPIC_LOOK_INTERVAL_DEFAULT = Duration.ofSeconds(5);
    public static final Duration TOPIC_LOOK_INTERVAL_LIMIT = Duration.ofHours(1);

    /** The most bytes of one answer of a broker that wait in memory; the client's own default is 50 MiB. */
    private static final int FETCH_BYTES_DEFAULT = 16 << 20;

    /** Those of one partition in an answer; a longer record comes alone. */
    private static final int PARTITION_FETCH_BYTES_DEFAULT = 1 << 20;

    private static final int REQUEST_BYTES_MAX = 16 << 20;
    private static final Duration TRANSACTION_MIN = Duration.ofSeconds(30);

    /** What brokers allow by default. */
    private static final Duration TRANSACTION_LIMIT = Duration.ofMinutes(15);

    /**
     * Checks every setting.
     *
     * @throws IllegalArgumentException naming the setting that is outside its limits
     */
    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("kafka: no broker is given · expected 'host:port'");
        }
        if (pollRecordsMax < 1 || pollRecordsMax > POLL_RECORDS_LIMIT) {
            throw new IllegalArgumentException(
                    "kafka: '%d' records per poll · give 1 to %d".formatted(pollRecordsMax, POLL_RECORDS_LIMIT));
        }
        checkDuration("contact timeout", contactTimeout, CONTACT_TIMEOUT_LIMIT);
        checkDuration("topic look interval", topicLookInterval, TOPIC_LOOK_INTERVAL_LIMIT);
    }

    /** The given brokers, everything else as by default. */
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(
                bootstrapServers,
                ClientProperties.none(),
                POLL_RECORDS_DEFAULT,
                CONTACT_TIMEOUT_DEFAULT,
                TOPIC_LOOK_INTERVAL_DEFAULT);
    }

    /** The same with other properties of the client. */
    public KafkaSettings withClientProperties(ClientProperties properties) {
        return new KafkaSettings(bootstrapServers, properties, pollRecordsMax, contactTimeout, topicLookInterval);
    }

    /** The same with another limit of records per poll; throws as the constructor. */
    public KafkaSettings withPollRecordsMax(int recordsMax) {
        return new KafkaSettings(bootstrapServers, clientProperties, recordsMax, contactTimeout, topicLookInterval);
    }

    /** The same with another patience; throws as the constructor. */
    public KafkaSettings withContactTimeout(Duration timeout) {
        return new KafkaSettings(bootstrapServers, clientProperties, pollRecordsMax, timeout, topicLookInterval);
    }

    /** The same with another time between two looks; throws as the constructor. */
    public KafkaSettings withTopicLookInterval(Duration interval) {
        return new KafkaSettings(bootstrapServers, clientProperties, pollRecordsMax, contactTimeout, interval);
    }

    Properties forConsumer(String role) {
        var properties = new Properties();
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_DEFAULT);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES_DEFAULT);
        putGiven(properties, ConsumerConfig.configNames(), role);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecordsMax);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A position outside the log must become an error, never a guess.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.CHECK_CRCS_CONFIG, true);
        return properties;
    }

    Properties forAdmin(String role) {
        var properties = new Properties();
        putGiven(properties, AdminClientConfig.configNames(), role);
        int timeoutMillis = Math.toIntExact(contactTimeout.toMillis());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        // The client insists that one request may not take longer than the whole call.
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
        return properties;
    }

    /** A producer whose transactions fence every earlier one of the same id. */
    Properties forProducer(String transactionalId) {
        var properties = new Properties();
        putGiven(properties, ProducerConfig.configNames(), "sink");
        int timeoutMillis = Math.toIntExact(contactTimeout.toMillis());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMillis);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMillis);
        // What a killed process left open holds back every reader of committed records until this has passed.
        long transactionMillis =
                Math.min(TRANSACTION_LIMIT.toMillis(), Math.max(TRANSACTION_MIN.toMillis(), 3L * timeoutMillis));
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(transactionMillis));
        // The topic decides what is too long for it.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES_MAX);
        return properties;
    }

    /** What was chosen, and a client id that tells what this one does. */
    private void putGiven(Properties properties, Set<String> knownNames, String role) {
        Map<String, String> given = clientProperties.forClient(knownNames);
        properties.putAll(given);
        String name = given.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, "oriel");
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, name + "-" + role);
    }

    private static void checkDuration(String name, Duration given, Duration limit) {
        if (given.compareTo(Duration.ofMillis(1)) < 0 || given.compareTo(limit) > 0) {
            throw new IllegalArgumentException(
                    "kafka: %s '%d ms' · give 1 ms to %d ms".formatted(name, given.toMillis(), limit.toMillis()));
        }
    }
}
