package dev.oriel.engine;

import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestLoop;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An {@link Engine} without threads: it reads when it is told to, so that its owner decides what happens between two messages.
 * For tests and for replays. Not for several threads.
 */
public final class SteppedEngine implements FeatureService, AutoCloseable {
    private final Catalog catalog;
    private final Ingest ingest;
    private final List<EventSource> sources;
    private final QueryEngine queries;

    private SteppedEngine(Catalog catalog, Ingest ingest, List<EventSource> sources, QueryEngine queries) {
        this.catalog = catalog;
        this.ingest = ingest;
        this.sources = sources;
        this.queries = queries;
    }

    /**
     * Opens the sources at the positions that the store has reached, and reads nothing yet.
     *
     * @param store stays the caller's to close, after this
     * @param sources closed with this, and also when this fails
     * @throws StoreException if the store cannot be read
     * @throws SourceException if a source cannot go on from where the store has come to
     */
    public static SteppedEngine open(
            Catalog catalog, OnlineStore store, List<EventSource> sources, InstantSource clock, EngineOptions options)
            throws StoreException, SourceException {
        boolean opened = false;
        try {
            Ingest ingest = Ingest.open(catalog, store, options);
            Map<SourcePartition, Long> positions = new HashMap<>(store.positions());
            for (EventSource source : sources) {
                source.open(positions);
            }
            var queries = new QueryEngine(catalog, store, ingest.published(), ingest.loader(), clock, options);
            opened = true;
            return new SteppedEngine(catalog, ingest, List.copyOf(sources), queries);
        } finally {
            if (!opened) {
                IngestLoop.closeAll(sources);
            }
        }
    }

    /**
     * Applies, publishes and commits all that the sources hold now. Waits for nothing.
     *
     * @throws StoreException if the store fails; this must not be used any more then
     * @throws SourceException if a source fails
     */
    public void step() throws StoreException, SourceException {
        for (EventSource source : sources) {
            List<RecordBatch> batches = source.poll(Duration.ZERO);
            while (!batches.isEmpty()) {
                for (RecordBatch batch : batches) {
                    ingest.apply(batch);
                }
                batches = source.poll(Duration.ZERO);
            }
        }
        ingest.publish();
        if (ingest.hasUncommitted()) {
            ingest.commit();
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

    /** Counters as of the last {@link #step}. How long records took to be visible is not known: nothing waits here. */
    @Override
    public EngineStatus status() {
        return new EngineStatus(
                ingest.status(),
                ingest.published().keys(),
                sources.stream().mapToLong(EventSource::lagRecords).sum(),
                ingest.uncommittedRecords(),
                OptionalLong.empty(),
                Optional.empty());
    }

    @Override
    public Definitions definitions() {
        return catalog.definitions();
    }

    /** Closes the sources; what they held and was not read is left. */
    @Override
    public void close() {
        IngestLoop.closeAll(sources);
    }
}
