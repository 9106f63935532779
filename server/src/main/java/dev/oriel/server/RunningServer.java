package dev.oriel.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * How a server tells the command line where it is: {@value #FILE_NAME} in the data folder, there for as long as it runs.
 *
 * @param url where it listens
 * @param pid its process
 * @param startedAt when it began to listen
 */
public record RunningServer(String url, long pid, Instant startedAt) {
    /** The file within the data folder. */
    public static final String FILE_NAME = "server.json";

    private static final int CONNECT_TIMEOUT_MILLIS = 1000;

    /**
     * The server that a data folder names. It may have died since.
     *
     * @return empty when the folder names none
     * @throws StartupException if the file cannot be read or says something else
     */
    public static Optional<RunningServer> read(Path dataFolder) throws StartupException {
        Path file = dataFolder.resolve(FILE_NAME);
        try {
            JsonNode node = Json.MAPPER.readTree(Files.readAllBytes(file));
            return Optional.of(new RunningServer(
                    address(node.path("url").stringValue()).toString(),
                    node.path("pid").longValue(),
                    Instant.parse(node.path("started_at").stringValue())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException | DateTimeException | URISyntaxException e) {
            throw new StartupException(
                    file
                            + " · it does not name a server · it cannot be read as one · delete it and start the server again",
                    e);
        }
    }

    private static URI address(String url) throws URISyntaxException {
        URI address = new URI(url);
        if (address.getHost() == null || address.getPort() < 0) {
            throw new URISyntaxException(url, "it has no host and port");
        }
        return address;
    }

    /** Whether there still is a process of that number. After a crash it may be another one. */
    public boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Whether somebody listens there. */
    boolean listens() {
        URI address = URI.create(url);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void write(Path dataFolder) throws IOException {
        byte[] json = Json.MAPPER
                .writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(Json.MAPPER
                        .createObjectNode()
                        .put("url", url)
                        .put("pid", pid)
                        .put("started_at", startedAt.toString()));
        PrivateFile.write(dataFolder.resolve(FILE_NAME), json);
    }

    /** Removes the file, unless another server has written it since. */
    void remove(Path dataFolder) throws IOException, StartupException {
        if (read(dataFolder).filter(this::equals).isPresent()) {
            Files.deleteIfExists(dataFolder.resolve(FILE_NAME));
        }
    }
}
