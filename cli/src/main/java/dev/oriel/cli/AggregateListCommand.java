package dev.oriel.cli;

import dev.oriel.cli.Tables.Field;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private Inquiry inquiry = new Inquiry();

    @Override
    public Integer call() {
        JsonNode reply = inquiry.get("/oriel/v1/aggregates");
        inquiry.print(
                reply, out -> out.println(Tables.render(reply.path("aggregates").values(), FIELDS)));
        return 0;
    }

    private static String spaced(JsonNode texts) {
        return texts.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
    }
}
