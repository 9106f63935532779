package dev.oriel.engine.serve;

import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One row that a query asks about, or that a relation leads to: what is given of it, where its state is, and what was computed of
 * it. For one thread.
 */
final class Subject {
    private final Question question;
    private final String path;
    private final QueryInputs inputs;
    private final Keys keys;
    private final Computation computation;

    /**
     * A row.
     *
     * @param path how the row that is asked about leads to this one, {@code transaction.user}; empty for that row itself
     */
    Subject(Question question, String path, QueryInputs inputs) {
        this.question = question;
        this.path = path;
        this.inputs = inputs;
        this.keys = new Keys(this);
        this.computation = new Computation(this);
    }

    /** The row that a relation leads to. */
    Subject related(Relation relation, Object key) {
        var values = new LinkedHashMap<String, @Nullable Object>(inputs.beyond(relation));
        values.put(relation.other().namespace() + "." + relation.otherKey(), key);
        String whole = path.isEmpty() ? relation.fqn() : path + "." + relation.name();
        return new Subject(question, whole, new QueryInputs(values));
    }

    /** Whether a query asks about this row itself: what is missing of it can be given with the query. */
    boolean isAskedAbout() {
        return path.isEmpty();
    }

    /** The name that a query has for a feature of this row, from the name that its class has. */
    String name(String fqn) {
        return path.isEmpty() ? fqn : path + fqn.substring(fqn.indexOf('.'));
    }

    Question question() {
        return question;
    }

    Instant now() {
        return question.now();
    }

    Readings readings() {
        return question.readings();
    }

    QueryInputs inputs() {
        return inputs;
    }

    Keys keys() {
        return keys;
    }

    Computation computation() {
        return computation;
    }

    /** The primary key of the row that has a value; null where the query does not give it, or there is no such row. */
    @Nullable
    Object primaryKey(Need need) {
        if (need.path().isEmpty()) {
            return inputs.value(need.target().primaryKey());
        }
        return !inputs.has(need.fqn()) && keys.related(need.path().getFirst()) instanceof Related.Row row
                ? row.subject().primaryKey(need.beyondFirst())
                : null;
    }

    /**
     * Whether a result may be served to several queries: it is to be stored for some time, its row is known, and nothing that it
     * is computed from is given with this query, but keys.
     */
    boolean mayBeServedAgain(Target target) {
        boolean isResult = switch (target.means()) {
            case Means.Buckets ignored -> true;
            case Means.Messages ignored -> true;
            case Means.Rows ignored -> true;
            case Means.Online ignored -> true;
            case Means.Computed ignored -> true;
            case Means.Frame ignored -> false;
            case Means.Stored ignored -> false;
            case Means.None ignored -> false;
        };
        return isResult
                && question.staleness().millisOfResult(target) > 0
                && inputs.value(target.primaryKey()) != null
                && !readsGiven(target);
    }

    private boolean readsGiven(Target target) {
        boolean isKeyedByGiven = target.means() instanceof Means.Messages messages
                && messages.stream().keys().stream().anyMatch(key -> !key.primary());
        return isKeyedByGiven || target.needs().stream().anyMatch(this::isGiven);
    }

    /** Whether a value, or anything that it is computed from or that tells its row, is given. */
    private boolean isGiven(Need need) {
        if (need.path().isEmpty()) {
            return inputs.has(need.fqn()) ? !need.target().feature().primary() : readsGiven(need.target());
        }
        Relation first = need.path().getFirst();
        return inputs.has(first.key().fqn())
                || !inputs.beyond(first).isEmpty()
                || first.key().found().filter(this::readsGiven).isPresent();
    }

    /** The outcome for a value of this row, or of one that it has a relation to. */
    Outcome outcome(Need need) {
        if (need.path().isEmpty()) {
            return computation.outcome(need.target());
        }
        if (inputs.has(need.fqn())) {
            return Outcome.of(inputs.value(need.fqn()));
        }
        return switch (keys.related(need.path().getFirst())) {
            case Related.Row row -> row.subject().outcome(need.beyondFirst());
            case Related.Nothing ignored -> Outcome.of(null);
            case Related.Failed failed ->
                Outcome.failed(
                        QueryError.Code.UPSTREAM_FAILED,
                        name(need.fqn()),
                        name(need.fqn()) + ": the feature that tells its row has no value · "
                                + failed.error().message());
        };
    }
}
