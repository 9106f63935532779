package dev.oriel.engine.serve;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.UnknownFeatureException;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.state.ComputedValues;
import dev.oriel.kernel.BucketGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One question of a pass: what is asked, of which row, as of when. For one thread. */
final class Question {
    /** Nobody waits for as long; clocks can still add it. */
    private static final Duration LONGEST = Duration.ofMillis(Durations.ALL_MILLIS);

    private final ServeSetup setup;
    private final QueryRequest request;
    private final Readings readings;
    private final Instant now;
    private final Staleness staleness;
    private final List<Asked> asked = new ArrayList<>();
    private final List<QueryError> errors = new ArrayList<>();
    private final List<OnlineCalls> calls = new ArrayList<>();
    private final Subject subject;
    /** What was computed and is to be stored. */
    private final Map<RowKey, Map<String, @Nullable Object>> computed = new HashMap<>();

    /**
     * Reads a request; what is wrong with it is in {@link #errors}.
     *
     * @param names what the names of features mean
     * @param outputs what the names of outputs ask for
     * @param readings what the pass reads
     * @param present the time of all questions of the pass that say none
     */
    Question(
            ServeSetup setup,
            QueryRequest request,
            Remembered<FeatureReference> names,
            Remembered<List<Asked>> outputs,
            Readings readings,
            Instant present) {
        this.setup = setup;
        this.request = request;
        this.readings = readings;
        this.now = request.now().orElse(present);
        checkNow();
        this.subject = new Subject(this, "", QueryInputs.read(request.inputs(), names, errors));
        this.staleness = Staleness.read(request.staleness(), names, errors);
        ask(outputs);
        asked.forEach(one -> subject.keys().add(one.need()));
    }

    private void checkNow() {
        // Windows reach back 100 years from here, and buckets must still be able to address that.
        if (Math.abs(now.getEpochSecond()) > (BucketGrid.MILLIS_MAX - Durations.ALL_MILLIS) / 1000) {
            refuse(
                    QueryError.Code.INVALID_QUERY,
                    "now '" + now + "' is no time that can be asked at · give a time within 200,000 years of 1970",
                    Optional.empty());
        }
    }

    private void ask(Remembered<List<Asked>> outputs) {
        if (request.outputs().isEmpty()) {
            refuse(
                    QueryError.Code.INVALID_QUERY,
                    "the query has no outputs · name at least one feature",
                    Optional.empty());
        }
        for (String output : request.outputs()) {
            try {
                asked.addAll(
                        Undeclared.isExpression(output)
                                ? List.of(setup.undeclared().asked(output, subject.inputs()))
                                : outputs.of(output));
            } catch (UnknownFeatureException e) {
                refuse(QueryError.Code.PARSE_FAILED, String.valueOf(e.getMessage()), Optional.of(output));
            }
        }
    }

    /** Notes that the question cannot be answered; of several errors of one feature the first is kept. */
    void refuse(QueryError.Code code, String message, Optional<String> feature) {
        if (feature.isEmpty()
                || errors.stream().noneMatch(error -> error.feature().equals(feature))) {
            errors.add(new QueryError(code, message, feature));
        }
    }

    ServeSetup setup() {
        return setup;
    }

    Readings readings() {
        return readings;
    }

    /** The time that the answer is to be true at. */
    Instant now() {
        return now;
    }

    /** How old stored values may be. */
    Staleness staleness() {
        return staleness;
    }

    /** What is wrong with it; empty when it can be answered. */
    List<QueryError> errors() {
        return errors;
    }

    /** The row that it asks about. */
    Subject subject() {
        return subject;
    }

    List<Asked> asked() {
        return asked;
    }

    /** Calls of online resolvers for one row, which end when the question's time does. */
    OnlineCalls newCalls() {
        long timeoutMillis = request.timeout()
                .map(timeout -> timeout.compareTo(LONGEST) < 0 ? timeout.toMillis() : LONGEST.toMillis())
                .orElse(setup.options().queryTimeoutMillis());
        var row = new OnlineCalls(setup.outside().executor(), setup.outside().clock(), timeoutMillis);
        calls.add(row);
        return row;
    }

    /**
     * Notes a value that was computed and may be served again, to be stored once the answer is made. One that was computed as
     * of another time than the present is not: what is true at it may still change.
     */
    void computed(RowKey key, String name, @Nullable Object value) {
        long offMillis = now.toEpochMilli() - setup.outside().clock().millis();
        if (Math.abs(offMillis) <= setup.options().clockSlackMillis()) {
            computed.computeIfAbsent(key, unused -> new HashMap<>()).put(name, value);
        }
    }

    /** Has what was computed stored. */
    void keep() {
        computed.forEach((key, values) ->
                setup.outside().computed().accept(new ComputedValues(key, values, now.toEpochMilli())));
    }

    /** Ends the calls that nobody waits for. */
    void abandon() {
        calls.forEach(OnlineCalls::abandon);
    }

    Answer answer() {
        if (!errors.isEmpty()) {
            return new Answer(List.of(), errors, now);
        }
        List<FeatureResult> results = asked.stream().map(this::result).toList();
        if (!request.explain()) {
            return new Answer(results, List.of(), now);
        }
        var explainer = new Explainer();
        return new Answer(
                results,
                List.of(),
                now,
                asked.stream()
                        .map(one -> explainer.explain(subject, one.need()))
                        .toList());
    }

    private FeatureResult result(Asked one) {
        Outcome outcome = subject.outcome(one.need());
        return new FeatureResult(
                one.field(),
                one.fqn(),
                outcome.value(),
                subject.primaryKey(one.need()),
                outcome.observedAt(),
                outcome.cacheHit(),
                outcome.effectiveWindow(),
                outcome.accuracy(),
                outcome.error().map(error -> error.of(one.fqn())));
    }
}
