package dev.oriel.server;

import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.port.EventSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server is started with.
 *
 * @param definitions folders of classes and jars that hold the feature definitions
 * @param dataFolder where state, credentials and the server's address are kept; made if missing
 * @param memoryOnly whether state is kept in memory and gone when the process ends
 * @param kafkaBootstrap brokers, {@code host:port} with commas between; needed when a definition reads a topic
 * @param kafkaProperties file of further settings of the connection to Kafka; see the reference of sources
 * @param environment whose resolvers are run beside those of all environments; empty for none
 * @param host name or address to listen at
 * @param port port to listen at; 0 takes any free one
 * @param extraSources read beside those that the definitions name; closed by the server
 */
public record ServerOptions(
        List<Path> definitions,
        Path dataFolder,
        boolean memoryOnly,
        Optional<String> kafkaBootstrap,
        Optional<Path> kafkaProperties,
        String environment,
        String host,
        int port,
        List<EventSource> extraSources) {
    /** Where a server keeps its things, seen from where it was started. */
    public static final Path DEFAULT_DATA_FOLDER = Path.of(".oriel");
    /** The address that only this machine reaches. */
    public static final String DEFAULT_HOST = "127.0.0.1";
    /** The port that is listened at unless another is given. */
    public static final int DEFAULT_PORT = 8080;

    /** Copies the lists. */
    public ServerOptions {
        definitions = List.copyOf(definitions);
        extraSources = List.copyOf(extraSources);
    }

    /** A server of these definitions, as {@code oriel serve} starts it without further options. */
    public static ServerOptions of(List<Path> definitions) {
        return new ServerOptions(
                definitions,
                DEFAULT_DATA_FOLDER,
                false,
                Optional.empty(),
                Optional.empty(),
                Catalog.NO_ENVIRONMENT,
                DEFAULT_HOST,
                DEFAULT_PORT,
                List.of());
    }

    /** The same with another data folder. */
    public ServerOptions dataFolder(Path newDataFolder) {
        return new ServerOptions(
                definitions,
                newDataFolder,
                memoryOnly,
                kafkaBootstrap,
                kafkaProperties,
                environment,
                host,
                port,
                extraSources);
    }

    /** The same, with state kept in memory or on disk. */
    public ServerOptions memoryOnly(boolean newMemoryOnly) {
        return new ServerOptions(
                definitions,
                dataFolder,
                newMemoryOnly,
                kafkaBootstrap,
                kafkaProperties,
                environment,
                host,
                port,
                extraSources);
    }

    /** The same with these brokers. */
    public ServerOptions kafkaBootstrap(Optional<String> newKafkaBootstrap) {
        return new ServerOptions(
                definitions,
                dataFolder,
                memoryOnly,
                newKafkaBootstrap,
                kafkaProperties,
                environment,
                host,
                port,
                extraSources);
    }

    /** The same with further settings of the connection to Kafka. */
    public ServerOptions kafkaProperties(Optional<Path> file) {
        return new ServerOptions(
                definitions, dataFolder, memoryOnly, kafkaBootstrap, file, environment, host, port, extraSources);
    }

    /** The same in an environment. */
    public ServerOptions environment(String name) {
        return new ServerOptions(
                definitions, dataFolder, memoryOnly, kafkaBootstrap, kafkaProperties, name, host, port, extraSources);
    }

    /** The same at another address. */
    public ServerOptions listen(String newHost, int newPort) {
        return new ServerOptions(
                definitions,
                dataFolder,
                memoryOnly,
                kafkaBootstrap,
                kafkaProperties,
                environment,
                newHost,
                newPort,
                extraSources);
    }

    /** The same with further sources. */
    public ServerOptions extraSources(List<EventSource> newExtraSources) {
        return new ServerOptions(
                definitions,
                dataFolder,
                memoryOnly,
                kafkaBootstrap,
                kafkaProperties,
                environment,
                host,
                port,
                newExtraSources);
    }
}
