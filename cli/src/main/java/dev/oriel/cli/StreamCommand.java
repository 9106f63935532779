package dev.oriel.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what concerns the sources that are read. */
@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        description = "Shows, stops, moves and tries the streams of a running server.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StreamListCommand.class,
            StreamStatusCommand.class,
            StreamPauseCommand.class,
            StreamResumeCommand.class,
            StreamSeekCommand.class,
            StreamTestCommand.class
        })
final class StreamCommand implements Runnable {
    /** Where a server tells of all of them. */
    static final String PATH = "/oriel/v1/streams";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new Main.CommandMissing(spec.commandLine());
    }

    /** Where a server does something with one of them. */
    static String path(String source, String operation) {
        return PATH + "/" + URLEncoder.encode(source, StandardCharsets.UTF_8).replace("+", "%20") + "/" + operation;
    }
}
