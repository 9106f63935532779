package dev.oriel.dev.broker;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics on a broker, in this process or elsewhere. */
public final class Topics {
    private Topics() {}

    /**
     * Makes those of the given topics that do not exist. A topic that exists stays as it is, whatever its partitions.
     *
     * @param bootstrapServers brokers, {@code host:port}
     * @param partitionCount of each new topic, 1 or more
     * @throws IOException if the broker refuses; the message is for the operator
     */
    public static void create(String bootstrapServers, Collection<String> names, int partitionCount)
            throws IOException {
        short replicas = 1;
        var topics = names.stream()
                .map(name -> new NewTopic(name, partitionCount, replicas))
                .toList();
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            CreateTopicsResult result = admin.createTopics(topics);
            for (Map.Entry<String, KafkaFuture<Void>> each : result.values().entrySet()) {
                awaitCreated(bootstrapServers, each.getKey(), each.getValue());
            }
        }
    }

    private static void awaitCreated(String bootstrapServers, String topic, KafkaFuture<Void> created)
            throws IOException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException(
                        "broker %s: topic '%s' cannot be made · %s · correct it and start again"
                                .formatted(bootstrapServers, topic, LocalBroker.reason(e)),
                        e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "broker %s: interrupted while topic '%s' was made · start again".formatted(bootstrapServers, topic),
                    e);
        }
    }
}
