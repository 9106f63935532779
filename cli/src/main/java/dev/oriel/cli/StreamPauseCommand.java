package dev.oriel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops to read a source. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Stops to read a source, until it is resumed, also after a restart.")
final class StreamPauseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "Its name, as 'oriel stream list' prints it.")
    private String source = "";

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Override
    public Integer call() {
        inquiry.print(
                inquiry.post(StreamCommand.path(source, "pause"), ServerClient.JSON.createObjectNode()),
                out -> out.println(source + " is paused: it is not read until 'oriel stream resume " + source
                        + "', also after a restart"));
        return 0;
    }
}
