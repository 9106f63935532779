package dev.oriel.cli;

import dev.oriel.server.Credentials;
import dev.oriel.server.RunningServer;
import dev.oriel.server.ServerOptions;
import dev.oriel.server.StartupException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which server to ask, and as whom. */
final class Connection {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = ".oriel",
            description = "Data folder of the server, where its address and credentials are (${DEFAULT-VALUE}).")
    private Path dataFolder = ServerOptions.DEFAULT_DATA_FOLDER;

    @Option(names = "--url", paramLabel = "URL", description = "Address of the server, instead of the data folder's.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            defaultValue = "${env:ORIEL_CLIENT_ID}",
            description = "Client id, instead of the data folder's. Environment: ORIEL_CLIENT_ID.")
    private Optional<String> clientId = Optional.empty();

    @Option(
            names = "--client-secret",
            paramLabel = "SECRET",
            defaultValue = "${env:ORIEL_CLIENT_SECRET}",
            description = "Its secret. Others may see arguments: better set the environment's ORIEL_CLIENT_SECRET.")
    private Optional<String> clientSecret = Optional.empty();

    /** A client of the server that the options name. Does not connect yet. */
    ServerClient client() {
        return url.map(given -> new ServerClient(address(given), credentials(), "check --url"))
                .orElseGet(this::localClient);
    }

    private ServerClient localClient() {
        RunningServer server = runningServer();
        String advice = RunningServer.FILE_NAME + " says that process " + server.pid() + " listens there since "
                + server.startedAt() + "; if it does not, start a server with 'oriel dev' or 'oriel serve'";
        return new ServerClient(address(server.url()), credentials(), advice);
    }

    private RunningServer runningServer() {
        Path file = dataFolder.resolve(RunningServer.FILE_NAME);
        RunningServer server;
        try {
            server = RunningServer.read(dataFolder).orElseThrow(() -> noServer(file, "there is no such file"));
        } catch (StartupException e) {
            throw new CommandException(CommandException.WRONG_USE, String.valueOf(e.getMessage()));
        }
        if (!server.isAlive()) {
            throw noServer(file, "process " + server.pid() + ", which wrote it, is gone");
        }
        return server;
    }

    private Credentials credentials() {
        if (clientId.isPresent() && clientSecret.isPresent()) {
            return new Credentials(clientId.get(), clientSecret.get());
        }
        if (clientId.isPresent() || clientSecret.isPresent()) {
            throw new CommandException(
                    CommandException.WRONG_USE,
                    "credentials · one half is missing · " + (clientId.isPresent() ? "the secret" : "the client id")
                            + " is not given · give both or neither");
        }
        try {
            return Credentials.read(dataFolder)
                    .orElseThrow(() -> new CommandException(
                            CommandException.WRONG_USE,
                            "credentials · none found · " + dataFolder.resolve(Credentials.FILE_NAME)
                                    + " is missing · set ORIEL_CLIENT_ID and ORIEL_CLIENT_SECRET, or give --data"));
        } catch (StartupException e) {
            throw new CommandException(CommandException.WRONG_USE, String.valueOf(e.getMessage()));
        }
    }

    private static URI address(String url) {
        try {
            URI address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the same words as for an address without a host.
        }
        throw new CommandException(
                CommandException.WRONG_USE,
                "--url · '" + url + "' is no address of a server · it begins with http:// or https:// · "
                        + "give for example http://127.0.0.1:8080");
    }

    private static CommandException noServer(Path file, String known) {
        return new CommandException(
                CommandException.WRONG_USE,
                file + " · no running server found here · " + known
                        + " · start one with 'oriel dev' or 'oriel serve', or give --url");
    }
}
