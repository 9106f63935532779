package dev.oriel.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of inputs in a file, or on the standard input: lines of JSON objects, or CSV with a header. Each row names the same features. Read
 * as it is asked for, never whole.
 */
final class InputFile implements InputRow.Source, AutoCloseable {
    static final String STANDARD_INPUT = "-";
    static final int ROW_CHARS_MAX = 1 << 20;

    /** How rows are written. */
    enum Format {
        /** A JSON object in each line. */
        JSONL,
        /** Cells between commas under a header. */
        CSV
    }

    private interface Rows {
        /** The next row; empty at the end. */
        Optional<ObjectNode> next() throws IOException;
    }

    private final String name;
    private final Reader reader;
    private final Rows rows;
    private Optional<Set<String>> names = Optional.empty();
    private int line;

    private InputFile(String file, Format format) throws IOException {
        this.name = file.equals(STANDARD_INPUT) ? "standard input" : file;
        this.reader = reader(file);
        this.rows = switch (format) {
            case JSONL -> this::nextOfJson;
            case CSV -> new Table();
        };
    }

    /**
     * Opens a file.
     *
     * @param given its format; without it the name's ending tells
     */
    static InputFile open(String file, Optional<Format> given) throws IOException {
        return new InputFile(file, given.orElseGet(() -> format(file)));
    }

    private static Format format(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".csv")) {
            return Format.CSV;
        }
        if (List.of(".jsonl", ".ndjson", ".json").stream().anyMatch(lower::endsWith)) {
            return Format.JSONL;
        }
        throw new CommandException(
                CommandException.WRONG_USE,
                "--input-file · nothing tells how the rows of '" + file
                        + "' are written · .jsonl, .ndjson, .json and .csv do · give --input-format jsonl or csv");
    }

    private Reader reader(String file) throws IOException {
        InputStream in;
        if (file.equals(STANDARD_INPUT)) {
            in = System.in;
        } else if (Files.isDirectory(Path.of(file))) {
            throw wrong("it cannot be read", "it is a folder");
        } else {
            try {
                in = Files.newInputStream(Path.of(file));
            } catch (NoSuchFileException e) {
                throw wrong("it cannot be read", "there is no such file");
            }
        }
        // A decoder of its own refuses what is not UTF-8; a charset would replace it.
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    @Override
    public Optional<InputRow> next() throws IOException {
        try {
            return rows.next().map(this::row);
        } catch (CharacterCodingException e) {
            throw new CommandException(
                    CommandException.WRONG_USE, name + " · it is not in UTF-8 · rows are text · give it in UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private InputRow row(ObjectNode row) {
        Set<String> these = new HashSet<>(row.propertyNames());
        Set<String> first = names.orElse(these);
        names = Optional.of(first);
        first.stream()
                .filter(each -> !these.contains(each))
                .sorted()
                .findFirst()
                .ifPresent(missing -> {
                    throw wrongRow(
                            "'" + missing + "' is missing",
                            "every row names what the first one names",
                            "give null there");
                });
        these.stream()
                .filter(each -> !first.contains(each))
                .sorted()
                .findFirst()
                .ifPresent(added -> {
                    throw wrongRow(
                            "'" + added + "' is not in the first row",
                            "every row names what the first one names",
                            "give null there");
                });
        JsonNode now = row.remove(InputRow.NOW);
        if (row.isEmpty()) {
            throw wrongRow("it holds no inputs", "each row names known features", "write for example user.id");
        }
        return new InputRow(row, now == null || now.isNull() ? Optional.empty() : Optional.of(time(now)));
    }

    private String time(JsonNode now) {
        if (!now.isString()) {
            throw wrongRow("'now' is no text", "it is a time with a zone", "write for example 2024-01-01T00:00:00Z");
        }
        return QueryBody.checkedTime(where() + " · 'now'", now.stringValue());
    }

    private Optional<ObjectNode> nextOfJson() throws IOException {
        BufferedReader lines = (BufferedReader) reader;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            line++;
            if (!text.isBlank()) {
                return Optional.of(object(text));
            }
        }
        return Optional.empty();
    }

    private ObjectNode object(String text) {
        if (text.length() > ROW_CHARS_MAX) {
            throw wrongRow("it is too long", "it is longer than " + ROW_CHARS_MAX + " characters", "give less");
        }
        String advice = "write for example {\"user.id\": 7}";
        try {
            if (ServerClient.JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw wrongRow("it is no JSON", InputValue.firstLine(e), advice);
        }
        throw wrongRow("it is no JSON object", "a row holds known features by name", advice);
    }

    /** Rows under a header, which is read with the first of them. */
    private final class Table implements Rows {
        private Optional<CsvReader> csv = Optional.empty();
        private List<String> columns = List.of();

        @Override
        public Optional<ObjectNode> next() throws IOException {
            if (csv.isEmpty()) {
                csv = Optional.of(new CsvReader(reader, ROW_CHARS_MAX));
                columns = header(csv.get());
            }
            return cells(csv.get()).map(cells -> object(columns, cells));
        }
    }

    private List<String> header(CsvReader csv) throws IOException {
        var columns =
                cells(csv).orElse(List.of()).stream().map(CsvReader.Cell::text).toList();
        for (int column = 0; column < columns.size(); column++) {
            String each = columns.get(column);
            if (each.isBlank()) {
                throw wrongRow("column " + (column + 1) + " has no name", "the first line names them", "name it");
            }
            if (columns.indexOf(each) < column) {
                throw wrongRow("it names '" + each + "' twice", "each column is of its own", "keep one of them");
            }
        }
        return columns;
    }

    private Optional<List<CsvReader.Cell>> cells(CsvReader csv) throws IOException {
        try {
            Optional<List<CsvReader.Cell>> cells = csv.row();
            line = csv.rowLine();
            return cells;
        } catch (CsvReader.BrokenException e) {
            line = csv.rowLine();
            throw wrongRow("it cannot be read as CSV", String.valueOf(e.getMessage()), "double a quote within quotes");
        }
    }

    private ObjectNode object(List<String> columns, List<CsvReader.Cell> cells) {
        if (cells.size() != columns.size()) {
            throw wrongRow(
                    "it has " + cells.size() + " cells", "the header names " + columns.size(), "give as many of both");
        }
        ObjectNode object = ServerClient.JSON.createObjectNode();
        for (int column = 0; column < columns.size(); column++) {
            CsvReader.Cell cell = cells.get(column);
            String feature = columns.get(column);
            if (cell.quoted() || (feature.equals(InputRow.NOW) && !cell.text().isEmpty())) {
                object.put(feature, cell.text());
            } else if (cell.text().isEmpty()) {
                object.putNull(feature);
            } else {
                object.set(feature, InputValue.value(where() + " · " + feature, cell.text()));
            }
        }
        return object;
    }

    private String where() {
        return name + ":" + line;
    }

    private CommandException wrong(String what, String known) {
        return new CommandException(
                CommandException.WRONG_USE,
                name + " · " + what + " · " + known + " · give a file of rows, or - for the standard input");
    }

    private CommandException wrongRow(String what, String known, String advice) {
        return new CommandException(
                CommandException.WRONG_USE, where() + " · " + what + " · " + known + " · " + advice);
    }
}
