package dev.oriel.cli;

import dev.oriel.server.Credentials;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server over HTTP. Fetches a token when it needs one, and once more when the server no longer takes it. */
final class ServerClient implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final String TIMEOUT_HEADER = "X-Chalk-Timeout";

    private final URI server;
    private final Credentials credentials;
    private final String advice;
    private final HttpClient http;
    private Optional<String> token = Optional.empty();

    /** @param advice what to do when nobody answers there */
    ServerClient(URI server, Credentials credentials, String advice) {
        this.server = server;
        this.credentials = credentials;
        this.advice = advice;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /**
     * What the server answers to GET.
     *
     * @throws CommandException if it cannot be reached or refuses
     */
    JsonNode get(String path) {
        return ask(HttpRequest.newBuilder(URI.create(server + path)).GET());
    }

    /** What the server answers to POST, as {@link #get}. */
    JsonNode post(String path, JsonNode body) {
        return ask(posting(path, body));
    }

    /**
     * What the server answers to a query.
     *
     * @param timeout how long the functions of online resolvers may take; empty is the server's own limit
     */
    JsonNode query(String path, JsonNode body, Optional<Duration> timeout) {
        HttpRequest.Builder request = posting(path, body);
        timeout.ifPresent(limit ->
                request.header(TIMEOUT_HEADER, Long.toString(limit.toMillis())).timeout(ANSWER_TIMEOUT.plus(limit)));
        return ask(request);
    }

    private HttpRequest.Builder posting(String path, JsonNode body) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode ask(HttpRequest.Builder request) {
        boolean kept = token.isPresent();
        HttpResponse<String> response = sendWithToken(request);
        if (response.statusCode() == 401 && kept) {
            token = Optional.empty();
            response = sendWithToken(request);
        }
        return read(response);
    }

    private HttpResponse<String> sendWithToken(HttpRequest.Builder request) {
        String shown = token.orElseGet(this::fetchToken);
        token = Optional.of(shown);
        return send(request.setHeader("Authorization", "Bearer " + shown).build());
    }

    private String fetchToken() {
        JsonNode body = JSON.createObjectNode()
                .put("client_id", credentials.clientId())
                .put("client_secret", credentials.secret())
                .put("grant_type", "client_credentials");
        JsonNode reply = read(send(HttpRequest.newBuilder(URI.create(server + "/v1/oauth/token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build()));
        String value = reply.path("access_token").stringValue("");
        if (value.isEmpty()) {
            throw notOurs("it gives no token");
        }
        return value;
    }

    private HttpResponse<String> send(HttpRequest request) {
        HttpRequest bounded = HttpRequest.newBuilder(request, (name, value) -> true)
                .timeout(request.timeout().orElse(ANSWER_TIMEOUT))
                .build();
        try {
            return http.send(bounded, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw unreachable("nobody listens there");
        } catch (IOException e) {
            throw unreachable(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted");
        }
    }

    private JsonNode read(HttpResponse<String> response) {
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw notOurs("it answers " + response.statusCode() + " and no JSON");
        }
        if (response.statusCode() == 200) {
            return body;
        }
        throw new CommandException(
                CommandException.REFUSED,
                body.path("detail")
                        .stringValue(server + " · it refuses · status " + response.statusCode() + " · see its log"));
    }

    private CommandException unreachable(String known) {
        return new CommandException(
                CommandException.WRONG_USE, server + " · cannot connect · " + known + " · " + advice);
    }

    private CommandException notOurs(String known) {
        return new CommandException(
                CommandException.WRONG_USE, server + " · this is no Oriel server · " + known + " · " + advice);
    }
}
