package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.state.TimelineLoader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The path of a message: decode, route, add, publish, commit. For one thread; free of clocks and threads, so that a test can
 * stop it between any two steps.
 *
 * <p>{@link #apply} takes batches, {@link #publish} makes them visible to queries all at once, {@link #commit} writes
 * everything published since the last commit, with the positions that led to it, in one atomic batch.
 */
public final class Ingest {
    private static final int EXCERPT_CHARACTERS_MAX = 120;
    private static final int REASON_CHARACTERS_MAX = 500;
    private static final int UTF_8_BYTES_MAX = 4;

    private final Catalog catalog;
    private final OnlineStore store;
    private final PublishedState published;
    private final Map<String, SourcePlan> plans = new HashMap<>();
    private final Map<String, SourceCounters> counters = new TreeMap<>();
    private final Map<String, Integer> layerNumbers;
    private final Map<String, Long> foreignHighWaterMillis;
    private final TimelineLoader loader;
    private final KeyEdits edits;
    private final RowEdits rows;
    private final ExpiredBuckets expired;
    private final long[] highWaterMillis;

    private StoreBatch pending = new StoreBatch();
    private long uncommittedRecords;
    private boolean unpublished;
    private volatile Map<String, EngineStatus.SourceStatus> status = Map.of();
    private volatile long publishedUncommittedRecords;

    private Ingest(Catalog catalog, OnlineStore store, EngineOptions options, StoredMetadata stored) {
        this.catalog = catalog;
        this.store = store;
        this.layerNumbers = stored.layers();
        this.foreignHighWaterMillis = stored.highWaterMillis();
        List<SeriesLayer> layers = catalog.layers();
        this.highWaterMillis = layers.stream()
                .mapToLong(layer -> stored.highWaterMillis().getOrDefault(layer.identity(), Long.MIN_VALUE))
                .toArray();
        this.loader = new TimelineLoader(layers.stream()
                .mapToInt(layer -> layerNumbers.getOrDefault(layer.identity(), 0))
                .toArray());
        this.published = new PublishedState(highWaterMillis);
        this.expired = new ExpiredBuckets(catalog, loader, highWaterMillis, options.asOfMillis());
        this.edits = new KeyEdits(catalog, published, loader, expired, options.keysInMemoryMax());
        this.rows = new RowEdits(published);
        catalog.sources().values().forEach(source -> {
            List<ResolverPlan> resolvers = catalog.running().stream()
                    .filter(running -> running.source().equals(source))
                    .map(running -> new ResolverPlan(running, catalog))
                    .toList();
            plans.put(source.name(), new SourcePlan(source, resolvers, options));
        });
        stored.counters().forEach((name, source) -> counters.put(name, new SourceCounters(source)));
    }

    /**
     * Goes on from what a store holds.
     *
     * @throws StoreException if the store cannot be read
     */
    public static Ingest open(Catalog catalog, OnlineStore store, EngineOptions options) throws StoreException {
        StoredMetadata stored;
        try (StoreView view = store.view()) {
            stored = StoredMetadata.read(view, catalog);
        }
        var ingest = new Ingest(catalog, store, options, stored);
        store.positions()
                .forEach((partition, next) ->
                        ingest.countersOf(partition.source()).nextOffsets.put(partition.partition(), next));
        ingest.publishStatus();
        return ingest;
    }

    /** What queries read. */
    public PublishedState published() {
        return published;
    }

    /** How timelines that are only in the store are read. */
    public TimelineLoader loader() {
        return loader;
    }

    /** Counters by source, as of the last publication. */
    public Map<String, EngineStatus.SourceStatus> status() {
        return status;
    }

    /** Records published and not committed. */
    public long uncommittedRecords() {
        return publishedUncommittedRecords;
    }

    /**
     * Takes one batch. Records that lie before the position already reached are skipped, so that a redelivery changes
     * nothing.
     *
     * @throws StoreException if a key's stored state cannot be read
     */
    public void apply(RecordBatch batch) throws StoreException {
        SourcePartition partition = batch.partition();
        SourcePlan plan = plans.get(partition.source());
        if (plan == null) {
            throw new IllegalArgumentException("no resolver reads source '" + partition.source() + "'");
        }
        SourceCounters source = countersOf(partition.source());
        long reached = source.nextOffsets.getOrDefault(partition.partition(), Long.MIN_VALUE);
        unpublished = true;
        try (StoreViews views = new StoreViews(store)) {
            for (SourceRecord record : batch.records()) {
                if (record.offset() >= reached) {
                    applyRecord(plan, source, partition, record, views);
                }
            }
        }
        if (batch.nextOffset() > reached) {
            source.nextOffsets.put(partition.partition(), batch.nextOffset());
            pending.putPosition(partition, batch.nextOffset());
        }
    }

    private void applyRecord(
            SourcePlan plan, SourceCounters source, SourcePartition partition, SourceRecord record, StoreViews views)
            throws StoreException {
        SourcePlan.Decoded decoded = plan.decode(record);
        KeyEdits.Fate fate = KeyEdits.Fate.NOT_WANTED;
        for (SourcePlan.MadeRow row : decoded.rows()) {
            rows.write(row, views);
            for (ResolverPlan.Feed feed : row.plan().feeds()) {
                for (ResolverPlan.LayerFeed layer : feed.layers()) {
                    advanceHighWater(layer.layer(), row.eventMillis(), record.timeMillis());
                }
                fate = fate.and(edits.add(feed, row, views));
            }
        }
        source.records++;
        uncommittedRecords++;
        if (decoded.deadLetter().isPresent()) {
            source.deadLetters++;
            source.sample(refusal(partition, record, decoded.deadLetter().get()));
        } else if (decoded.late().isPresent()) {
            source.late++;
            source.sample(refusal(partition, record, decoded.late().get()));
        } else if (fate == KeyEdits.Fate.TOO_OLD) {
            source.expired++;
        } else {
            source.applied++;
        }
    }

    /** An event that claims to be later than its record does not move time (D9). */
    private void advanceHighWater(SeriesLayer layer, long eventMillis, long recordMillis) {
        long trusted = recordMillis == SourceRecord.TIME_UNKNOWN ? eventMillis : Math.min(eventMillis, recordMillis);
        highWaterMillis[layer.index()] = Math.max(highWaterMillis[layer.index()], trusted);
    }

    private static EngineStatus.Refusal refusal(SourcePartition partition, SourceRecord record, String reason) {
        int bytes = Math.min(record.value().length, (EXCERPT_CHARACTERS_MAX + 1) * UTF_8_BYTES_MAX);
        String text = new String(record.value(), 0, bytes, StandardCharsets.UTF_8);
        return new EngineStatus.Refusal(
                partition + "@" + record.offset(),
                excerpt(reason, REASON_CHARACTERS_MAX),
                excerpt(text, EXCERPT_CHARACTERS_MAX));
    }

    /** The first characters, as text that can be written: reasons quote messages, and those may hold halves of characters. */
    private static String excerpt(String text, int charactersMax) {
        String start = text.length() <= charactersMax ? text : text.substring(0, charactersMax) + "…";
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Makes everything applied visible to queries, all at once. */
    public void publish() {
        published.publish(edits.finish(pending), rows.finish(pending), highWaterMillis);
        unpublished = false;
        publishStatus();
    }

    /** Whether there is anything to commit. */
    public boolean hasUncommitted() {
        return !pending.isEmpty();
    }

    /**
     * Writes what was published since the last commit, and removes some of the buckets that no window can use any more.
     * What was applied and not published is published first: positions must never be ahead of the state they led to.
     *
     * @throws StoreException if it is not known whether the batch was written; this object must not be used any more then
     */
    public void commit() throws StoreException {
        if (unpublished) {
            publish();
        }
        expired.sweep(store, pending);
        StoredMetadata metadata = metadata();
        pending.putMetadata(metadata.name(), metadata.bytes());
        store.commit(pending);
        pending = new StoreBatch();
        uncommittedRecords = 0;
        rows.committed();
        edits.committed();
        publishStatus();
    }

    private StoredMetadata metadata() {
        var marks = new TreeMap<>(foreignHighWaterMillis);
        for (SeriesLayer layer : catalog.layers()) {
            if (highWaterMillis[layer.index()] != Long.MIN_VALUE) {
                marks.put(layer.identity(), highWaterMillis[layer.index()]);
            }
        }
        var stored = new TreeMap<String, StoredMetadata.Counters>();
        counters.forEach((name, source) -> stored.put(name, source.stored()));
        return StoredMetadata.of(layerNumbers, marks, stored);
    }

    private SourceCounters countersOf(String source) {
        return counters.computeIfAbsent(source, unused -> new SourceCounters());
    }

    private void publishStatus() {
        var snapshot = new LinkedHashMap<String, EngineStatus.SourceStatus>();
        counters.forEach((name, source) -> snapshot.put(name, source.snapshot()));
        status = snapshot;
        publishedUncommittedRecords = uncommittedRecords;
    }
}
