package dev.oriel.cli;

import dev.oriel.cli.Tables.Field;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks for features of one key. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Asks a running server for features of one key.",
        footer = {"", "Example: oriel query --in user.id=7 --out user.total_spend"})
final class QueryCommand implements Callable<Integer> {
    private static final List<Field<JsonNode>> FIELDS = List.of(
            new Field<>("Name", entry -> entry.path("field").asString()),
            new Field<>("Hit?", QueryCommand::hit),
            new Field<>("Value", QueryCommand::value));

    /** Doubles of up to this many digits before or after the point are written out. */
    private static final int PLAIN_DIGITS_MAX = 20;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "FEATURE=VALUE",
            description = "A known feature. Numbers, true and false are what they look like,"
                    + " lists and structs are JSON; quotes make text.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FEATURE",
            description = "A feature asked for; the name of a windowed feature asks for all of its windows.")
    private List<String> outputs = new ArrayList<>();

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description = "The time that the answer is to be true at: 2024-01-01T00:00:00Z.")
    private Optional<String> now = Optional.empty();

    @Option(
            names = "--staleness",
            paramLabel = "FEATURE=DURATION",
            description = "How old the stored value of a feature may be, in place of what it declares: user.name=10m.")
    private Map<String, String> staleness = new LinkedHashMap<>();

    @Option(names = "--explain", description = "Also tells how each value was found, as a tree.")
    private boolean explain;

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Override
    public Integer call() {
        JsonNode reply = inquiry.post("/v1/query/online", request());
        List<String> errors = Stream.concat(
                        reply.path("errors").valueStream(),
                        reply.path("data").valueStream().map(entry -> entry.path("error")))
                .filter(JsonNode::isObject)
                .map(error -> error.path("message").asString())
                .toList();
        inquiry.print(reply, out -> {
            if (!reply.path("data").isEmpty()) {
                out.println(Tables.render(reply.path("data").values(), FIELDS));
            }
            JsonNode explanation = reply.path("meta").path("explain_output");
            if (explanation.isString()) {
                out.println();
                explanation.asString().lines().map(Tables::plain).forEach(out::println);
            }
            errors.forEach(message -> Main.printError(inquiry.err(), message));
        });
        return exitCode(reply, errors);
    }

    /** A request that cannot be understood is the user's to correct; a feature without a value is an answer. */
    private static int exitCode(JsonNode reply, List<String> errors) {
        boolean wrongRequest = reply.path("errors")
                .valueStream()
                .anyMatch(error -> error.path("category").asString().equals("REQUEST"));
        if (wrongRequest) {
            return CommandException.WRONG_USE;
        }
        return errors.isEmpty() ? 0 : CommandException.REFUSED;
    }

    private ObjectNode request() {
        ObjectNode request = ServerClient.JSON.createObjectNode();
        ObjectNode inputNode = request.putObject("inputs");
        for (String argument : inputs) {
            InputValue input = InputValue.parse(argument);
            if (inputNode.has(input.feature())) {
                throw new CommandException(
                        CommandException.WRONG_USE,
                        "--in · " + input.feature()
                                + " is given twice · one query is about one key · keep one of them");
            }
            inputNode.set(input.feature(), input.value());
        }
        ArrayNode outputNode = request.putArray("outputs");
        outputs.forEach(outputNode::add);
        now.ifPresent(time -> request.put("now", checkedTime(time)));
        if (!staleness.isEmpty()) {
            ObjectNode stalenessNode = request.putObject("staleness");
            staleness.forEach(stalenessNode::put);
        }
        request.put("include_meta", true);
        if (explain) {
            request.put("explain", true);
        }
        request.putObject("encoding_options").put("encode_structs_as_objects", true);
        return request;
    }

    private static String checkedTime(String time) {
        try {
            OffsetDateTime.parse(time);
            return time;
        } catch (DateTimeException e) {
            throw new CommandException(
                    CommandException.WRONG_USE,
                    "--now · '" + time
                            + "' is no time with a zone · it is ISO 8601 · write for example 2024-01-01T00:00:00Z");
        }
    }

    private static String hit(JsonNode entry) {
        return entry.path("meta").path("cache_hit").asBoolean(false) ? "yes" : "no";
    }

    private static String value(JsonNode entry) {
        JsonNode error = entry.path("error");
        if (error.isObject()) {
            return "error: " + error.path("code").asString();
        }
        JsonNode value = entry.path("value");
        if (value.isContainer()) {
            return value.toString();
        }
        return value.isFloatingPointNumber() ? plain(value.asString()) : value.isNull() ? "null" : value.asString();
    }

    private static String plain(String number) {
        BigDecimal decimal = new BigDecimal(number);
        boolean readable = Math.abs(decimal.scale()) <= PLAIN_DIGITS_MAX && decimal.precision() <= PLAIN_DIGITS_MAX;
        if (!readable) {
            return number;
        }
        // A float stays recognisable as one: 120.0, not 120.
        return (decimal.scale() < 1 ? decimal.setScale(1) : decimal).toPlainString();
    }
}
