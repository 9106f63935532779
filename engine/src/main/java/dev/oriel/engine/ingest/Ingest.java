package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.access.TimelineLoader;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.RunningResolver;
import dev.oriel.engine.failpoint.Failpoint;
import dev.oriel.engine.failpoint.Failpoints;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.ComputedValues;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.stream.MessageStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The path of a message: decode, route, add, publish, commit. For one thread, which may have {@link Workers} share what it does;
 * free of clocks and of threads of its own, so that a test can stop it between any two steps.
 *
 * <p>{@link #apply} takes batches, {@link #publish} runs the windows that have ended and makes everything visible to queries
 * all at once, {@link #commit} writes everything published since the last commit, with the positions that led to it, in one
 * atomic batch.
 *
 * <p>The time that is handed in is the engine's clock. It decides when windows are run, and never what becomes of a message.
 */
public final class Ingest {
    /** Windows that are run before what has changed is shown. */
    private static final int RUNS_PER_ROUND_MAX = 256;

    private final IngestSetup setup;
    private final Catalog catalog;
    private final OnlineStore store;
    private final PublishedState published;
    private final Workers workers;
    private final Decoder decoder;
    private final StoredMetadata stored;
    private final KeptHistory history;
    private final Ledger ledger;
    private final Watermarks watermarks;
    private final Map<SourcePartition, String> identities = new TreeMap<>();
    private final Set<String> paused;
    private final String storeId;
    private final TimelineLoader loader;
    private final KeyEdits edits;
    private final RowEdits rows;
    private final EntryEdits entries = new EntryEdits();
    private final MessageEffects effects;
    private final Outbox outbox;
    private final WindowEdits windows;
    private final RowLogEdits rowLogs;
    private final WindowRuns runs;
    private final ExpiredBuckets expired;
    private final ExpiredEntries expiredEntries;
    private final Continuity continuity = new Continuity();
    private final PublishedState.HighWater highWater;

    private StoreBatch pending;
    private Map<EntryKey, Optional<byte[]>> pendingEntries = new HashMap<>();
    private long pendingRecords;
    private int lastEntries;
    private long checkpoints;
    private Optional<Checkpoint> writing = Optional.empty();
    private boolean unpublished;
    private boolean operated;
    private volatile IngestStatus status;

    private Ingest(
            IngestSetup setup,
            Workers workers,
            StoredMetadata stored,
            KeptHistory.Opened opened,
            Optional<PublishedState> existing) {
        this.setup = setup;
        this.workers = workers;
        this.catalog = setup.catalog();
        this.store = setup.store();
        this.stored = stored;
        EngineOptions options = setup.options();
        List<ResolverPlan> resolvers = ResolverPlan.all(catalog);
        this.history = new KeptHistory(stored, opened, resolvers);
        stored.number(catalog);
        this.highWater = stored.highWater(catalog);
        this.published = existing.orElseGet(() -> new PublishedState(highWater));
        this.ledger = new Ledger(catalog, stored);
        this.watermarks =
                new Watermarks(options.outOfOrdernessMillis(), options.idleAfterMillis(), stored.watermarkMillis());
        this.paused = new TreeSet<>(stored.paused());
        this.storeId = stored.storeId().isEmpty() ? setup.newStoreId().orElse("") : stored.storeId();
        this.loader = new TimelineLoader(catalog.layers().stream()
                .mapToInt(layer -> stored.layers().getOrDefault(layer.identity(), 0))
                .toArray());
        this.expired = new ExpiredBuckets(catalog, loader, highWater.layersMillis(), options.asOfMillis());
        this.edits = new KeyEdits(setup, published, loader, expired, workers);
        this.pending = edits.newBatch();
        this.rows = new RowEdits(published);
        boolean delivers = setup.newStoreId().isPresent();
        this.outbox = new Outbox(
                entries, delivers, ArrowRows.of(catalog, delivers), stored.nextSequence(), stored.removedTo());
        this.decoder = new Decoder(catalog, options, resolvers, workers);
        this.windows = new WindowEdits(StreamWindows.all(resolvers, this::number, setup, highWater), entries, options);
        this.runs = new WindowRuns(windows, entries, rows, outbox);
        this.rowLogs = new RowLogEdits(catalog, stored, entries, highWater.logsMillis(), options.asOfMillis());
        this.effects = new MessageEffects(
                new MessageEffects.Targets(rows, edits, windows, entries, rowLogs, outbox, watermarks, highWater),
                resolvers.size(),
                this::number);
        this.expiredEntries = new ExpiredEntries(Stream.concat(
                        Expiries.tables(resolvers, this::number, windows, expired, rowLogs, effects::newestRecordMillis)
                                .stream(),
                        catalog.rowLogs().stream().flatMap(log -> Expiries.table(log, rowLogs).stream()))
                .toList());
        this.status = snapshot();
    }

    private int number(ResolverPlan plan) {
        return stored.resolvers().getOrDefault(plan.name(), 0);
    }

    /**
     * Goes on from what a store holds.
     *
     * @throws StoreException if the store cannot be read
     */
    public static Ingest open(IngestSetup setup, long nowMillis) throws StoreException {
        return open(setup, Workers.none(), nowMillis);
    }

    /**
     * Goes on from what a store holds, with threads that share the work of a round. What comes of it does not depend on them.
     *
     * @throws StoreException if the store cannot be read
     */
    public static Ingest open(IngestSetup setup, Workers workers, long nowMillis) throws StoreException {
        return open(setup, workers, Optional.empty(), nowMillis);
    }

    /**
     * Goes on, after the store was opened again, from what it holds; queries see that from now on.
     *
     * @throws StoreException if the store cannot be read
     */
    public Ingest reopened(long nowMillis) throws StoreException {
        Ingest next = open(setup, workers, Optional.of(published), nowMillis);
        published.reset(next.highWater);
        return next;
    }

    private static Ingest open(IngestSetup setup, Workers workers, Optional<PublishedState> existing, long nowMillis)
            throws StoreException {
        StoredMetadata stored;
        try (StoreView view = setup.store().view()) {
            stored = StoredMetadata.read(view);
        }
        Map<SourcePartition, Long> positions = setup.store().positions();
        Failpoints.hit(Failpoint.METADATA_READ);
        var opened = new KeptHistory.Opened(setup.catalog(), setup.options(), positions, nowMillis);
        var ingest = new Ingest(setup, workers, stored, opened, existing);
        positions.forEach((partition, next) ->
                ingest.ledger.source(partition.source()).nextOffsets.put(partition.partition(), next));
        stored.newestEventMillis()
                .forEach((source, partitions) -> partitions.forEach((partition, newest) ->
                        ingest.watermarks.restore(new SourcePartition(source, partition), newest, nowMillis)));
        stored.identities()
                .forEach((source, partitions) -> partitions.forEach((partition, identity) ->
                        ingest.identities.put(new SourcePartition(source, partition), identity)));
        ingest.status = ingest.snapshot();
        return ingest;
    }

    /** Where queries find what is published. The same for an ingest that was reopened. */
    public StateAccess access() {
        return new StateAccess(
                catalog,
                store,
                published,
                loader,
                windows.streams().stream().mapToInt(StreamWindows::number).toArray(),
                new StateAccess.Rows(stored.rowLogNumbers(catalog), stored.rowShapesByNumber()),
                history.completeness());
    }

    /** Counters and positions, as of the last publication. May be called by any thread. */
    public IngestStatus status() {
        return status;
    }

    /** Tells this store from all others whose records leave by the same sink; empty where nothing ever took them. */
    public String storeId() {
        return storeId;
    }

    /** What of a source's partitions is known: those without records hold event time back until they are idle. */
    public void know(Collection<SourcePartition> partitions, long nowMillis) {
        watermarks.know(partitions, nowMillis);
    }

    /** What tells the logs that positions belong to from others of the same names. */
    public Map<SourcePartition, String> identities() {
        return Map.copyOf(identities);
    }

    /** Keeps, with the next commit, what tells logs from others of the same names. */
    public void identify(Map<SourcePartition, String> found) {
        identities.putAll(found);
    }

    /**
     * Takes one batch, if it begins where this has come to in its partition. One that does not stops the partition, by name in
     * {@link #status}, until {@link #seek} moves it: nothing of it is taken, nor of those that follow it.
     *
     * @return whether it was taken
     * @throws StoreException if a key's stored state cannot be read
     */
    public boolean apply(RecordBatch batch, long nowMillis) throws StoreException {
        SourcePartition partition = batch.partition();
        SourcePlan plan = decoder.plan(partition.source());
        SourceCounters source = ledger.source(partition.source());
        if (!continuity.takes(batch, Optional.ofNullable(source.nextOffsets.get(partition.partition())))) {
            return false;
        }
        long reached = source.nextOffsets.getOrDefault(partition.partition(), Long.MIN_VALUE);
        unpublished = true;
        watermarks.received(partition, nowMillis);
        int ahead = decoder.isAlone() ? 1 : Decoder.AHEAD_MAX;
        try (StoreViews views = new StoreViews(store)) {
            for (int from = 0; from < batch.records().size(); from += ahead) {
                List<SourceRecord> records =
                        batch.records().subList(from, Math.min(batch.records().size(), from + ahead));
                Effect.All[] decoded = decoder.decode(partition.source(), records);
                for (int i = 0; i < decoded.length; i++) {
                    applyRecord(plan, decoded[i], new MessageEffects.At(partition, records.get(i), nowMillis), views);
                }
            }
        }
        if (batch.nextOffset() > reached) {
            source.nextOffsets.put(partition.partition(), batch.nextOffset());
            pending.putPosition(partition, batch.nextOffset());
            Failpoints.hit(Failpoint.POSITION_PUT);
        }
        return true;
    }

    private void applyRecord(SourcePlan plan, Effect.All decoded, MessageEffects.At at, StoreViews views)
            throws StoreException {
        SourcePartition partition = at.partition();
        SourceRecord record = at.record();
        var outcome = new RecordOutcome();
        decoded.unusable().ifPresent(outcome::refused);
        for (Effect effect : decoded.effects()) {
            MessageStatus status = effects.take(effect, at, outcome, views);
            ledger.count(effect.plan().index(), status);
        }
        ledger.count(partition, record, outcome.outcome(), outcome.reason());
        if (outcome.outcome() == Ledger.Outcome.DEAD_LETTER) {
            String reason = outcome.reason().orElse("");
            plan.source()
                    .deadLetters()
                    .ifPresent(destination -> outbox.deadLetter(destination, partition, record, reason));
        }
        if (outcome.reason().isPresent()) {
            setup.refusals()
                    .refused(partition, record.offset(), outcome.reason().get());
        }
        pendingRecords++;
    }

    /**
     * Stores what queries computed, where nothing newer is stored.
     *
     * @throws StoreException if a stored row cannot be read
     */
    public void keep(List<ComputedValues> computed) throws StoreException {
        try (StoreViews views = new StoreViews(store)) {
            for (ComputedValues values : computed) {
                rows.write(values, views);
            }
        }
        unpublished |= !computed.isEmpty();
    }

    /**
     * Moves event time on, runs windows that have ended, and makes everything visible to queries, all at once.
     *
     * @throws StoreException if stored state cannot be read
     */
    public void publish(long nowMillis) throws StoreException {
        var timelines = edits.finish(pending);
        try (StoreViews views = new StoreViews(store)) {
            for (StreamWindows stream : windows.streams()) {
                highWater.streamsMillis()[stream.stream().index()] = stream.highWaterMillis;
            }
            moveTime(nowMillis, views);
            runs.run(nowMillis, RUNS_PER_ROUND_MAX, edits::timelines, views);
            windows.settle();
            windows.streams().forEach(effects::retain);
        }
        Failpoints.hit(Failpoint.WINDOWS_WRITTEN);
        windows.finish();
        Map<EntryKey, Optional<byte[]>> shown = entries.publish();
        pendingEntries.putAll(shown);
        published.publish(new PublishedState.Changes(timelines, rows.finish(pending), shown), highWater);
        unpublished = false;
        status = snapshot();
    }

    private void moveTime(long nowMillis, StoreViews views) throws StoreException {
        for (String source : decoder.sources()) {
            Watermarks.Candidate candidate = watermarks.candidate(source, nowMillis);
            List<StreamWindows> tumbling = windows.tumbling(source);
            if (candidate.millis() > watermarks.watermarkMillis(source)
                    && (!candidate.byClock() || anyEndsBy(tumbling, candidate.millis(), views))) {
                watermarks.advance(source, candidate.millis());
                operated |= candidate.byClock();
            }
            for (StreamWindows stream : tumbling) {
                stream.endedMillis = watermarks.watermarkMillis(source);
            }
        }
        windows.find(nowMillis, views);
    }

    /** An idle mark is worth a commit only where it ends a window. */
    private boolean anyEndsBy(List<StreamWindows> streams, long toMillis, StoreViews views) throws StoreException {
        for (StreamWindows stream : streams) {
            if (windows.anyEndsBy(stream, toMillis, views)) {
                return true;
            }
        }
        return false;
    }

    /** Whether windows wait to be run that {@link #publish} would run now. */
    public boolean hasDueWindows(long nowMillis) {
        return windows.hasDue(nowMillis);
    }

    /** Whether there is anything to commit that is not being written. */
    public boolean hasUncommitted() {
        return operated || !pending.isEmpty() || !entries.isEmpty();
    }

    /** Records applied and not known to be on disk. */
    public long uncommittedRecords() {
        return pendingRecords + writing.map(Checkpoint::records).orElse(0L);
    }

    /** Records applied since the last checkpoint. */
    public long pendingRecords() {
        return pendingRecords;
    }

    /**
     * Writes a checkpoint and waits until that is done.
     *
     * @throws StoreException if it is not known whether the batch was written; this object must not be used any more then
     */
    public void commit(long nowMillis) throws StoreException {
        Checkpoint checkpoint = checkpoint(nowMillis);
        write(checkpoint);
        committed(checkpoint);
    }

    /**
     * Writes a checkpoint, with the removal of some of the buckets that no window can use any more. By any thread, while this goes on.
     *
     * @throws StoreException if it is not known whether it was written; this object must not be used any more then
     */
    public void write(Checkpoint checkpoint) throws StoreException {
        expired.sweep(store, checkpoint);
        Failpoints.hit(Failpoint.BEFORE_STORE_WRITE);
        store.commit(checkpoint.batch());
        Failpoints.hit(Failpoint.AFTER_STORE_WRITE);
    }

    /**
     * Closes what was published since the last checkpoint, to be written at once. What was applied and not published is published first: positions must never be ahead of the state they led to. The
     * caller writes it and tells {@link #committed}, before it asks for another; where it cannot be known whether it was written
     * this object must not be used any more.
     *
     * @throws StoreException if stored state cannot be read
     */
    public Checkpoint checkpoint(long nowMillis) throws StoreException {
        if (writing.isPresent()) {
            throw new IllegalStateException("a checkpoint is being written");
        }
        if (unpublished) {
            publish(nowMillis);
        }
        Failpoints.hit(Failpoint.PUBLISHED);
        try (StoreViews views = new StoreViews(store)) {
            expiredEntries.sweep(entries, lastEntries, views);
        }
        lastEntries = entries.size();
        StoredMetadata metadata = metadata();
        pending.putMetadata(metadata.name(), metadata.bytes());
        entries.checkpoint(pending);
        checkpoints++;
        var checkpoint = new Checkpoint(
                checkpoints,
                pending,
                highWater.layersMillis().clone(),
                rows.checkpoint(),
                pendingEntries,
                pendingRecords,
                outbox.nextSequence(),
                ledger.nextOffsets());
        writing = Optional.of(checkpoint);
        pending = edits.newBatch();
        pendingEntries = new HashMap<>();
        pendingRecords = 0;
        operated = false;
        edits.begin(checkpoints + 1);
        return checkpoint;
    }

    /** Takes note that a checkpoint was written: what the store has may leave memory. */
    public void committed(Checkpoint checkpoint) {
        writing = Optional.empty();
        entries.committed();
        rows.committed(checkpoint.rows());
        edits.committed(checkpoint.number());
        published.forgetEntries(checkpoint.entries());
        status = snapshot().committed(checkpoint.outgoingSequence());
    }

    /** Removes, with the next commit, what was delivered. */
    public void delivered(long throughSequence) {
        outbox.delivered(throughSequence);
        Failpoints.hit(Failpoint.REMOVAL_UNCOMMITTED);
    }

    /** Names of the sources that are not to be read, which is kept with the next commit. */
    public Set<String> paused() {
        return Set.copyOf(paused);
    }

    /** Sets whether a source is to be read, which is kept with the next commit. */
    public void pause(String source, boolean pause) {
        operated |= pause ? paused.add(source) : paused.remove(source);
    }

    /** Goes on elsewhere in some partitions, which is kept with the next commit. */
    public void seek(Map<SourcePartition, Long> nextOffsets) {
        continuity.moved(nextOffsets.keySet());
        nextOffsets.forEach((partition, next) -> {
            ledger.source(partition.source()).nextOffsets.put(partition.partition(), next);
            pending.putPosition(partition, next);
        });
        status = snapshot();
    }

    /** Ends the threads that shared the work. Nothing may be applied afterwards. */
    void release() {
        workers.close();
    }

    private StoredMetadata metadata() {
        return stored.with(
                stored.highWaterMillis(catalog, highWater),
                ledger.storedSources(),
                ledger.storedMessages(catalog),
                StoredMetadata.bySource(watermarks.newestEventMillis()),
                watermarks.watermarksMillis(),
                StoredMetadata.bySource(identities),
                paused,
                outbox,
                storeId,
                history.kept(),
                catalog.running().stream().map(RunningResolver::name).collect(Collectors.toSet()));
    }

    private IngestStatus snapshot() {
        return new IngestStatus(
                ledger.sourceStatus(),
                ledger.resolverStatus(),
                windows.streams().stream().map(StreamWindows::status).toList(),
                watermarks.watermarksMillis(),
                Set.copyOf(paused),
                continuity.stopped(),
                uncommittedRecords(),
                status == null ? outbox.nextSequence() : status.committedSequence());
    }
}
