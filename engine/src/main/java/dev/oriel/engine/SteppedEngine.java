package dev.oriel.engine;

import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.ComputedQueue;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestLoop;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.engine.ingest.ResolverTrial;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.TestMessage;
import dev.oriel.engine.stream.TestResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An {@link Engine} without threads: it reads when it is told to, so that its owner decides what happens between two messages.
 * For tests and for replays. Not for several threads.
 */
public final class SteppedEngine implements FeatureService, AutoCloseable {
    private final IngestSetup setup;
    private final Ingest ingest;
    private final EnginePorts ports;
    private final QueryEngine queries;
    private final InstantSource clock;
    private final ComputedQueue computed = new ComputedQueue();

    private SteppedEngine(IngestSetup setup, Ingest ingest, EnginePorts ports, InstantSource clock) {
        this.setup = setup;
        this.ingest = ingest;
        this.ports = ports;
        this.clock = clock;
        this.queries = new QueryEngine(
                ingest.access(),
                setup.functions(),
                new QueryEngine.Outside(Runnable::run, clock, computed::add),
                setup.options());
    }

    /**
     * Opens the sources at the positions that the store has reached, and reads nothing yet.
     *
     * @throws StoreException if the store cannot be read
     * @throws SourceException if a source cannot go on from where the store has come to
     * @throws SqlException if the SQL of a resolver is wrong, or nothing here runs SQL
     */
    public static SteppedEngine open(Catalog catalog, EnginePorts ports, InstantSource clock, EngineOptions options)
            throws StoreException, SourceException, SqlException {
        boolean opened = false;
        try {
            IngestSetup setup = IngestSetup.of(catalog, ports, options);
            Ingest ingest = Ingest.open(setup, clock.millis());
            Map<SourcePartition, Long> positions = new HashMap<>(ports.store().positions());
            for (EventSource source : ports.sources()) {
                source.open(positions, ingest.identities());
            }
            opened = true;
            return new SteppedEngine(setup, ingest, ports, clock);
        } finally {
            if (!opened) {
                IngestLoop.closeAll(ports.sources());
            }
        }
    }

    /**
     * Applies, publishes and commits all that the sources hold now and what queries computed, runs the windows that have ended. What is to leave stays in the
     * store. Waits for nothing.
     *
     * @throws StoreException if the store fails; this must not be used any more then
     * @throws SourceException if a source fails
     */
    public void step() throws StoreException, SourceException {
        ingest.keep(computed.takeAll());
        for (EventSource source : ports.sources()) {
            List<RecordBatch> batches = source.poll(Duration.ZERO);
            while (!batches.isEmpty()) {
                for (RecordBatch batch : batches) {
                    ingest.apply(batch, clock.millis());
                }
                batches = source.poll(Duration.ZERO);
            }
            ingest.know(source.partitions(), clock.millis());
        }
        ingest.publish(clock.millis());
        while (ingest.hasDueWindows(clock.millis())) {
            ingest.publish(clock.millis());
        }
        if (ingest.hasUncommitted()) {
            ingest.commit(clock.millis());
        }
    }

    /** What a resolver makes of some messages, without any effect; see {@link dev.oriel.engine.stream.StreamService#test}. */
    public TestResult test(String resolver, List<TestMessage> messages) throws StreamException {
        return ResolverTrial.run(setup, resolver, messages, clock.millis());
    }

    @Override
    public Answer query(QueryRequest request) {
        return queries.query(request);
    }

    @Override
    public List<Answer> queryAll(List<QueryRequest> requests) {
        return queries.queryAll(requests);
    }

    @Override
    public List<AggregateRow> aggregates() {
        return setup.catalog().aggregates();
    }

    /** Counters as of the last {@link #step}. How long records took to be visible is not known: nothing waits here. */
    @Override
    public EngineStatus status() {
        return new EngineStatus(
                ingest.status().sources(),
                ingest.access().published().keys(),
                ports.sources().stream().mapToLong(EventSource::lagRecords).sum(),
                ingest.uncommittedRecords(),
                OptionalLong.empty(),
                ingest.status().stopped().values().stream().findFirst());
    }

    @Override
    public Definitions definitions() {
        return setup.catalog().definitions();
    }

    /** Closes the sources; what they held and was not read is left. */
    @Override
    public void close() {
        IngestLoop.closeAll(ports.sources());
    }
}
