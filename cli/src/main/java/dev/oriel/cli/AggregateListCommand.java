package dev.oriel.cli;

import dev.oriel.cli.Tables.Field;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Prints one row per aggregation of each series. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the aggregations that are kept in buckets, and the features that they serve.")
final class AggregateListCommand implements Callable<Integer> {
    private static final List<Field<JsonNode>> FIELDS = List.of(
            new Field<>("Series", row -> row.path("series").asString()),
            new Field<>("Namespace", row -> row.path("namespace").asString()),
            new Field<>("Group", row -> spaced(row.path("group"))),
            new Field<>("Agg", row -> row.path("agg").asString()),
            new Field<>("Bucket", row -> row.path("bucket").asString()),
            new Field<>("Retention", row -> row.path("retention").asString()),
            new Field<>("Aggregation", row -> row.path("aggregation").asString()),
            new Field<>("Dependent Features", row -> spaced(row.path("dependent_features"))));

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
            JsonNode reply = client.get("/oriel/v1/aggregates");
            if (json) {
                out.println(reply.toPrettyString());
            } else {
                out.println(Tables.render(reply.path("aggregates").values(), FIELDS));
            }
            return 0;
        }
    }

    private static String spaced(JsonNode texts) {
        return texts.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
    }
}
