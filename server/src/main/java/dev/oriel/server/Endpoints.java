package dev.oriel.server;

import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.FeatureService;
import dev.oriel.engine.serve.Answer;
import dev.oriel.server.Route.Access;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is answered on each route. */
final class Endpoints {
    private final FeatureService service;
    private final StreamEndpoints streams;
    private final Credentials credentials;
    private final Tokens tokens;
    private final Function<ServerRequest, String> apiServer;

    /** @param apiServer the address under which the sender of a request can send the next one */
    Endpoints(Platform platform, Credentials credentials, Tokens tokens, Function<ServerRequest, String> apiServer) {
        this.service = platform.features();
        this.streams = new StreamEndpoints(platform.streams());
        this.credentials = credentials;
        this.tokens = tokens;
        this.apiServer = apiServer;
    }

    /** The table of routes. */
    List<Route> routes() {
        return Stream.concat(platformRoutes().stream(), streams.routes().stream())
                .toList();
    }

    private List<Route> platformRoutes() {
        return List.of(
                new Route(Method.GET, "/healthz", Access.ANYBODY, request -> health()),
                new Route(Method.POST, "/v1/oauth/token", Access.ANYBODY, this::token),
                new Route(Method.GET, "/v1/who-am-i", Access.TOKEN, request -> whoAmI()),
                new Route(Method.POST, "/v1/query/online", Access.TOKEN, this::query),
                new Route(Method.POST, "/oriel/v1/query", Access.TOKEN, this::queryRows),
                new Route(
                        Method.GET,
                        "/metrics",
                        Access.TOKEN,
                        request -> Metrics.write(service.status(), streams.statuses())),
                new Route(
                        Method.GET,
                        "/oriel/v1/aggregates",
                        Access.TOKEN,
                        request -> Reply.json(200, PlatformWriter.aggregates(service.aggregates()))),
                new Route(
                        Method.GET,
                        "/oriel/v1/status",
                        Access.TOKEN,
                        request -> Reply.json(200, PlatformWriter.status(service.status()))));
    }

    private Reply health() {
        EngineStatus status = service.status();
        return status.failure().map(line -> Reply.text(503, line)).orElseGet(() -> Reply.text(200, "ok"));
    }

    private Reply token(ServerRequest request) throws RefusedException {
        ObjectNode body = FormBody.object(request);
        JsonNode grantType = body.path("grant_type");
        // One public client sends the grant type empty.
        if (!QueryReader.isAbsent(grantType)
                && !List.of("", "client_credentials").contains(grantType.stringValue("?"))) {
            throw new RefusedException(
                    400,
                    "'grant_type' · it is not supported · tokens are given for client credentials · "
                            + "send 'client_credentials'");
        }
        String clientId = body.path("client_id").stringValue("");
        String secret = body.path("client_secret").stringValue("");
        if (!credentials.matches(clientId, secret)) {
            throw new RefusedException(
                    401,
                    "credentials · client id and secret do not match · they were made when this server first started · "
                            + "take both from " + Credentials.FILE_NAME + " in its data folder");
        }
        Tokens.Token token = tokens.issue();
        ObjectNode reply = Json.MAPPER.createObjectNode();
        reply.put("access_token", token.value());
        reply.put("token_type", "Bearer");
        reply.put("expires_in", Tokens.LIFETIME.toSeconds());
        reply.put("expires_at", token.expiresAt().toString());
        reply.put("api_server", apiServer.apply(request));
        reply.put("primary_environment", AnswerWriter.ENVIRONMENT);
        // Clients look for their environment here and fall back to api_server; without the maps some of them fail.
        reply.putObject("engines");
        reply.putObject("grpc_engines");
        return Reply.json(200, reply);
    }

    private Reply whoAmI() {
        ObjectNode reply = Json.MAPPER.createObjectNode();
        reply.put("user", credentials.clientId());
        reply.put("environment_id", AnswerWriter.ENVIRONMENT);
        reply.putNull("team_id");
        return Reply.json(200, reply);
    }

    private Reply query(ServerRequest request) throws RefusedException {
        QueryReader.Query query =
                QueryReader.read(RequestBody.object(request), request.headers().first(QueryReader.TIMEOUT));
        long startNanos = System.nanoTime();
        Answer answer = service.query(query.request());
        return AnswerWriter.write(answer, circumstances(startNanos, query.form()));
    }

    private Reply queryRows(ServerRequest request) throws RefusedException {
        QueryReader.Queries queries = QueryReader.readRows(
                RequestBody.object(request), request.headers().first(QueryReader.TIMEOUT));
        long startNanos = System.nanoTime();
        List<Answer> answers = service.queryAll(queries.requests());
        return AnswerWriter.writeRows(answers, circumstances(startNanos, queries.form()));
    }

    private static AnswerWriter.Circumstances circumstances(long startNanos, QueryReader.Form form) {
        return new AnswerWriter.Circumstances(
                UUID.randomUUID().toString(), Duration.ofNanos(System.nanoTime() - startNanos), form);
    }
}
