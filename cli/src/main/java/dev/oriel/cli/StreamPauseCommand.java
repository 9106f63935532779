package dev.oriel.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Stops to read a source. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Stops to read a source, until it is resumed, also after a restart.")
final class StreamPauseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "Its name, as 'oriel stream list' prints it.")
    private String source = "";

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--json", description = "Prints what the server sends, as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (ServerClient client = connection.client()) {
            JsonNode reply = client.post(StreamCommand.path(source, "pause"), ServerClient.JSON.createObjectNode());
            out.println(
                    json
                            ? reply.toPrettyString()
                            : source + " is paused: it is not read until 'oriel stream resume " + source
                                    + "', also after a restart");
            return 0;
        }
    }
}
