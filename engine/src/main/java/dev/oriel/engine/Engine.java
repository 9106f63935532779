package dev.oriel.engine;

import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestLoop;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A running platform in this process: reads its sources, keeps its state in its store and answers queries.
 *
 * <p>It goes on exactly where the last commit of its store ended.
 */
public final class Engine implements FeatureService, AutoCloseable {
    private final Catalog catalog;
    private final Ingest ingest;
    private final IngestLoop loop;
    private final QueryEngine queries;

    private Engine(Catalog catalog, Ingest ingest, IngestLoop loop, QueryEngine queries) {
        this.catalog = catalog;
        this.ingest = ingest;
        this.loop = loop;
        this.queries = queries;
    }

    /**
     * Opens the sources at the positions that the store has reached, and starts.
     *
     * @param store stays the caller's to close, after this
     * @param sources closed with this, and also when this fails
     * @throws StoreException if the store cannot be read
     * @throws SourceException if a source cannot go on from where the store has come to
     */
    public static Engine open(
            Catalog catalog, OnlineStore store, List<EventSource> sources, InstantSource clock, EngineOptions options)
            throws StoreException, SourceException {
        boolean opened = false;
        try {
            Ingest ingest = Ingest.open(catalog, store, options);
            Map<SourcePartition, Long> positions = new HashMap<>(store.positions());
            for (EventSource source : sources) {
                source.open(positions);
            }
            var loop = new IngestLoop(ingest, sources, clock, options);
            var queries = new QueryEngine(catalog, store, ingest.published(), ingest.loader(), clock, options);
            loop.start();
            opened = true;
            return new Engine(catalog, ingest, loop, queries);
        } finally {
            if (!opened) {
                IngestLoop.closeAll(sources);
            }
        }
    }

    @Override
    public Answer query(QueryRequest request) {
        return queries.query(request);
    }

    @Override
    public List<AggregateRow> aggregates() {
        return catalog.aggregates();
    }

    @Override
    public EngineStatus status() {
        return new EngineStatus(
                ingest.status(),
                ingest.published().keys(),
                loop.lagRecords(),
                ingest.uncommittedRecords(),
                loop.visibleAfterMillis(),
                loop.failure());
    }

    @Override
    public Definitions definitions() {
        return catalog.definitions();
    }

    /** Stops reading, commits what was read and closes the sources. */
    @Override
    public void close() {
        loop.close();
    }
}
