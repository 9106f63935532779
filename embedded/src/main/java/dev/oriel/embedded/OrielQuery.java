package dev.oriel.embedded;

import dev.oriel.api.Feature;
import dev.oriel.api.FeatureHandle;
import dev.oriel.engine.serve.QueryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A question about one key, written with the handles of the generated classes. Never changes; every step gives another question, so
 * that one without inputs can be kept and asked for many keys.
 */
public final class OrielQuery {
    private final Oriel oriel;
    private final QueryRequest request;

    OrielQuery(Oriel oriel, QueryRequest request) {
        this.oriel = oriel;
        this.request = request;
    }

    /**
     * A value that is known: the key of the row, or that of any feature, which is then taken as it is.
     *
     * @param value null only for a feature that may be null
     */
    public <V> OrielQuery input(Feature<?, V> feature, @Nullable V value) {
        var inputs = new LinkedHashMap<>(request.inputs());
        inputs.put(feature.fqn(), value);
        return with(new QueryRequest(
                inputs, request.outputs(), request.now(), request.timeout(), request.staleness(), request.explain()));
    }

    /** Features that are asked for, beside those of earlier calls. A windowed one asks for all of its windows. */
    public OrielQuery output(FeatureHandle... features) {
        var outputs = new ArrayList<>(request.outputs());
        for (FeatureHandle feature : features) {
            outputs.add(feature.fqn());
        }
        return with(new QueryRequest(
                request.inputs(), outputs, request.now(), request.timeout(), request.staleness(), request.explain()));
    }

    /** The time that the answer is to be true at, in place of what the clock shows. */
    public OrielQuery now(Instant time) {
        return with(new QueryRequest(
                request.inputs(),
                request.outputs(),
                Optional.of(time),
                request.timeout(),
                request.staleness(),
                request.explain()));
    }

    /**
     * How long the functions of online resolvers may take, all of them.
     *
     * @param timeout a millisecond at least
     */
    public OrielQuery timeout(Duration timeout) {
        return with(request.timeout(timeout));
    }

    /**
     * How old the stored value of a feature may be, in place of what it declares.
     *
     * @param feature of a windowed one, all of its windows
     * @param duration such as {@code "10m"}; one that cannot be read refuses the query when it is asked
     */
    public OrielQuery staleness(FeatureHandle feature, String duration) {
        var staleness = new LinkedHashMap<>(request.staleness());
        staleness.put(feature.fqn(), duration);
        return with(request.staleness(staleness));
    }

    /** The same question, with an answer that tells how it was found: see {@link OrielAnswer#explanations()}. */
    public OrielQuery explained() {
        return with(request.explained());
    }

    /**
     * Asks, in this thread. Functions of online resolvers run in threads of the engine, and this one waits for them.
     *
     * @throws QueryRefusedException if the question makes no sense as a whole; it has all reasons
     * @throws IllegalStateException if the platform is closed
     */
    public OrielAnswer ask() {
        return oriel.ask(request);
    }

    /**
     * Asks in one of the platform's own threads, {@code oriel-ask-…}, as many at a time as {@code queryThreadsMax} of its options
     * says; the common pool is never used. What is put behind the future without an executor may run in that thread as well:
     * what takes long or waits belongs on another.
     *
     * @return completes with the answer; exceptionally with what {@link #ask()} throws, or with an {@link OrielException} when too
     *     many wait already. Cancelling it does not stop a question that is being asked
     */
    public CompletableFuture<OrielAnswer> askAsync() {
        return oriel.askAsync(request);
    }

    private OrielQuery with(QueryRequest other) {
        return new OrielQuery(oriel, other);
    }
}
