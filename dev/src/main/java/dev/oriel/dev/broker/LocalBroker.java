package dev.oriel.dev.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker and controller in one node, on loopback, for development and tests: one copy of everything, no
 * password, no TLS.
 *
 * <p>Its folder is formatted once and opened with its data ever after, also when the process was killed. When the disk fails
 * or is full, Kafka halts the process it runs in.
 */
public final class LocalBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final FileChannel lock;
    private final String bootstrapServers;

    private LocalBroker(KafkaRaftServer server, FileChannel lock, String bootstrapServers) {
        this.server = server;
        this.lock = lock;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and waits until it answers; takes some seconds.
     *
     * @throws IOException if the port is taken, another broker uses the folder, or Kafka does not start; the message is for
     *     the operator
     */
    public static LocalBroker start(LocalBrokerSettings settings) throws IOException {
        return start(settings, properties -> {});
    }

    /** The same with other properties of the node. */
    static LocalBroker start(LocalBrokerSettings settings, Consumer<Properties> change) throws IOException {
        int port = settings.port() == LocalBrokerSettings.ANY_PORT ? freePort() : settings.port();
        checkFree(port);
        Files.createDirectories(settings.folder());
        FileChannel lock = lock(settings.folder());
        try {
            Properties properties = settings.forNode(port, freePort());
            change.accept(properties);
            formatOnce(settings, properties);
            return new LocalBroker(
                    startNode(settings, properties),
                    lock,
                    InetAddress.getLoopbackAddress().getHostAddress() + ":" + port);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Runs a broker as its own process, {@code LocalBroker FOLDER PORT}, until it is ended. Prints {@code READY host:port} once
     * clients can connect.
     */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("broker: expected a folder and a port · LocalBroker FOLDER PORT, 0 takes any free port");
            System.exit(2);
        }
        try {
            int port = Integer.parseInt(arguments[1]);
            LocalBroker broker =
                    start(LocalBrokerSettings.in(Path.of(arguments[0])).withPort(port));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
            System.out.println("READY " + broker.bootstrapServers());
            broker.server.awaitShutdown();
        } catch (NumberFormatException e) {
            System.err.println("broker: '" + arguments[1] + "' is no port · give a number");
            System.exit(2);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Where clients connect: {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker and keeps its data. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        release(lock);
    }

    private static KafkaRaftServer startNode(LocalBrokerSettings settings, Properties properties) throws IOException {
        var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw new IOException(
                    "broker: it does not start in '%s' · %s · see the log, or give another folder"
                            .formatted(settings.folder(), reason(e)),
                    e);
        }
    }

    private static void formatOnce(LocalBrokerSettings settings, Properties properties) throws IOException {
        Path configuration = settings.folder().resolve("server.properties");
        try (var writer = Files.newBufferedWriter(configuration)) {
            properties.store(writer, null);
        }
        // Formatting writes this file last, so a process killed in the middle formats again.
        if (Files.exists(settings.logFolder().resolve("meta.properties"))) {
            return;
        }
        String[] arguments = {
            "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", configuration.toString(), "--standalone"
        };
        var said = new ByteArrayOutputStream();
        int exitCode = StorageTool.execute(arguments, new PrintStream(said, true, UTF_8));
        if (exitCode != 0) {
            throw new IOException("broker: folder '%s' cannot be formatted · %s · give another"
                    .formatted(settings.folder(), said.toString(UTF_8).strip()));
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("oriel.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel).isEmpty()) {
            channel.close();
            throw new IOException(
                    "broker: folder '%s' is used by another broker · stop that one, or give another folder"
                            .formatted(folder));
        }
        return channel;
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return Optional.empty();
        }
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("broker: its lock cannot be released", e);
        }
    }

    /** One that nobody listens on at this moment. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), LocalBrokerSettings.ANY_PORT));
            return socket.getLocalPort();
        }
    }

    private static void checkFree(int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (var socket = new ServerSocket()) {
            socket.bind(address);
        } catch (IOException e) {
            throw new IOException(
                    "broker %s:%d: the port cannot be used · %s · stop what listens there, or choose another port"
                            .formatted(address.getAddress().getHostAddress(), port, e.getMessage()),
                    e);
        }
    }

    static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : reason(cause);
    }
}
