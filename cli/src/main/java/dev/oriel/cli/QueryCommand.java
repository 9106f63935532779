package dev.oriel.cli;

import dev.oriel.api.Durations;
import dev.oriel.cli.Tables.Field;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
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

/** Asks for features of one row, or of many. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Asks a running server for features of one row, or of many.",
        footer = {
            "",
            "Examples: oriel query --in user.id=7 --out user.total_spend",
            "          oriel query --input-file users.csv --out user.name --json"
        })
final class QueryCommand implements Callable<Integer> {
    private static final List<Field<JsonNode>> FIELDS = List.of(
            new Field<>("Name", entry -> entry.path("field").asString()),
            new Field<>("Hit?", QueryCommand::hit),
            new Field<>("Value", ValueText::ofEntry));

    /** What the server takes. */
    private static final int TIMEOUT_MILLIS_MAX = 600_000;

    @Option(
            names = "--in",
            paramLabel = "FEATURE=VALUE",
            description = "A known feature. Numbers, true and false are what they look like,"
                    + " lists and structs are JSON; quotes make text. Given several times it asks about several rows;"
                    + " what is given once is the same in all of them.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--input-file",
            paramLabel = "FILE",
            description = "Rows to ask about: a JSON object in each line, or CSV with a header, of features by name;"
                    + " 'now' is the time of the row. - reads the standard input.")
    private Optional<String> inputFile = Optional.empty();

    @Option(
            names = "--input-format",
            paramLabel = "FORMAT",
            description = "How the rows of the file are written: jsonl or csv. Without it the file's ending tells.")
    private Optional<InputFile.Format> inputFormat = Optional.empty();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FEATURE",
            description = "A feature asked for, or several separated by commas; the name of a windowed feature asks"
                    + " for all of its windows.")
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

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long the functions of online resolvers may take: 500ms. Without it the server says.")
    private Optional<String> timeout = Optional.empty();

    @Option(names = "--explain", description = "Also tells how each value was found, as a tree.")
    private boolean explain;

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Override
    public Integer call() throws IOException {
        var question = new QueryBody(
                outputs.stream()
                        .flatMap(argument -> QueryBody.names(argument).stream())
                        .toList(),
                now.map(time -> QueryBody.checkedTime("--now", time)),
                staleness,
                explain);
        Optional<Duration> limit = timeout.map(QueryCommand::checkedTimeout);
        if (inputFile.isPresent()) {
            return askFile(inputFile.get(), new RowsQuery(question, limit, inquiry));
        }
        if (inputFormat.isPresent()) {
            throw wrong("--input-format · there is no file · it says how the rows of one are written · "
                    + "give --input-file too");
        }
        List<InputRow> rows = InputArguments.read(inputs).rows();
        return rows.size() == 1
                ? askOne(question, rows.getFirst(), limit)
                : new RowsQuery(question, limit, inquiry).run(from(rows));
    }

    private static InputRow.Source from(List<InputRow> rows) {
        Iterator<InputRow> left = rows.iterator();
        return () -> left.hasNext() ? Optional.of(left.next()) : Optional.empty();
    }

    private int askFile(String file, RowsQuery query) throws IOException {
        InputArguments constant = InputArguments.read(inputs);
        constant.refuseRows();
        try (var rows = InputFile.open(file, inputFormat)) {
            return query.run(() -> rows.next().map(row -> {
                if (row.now().isPresent() && now.isPresent()) {
                    throw wrong("--now · rows of " + file + " have times of their own · one of both counts · "
                            + "leave out --now or the column 'now'");
                }
                return constant.addTo(row, file);
            }));
        }
    }

    private int askOne(QueryBody question, InputRow row, Optional<Duration> limit) {
        JsonNode reply = inquiry.query("/v1/query/online", question.ofOne(row.inputs()), limit);
        inquiry.print(reply, out -> {
            if (!reply.path("data").isEmpty()) {
                out.println(Tables.render(reply.path("data").values(), FIELDS));
            }
            JsonNode explanation = reply.path("meta").path("explain_output");
            if (explanation.isString()) {
                out.println();
                explanation.asString().lines().map(Tables::plain).forEach(out::println);
            }
            errors(reply).forEach(message -> Main.printError(inquiry.err(), message));
        });
        return exitCode(reply);
    }

    /** What is wrong with one answer, as a whole and with its features. */
    static List<String> errors(JsonNode answer) {
        return Stream.concat(
                        answer.path("errors").valueStream(),
                        answer.path("data").valueStream().map(entry -> entry.path("error")))
                .filter(JsonNode::isObject)
                .map(error -> error.path("message").asString())
                .toList();
    }

    /** A request that cannot be understood is the user's to correct; a feature without a value is an answer. */
    static int exitCode(JsonNode answer) {
        boolean wrongRequest = answer.path("errors")
                .valueStream()
                .anyMatch(error -> error.path("category").asString().equals("REQUEST"));
        if (wrongRequest) {
            return CommandException.WRONG_USE;
        }
        return errors(answer).isEmpty() ? 0 : CommandException.REFUSED;
    }

    private static Duration checkedTimeout(String text) {
        if (Durations.isDuration(text)) {
            long millis = Durations.millis(text);
            if (millis >= 1 && millis <= TIMEOUT_MILLIS_MAX) {
                return Duration.ofMillis(millis);
            }
        }
        throw wrong("--timeout · '" + text + "' is no time to wait · it is 1 millisecond to 10 minutes · "
                + "write for example 500ms or 2s");
    }

    private static CommandException wrong(String message) {
        return new CommandException(CommandException.WRONG_USE, message);
    }

    private static String hit(JsonNode entry) {
        return entry.path("meta").path("cache_hit").asBoolean(false) ? "yes" : "no";
    }
}
