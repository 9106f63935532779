package dev.oriel.server;

import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.StreamService;
import dev.oriel.engine.stream.StreamStatus;
import dev.oriel.server.Route.Access;
import dev.oriel.server.Route.Endpoint;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered to those who operate streams, or send messages to them. */
final class StreamEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoints.class);

    /** The longest that a sender of messages waits for their commit. */
    static final Duration COMMIT_WAIT_MAX = Duration.ofSeconds(30);

    /** What the path begins with under which messages are sent. */
    static final String PUSH_PATH = "/oriel/v1/sources/";

    /** Where the name of a source stands in all paths that have one, counted from what is before the first slash. */
    private static final int SOURCE_PART = 4;

    private final StreamService streams;
    private final PushGate gate = new PushGate(PushGate.WAIT_MAX);

    StreamEndpoints(StreamService streams) {
        this.streams = streams;
    }

    /** All sources, as they are now. */
    List<StreamStatus> statuses() {
        return streams.streams();
    }

    /** Their part of the table of routes. */
    List<Route> routes() {
        return List.of(
                new Route(
                        Method.GET,
                        "/oriel/v1/streams",
                        Access.TOKEN,
                        request -> Reply.json(200, StreamWriter.streams(statuses()))),
                new Route(Method.POST, "/oriel/v1/streams/{source}/pause", Access.TOKEN, operating(this::pause)),
                new Route(Method.POST, "/oriel/v1/streams/{source}/resume", Access.TOKEN, operating(this::resume)),
                new Route(Method.POST, "/oriel/v1/streams/{source}/seek", Access.TOKEN, operating(this::seek)),
                new Route(Method.POST, "/oriel/v1/streams/test", Access.TOKEN, operating(this::test)),
                new Route(Method.POST, "/oriel/v1/sources/{source}/messages", Access.TOKEN, operating(this::push)));
    }

    private interface Operation {
        Reply answer(ServerRequest request) throws RefusedException, StreamException;
    }

    private static Endpoint operating(Operation operation) {
        return request -> {
            try {
                return operation.answer(request);
            } catch (StreamException e) {
                throw refusal(e);
            }
        };
    }

    private static RefusedException refusal(StreamException e) {
        if (e.getCause() != null && e.kind() == StreamException.Kind.UNAVAILABLE) {
            // The sender is told what is known in words; where that came from is for whoever runs the server. Where it
            // was
            // refused the sender has to act, and nobody else.
            LOG.warn("{}", e.getMessage(), e.getCause());
        }
        int status = switch (e.kind()) {
            case UNKNOWN -> 404;
            case REFUSED -> 409;
            case UNAVAILABLE -> 503;
        };
        return new RefusedException(status, String.valueOf(e.getMessage()));
    }

    private Reply pause(ServerRequest request) throws RefusedException, StreamException {
        streams.pause(source(request));
        return Reply.json(200, StreamWriter.paused(source(request), true));
    }

    private Reply resume(ServerRequest request) throws RefusedException, StreamException {
        streams.resume(source(request));
        return Reply.json(200, StreamWriter.paused(source(request), false));
    }

    private Reply seek(ServerRequest request) throws RefusedException, StreamException {
        var target = StreamReader.seek(RequestBody.object(request));
        return Reply.json(200, StreamWriter.positions(source(request), streams.seek(source(request), target)));
    }

    private Reply test(ServerRequest request) throws RefusedException, StreamException {
        StreamReader.Trial trial = StreamReader.trial(RequestBody.exactObject(request));
        return StreamWriter.result(streams.test(trial.resolver(), trial.messages()));
    }

    private Reply push(ServerRequest request) throws RefusedException, StreamException {
        int bytes = (int)
                Math.min(PushBody.BYTES_MAX, request.headers().contentLength().orElse(PushBody.BYTES_MAX));
        gate.enter(bytes);
        try {
            List<byte[]> messages = PushBody.messages(request);
            return Reply.json(200, StreamWriter.receipt(streams.push(source(request), messages, COMMIT_WAIT_MAX)));
        } finally {
            gate.leave(bytes);
        }
    }

    /** The name in the path, which holds anything but is one part of it: a slash within is sent as {@code %2F}. */
    private static String source(ServerRequest request) throws RefusedException {
        String part = request.prologue().uriPath().rawPath().split("/", -1)[SOURCE_PART];
        try {
            // A plus is a blank only behind a question mark.
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    400,
                    "path · '" + part
                            + "' is no name of a source · a percent sign is followed by two digits · send '%25' for"
                            + " a percent sign");
        }
    }
}
