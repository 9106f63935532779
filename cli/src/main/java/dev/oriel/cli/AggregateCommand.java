package dev.oriel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what concerns the aggregations that are kept in buckets. */
@Command(
        name = "aggregate",
        mixinStandardHelpOptions = true,
        description = "Looks after the aggregations that are kept in buckets.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AggregateListCommand.class)
final class AggregateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new Main.CommandMissing(spec.commandLine());
    }
}
