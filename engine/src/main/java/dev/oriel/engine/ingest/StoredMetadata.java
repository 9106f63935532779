package dev.oriel.engine.ingest;

import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What ingest keeps beside state and positions, as JSON under one name of the store.
 *
 * @param version format of this record
 * @param layers number of each layer that the store has ever had, by identity; numbers are never used again
 * @param highWaterMillis newest event time of each layer, by identity
 * @param counters by source name
 */
record StoredMetadata(
        int version, Map<String, Integer> layers, Map<String, Long> highWaterMillis, Map<String, Counters> counters) {
    private static final String NAME = "ingest";
    private static final int VERSION = 1;
    /** A counter that an older version did not have is 0. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    StoredMetadata {
        layers = new TreeMap<>(layers);
        highWaterMillis = new TreeMap<>(highWaterMillis);
        counters = new TreeMap<>(counters);
    }

    record Counters(
            long records, long applied, long late, long expired, long skipped, long duplicates, long deadLetters) {}

    /** What the store holds, with a number for each layer of the catalog that is new. */
    static StoredMetadata read(StoreView view, Catalog catalog) throws StoreException {
        byte[] bytes = view.metadata(NAME).orElse(null);
        StoredMetadata stored =
                bytes == null ? new StoredMetadata(VERSION, Map.of(), Map.of(), Map.of()) : parse(bytes);
        var layers = new TreeMap<>(stored.layers());
        for (SeriesLayer layer : catalog.layers()) {
            layers.putIfAbsent(layer.identity(), layers.size() + 1);
        }
        return new StoredMetadata(VERSION, layers, stored.highWaterMillis(), stored.counters());
    }

    static StoredMetadata of(
            Map<String, Integer> layers, Map<String, Long> highWaterMillis, Map<String, Counters> counters) {
        return new StoredMetadata(VERSION, layers, highWaterMillis, counters);
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
}
