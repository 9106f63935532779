package dev.oriel.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What every command has that asks a server: the server to ask, and the choice between its reply as it comes and a text. */
final class Inquiry {
    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--json", description = "Prints what the server sends, as JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec command;

    /** A client of the server to ask; to be closed. Does not connect yet. */
    ServerClient client() {
        return connection.client();
    }

    /** What the server answers to GET, as {@link ServerClient#get}. */
    JsonNode get(String path) {
        try (ServerClient client = client()) {
            return client.get(path);
        }
    }

    /** What the server answers to POST, as {@link ServerClient#post}. */
    JsonNode post(String path, JsonNode body) {
        try (ServerClient client = client()) {
            return client.post(path, body);
        }
    }

    /** What the server answers to a query, as {@link ServerClient#query}. */
    JsonNode query(String path, JsonNode body, Optional<Duration> timeout) {
        try (ServerClient client = client()) {
            return client.query(path, body, timeout);
        }
    }

    /** Whether the reply is wanted as it comes. */
    boolean wantsJson() {
        return json;
    }

    /** Where results go. */
    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Prints a reply as JSON where that is asked for, or else what it says as a text. */
    void print(JsonNode reply, Consumer<PrintWriter> text) {
        if (json) {
            out().println(reply.toPrettyString());
        } else {
            text.accept(out());
        }
    }

    /** Where questions and errors go. */
    PrintWriter err() {
        return command.commandLine().getErr();
    }
}
