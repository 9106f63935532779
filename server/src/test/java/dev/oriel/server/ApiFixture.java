package dev.oriel.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The real endpoints on a free port, over a service in memory and a clock that is set by hand. */
final class ApiFixture implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    volatile Instant now = START;
    final InstantSource clock = () -> now;
    final MapService service = new MapService(clock);
    final MapStreams streams = new MapStreams();
    final Platform platform = new Platform(service, streams);
    final Credentials credentials = Credentials.generate();
    final HttpApi api;
    private final HttpClient client = HttpClient.newHttpClient();

    ApiFixture() throws StartupException {
        api = HttpApi.open("127.0.0.1", 0, platform, credentials, clock);
    }

    /** Sends a request; {@code authorization} may have any number of values. */
    HttpResponse<String> send(String method, String path, String body, List<String> authorization)
            throws IOException, InterruptedException {
        return send(new Sent(method, path, "application/octet-stream", body), authorization);
    }

    /** A request but for who sends it. */
    record Sent(String method, String path, String contentType, String body) {}

    HttpResponse<String> send(Sent sent, List<String> authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.url() + sent.path()))
                .method(sent.method(), HttpRequest.BodyPublishers.ofString(sent.body()))
                .header("Content-Type", sent.contentType());
        authorization.forEach(value -> request.header("Authorization", value));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> postWithToken(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body, List.of("Bearer " + token()));
    }

    HttpResponse<String> getWithToken(String path) throws IOException, InterruptedException {
        return send("GET", path, "", List.of("Bearer " + token()));
    }

    HttpResponse<String> postWithToken(String path, String contentType, String body)
            throws IOException, InterruptedException {
        return send(new Sent("POST", path, contentType, body), List.of("Bearer " + token()));
    }

    JsonNode query(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = postWithToken("/v1/query/online", body);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return Json.MAPPER.readTree(response.body());
    }

    String tokenRequest() {
        return """
                {"client_id": "%s", "client_secret": "%s", "grant_type": "client_credentials"}\
                """.formatted(credentials.clientId(), credentials.secret());
    }

    String token() throws IOException, InterruptedException {
        HttpResponse<String> response = send("POST", "/v1/oauth/token", tokenRequest(), List.of());
        return Json.MAPPER.readTree(response.body()).path("access_token").stringValue();
    }

    @Override
    public void close() {
        client.close();
        api.close();
    }
}
