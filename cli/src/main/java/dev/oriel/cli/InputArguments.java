package dev.oriel.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The inputs that are given as arguments.
 *
 * @param columns by feature the values given, one for all rows or one for each
 */
record InputArguments(Map<String, List<JsonNode>> columns) {
    /** Reads each {@code FEATURE=VALUE}. */
    static InputArguments read(List<String> arguments) {
        Map<String, List<JsonNode>> columns = new LinkedHashMap<>();
        for (String argument : arguments) {
            InputValue input = InputValue.parse(argument);
            columns.computeIfAbsent(input.feature(), feature -> new ArrayList<>())
                    .add(input.value());
        }
        return new InputArguments(columns);
    }

    /** The rows that they are about; at least one. */
    List<InputRow> rows() {
        if (columns.isEmpty()) {
            throw wrong("it is not given · a query is about a row that something is known of · "
                    + "give for example --in user.id=7, or --input-file");
        }
        Map.Entry<String, List<JsonNode>> longest = columns.entrySet().stream()
                .max((one, other) ->
                        Integer.compare(one.getValue().size(), other.getValue().size()))
                .orElseThrow();
        int count = longest.getValue().size();
        columns.forEach((feature, values) -> {
            if (values.size() != 1 && values.size() != count) {
                throw wrong(feature + " is given " + values.size() + " times and " + longest.getKey() + " " + count
                        + " times · row by row they belong together · give each once, for all rows, or once for each");
            }
        });
        List<InputRow> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            ObjectNode inputs = ServerClient.JSON.createObjectNode();
            for (Map.Entry<String, List<JsonNode>> column : columns.entrySet()) {
                List<JsonNode> values = column.getValue();
                inputs.set(column.getKey(), values.get(values.size() == 1 ? 0 : row));
            }
            rows.add(new InputRow(inputs, Optional.empty()));
        }
        return rows;
    }

    /** Refuses what is given for each of several rows, since the rows are elsewhere. */
    void refuseRows() {
        columns.forEach((feature, values) -> {
            if (values.size() > 1) {
                throw wrong(feature + " is given " + values.size()
                        + " times · beside a file of rows an input is the same in all of them · give it once,"
                        + " or as a column of the file");
            }
        });
    }

    /** A row of a file, with what is the same in all rows. */
    InputRow addTo(InputRow row, String file) {
        columns.forEach((feature, values) -> {
            if (row.inputs().has(feature)) {
                throw wrong(feature + " is given, and " + file + " has it too · one of both counts · keep one of them");
            }
            row.inputs().set(feature, values.getFirst());
        });
        return row;
    }

    private static CommandException wrong(String message) {
        return new CommandException(CommandException.WRONG_USE, "--in · " + message);
    }
}
