package dev.oriel.engine.ingest;

import dev.oriel.api.MappingResolver;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.RowLog;
import dev.oriel.engine.catalog.RowShape;
import dev.oriel.engine.catalog.RunningResolver;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.PublishedState;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What ingest keeps beside state and positions, as JSON under one name of the store.
 *
 * @param version format of this record
 * @param layers number of each layer that the store has ever had, by identity; numbers are never used again
 * @param highWaterMillis newest event time of each layer and of each windowed resolver, by identity
 * @param counters by source name
 * @param resolvers number of each resolver that the store has ever had, by name; numbers are never used again
 * @param messages what became of messages, by resolver and number of the status
 * @param newestEventMillis by source and partition
 * @param watermarkMillis by source
 * @param identities that tell a log from one made later, by source and partition
 * @param paused names of sources that are not read
 * @param nextSequence of what leaves the platform
 * @param removedTo the last sequence that was delivered and removed
 * @param storeId tells this store from all others; empty until the first commit
 * @param rowLogs number of each log of rows that the store has ever had, by identity; numbers are never used again
 * @param rowShapes number of each shape that kept rows have ever had, by identity; numbers are never used again
 * @param kept of each layer and each windowed resolver of the definitions of the last commit, by identity; null where an older
 *     version wrote it
 * @param running names of the resolvers that took the records of the last commit; null where an older version wrote it
 */
