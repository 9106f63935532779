package dev.oriel.dev.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics on a broker, in this process or elsewhere. */
public final class Topics {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private Topics() {}

    /**
     * Makes those of the given topics that do not exist. A topic that exists stays as it is, whatever its partitions.
     *
     * @param bootstrapServers brokers, {@code host:port}
     * @param partitionCount of each new topic, 1 or more
     * @throws IOException if the broker refuses, or does not answer within 10 seconds; the message is for the operator
     */
    public static void create(String bootstrapServers, Collection<String> names, int partitionCount)
            throws IOException {
        short replicas = 1;
        var topics = names.stream()
                .map(name -> new NewTopic(name, partitionCount, replicas))
                .toList();
        int timeoutMillis = Math.toIntExact(ANSWER_TIMEOUT.toMillis());
        try (Admin admin = Admin.create(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis))) {
            CreateTopicsResult result = admin.createTopics(topics);
            for (Map.Entry<String, KafkaFuture<Void>> each : result.values().entrySet()) {
                awaitCreated(bootstrapServers, each.getKey(), each.getValue());
            }
        } catch (KafkaException e) {
            throw new IOException(
                    "kafka %s: no client can be made for it · %s · give host:port"
                            .formatted(bootstrapServers, LocalBroker.reason(e)),
                    e);
        }
    }

    private static void awaitCreated(String bootstrapServers, String topic, KafkaFuture<Void> created)
            throws IOException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return;
            }
            throw new IOException(
                    e.getCause() instanceof TimeoutException
                            ? "kafka %s: no broker answers · tried for %d s · start it, or give another with --kafka"
                                    .formatted(bootstrapServers, ANSWER_TIMEOUT.toSeconds())
                            : "kafka %s: topic '%s' cannot be made · %s · correct it and start again"
                                    .formatted(bootstrapServers, topic, LocalBroker.reason(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "kafka %s: interrupted while topic '%s' was made · start again".formatted(bootstrapServers, topic),
                    e);
        }
    }
}
