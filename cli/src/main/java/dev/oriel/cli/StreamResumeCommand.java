package dev.oriel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads a source again. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Reads a paused source again, from where it was paused.")
final class StreamResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SOURCE", description = "Its name, as 'oriel stream list' prints it.")
    private String source = "";

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Override
    public Integer call() {
        inquiry.print(
                inquiry.post(StreamCommand.path(source, "resume"), ServerClient.JSON.createObjectNode()),
                out -> out.println(source + " is read again"));
        return 0;
    }
}
