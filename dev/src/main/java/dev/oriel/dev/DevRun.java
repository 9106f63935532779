package dev.oriel.dev;

import dev.oriel.api.KafkaSource;
import dev.oriel.dev.broker.LocalBroker;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.dev.broker.Topics;
import dev.oriel.dev.generator.TrafficCounts;
import dev.oriel.dev.generator.TrafficGenerator;
import dev.oriel.dev.generator.TrafficSettings;
import dev.oriel.engine.FeatureService;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.server.DefinitionPath;
import dev.oriel.server.Obstacles;
import dev.oriel.server.OrielServer;
import dev.oriel.server.ServerOptions;
import dev.oriel.server.StartupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A broker, a server and perhaps demo traffic, started and stopped in the right order. */
final class DevRun implements AutoCloseable {
    private static final String KAFKA_FOLDER = "kafka";
    private static final int PARTITIONS_PER_TOPIC = 4;
    private static final Collection<String> DEMO_TOPICS = List.of("users", "transactions", "logins");

    private final @Nullable LocalBroker broker;
    private final String bootstrapServers;
    private final OrielServer server;
    private final @Nullable TrafficGenerator generator;

    private DevRun(
            @Nullable LocalBroker broker,
            String bootstrapServers,
            OrielServer server,
            @Nullable TrafficGenerator generator) {
        this.broker = broker;
        this.bootstrapServers = bootstrapServers;
        this.server = server;
        this.generator = generator;
    }

    /**
     * Starts everything; what takes long is told to {@code out}.
     *
     * @param traffic what the demo sends; empty for no demo
     * @throws StartupException if anything cannot start; what was started is stopped again
     */
    static DevRun start(ServerOptions options, Optional<TrafficSettings> traffic, PrintWriter out)
            throws StartupException {
        var topics = new TreeSet<>(kafkaTopics(options));
        if (traffic.isPresent()) {
            topics.addAll(DEMO_TOPICS);
        }
        // Before the broker, which takes seconds to start and would only be stopped again.
        Obstacles.check(options);
        LocalBroker broker = null;
        OrielServer server = null;
        try {
            Optional<String> external = options.kafkaBootstrap();
            String bootstrapServers;
            if (external.isPresent()) {
                bootstrapServers = external.get();
            } else {
                out.println("Starting a Kafka broker in this process…");
                broker = LocalBroker.start(
                        LocalBrokerSettings.in(options.dataFolder().resolve(KAFKA_FOLDER)));
                bootstrapServers = broker.bootstrapServers();
            }
            if (external.isEmpty() || traffic.isPresent()) {
                Topics.create(bootstrapServers, topics, PARTITIONS_PER_TOPIC);
            }
            server = OrielServer.open(options.kafkaBootstrap(Optional.of(bootstrapServers)));
            TrafficGenerator generator = null;
            if (traffic.isPresent()) {
                generator = TrafficGenerator.start(
                        bootstrapServers, traffic.get(), InstantSource.system(), System::nanoTime);
            }
            var started = new DevRun(broker, bootstrapServers, server, generator);
            broker = null;
            server = null;
            return started;
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        } finally {
            // Still held here only when something after them failed.
            close(server, broker);
        }
    }

    private static Set<String> kafkaTopics(ServerOptions options) throws StartupException {
        try (DefinitionPath definitions = DefinitionPath.open(options.definitions())) {
            var topics = new TreeSet<String>();
            Catalog catalog = Catalog.load(definitions.loader(), List.of(), options.environment());
            catalog.running().forEach(running -> {
                if (running.source() instanceof KafkaSource kafka) {
                    topics.add(kafka.topic());
                    kafka.deadLetters().ifPresent(topics::add);
                }
                running.resolver().switches().sinks().forEach(sink -> topics.add(sink.name()));
            });
            return topics;
        } catch (DefinitionException e) {
            throw new StartupException(String.join("\n", e.problems()), e);
        } catch (IOException e) {
            throw new StartupException(
                    "definitions · they cannot be read · " + e.getMessage() + " · compile them again", e);
        }
    }

    /** Where the server listens. */
    String url() {
        return server.url();
    }

    /** What the definitions declare and this version does not do yet, a line each. */
    List<String> notes() {
        return server.notes();
    }

    /** What answers. */
    FeatureService service() {
        return server.service();
    }

    /** Where producers connect. */
    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Whether the broker is in this process. */
    boolean hasBroker() {
        return broker != null;
    }

    /** What the demo has sent so far; empty without demo. */
    Optional<TrafficCounts> traffic() {
        return Optional.ofNullable(generator).map(TrafficGenerator::counts);
    }

    /** Stops the traffic, then the server, which commits what it has read, then the broker. */
    @Override
    public synchronized void close() {
        if (generator != null) {
            generator.close();
        }
        close(server, broker);
    }

    private static void close(@Nullable OrielServer server, @Nullable LocalBroker broker) {
        if (server != null) {
            server.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
