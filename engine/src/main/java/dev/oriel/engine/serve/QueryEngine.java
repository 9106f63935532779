package dev.oriel.engine.serve;

import dev.oriel.api.Durations;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.UnknownFeatureException;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.window.WindowFunctions;
import dev.oriel.kernel.BucketGrid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers queries from published state and the store. Any number of threads. */
public final class QueryEngine {
    private static final Logger LOG = LoggerFactory.getLogger(QueryEngine.class);

    private final StateAccess state;
    private final List<WindowFunctions> functions;
    private final Executor executor;
    private final InstantSource clock;
    private final EngineOptions options;
    private final FeatureNames names;
    private final ServePlan plan;
    private final WindowReader windows;

    /**
     * An engine over the state that one ingest keeps.
     *
     * @param functions of the windowed resolvers, by their index
     * @param executor runs the functions of online resolvers
     */
    public QueryEngine(
            StateAccess state,
            List<WindowFunctions> functions,
            Executor executor,
            InstantSource clock,
            EngineOptions options) {
        Catalog catalog = state.catalog();
        this.state = state;
        this.functions = List.copyOf(functions);
        this.executor = executor;
        this.clock = clock;
        this.options = options;
        this.names = new FeatureNames(catalog.definitions());
        this.plan = new ServePlan(catalog);
        this.windows = new WindowReader(options);
    }

    /** What was asked under which name. */
    private record Asked(String field, ServePlan.Target target) {}

    /** Answers one query; see {@link dev.oriel.engine.FeatureService#query}. */
    public Answer query(QueryRequest request) {
        Instant now = request.now().orElseGet(clock::instant);
        var errors = new ArrayList<QueryError>();
        checkNow(now, errors);
        QueryInputs inputs = QueryInputs.read(request.inputs(), names, errors);
        Staleness staleness = Staleness.read(request.staleness(), names, errors);
        List<Asked> asked = asked(request.outputs(), errors);
        var keys = new Keys(plan, inputs, errors);
        asked.forEach(one -> keys.add(one.target()));
        if (!errors.isEmpty()) {
            return new Answer(List.of(), errors, now);
        }
        try {
            return answer(asked, new Question(inputs, keys, staleness, now), request);
        } catch (StoreException e) {
            LOG.error("A query could not read the store", e);
            return new Answer(
                    List.of(),
                    List.of(new QueryError(
                            QueryError.Code.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()), Optional.empty())),
                    now);
        }
    }

    private Answer answer(List<Asked> asked, Question question, QueryRequest request) throws StoreException {
        Keys keys = question.keys();
        Instant now = question.now();
        var readings = new Readings();
        var calls = new OnlineCalls(executor, clock, timeoutMillis(request));
        var messages = new MessageWindows(functions, options, question.inputs(), now);
        var computation = new Computation(plan, question, readings, new Computation.Means(windows, messages, calls));
        try {
            readings.add(read(keys, readings, now));
            while (keys.isWaiting()) {
                keys.next(computation::outcome);
                readings.add(read(keys, readings, now));
            }
            if (plan.hasOnlineCalls()) {
                computation.callAll(asked.stream().map(Asked::target).toList());
            }
            List<FeatureResult> results = asked.stream()
                    .map(one -> result(one, question.inputs(), computation))
                    .toList();
            return new Answer(results, List.of(), now, explanations(request, asked, question, readings, computation));
        } finally {
            calls.abandon();
        }
    }

    private List<Explanation> explanations(
            QueryRequest request, List<Asked> asked, Question question, Readings readings, Computation computation) {
        if (!request.explain()) {
            return List.of();
        }
        var explainer = new Explainer(plan, question, readings, computation);
        return asked.stream().map(one -> explainer.explain(one.target())).toList();
    }

    private Snapshot read(Keys keys, Readings readings, Instant now) throws StoreException {
        return Snapshot.read(
                state,
                new Snapshot.Wanted(
                        keys.groupKeys().stream()
                                .filter(key -> !readings.has(key))
                                .collect(Collectors.toSet()),
                        readings.isEmpty() ? keys.rowKeys() : Set.of(),
                        readings.isEmpty() ? keys.messageRanges() : Map.of(),
                        now.toEpochMilli()));
    }

    private long timeoutMillis(QueryRequest request) {
        return request.timeout().map(Duration::toMillis).orElse(options.queryTimeoutMillis());
    }

    private static void checkNow(Instant now, List<QueryError> errors) {
        // Windows reach back 100 years from here, and buckets must still be able to address that.
        if (Math.abs(now.getEpochSecond()) > (BucketGrid.MILLIS_MAX - Durations.ALL_MILLIS) / 1000) {
            errors.add(new QueryError(
                    QueryError.Code.INVALID_QUERY,
                    "now '" + now + "' is no time that can be asked at · give a time within 200,000 years of 1970",
                    Optional.empty()));
        }
    }

    private List<Asked> asked(List<String> outputs, List<QueryError> errors) {
        if (outputs.isEmpty()) {
            errors.add(new QueryError(
                    QueryError.Code.INVALID_QUERY,
                    "the query has no outputs · name at least one feature",
                    Optional.empty()));
        }
        var asked = new ArrayList<Asked>();
        for (String output : outputs) {
            try {
                FeatureReference reference = names.resolve(output);
                if (!reference.path().isEmpty()) {
                    throw new UnknownFeatureException(QueryInputs.throughRelation(output));
                }
                addAsked(output, reference, asked);
            } catch (UnknownFeatureException e) {
                errors.add(new QueryError(
                        QueryError.Code.PARSE_FAILED, String.valueOf(e.getMessage()), Optional.of(output)));
            }
        }
        return asked;
    }

    private static void addAsked(String output, FeatureReference reference, List<Asked> asked) {
        boolean root = !reference.feature().windows().isEmpty()
                && reference.windowMillis().isEmpty();
        List<Long> windowsMillis = root
                ? reference.feature().windows().stream().map(Durations::millis).toList()
                : reference.windowMillis().stream().boxed().toList();
        for (ServePlan.Target target : ServePlan.targets(reference.owner(), reference.feature(), windowsMillis)) {
            asked.add(new Asked(root ? target.fqn() : output, target));
        }
    }

    private static FeatureResult result(Asked asked, QueryInputs inputs, Computation computation) {
        ServePlan.Target target = asked.target();
        Outcome outcome = computation.outcome(target);
        Object primaryKey = target.owner()
                .primaryKey()
                .map(key -> inputs.value(target.owner().namespace() + "." + key.name()))
                .orElse(null);
        return new FeatureResult(
                asked.field(),
                target.fqn(),
                outcome.value(),
                primaryKey,
                outcome.observedAt(),
                outcome.cacheHit(),
                outcome.effectiveWindow(),
                outcome.accuracy(),
                outcome.error());
    }
}
