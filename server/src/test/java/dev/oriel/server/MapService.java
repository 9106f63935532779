package dev.oriel.server;

import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.AggregateRow;
import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.FeatureService;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.Explanation;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.FeatureResult.Accuracy;
import dev.oriel.engine.serve.FeatureResult.EffectiveWindow;
import dev.oriel.engine.serve.QueryError;
import dev.oriel.engine.serve.QueryRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A platform that keeps one value per feature and key, and answers from that. */
public final class MapService implements FeatureService {
    private final InstantSource clock;
    private final Map<String, Map<Object, Object>> values = new HashMap<>();
    private final Map<String, String> failing = new HashMap<>();
    private final Map<Object, Map<String, String>> failingRows = new HashMap<>();
    private final Map<Object, String> refusedRows = new HashMap<>();
    private final Map<String, Accuracy> accuracies = new HashMap<>();
    private volatile List<AggregateRow> rows = List.of();
    private volatile EngineStatus status = new EngineStatus(Map.of(), 0, 0, 0, OptionalLong.empty(), Optional.empty());
    private final List<Integer> rowsAskedTogether = new CopyOnWriteArrayList<>();
    private volatile Optional<QueryRequest> last = Optional.empty();

    public MapService(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps a value of {@code user.x} for one user. */
    public MapService put(String feature, Object userId, Object value) {
        values.computeIfAbsent(feature, name -> new HashMap<>()).put(userId, value);
        return this;
    }

    /** Makes the feature fail for everybody. */
    public MapService fail(String feature, String why) {
        values.computeIfAbsent(feature, name -> new HashMap<>());
        failing.put(feature, why);
        return this;
    }

    /** Makes the feature fail for one user. */
    public MapService fail(String feature, Object userId, String why) {
        values.computeIfAbsent(feature, name -> new HashMap<>());
        failingRows.computeIfAbsent(userId, id -> new HashMap<>()).put(feature, why);
        return this;
    }

    /** Makes every question about one user a wrong one. */
    public MapService refuse(Object userId, String why) {
        refusedRows.put(userId, why);
        return this;
    }

    /** Says how far a feature's values may be from the true ones. */
    public MapService within(String feature, Accuracy accuracy) {
        accuracies.put(feature, accuracy);
        return this;
    }

    public void aggregates(List<AggregateRow> newRows) {
        rows = newRows;
    }

    public void status(EngineStatus newStatus) {
        status = newStatus;
    }

    /** The request answered last. */
    public QueryRequest lastRequest() {
        return last.orElseThrow();
    }

    /** How many requests came together, each time that several may. */
    public List<Integer> rowsAskedTogether() {
        return rowsAskedTogether;
    }

    @Override
    public Answer query(QueryRequest request) {
        last = Optional.of(request);
        Instant now = request.now().orElse(clock.instant());
        Object userId = request.inputs().get("user.id");
        if (Boolean.TRUE.equals(userId)) {
            throw new IllegalStateException("a defect that knows the password 'hunter2'");
        }
        List<FeatureResult> results = new ArrayList<>();
        List<QueryError> errors = new ArrayList<>();
        if (userId != null && refusedRows.containsKey(userId)) {
            errors.add(new QueryError(QueryError.Code.INVALID_QUERY, refusedRows.get(userId), Optional.of("user.id")));
        }
        for (String output : request.outputs()) {
            if (output.equals("user.id")) {
                results.add(new FeatureResult(
                        output,
                        output,
                        userId,
                        userId,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
            } else if (values.containsKey(output)) {
                results.add(result(output, userId, now));
            } else {
                errors.add(new QueryError(
                        QueryError.Code.PARSE_FAILED,
                        "Query output referenced undefined feature '" + output + "'",
                        Optional.of(output)));
            }
        }
        List<Explanation> explanations = request.explain()
                ? results.stream().map(MapService::explanation).toList()
                : List.of();
        return new Answer(errors.isEmpty() ? results : List.of(), errors, now, explanations);
    }

    private static Explanation explanation(FeatureResult result) {
        return new Explanation(
                result.field(),
                Optional.ofNullable(result.value()).map(Object::toString),
                result.error().map(QueryError::message),
                List.of("kept in a map"),
                List.of());
    }

    private Optional<String> why(String output, @Nullable Object userId) {
        return Optional.ofNullable(userId)
                .map(failingRows::get)
                .map(reasons -> reasons.get(output))
                .or(() -> Optional.ofNullable(failing.get(output)));
    }

    private FeatureResult result(String output, @Nullable Object userId, Instant now) {
        Object value =
                userId == null ? null : values.getOrDefault(output, Map.of()).get(userId);
        Optional<QueryError> error = why(output, userId)
                .map(why -> new QueryError(QueryError.Code.RESOLVER_FAILED, why, Optional.of(output)));
        Optional<EffectiveWindow> window = output.contains("__")
                ? Optional.of(new EffectiveWindow(now.minusSeconds(600), now, 3))
                : Optional.empty();
        return new FeatureResult(
                output,
                output,
                value,
                userId,
                Optional.empty(),
                value != null && window.isEmpty(),
                window,
                Optional.ofNullable(accuracies.get(output)),
                error);
    }

    @Override
    public List<Answer> queryAll(List<QueryRequest> requests) {
        rowsAskedTogether.add(requests.size());
        return requests.stream().map(this::query).toList();
    }

    @Override
    public List<AggregateRow> aggregates() {
        return rows;
    }

    @Override
    public EngineStatus status() {
        return status;
    }

    @Override
    public Definitions definitions() {
        return new Definitions(List.of(), List.of());
    }
}
