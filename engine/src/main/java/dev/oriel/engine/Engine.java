package dev.oriel.engine;

import dev.oriel.api.definition.Definitions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestLoop;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.engine.ingest.IngestStatus;
import dev.oriel.engine.ingest.OutboxDelivery;
import dev.oriel.engine.ingest.StreamControl;
import dev.oriel.engine.ingest.Workers;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.serve.QueryThreads;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.stream.PushReceipt;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.StreamService;
import dev.oriel.engine.stream.StreamStatus;
import dev.oriel.engine.stream.TestMessage;
import dev.oriel.engine.stream.TestResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running platform in this process: reads its sources, keeps its state in its store and answers queries.
 *
 * <p>It goes on exactly where the last commit of its store ended.
 */
public final class Engine implements FeatureService, StreamService, AutoCloseable {
    private final Catalog catalog;
    private final IngestLoop loop;
    private final Optional<OutboxDelivery> delivery;
    private final QueryThreads queryThreads;
    private final QueryEngine queries;
    private final StreamControl streams;
    private final PublishedState published;

    private Engine(IngestSetup setup, Ingest ingest, IngestLoop loop, EnginePorts ports, InstantSource clock) {
        this.catalog = setup.catalog();
        this.loop = loop;
        this.delivery =
                ports.outlet().map(outlet -> new OutboxDelivery(outlet.sink(), setup.store(), loop, ingest.storeId()));
        this.published = ingest.access().published();
        this.queryThreads = new QueryThreads(setup.options().queryThreadsMax());
        this.queries = new QueryEngine(
                ingest.access(),
                setup.functions(),
                new QueryEngine.Outside(queryThreads, clock, loop::keep),
                setup.options());
        this.streams = new StreamControl(setup, loop, clock);
    }

    /**
     * Opens the sources at the positions that the store has reached, and starts.
     *
     * @throws StoreException if the store cannot be read
     * @throws SourceException if a source cannot go on from where the store has come to
     * @throws SqlException if the SQL of a resolver is wrong, or nothing here runs SQL
     */
    public static Engine open(Catalog catalog, EnginePorts ports, InstantSource clock, EngineOptions options)
            throws StoreException, SourceException, SqlException {
        boolean opened = false;
        try {
            OnlineStore store = ports.store();
            IngestSetup setup = IngestSetup.of(catalog, ports, options);
            Ingest ingest = Ingest.open(setup, new Workers(options.ingestThreads()), clock.millis());
            Map<SourcePartition, Long> positions = new HashMap<>(store.positions());
            for (EventSource source : ports.sources()) {
                source.open(positions, ingest.identities());
            }
            var loop = new IngestLoop(ingest, store, ports.sources(), clock, options);
            var engine = new Engine(setup, ingest, loop, ports, clock);
            loop.start();
            engine.delivery.ifPresent(OutboxDelivery::start);
            opened = true;
            return engine;
        } finally {
            if (!opened) {
                IngestLoop.closeAll(ports.sources());
                ports.outlet().ifPresent(outlet -> outlet.sink().close());
            }
        }
    }

    /**
     * As {@link #open(Catalog, EnginePorts, InstantSource, EngineOptions)}, with a store and sources and nothing else.
     */
    public static Engine open(
            Catalog catalog, OnlineStore store, List<EventSource> sources, InstantSource clock, EngineOptions options)
            throws StoreException, SourceException, SqlException {
        return open(catalog, EnginePorts.of(store, sources), clock, options);
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
        return catalog.aggregates();
    }

    @Override
    public EngineStatus status() {
        IngestStatus ingest = loop.status();
        return new EngineStatus(
                ingest.sources(),
                published.keys(),
                loop.lagRecords(),
                ingest.uncommittedRecords(),
                loop.visibleAfterMillis(),
                loop.failure().or(this::stopped),
                delivery.flatMap(OutboxDelivery::failure));
    }

    /** Why a partition cannot go on, where one cannot. */
    private Optional<String> stopped() {
        return loop.stopped().values().stream().findFirst();
    }

    @Override
    public Definitions definitions() {
        return catalog.definitions();
    }

    @Override
    public List<StreamStatus> streams() {
        return streams.streams();
    }

    @Override
    public void pause(String source) throws StreamException {
        streams.pause(source);
    }

    @Override
    public void resume(String source) throws StreamException {
        streams.resume(source);
    }

    @Override
    public Map<Integer, Long> seek(String source, SeekTarget target) throws StreamException {
        return streams.seek(source, target);
    }

    @Override
    public TestResult test(String resolver, List<TestMessage> messages) throws StreamException {
        return streams.test(resolver, messages);
    }

    @Override
    public PushReceipt push(String source, List<byte[]> messages, Duration timeout) throws StreamException {
        return streams.push(source, messages, timeout);
    }

    /** Stops reading, commits what was read, delivers what it can of what is to leave, and closes the sources and the sink. */
    @Override
    public void close() {
        loop.close();
        delivery.ifPresent(OutboxDelivery::close);
        queryThreads.close();
    }
}
