package dev.oriel.dev;

import dev.oriel.cli.CommandException;
import dev.oriel.cli.Foreground;
import dev.oriel.cli.ServeOptions;
import dev.oriel.dev.generator.TrafficSettings;
import dev.oriel.server.ServerOptions;
import dev.oriel.server.StartupException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a project's definitions in one process: Kafka broker, state, HTTP, and demo traffic if asked for. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description = "Runs a project's definitions for local development, with a Kafka broker inside the process.",
        footer = {"", "Example: oriel dev examples/fraud --demo"})
final class DevCommand implements Callable<Integer> {
    @Parameters(
            arity = "1",
            paramLabel = "PROJECT",
            description = "A Maven project that is compiled, a folder of classes, or a jar.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private Path project;

    @Mixin
    private ServeOptions serveOptions = new ServeOptions();

    @Option(names = "--demo", description = "Produces users, transactions and logins to topics of these names.")
    private boolean demo;

    @Option(
            names = "--rate",
            paramLabel = "EVENTS",
            defaultValue = "" + TrafficSettings.EVENTS_PER_SECOND_DEFAULT,
            description = "Events per second of the demo (${DEFAULT-VALUE}).")
    private int eventsPerSecond = TrafficSettings.EVENTS_PER_SECOND_DEFAULT;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Makes the demo's traffic repeatable; without it every run differs.")
    private @Nullable Long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() throws StartupException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path classes = ProjectPath.classes(project);
        ServerOptions options = serveOptions.toServerOptions(List.of(classes));
        Optional<TrafficSettings> traffic = demo ? Optional.of(traffic()) : Optional.empty();
        // Neither is closed by a block here: the process ends by a signal, and the hook that it runs closes both in
        // order.
        DevRun run = DevRun.start(options, traffic, out);
        Foreground.logTo(options.dataFolder());
        new Banner(out).print(project, options, run);
        LiveLine line = LiveLine.start(out, run);
        Foreground.untilStopped(() -> stop(out, line, run));
        return 0;
    }

    private static void stop(PrintWriter out, LiveLine line, DevRun run) {
        line.close();
        out.println();
        out.println("Stopping: what was read is committed.");
        run.close();
        out.flush();
    }

    private TrafficSettings traffic() {
        // Ids of messages begin with the seed, so a run of its own needs a seed of its own.
        long given = seed == null ? InstantSource.system().millis() : seed;
        if (eventsPerSecond < 1 || eventsPerSecond > TrafficSettings.EVENTS_PER_SECOND_LIMIT) {
            throw new CommandException(
                    CommandException.WRONG_USE,
                    "--rate · '" + eventsPerSecond + "' events per second cannot be made · 1 to "
                            + TrafficSettings.EVENTS_PER_SECOND_LIMIT + " can · give one of these");
        }
        return new TrafficSettings(eventsPerSecond, given);
    }
}
