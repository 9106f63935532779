package dev.oriel.cli;

import dev.oriel.cli.Tables.Field;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/**
 * Prints what a server has read and refused, and how far behind it is. Long texts are cut to the width of the terminal; in
 * JSON they are whole.
 */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Prints what a running server has read and refused, and how far behind it is.")
final class StatusCommand implements Callable<Integer> {
    /** What is printed of each refused record. */
    static final List<Field<JsonNode>> SAMPLES = List.of(
            new Field<>("Refused", sample -> sample.path("position").asString()),
            Field.shrinking("Reason", sample -> sample.path("reason").asString()),
            Field.shrinking("Message", sample -> sample.path("excerpt").asString()));

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Override
    public Integer call() {
        JsonNode status = inquiry.get("/oriel/v1/status");
        inquiry.print(status, out -> print(out, status));
        JsonNode delivery = status.path("delivery");
        if (delivery.isString()) {
            Main.printError(inquiry.err(), "not delivered · " + delivery.stringValue());
        }
        JsonNode failure = status.path("failure");
        if (failure.isString()) {
            Main.printError(inquiry.err(), failure.stringValue());
            return CommandException.REFUSED;
        }
        return 0;
    }

    private static void print(PrintWriter out, JsonNode status) {
        out.println(Tables.render(
                status.path("sources").properties(), sources(status.path("sources")), Terminal.columns()));
        out.println();
        out.println(" " + status.path("keys").asString() + " keys in memory, "
                + status.path("lag_records").asString() + " records waiting, "
                + status.path("uncommitted_records").asString() + " records not yet on disk");
        if (status.path("visible_after_ms").isNumber()) {
            out.println(" records of the last second were visible after "
                    + status.path("visible_after_ms").asString() + " ms at most");
        }
        List<JsonNode> samples = status.path("sources")
                .valueStream()
                .flatMap(source -> source.path("samples").valueStream())
                .toList();
        if (!samples.isEmpty()) {
            out.println();
            out.println(Tables.render(samples, SAMPLES, Terminal.columns()));
        }
    }

    /** Skipped records and duplicates have columns where there are any. */
    private static List<Field<Map.Entry<String, JsonNode>>> sources(JsonNode sources) {
        List<Field<Map.Entry<String, JsonNode>>> fields = new ArrayList<>(List.of(
                new Field<>("Source", Map.Entry::getKey),
                counter("Records", "records"),
                counter("Applied", "applied"),
                counter("Late", "late"),
                counter("Expired", "expired")));
        if (sources.valueStream().anyMatch(source -> source.path("skipped").asLong() != 0)) {
            fields.add(counter("Skipped", "skipped"));
        }
        if (sources.valueStream().anyMatch(source -> source.path("duplicates").asLong() != 0)) {
            fields.add(counter("Duplicates", "duplicates"));
        }
        fields.add(counter("Dead letters", "dead_letters"));
        fields.add(Field.shrinking(
                "Next offsets",
                source -> source.getValue()
                        .path("next_offsets")
                        .propertyStream()
                        .map(offset -> offset.getKey() + ":" + offset.getValue().asString())
                        .collect(Collectors.joining(" "))));
        return fields;
    }

    private static Field<Map.Entry<String, JsonNode>> counter(String header, String name) {
        return new Field<>(header, source -> source.getValue().path(name).asString());
    }
}
