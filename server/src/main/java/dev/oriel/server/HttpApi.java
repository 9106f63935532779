package dev.oriel.server;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform's HTTP endpoints: those of the public clients, and Oriel's own under {@code /oriel}.
 *
 * <p>Every request runs on a virtual thread of its own. Whatever goes wrong is answered in JSON; a defect is logged once,
 * under an id that the answer names.
 */
public final class HttpApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

    /** How long a connection may stay silent in the middle of a request. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    /** How long a connection may stay open without a request. */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);
    /** How long requests may take to finish once the server is closed. */
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(2);

    private static final int CONNECTIONS_MAX = 4096;
    private static final int HEADER_BYTES_MAX = 16 * 1024;
    private static final int URI_BYTES_MAX = 8 * 1024;

    private final List<Route> routes;
    private final Tokens tokens;
    private final String host;
    private final InetAddress address;
    private final WebServer server;
    private volatile int listeningPort;

    /**
     * Starts to listen.
     *
     * @param host name or address to listen at; {@code 127.0.0.1} is for this machine alone
     * @param port 0 takes any free one
     * @param clock tells when tokens expire
     * @throws StartupException if it cannot listen there
     */
    public static HttpApi open(String host, int port, Platform platform, Credentials credentials, InstantSource clock)
            throws StartupException {
        InetAddress address = Obstacles.address(host, port);
        checkFree(host, address, port);
        HttpApi api = new HttpApi(host, address, port, platform, credentials, clock);
        api.server.start();
        api.listeningPort = api.server.port();
        if (!api.server.isRunning()) {
            throw cannotListen(host, port, "the log has the reason", Optional.empty());
        }
        return api;
    }

    private HttpApi(
            String host,
            InetAddress address,
            int port,
            Platform platform,
            Credentials credentials,
            InstantSource clock) {
        this.host = host;
        this.address = address;
        this.tokens = new Tokens(clock);
        this.routes = new Endpoints(platform, credentials, tokens, this::apiServer).routes();
        this.server = WebServer.builder()
                .address(address)
                .port(port)
                .shutdownHook(false)
                .shutdownGracePeriod(SHUTDOWN_GRACE)
                .maxPayloadSize(PushBody.BYTES_MAX)
                .maxTcpConnections(CONNECTIONS_MAX)
                .idleConnectionTimeout(IDLE_TIMEOUT)
                // A longer answer leaves in several writes: without this the last one waits for the client to
                // acknowledge
                // those before it, which takes 40 ms.
                .connectionOptions(SocketOptions.builder()
                        .readTimeout(READ_TIMEOUT)
                        .tcpNoDelay(true)
                        .build())
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(HEADER_BYTES_MAX)
                        .maxPrologueLength(URI_BYTES_MAX)
                        .build())
                .directHandlers(handlers -> {
                    for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
                        handlers.addHandler(event, HttpApi::answerTransport);
                    }
                })
                .routing(this::addRoutes)
                .build();
    }

    /** Where this machine reaches it: {@code http://127.0.0.1:8080}. */
    public String url() {
        return "http://" + (address.isAnyLocalAddress() ? ServerOptions.DEFAULT_HOST : inUrl(host)) + ":"
                + listeningPort;
    }

    /** The table of routes, in which nothing is missing. */
    List<Route> routes() {
        return routes;
    }

    /** Stops to listen, and waits a little for requests that are being answered. */
    @Override
    public void close() {
        server.stop();
    }

    private void addRoutes(HttpRouting.Builder routing) {
        for (Route route : routes) {
            if (!route.hasParameter()) {
                routing.route(route.method(), route.path(), (request, response) -> serve(route, request, response));
            }
        }
        // The web server would decode a path before it looks at its parts: a name with a slash would be two of them.
        List<Route> others = routes.stream().filter(Route::hasParameter).toList();
        routing.any((request, response) -> {
            String path = request.prologue().uriPath().rawPath();
            Optional<Route> found = others.stream()
                    .filter(route -> route.method().equals(request.prologue().method()) && route.isAt(path))
                    .findFirst();
            if (found.isPresent()) {
                serve(found.get(), request, response);
            } else {
                send(response, noRoute(request));
            }
        });
    }

    private void serve(Route route, ServerRequest request, ServerResponse response) {
        Reply reply;
        try {
            authorize(route, request);
            reply = route.endpoint().answer(request);
        } catch (RefusedException e) {
            reply = Reply.refusal(e);
        } catch (RequestException e) {
            // The transport's own: it knows whether the connection can go on, and answers through answerTransport.
            throw e;
        } catch (RuntimeException e) {
            reply = defect(route, e);
        }
        send(response, reply);
    }

    private void authorize(Route route, ServerRequest request) throws RefusedException {
        boolean allowed = switch (route.access()) {
            case ANYBODY -> true;
            // A client that renews its token sends the old one along: any valid one counts.
            case TOKEN ->
                request.headers().all(HeaderNames.AUTHORIZATION, List::of).stream()
                        .flatMap(HttpApi::bearer)
                        .anyMatch(tokens::isValid);
        };
        if (!allowed) {
            throw new RefusedException(
                    401,
                    "authorization · no valid token · tokens live for " + Tokens.LIFETIME.toMinutes() + " minutes · "
                            + "get one from /v1/oauth/token and send it as 'Authorization: Bearer …'");
        }
    }

    private static Stream<String> bearer(String header) {
        String scheme = "bearer ";
        return header.toLowerCase(Locale.ROOT).startsWith(scheme)
                ? Stream.of(header.substring(scheme.length()).trim())
                : Stream.empty();
    }

    private Reply noRoute(ServerRequest request) {
        String path = request.prologue().uriPath().rawPath();
        Set<String> methods = routes.stream()
                .filter(route -> route.isAt(path))
                .map(route -> route.method().text())
                .collect(Collectors.toSet());
        return methods.isEmpty()
                ? Reply.refusal(
                        new RefusedException(404, "path · there is nothing here · see the documentation for all paths"))
                : Reply.refusal(new RefusedException(
                        405, "method · this path does not take it · it takes " + String.join(", ", methods)));
    }

    private static Reply defect(Route route, RuntimeException cause) {
        String id = UUID.randomUUID().toString();
        LOG.error("{} {} failed, error {}", route.method().text(), route.path(), id, cause);
        return Reply.refusal(
                500,
                "INTERNAL_SERVER_ERROR",
                "NETWORK",
                "server · the request failed for a reason that is not its fault · error " + id
                        + " · look for this id in the server's log",
                List.of(),
                id);
    }

    private static void send(ServerResponse response, Reply reply) {
        response.status(Status.create(reply.status()));
        response.header(HeaderNames.CONTENT_TYPE, reply.contentType());
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header("X-Content-Type-Options", "nosniff");
        if (reply.status() == 401) {
            response.header("WWW-Authenticate", "Bearer");
        }
        if (reply.status() == 413) {
            // The rest of what is too long would be read otherwise, to find the next request behind it.
            response.header(HeaderValues.CONNECTION_CLOSE);
            response.send(reply.body());
            throw new CloseConnectionException("the body is too long");
        }
        response.send(reply.body());
    }

    /** Answers what is refused before it is a request: broken framing, too long headers. The reason may quote the sender. */
    private static DirectHandler.TransportResponse answerTransport(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType event,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        Reply reply = status.code() == 413
                ? Reply.refusal(RequestBody.tooLong(bodyBytesMax(request.path())))
                : Reply.refusal(new RefusedException(
                        status.code(),
                        "request · it cannot be read as HTTP · " + status.reasonPhrase() + " · send it again"));
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, reply.contentType())
                .keepAlive(false)
                .entity(new String(reply.body(), StandardCharsets.UTF_8))
                .build();
    }

    private static int bodyBytesMax(String path) {
        return path.startsWith(StreamEndpoints.PUSH_PATH) ? PushBody.BYTES_MAX : RequestBody.BYTES_MAX;
    }

    /** Behind an address that stands for all of them, only the sender knows how it got here. */
    private String apiServer(ServerRequest request) {
        return address.isAnyLocalAddress()
                ? "http://" + request.authority()
                : "http://" + inUrl(host) + ":" + request.localPeer().port();
    }

    private static String inUrl(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Finds out what the web server would keep to itself: it logs a failed start and goes on. */
    static void checkFree(String host, InetAddress address, int port) throws StartupException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw cannotListen(host, port, String.valueOf(e.getMessage()), Optional.of(e));
        }
    }

    private static StartupException cannotListen(String host, int port, String reason, Optional<IOException> cause) {
        String where = "http " + inUrl(host) + ":" + port;
        String message = reason.contains("in use")
                ? where + " · port is in use · another process listens there · stop the other process or give --port"
                : where + " · cannot listen · " + reason + " · give another --host or --port";
        return cause.map(e -> new StartupException(message, e)).orElseGet(() -> new StartupException(message));
    }
}
