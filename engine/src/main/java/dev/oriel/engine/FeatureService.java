package dev.oriel.engine;

import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryRequest;
import java.util.List;

/** What a running platform answers. Every method may be called by any thread. */
public interface FeatureService {
    /**
     * Answers one query. Never throws for what a user asked: wrong requests are in {@link Answer#errors()}, features that
     * have no value for a reason carry that reason.
     *
     * <p>Cost: one read of each key's in-memory state or, for keys not in memory, one range read of the store; plus one
     * merge per bucket in the longest window asked for.
     */
    Answer query(QueryRequest request);

    /**
     * Answers several queries, each as {@link #query} does, from the same reads: what several of them need is read once, and
     * the online resolvers of all are called side by side. A wrong request costs the others nothing.
     *
     * <p>Cost: that of the queries, less what they share.
     *
     * @return one answer for each, in their order
     */
    List<Answer> queryAll(List<QueryRequest> requests);

    /** The aggregations that are kept in buckets, in the order of {@code oriel aggregate list}. */
    List<AggregateRow> aggregates();

    /** Counters and positions as of now. */
    EngineStatus status();

    /** What is being served. */
    Definitions definitions();
}