record StoredMetadata(
        int version,
        Map<String, Integer> layers,
        Map<String, Long> highWaterMillis,
        Map<String, Counters> counters,
        Map<String, Integer> resolvers,
        Map<String, Map<Integer, Long>> messages,
        Map<String, Map<Integer, Long>> newestEventMillis,
        Map<String, Long> watermarkMillis,
        Map<String, Map<Integer, String>> identities,
        Set<String> paused,
        long nextSequence,
        long removedTo,
        String storeId,
        Map<String, Integer> rowLogs,
        Map<String, Integer> rowShapes,
        @Nullable Map<String, Kept> kept,
        @Nullable Set<String> running) {
    private static final String NAME = "ingest";
    private static final int VERSION = 1;

    /** What an older version did not have is 0 or empty. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    StoredMetadata {
        layers = sorted(layers);
        highWaterMillis = sorted(highWaterMillis);
        counters = sorted(counters);
        resolvers = sorted(resolvers);
        messages = sorted(messages);
        newestEventMillis = sorted(newestEventMillis);
        watermarkMillis = sorted(watermarkMillis);
        identities = sorted(identities);
        paused = paused == null ? new TreeSet<>() : new TreeSet<>(paused);
        storeId = Objects.requireNonNullElse(storeId, "");
        rowLogs = sorted(rowLogs);
        rowShapes = sorted(rowShapes);
    }

    private static <V> Map<String, V> sorted(@Nullable Map<String, V> map) {
        return map == null ? new TreeMap<>() : new TreeMap<>(map);
    }

    record Counters(
            long records,
            long applied,
            long late,
            long expired,
            long skipped,
            long duplicates,
            long deadLetters,
            long newestRecordMillis) {}

    /** The newest event times of what a catalog runs. */
    PublishedState.HighWater highWater(Catalog catalog) {
        return new PublishedState.HighWater(
                catalog.layers().stream()
                        .mapToLong(layer -> highWaterMillis.getOrDefault(layer.identity(), Long.MIN_VALUE))
                        .toArray(),
                catalog.windowed().stream()
                        .mapToLong(stream ->
                                highWaterMillis.getOrDefault(stream.running().name(), Long.MIN_VALUE))
                        .toArray(),
                catalog.rowLogs().stream()
                        .mapToLong(log -> highWaterMillis.getOrDefault(log.identity(), Long.MIN_VALUE))
                        .toArray());
    }

    /** The newest event times by identity: those of what a catalog runs as they are now, the others as they were. */
    Map<String, Long> highWaterMillis(Catalog catalog, PublishedState.HighWater now) {
        var marks = new TreeMap<>(highWaterMillis);
        for (SeriesLayer layer : catalog.layers()) {
            put(marks, layer.identity(), now.layersMillis()[layer.index()]);
        }
        for (WindowedStream stream : catalog.windowed()) {
            put(marks, stream.running().name(), now.streamsMillis()[stream.index()]);
        }
        for (RowLog log : catalog.rowLogs()) {
            put(marks, log.identity(), now.logsMillis()[log.index()]);
        }
        return marks;
    }

    private static void put(Map<String, Long> marks, String identity, long millis) {
        if (millis != Long.MIN_VALUE) {
            marks.put(identity, millis);
        }
    }

    /** The numbers of a catalog's logs of rows, by their index. */
    int[] rowLogNumbers(Catalog catalog) {
        return catalog.rowLogs().stream()
                .mapToInt(log -> rowLogs.getOrDefault(log.identity(), 0))
                .toArray();
    }

    /** The shapes that kept rows have ever had, by their number. */
    Map<Integer, RowShape> rowShapesByNumber() {
        return rowShapes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getValue, entry -> RowShape.ofIdentity(entry.getKey())));
    }

    /** Newest time at which a source received a record that was taken; {@link Long#MIN_VALUE} where that is not known. */
    long newestRecordMillis(String source) {
        Counters of = counters.get(source);
        return of == null || of.newestRecordMillis() == 0 ? Long.MIN_VALUE : of.newestRecordMillis();
    }

    /** What the store holds. */
    static StoredMetadata read(StoreView view) throws StoreException {
        byte[] bytes = view.metadata(NAME).orElse(null);
        return bytes == null ? empty() : parse(bytes);
    }

    /** Gives each layer and each resolver of the catalog that is new a number. */
    void number(Catalog catalog) {
        for (SeriesLayer layer : catalog.layers()) {
            layers.putIfAbsent(layer.identity(), layers.size() + 1);
        }
        for (RunningResolver resolver : catalog.running()) {
            resolvers.putIfAbsent(resolver.name(), resolvers.size() + 1);
            if (resolver.resolver() instanceof MappingResolver<?> mapping
                    && !catalog.rowLogs(mapping).isEmpty()) {
                rowShapes.putIfAbsent(RowShape.of(mapping).identity(), rowShapes.size() + 1);
            }
        }
        for (RowLog log : catalog.rowLogs()) {
            rowLogs.putIfAbsent(log.identity(), rowLogs.size() + 1);
        }
    }

    private static StoredMetadata empty() {
        return new StoredMetadata(
                VERSION,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                // Sequences begin at 1, so that 0 is before all of them.
                1,
                0,
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of());
    }

    StoredMetadata with(
            Map<String, Long> newHighWaterMillis,
            Map<String, Counters> newCounters,
            Map<String, Map<Integer, Long>> newMessages,
            Map<String, Map<Integer, Long>> newNewestEventMillis,
            Map<String, Long> newWatermarkMillis,
            Map<String, Map<Integer, String>> newIdentities,
            Set<String> newPaused,
            Outbox outbox,
            String newStoreId,
            Map<String, Kept> newKept,
            Set<String> newRunning) {
        return new StoredMetadata(
                VERSION,
                layers,
                newHighWaterMillis,
                newCounters,
                resolvers,
                newMessages,
                newNewestEventMillis,
                newWatermarkMillis,
                newIdentities,
                newPaused,
                outbox.nextSequence(),
                outbox.removedTo(),
                newStoreId,
                rowLogs,
                rowShapes,
                newKept,
                newRunning);
    }

    String name() {
        return NAME;
    }

    byte[] bytes() {
        return MAPPER.writeValueAsBytes(this);
    }

    private static StoredMetadata parse(byte[] bytes) throws StoreException {
        try {
            StoredMetadata stored = MAPPER.readValue(bytes, StoredMetadata.class);
            if (stored.version() != VERSION) {
                throw new StoreException("online store: its metadata has format '" + stored.version()
                        + "' · this version reads '" + VERSION + "' · open it with the version that wrote it");
            }
            return stored;
        } catch (JacksonException e) {
            throw new StoreException("online store: its metadata cannot be read · restore a backup of the folder", e);
        }
    }

    /** The same by the name of the source and the number of the partition. */
    static <V> Map<String, Map<Integer, V>> bySource(Map<SourcePartition, V> values) {
        var bySource = new TreeMap<String, Map<Integer, V>>();
        values.forEach((partition, value) -> bySource.computeIfAbsent(partition.source(), unused -> new TreeMap<>())
                .put(partition.partition(), value));
        return bySource;
    }
}
