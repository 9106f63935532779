package dev.oriel.cli;

import dev.oriel.cli.Tables.Field;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Goes on elsewhere in a source, once whoever asks for it has said that they know what that means. */
@Command(
        name = "seek",
        mixinStandardHelpOptions = true,
        description = "Goes on elsewhere in a source. Records between are left out, or counted twice.",
        footer = {
            "",
            "Example: oriel stream seek logins --to 2024-03-31T00:00:00Z",
            "Example: oriel stream seek logins --partition 3 --offset 120"
        })
final class StreamSeekCommand implements Callable<Integer> {
    private static final String CONSEQUENCE =
            "records between the old and the new place are left out, or, if they were read"
                    + " before, counted twice; what was counted is not taken back";

    private static final List<Field<Map.Entry<String, JsonNode>>> FIELDS = List.of(
            new Field<>("Partition", Map.Entry::getKey),
            new Field<>("Next offset", position -> position.getValue().asString()));

    @Parameters(paramLabel = "SOURCE", description = "Its name, as 'oriel stream list' prints it.")
    private String source = "";

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description = "beginning, end, or when the source received the first record to read: 2024-03-31T00:00:00Z.")
    private Optional<String> to = Optional.empty();

    @Option(names = "--partition", paramLabel = "NUMBER", description = "The only partition to move; with --offset.")
    private Optional<Integer> partition = Optional.empty();

    @Option(names = "--offset", paramLabel = "NUMBER", description = "The first record to read in it.")
    private Optional<Long> offset = Optional.empty();

    @Option(names = "--yes", description = "Does not ask. Needed where nobody can be asked.")
    private boolean yes;

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Override
    public Integer call() throws IOException {
        ObjectNode target = target();
        try (ServerClient client = inquiry.client()) {
            confirm();
            JsonNode reply = client.post(StreamCommand.path(source, "seek"), target);
            inquiry.print(reply, out -> {
                out.println(Tables.render(reply.path("positions").properties(), FIELDS));
                out.println();
                out.println(" " + CONSEQUENCE);
            });
            return 0;
        }
    }

    private ObjectNode target() {
        ObjectNode target = ServerClient.JSON.createObjectNode();
        if (to.isPresent() && partition.isEmpty() && offset.isEmpty()) {
            return target.put("to", place(to.get()));
        }
        if (to.isEmpty() && partition.isPresent() && offset.isPresent()) {
            return target.put("partition", partition.get()).put("offset", offset.get());
        }
        throw new CommandException(
                CommandException.WRONG_USE,
                "oriel stream seek · the place is not told, or told twice · it is --to, or --partition and --offset together"
                        + " · write for example --to beginning");
    }

    private static String place(String text) {
        if (text.equals("beginning") || text.equals("end")) {
            return text;
        }
        try {
            return OffsetDateTime.parse(text).toString();
        } catch (DateTimeException e) {
            throw new CommandException(
                    CommandException.WRONG_USE,
                    "--to · '" + text + "' is no place in a source · it is beginning, end, or a time with a zone · "
                            + "write for example 2024-03-31T00:00:00Z");
        }
    }

    private String shown() {
        return to.orElseGet(() -> "offset " + offset.orElseThrow() + " of partition " + partition.orElseThrow());
    }

    private void confirm() throws IOException {
        if (yes) {
            return;
        }
        if (!Terminal.canBeAsked()) {
            throw new CommandException(
                    CommandException.WRONG_USE,
                    "oriel stream seek · nobody can be asked whether to move '" + source + "' · " + CONSEQUENCE
                            + " · give --yes if that is meant");
        }
        PrintWriter err = inquiry.err();
        err.println("Moving '" + source + "' to " + shown() + ": " + CONSEQUENCE + ".");
        err.print("Move it? [y/N] ");
        err.flush();
        String answer = Terminal.readLine().strip();
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw new CommandException(
                    CommandException.REFUSED,
                    "oriel stream seek · '" + source
                            + "' was not moved · the answer was not yes · answer y to move it");
        }
    }
}
