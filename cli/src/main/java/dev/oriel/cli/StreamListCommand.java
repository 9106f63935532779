package dev.oriel.cli;

import dev.oriel.cli.Tables.Field;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Prints one row per source. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the sources that are read, and how far behind they are.")
final class StreamListCommand implements Callable<Integer> {
    private static final List<Field<JsonNode>> FIELDS = List.of(
            field("Source", "source"),
            field("Kind", "kind"),
            field("State", "state"),
            field("Lag", "lag_records"),
            field("Records", "records"),
            field("Applied", "applied"),
            field("Late", "late"),
            field("Dead letters", "dead_letters"));

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Override
    public Integer call() {
        JsonNode reply = inquiry.get(StreamCommand.PATH);
        inquiry.print(
                reply, out -> out.println(Tables.render(reply.path("streams").values(), FIELDS)));
        return 0;
    }

    private static Field<JsonNode> field(String header, String name) {
        return new Field<>(header, stream -> stream.path(name).asString());
    }
}
