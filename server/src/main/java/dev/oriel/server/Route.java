package dev.oriel.server;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of the table of routes. There is no route outside the table, and none without an access.
 *
 * @param method the only method answered
 * @param path the exact path; what stands in braces between slashes is any text, and its name to the endpoint
 * @param access who may ask
 * @param endpoint what is answered
 */
record Route(Method method, String path, Access access, Endpoint endpoint) {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\w+\\}");

    /** Whether some part of the path is any text. */
    boolean hasParameter() {
        return path.contains("{");
    }

    /** Whether a path, as it was sent, is this one. */
    boolean isAt(String rawPath) {
        if (!hasParameter()) {
            return path.equals(rawPath);
        }
        String[] parts = PARAMETER.split(path, -1);
        return Pattern.matches(Stream.of(parts).map(Pattern::quote).collect(Collectors.joining("[^/]+")), rawPath);
    }

    /** Who may use a route. */
    enum Access {
        /** Anybody who reaches the port. */
        ANYBODY,
        /** Whoever shows a valid token. */
        TOKEN
    }

    /** Answers the requests of one route. Called by many threads at once, each a virtual one that may block. */
    @FunctionalInterface
    interface Endpoint {
        /** @throws RefusedException if the sender has to change the request */
        Reply answer(ServerRequest request) throws RefusedException;
    }
}
