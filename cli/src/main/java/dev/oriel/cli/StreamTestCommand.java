package dev.oriel.cli;

import dev.oriel.cli.Tables.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows what a resolver makes of some messages, without any effect. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Shows what a resolver makes of some messages. Nothing is stored, sent or counted.",
        footer = {"", "Example: echo '{\"id\": 1}' | oriel stream test FraudResolvers.transactions -"})
final class StreamTestCommand implements Callable<Integer> {
    private static final int FILE_BYTES_MAX = 1 << 20;
    private static final String INPUT = "-";

    /** A message and the line it came from. */
    private record Tried(int line, JsonNode result) {}

    /** A row of a window, or why it has none. */
    private record Result(JsonNode window, String text) {}

    private static final List<Field<Tried>> MESSAGES = List.of(
            new Field<>("Line", tried -> Integer.toString(tried.line())),
            new Field<>("Status", tried -> tried.result().path("status_name").asString()),
            Field.shrinking("Reason", tried -> text(tried.result().path("reason"))),
            Field.shrinking("Row", tried -> row(tried.result().path("row"))));

    private static final List<Field<Result>> WINDOWS = List.of(
            new Field<>("Window", result -> result.window().path("window").asString()),
            new Field<>("From", result -> result.window().path("from").asString()),
            new Field<>("To", result -> result.window().path("to").asString()),
            Field.shrinking("Row", Result::text));

    @Parameters(index = "0", paramLabel = "RESOLVER", description = "Its name: FraudResolvers.transactions.")
    private String resolver = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "Messages, one in a line; - reads the standard input.")
    private String file = "";

    @Mixin
    private Inquiry inquiry = new Inquiry();

    @Override
    public Integer call() throws IOException {
        List<Integer> lines = new ArrayList<>();
        ObjectNode request = request(lines);
        JsonNode reply = inquiry.post(StreamCommand.PATH + "/test", request);
        inquiry.print(reply, out -> print(out, lines, reply));
        boolean failed = reply.path("messages")
                        .valueStream()
                        .anyMatch(message ->
                                message.path("status_name").asString().endsWith("failed"))
                || reply.path("windows")
                        .valueStream()
                        .anyMatch(window -> window.path("failure").isString());
        return failed ? CommandException.REFUSED : 0;
    }

    /** Adds to the lines where each message stands. */
    private ObjectNode request(List<Integer> lines) throws IOException {
        ObjectNode request = ServerClient.JSON.createObjectNode().put("resolver", resolver);
        ArrayNode messages = request.putArray("messages");
        // As a source reads them: a carriage return before the line feed is of the line's end.
        String[] all = text().split("\r?\n", -1);
        for (int index = 0; index < all.length; index++) {
            if (!all[index].isBlank()) {
                messages.addObject().put("value", all[index]);
                lines.add(index + 1);
            }
        }
        if (lines.isEmpty()) {
            throw wrong("it holds no messages", "they stand in lines of their own", "write at least one");
        }
        return request;
    }

    private String text() throws IOException {
        byte[] bytes = bytes();
        if (bytes.length > FILE_BYTES_MAX) {
            throw wrong(
                    "it is too long", "at most " + FILE_BYTES_MAX + " bytes are tried at once", "give fewer messages");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong("it is not in UTF-8", "messages are tried as text", "give it in UTF-8");
        }
    }

    private byte[] bytes() throws IOException {
        if (file.equals(INPUT)) {
            return System.in.readNBytes(FILE_BYTES_MAX + 1);
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw wrong("it cannot be read", "it is a folder", "give a file of messages, or - for the standard input");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(FILE_BYTES_MAX + 1);
        } catch (NoSuchFileException e) {
            throw wrong(
                    "it cannot be read",
                    "there is no such file",
                    "give a file of messages, or - for the standard input");
        }
    }

    private CommandException wrong(String what, String known, String advice) {
        return new CommandException(
                CommandException.WRONG_USE,
                (file.equals(INPUT) ? "standard input" : file) + " · " + what + " · " + known + " · " + advice);
    }

    private static void print(PrintWriter out, List<Integer> lines, JsonNode reply) {
        List<Tried> messages = new ArrayList<>();
        for (JsonNode message : reply.path("messages").values()) {
            messages.add(new Tried(lines.get(messages.size()), message));
        }
        out.println(Tables.render(messages, MESSAGES, Terminal.columns()));
        List<Result> results = reply.path("windows")
                .valueStream()
                .flatMap(StreamTestCommand::results)
                .toList();
        if (!results.isEmpty()) {
            out.println();
            out.println(Tables.render(results, WINDOWS, Terminal.columns()));
        }
    }

    private static Stream<Result> results(JsonNode window) {
        if (window.path("failure").isString()) {
            return Stream.of(
                    new Result(window, "error: " + window.path("failure").stringValue()));
        }
        if (window.path("rows").isEmpty()) {
            return Stream.of(new Result(window, "(no rows)"));
        }
        return window.path("rows").valueStream().map(row -> new Result(window, row(row)));
    }

    private static String row(JsonNode row) {
        return row.propertyStream()
                .map(value -> value.getKey() + "="
                        + (value.getValue().isString()
                                ? value.getValue().stringValue()
                                : value.getValue().toString()))
                .collect(Collectors.joining(" "));
    }

    private static String text(JsonNode node) {
        return node.isNull() ? "" : node.asString();
    }
}
