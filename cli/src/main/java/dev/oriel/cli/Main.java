package dev.oriel.cli;

import dev.oriel.server.StartupException;
import java.io.PrintWriter;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code oriel} command. */
@Command(
        name = "oriel",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "A real-time feature platform: declare windows, feed them from a stream, ask for them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AggregateCommand.class,
            CheckCommand.class,
            QueryCommand.class,
            ServeCommand.class,
            StatusCommand.class,
            StreamCommand.class
        })
public final class Main implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = run(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /**
     * Runs a command.
     *
     * @param out where results go
     * @param err where errors go
     * @return 0 when all is well, 1 when a feature has no value for a reason or the server says no, 2 when the command or
     *     the question is wrong or there is nothing to ask
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            commandLine.addSubcommand(provider.command());
        }
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((exception, ignored) -> wrongUse(exception));
        commandLine.setExecutionExceptionHandler((exception, command, ignored) -> failed(exception, command));
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandMissing(spec.commandLine());
    }

    /** Prints an error as every command does: one line, without characters that would move the cursor. */
    static void printError(PrintWriter err, String message) {
        err.println("oriel: " + Tables.plain(message));
    }

    private static int wrongUse(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String problem = unknownCommand(exception)
                .map(word -> "'" + word + "' is no command · " + knownCommands(command))
                .orElseGet(() -> exception.getMessage()
                        + (exception instanceof CommandMissing ? "" : " · the arguments do not fit"));
        printError(command.getErr(), name + " · " + problem + " · see '" + name + " --help'");
        return CommandException.WRONG_USE;
    }

    private static String knownCommands(CommandLine command) {
        return "known are "
                + String.join(", ", new TreeSet<>(command.getSubcommands().keySet()));
    }

    /** The word that stands where a command should. */
    private static Optional<String> unknownCommand(ParameterException exception) {
        boolean takesCommands = !exception.getCommandLine().getSubcommands().isEmpty();
        return exception instanceof UnmatchedArgumentException unmatched && takesCommands
                ? unmatched.getUnmatched().stream().findFirst().filter(word -> !word.startsWith("-"))
                : Optional.empty();
    }

    /** None of the commands is named that a command groups. */
    static final class CommandMissing extends ParameterException {
        @Serial
        private static final long serialVersionUID = 1;

        CommandMissing(CommandLine command) {
            super(command, "a command is missing · " + knownCommands(command));
        }
    }

    private static int failed(Exception exception, CommandLine command) {
        if (exception instanceof CommandException known) {
            printError(command.getErr(), String.valueOf(known.getMessage()));
            return known.exitCode();
        }
        if (exception instanceof StartupException known) {
            String.valueOf(known.getMessage()).lines().forEach(reason -> printError(command.getErr(), reason));
            return CommandException.WRONG_USE;
        }
        String name = command.getCommandSpec().qualifiedName();
        LOG.error("{} failed", name, exception);
        printError(
                command.getErr(),
                name + " · it failed for a reason that is not yours · " + exception
                        + " · please report it with the log");
        return CommandException.REFUSED;
    }
}
