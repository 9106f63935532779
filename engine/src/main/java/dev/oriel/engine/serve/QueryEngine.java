package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureReference;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.ComputedValues;
import dev.oriel.engine.window.WindowFunctions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers queries from published state and the store. Any number of threads. */
public final class QueryEngine {
    private static final Logger LOG = LoggerFactory.getLogger(QueryEngine.class);

    private final Catalog catalog;
    private final ServeSetup setup;
    private final Remembered<FeatureReference> names;
    private final Remembered<List<Asked>> outputs;

    /**
     * What queries need of the world around them.
     *
     * @param executor runs the functions of online resolvers
     * @param computed takes what is to be stored of what they compute; does not wait
     */
    public record Outside(Executor executor, InstantSource clock, Consumer<ComputedValues> computed) {}

    /**
     * An engine over the state that one ingest keeps.
     *
     * @param functions of the windowed resolvers, by their index
     */
    public QueryEngine(StateAccess state, List<WindowFunctions> functions, Outside outside, EngineOptions options) {
        this.catalog = state.catalog();
        var plan = new ServePlan(catalog);
        this.setup = new ServeSetup(
                state,
                plan,
                new Undeclared(plan, catalog),
                new WindowReader(options, state.complete()),
                functions,
                outside,
                options);
        this.names = new Remembered<>(name -> FeatureReference.resolve(name, catalog.definitions()));
        this.outputs = new Remembered<>(this::outputs);
    }

    private List<Asked> outputs(String output) {
        Optional<Asked> frame = Frames.asked(output, setup.plan(), catalog.definitions());
        if (frame.isPresent()) {
            return List.of(frame.get());
        }
        FeatureReference reference = names.of(output);
        List<Need> needs = setup.plan().needs(reference);
        boolean root = reference.windowMillis().isEmpty()
                && !reference.feature().windows().isEmpty();
        return needs.stream()
                .map(need -> new Asked(root ? need.fqn() : output, need.fqn(), need))
                .toList();
    }

    /** Answers one query; see {@link dev.oriel.engine.FeatureService#query}. */
    public Answer query(QueryRequest request) {
        return queryAll(List.of(request)).getFirst();
    }

    /** Answers several queries from the same reads; see {@link dev.oriel.engine.FeatureService#queryAll}. */
    public List<Answer> queryAll(List<QueryRequest> requests) {
        try {
            return together(requests);
        } catch (RuntimeException e) {
            // A defect of the platform: the question that meets it costs the others nothing.
            if (requests.size() > 1) {
                return requests.stream().map(this::query).toList();
            }
            LOG.error("A query failed for a reason of its own", e);
            var error = new QueryError(
                    QueryError.Code.INTERNAL_SERVER_ERROR,
                    "query: it failed for a reason of its own · the log has the details",
                    Optional.empty());
            return List.of(new Answer(
                    List.of(), List.of(error), setup.outside().clock().instant()));
        }
    }

    private List<Answer> together(List<QueryRequest> requests) {
        var readings = new Readings();
        var questions = new ArrayList<Question>(requests.size());
        Instant present = setup.outside().clock().instant();
        for (QueryRequest request : requests) {
            questions.add(new Question(setup, request, names, outputs, readings, present));
        }
        try {
            new QueryPass(
                            setup,
                            readings,
                            questions.stream()
                                    .filter(question -> question.errors().isEmpty())
                                    .toList())
                    .run();
            List<Answer> answers = questions.stream().map(Question::answer).toList();
            questions.forEach(Question::keep);
            return answers;
        } catch (StoreException e) {
            LOG.error("A query could not read the store", e);
            var error = new QueryError(
                    QueryError.Code.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()), Optional.empty());
            return questions.stream()
                    .map(question -> new Answer(
                            List.of(),
                            question.errors().isEmpty() ? List.of(error) : question.errors(),
                            question.now()))
                    .toList();
        } finally {
            questions.forEach(Question::abandon);
        }
    }
}
