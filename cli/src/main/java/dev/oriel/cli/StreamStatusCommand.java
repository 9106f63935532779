package dev.oriel.cli;

import dev.oriel.cli.Tables.Field;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints what is known of one source, or of all: positions, resolvers, windows and the newest refused records. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Prints the positions, resolvers and refused records of one source, or of all.")
final class StreamStatusCommand implements Callable<Integer> {
    private static final List<Field<JsonNode>> RESOLVERS = List.of(
            new Field<>("Resolver", resolver -> resolver.path("name").asString()),
            new Field<>("Mode", resolver -> resolver.path("mode").asString()),
            messages("Success", "success"),
            messages("Parse skipped", "parse_skipped"),
            messages("Duplicate", "duplicate_skipped"),
            messages("Failed", "failed"),
            messages("Parse failed", "parse_failed"),
            Field.shrinking(
                    "Features",
                    resolver -> resolver.path("features")
                            .valueStream()
                            .map(JsonNode::asString)
                            .collect(Collectors.joining(" "))));

    private static final List<Field<JsonNode>> WINDOWS = List.of(
            new Field<>("Windows of", resolver -> resolver.path("name").asString()),
            windows("Open", "open"),
            windows("Runs", "runs"),
            windows("Reruns", "reruns"),
            windows("Failed", "failed"),
            Field.shrinking(
                    "Last failure", resolver -> text(resolver.path("windows").path("last_failure"))));

    @Parameters(arity = "0..1", paramLabel = "SOURCE", description = "Its name, as 'oriel stream list' prints it.")
    private Optional<String> source = Optional.empty();

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Override
    public Integer call() {
        List<JsonNode> streams = chosen(
                inquiry.get(StreamCommand.PATH).path("streams").valueStream().toList());
        ObjectNode reply = ServerClient.JSON.createObjectNode();
        streams.forEach(reply.putArray("streams")::add);
        inquiry.print(reply, out -> {
            for (int index = 0; index < streams.size(); index++) {
                out.print(index == 0 ? "" : System.lineSeparator());
                print(out, streams.get(index));
            }
        });
        int exitCode = 0;
        for (JsonNode stream : streams) {
            for (JsonNode partition : stream.path("partitions").values()) {
                if (partition.path("stopped").isString()) {
                    exitCode = CommandException.REFUSED;
                    Main.printError(inquiry.err(), partition.path("stopped").stringValue());
                }
            }
        }
        return exitCode;
    }

    private List<JsonNode> chosen(List<JsonNode> streams) {
        List<JsonNode> found = streams.stream()
                .filter(stream -> source.isEmpty()
                        || source.get().equals(stream.path("source").asString()))
                .toList();
        if (source.isPresent() && found.isEmpty()) {
            throw new CommandException(
                    CommandException.REFUSED,
                    "source '" + source.get() + "' · no resolver reads it · known are "
                            + (streams.isEmpty()
                                    ? "none"
                                    : streams.stream()
                                            .map(stream -> stream.path("source").asString())
                                            .collect(Collectors.joining("', '", "'", "'")))
                            + " · choose one of them");
        }
        return found;
    }

    private static void print(PrintWriter out, JsonNode stream) {
        out.println(" " + stream.path("source").asString() + ", "
                + stream.path("kind").asString() + ": "
                + stream.path("state").asString() + ", "
                + stream.path("lag_records").asString() + " records waiting, "
                + (stream.path("watermark").isString()
                        ? "event time has come to " + stream.path("watermark").stringValue()
                        : "no event time yet"));
        out.println(" " + count(stream, "records") + " records: " + count(stream, "applied") + " applied, "
                + count(stream, "late") + " late, " + count(stream, "expired") + " expired, " + count(stream, "skipped")
                + " skipped, " + count(stream, "duplicates") + " duplicates, " + count(stream, "dead_letters")
                + " dead letters");
        table(out, stream.path("partitions"), partitions(stream.path("state").asString()));
        table(out, stream.path("resolvers"), RESOLVERS);
        List<JsonNode> tumbling = stream.path("resolvers")
                .valueStream()
                .filter(resolver -> resolver.path("windows").isObject())
                .toList();
        table(out, tumbling, WINDOWS);
        table(out, stream.path("samples"), StatusCommand.SAMPLES);
    }

    private static String count(JsonNode stream, String name) {
        return stream.path(name).asString();
    }

    private static void table(PrintWriter out, JsonNode rows, List<Field<JsonNode>> fields) {
        table(out, rows.valueStream().toList(), fields);
    }

    private static void table(PrintWriter out, List<JsonNode> rows, List<Field<JsonNode>> fields) {
        if (!rows.isEmpty()) {
            out.println();
            out.println(Tables.render(rows, fields, Terminal.columns()));
        }
    }

    /** A source with one stopped partition still reads the others. */
    private static List<Field<JsonNode>> partitions(String state) {
        String others = state.equals("stopped") ? "running" : state;
        return List.of(
                new Field<>(
                        "Partition", partition -> partition.path("partition").asString()),
                new Field<>("Next offset", partition -> text(partition.path("next_offset"))),
                new Field<>("Lag", partition -> partition.path("lag_records").asString()),
                new Field<>("State", partition -> partition.path("stopped").isString() ? "stopped" : others));
    }

    private static Field<JsonNode> messages(String header, String name) {
        return new Field<>(
                header, resolver -> resolver.path("messages").path(name).asString());
    }

    private static Field<JsonNode> windows(String header, String name) {
        return new Field<>(
                header, resolver -> resolver.path("windows").path(name).asString());
    }

    private static String text(JsonNode node) {
        return node.isNull() ? "" : node.asString();
    }
}
