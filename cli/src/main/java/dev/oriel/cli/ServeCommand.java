package dev.oriel.cli;

import dev.oriel.server.Credentials;
import dev.oriel.server.OrielServer;
import dev.oriel.server.ServerOptions;
import dev.oriel.server.StartupException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a server until the process is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs a server of the given definitions, until it is stopped.",
        footer = {"", "Example: oriel serve target/classes --kafka localhost:9092"})
final class ServeCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "DEFINITIONS",
            description = "Folders of classes, such as target/classes, jars, and compiled Maven projects.")
    private List<Path> definitions = new ArrayList<>();

    @Mixin
    private ServeOptions serveOptions = new ServeOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() throws StartupException, InterruptedException {
        ServerOptions options = serveOptions.toServerOptions(definitions);
        PrintWriter out = spec.commandLine().getOut();
        try (OrielServer server = OrielServer.open(options)) {
            Foreground.logTo(options.dataFolder());
            out.println("oriel serves at " + server.url() + " (credentials: "
                    + options.dataFolder().resolve(Credentials.FILE_NAME) + ", stop with Ctrl-C)");
            server.notes().forEach(out::println);
            Foreground.untilStopped(server::close);
        }
        return 0;
    }
}
