package dev.oriel.cli;

import dev.oriel.cli.Tables.Field;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Asks about many rows: some at a time, and prints the answers of these before it asks about the next. Memory is that of some rows, however
 * many there are.
 */
final class RowsQuery {
    private static final String PATH = "/oriel/v1/query";

    /** Rows asked about at a time: a tenth of what the server takes, so that answers come soon. */
    static final int BATCH_ROWS_MAX = 1_000;

    /** Rows times outputs asked for at a time: as many as the server takes. */
    static final int BATCH_VALUES_MAX = 100_000;

    /** Characters of the rows asked about at a time: with three bytes each still less than the server takes. */
    static final int BATCH_CHARS_MAX = 256 * 1024;

    /** Errors that are told one by one; the others are counted. */
    static final int ERRORS_MAX = 20;

    private final QueryBody question;
    private final Optional<Duration> timeout;
    private final Inquiry inquiry;
    private final Progress progress;
    private final List<InputRow> batch = new ArrayList<>();
    private int batchChars;
    private long answered;
    private long errors;
    private int exitCode;

    /** A row and its answer. */
    private record Answered(long number, InputRow row, JsonNode answer, Map<String, JsonNode> entries) {
        String cell(String field) {
            JsonNode entry = entries.get(field);
            if (entry != null) {
                return ValueText.ofEntry(entry);
            }
            JsonNode error = answer.path("errors").path(0);
            return error.isObject() ? ValueText.ofError(error) : "";
        }
    }

    /** @param inquiry the server, and where answers go */
    RowsQuery(QueryBody question, Optional<Duration> timeout, Inquiry inquiry) {
        this.question = question;
        this.timeout = timeout;
        this.inquiry = inquiry;
        this.progress = new Progress(inquiry.err());
    }

    /**
     * Asks about all rows.
     *
     * @return the exit code
     */
    int run(InputRow.Source rows) throws IOException {
        int rowsMax = Math.clamp(BATCH_VALUES_MAX / question.outputs().size(), 1, BATCH_ROWS_MAX);
        try (ServerClient client = inquiry.client()) {
            for (Optional<InputRow> row = rows.next(); row.isPresent(); row = rows.next()) {
                int chars = row.get().inputs().toString().length();
                if (!batch.isEmpty() && (batch.size() == rowsMax || batchChars + chars > BATCH_CHARS_MAX)) {
                    ask(client);
                }
                batch.add(row.get());
                batchChars += chars;
            }
            if (!batch.isEmpty()) {
                ask(client);
            }
        } finally {
            progress.clear();
        }
        if (errors > ERRORS_MAX && !inquiry.wantsJson()) {
            Main.printError(
                    inquiry.err(),
                    "query · " + (errors - ERRORS_MAX) + " more errors are not listed · " + ERRORS_MAX
                            + " are · --json prints all");
        }
        return exitCode;
    }

    private void ask(ServerClient client) {
        JsonNode reply;
        try {
            reply = client.query(PATH, question.ofAll(batch), timeout);
        } catch (CommandException e) {
            throw answered == 0
                    ? e
                    : new CommandException(
                            e.exitCode(),
                            "rows " + (answered + 1) + " to " + (answered + batch.size()) + ": " + e.getMessage());
        }
        progress.clear();
        List<Answered> rows = new ArrayList<>();
        for (JsonNode answer : reply.path("rows")) {
            Map<String, JsonNode> entries = new LinkedHashMap<>();
            answer.path("data").forEach(entry -> entries.put(entry.path("field").asString(), entry));
            rows.add(new Answered(answered + rows.size() + 1, batch.get(rows.size()), answer, entries));
        }
        print(rows);
        answered += rows.size();
        batch.clear();
        batchChars = 0;
        progress.show(answered);
    }

    private void print(List<Answered> rows) {
        PrintWriter out = inquiry.out();
        if (inquiry.wantsJson()) {
            rows.forEach(row -> out.println(row.answer().toString()));
        } else {
            if (answered > 0) {
                out.println();
            }
            out.println(Tables.render(rows, fields(rows)));
            rows.forEach(row -> printExplanation(out, row));
        }
        if (out.checkError()) {
            throw new CommandException(
                    CommandException.REFUSED,
                    "output · it cannot be written · nobody reads it any more, or the disk is full · "
                            + "answers from row " + (answered + 1) + " on are lost");
        }
        rows.forEach(this::printErrors);
    }

    private List<Field<Answered>> fields(List<Answered> rows) {
        List<Field<Answered>> fields = new ArrayList<>();
        for (String input : rows.getFirst().row().inputs().propertyNames()) {
            fields.add(new Field<>(input, row -> ValueText.of(row.row().inputs().path(input))));
        }
        if (rows.stream().anyMatch(row -> row.row().now().isPresent())) {
            fields.add(new Field<>(InputRow.NOW, row -> row.row().now().orElse("")));
        }
        // The windows of a root are known from the answers; where no row has one, the names as they were asked for.
        Set<String> found = new LinkedHashSet<>();
        rows.forEach(row -> found.addAll(row.entries().keySet()));
        (found.isEmpty() ? new LinkedHashSet<>(question.outputs()) : found)
                .forEach(field -> fields.add(new Field<>(field, row -> row.cell(field))));
        return fields;
    }

    private static void printExplanation(PrintWriter out, Answered row) {
        JsonNode explanation = row.answer().path("meta").path("explain_output");
        if (explanation.isString()) {
            String inputs = row.row()
                    .inputs()
                    .propertyStream()
                    .map(input -> input.getKey() + "=" + ValueText.of(input.getValue()))
                    .collect(Collectors.joining(" "));
            out.println();
            out.println("row " + row.number() + ": " + Tables.plain(inputs));
            explanation.asString().lines().map(Tables::plain).forEach(out::println);
        }
    }

    private void printErrors(Answered row) {
        exitCode = Math.max(exitCode, QueryCommand.exitCode(row.answer()));
        if (inquiry.wantsJson()) {
            return;
        }
        for (String message : QueryCommand.errors(row.answer())) {
            errors++;
            if (errors <= ERRORS_MAX) {
                Main.printError(inquiry.err(), "row " + row.number() + ": " + message);
            }
        }
    }
}
