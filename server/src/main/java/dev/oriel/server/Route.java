package dev.oriel.server;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;

/**
 * One row of the table of routes. There is no route outside the table, and none without an access.
 *
 * @param method the only method answered
 * @param path the exact path
 * @param access who may ask
 * @param endpoint what is answered
 */
record Route(Method method, String path, Access access, Endpoint endpoint) {
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
