package dev.oriel.cli;

import dev.oriel.server.ServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that runs a server. */
public final class ServeOptions {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".oriel",
            description = "Where state, credentials, log and the server's address are kept (${DEFAULT-VALUE}).")
    private Path dataFolder = ServerOptions.DEFAULT_DATA_FOLDER;

    @Option(names = "--memory", description = "Keeps state in memory: it is gone when the server stops.")
    private boolean memoryOnly;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka brokers, with commas between.")
    private Optional<String> kafkaBootstrap = Optional.empty();

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "File of further settings of the connection to Kafka: TLS, user, sizes.")
    private Optional<Path> kafkaProperties = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Run the resolvers of this environment beside those of all.")
    private String environment = "";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = ServerOptions.DEFAULT_HOST,
            description = "Name or address to listen at (${DEFAULT-VALUE}, which only this machine reaches).")
    private String host = ServerOptions.DEFAULT_HOST;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + ServerOptions.DEFAULT_PORT,
            description = "Port to listen at; 0 takes any free one (${DEFAULT-VALUE}).")
    private int port = ServerOptions.DEFAULT_PORT;

    /** Made by picocli, which fills it. */
    public ServeOptions() {}

    /**
     * What the server is to be started with.
     *
     * @throws CommandException if an option makes no sense
     */
    public ServerOptions toServerOptions(List<Path> definitions) {
        if (dataFolder.toString().isBlank()) {
            throw new CommandException(
                    CommandException.WRONG_USE, "--data · it is empty · it names a folder · give one, or leave it out");
        }
        if (kafkaBootstrap.filter(String::isBlank).isPresent()) {
            throw new CommandException(
                    CommandException.WRONG_USE, "--kafka · it is empty · it names brokers · give host:port");
        }
        if (port < 0 || port > 65_535) {
            throw new CommandException(
                    CommandException.WRONG_USE,
                    "--port · '" + port + "' is no port · ports are 0 to 65535 · give another");
        }
        return ServerOptions.of(definitions)
                .dataFolder(dataFolder)
                .memoryOnly(memoryOnly)
                .kafkaBootstrap(kafkaBootstrap)
                .kafkaProperties(kafkaProperties)
                .environment(environment)
                .listen(host, port);
    }
}
