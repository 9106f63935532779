package dev.oriel.cli;

import dev.oriel.cli.Tables.Field;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
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
            JsonNode reply = client.get(StreamCommand.PATH);
            if (json) {
                out.println(reply.toPrettyString());
            } else {
                out.println(Tables.render(reply.path("streams").values(), FIELDS));
            }
            return 0;
        }
    }

    private static Field<JsonNode> field(String header, String name) {
        return new Field<>(header, stream -> stream.path(name).asString());
    }
}
