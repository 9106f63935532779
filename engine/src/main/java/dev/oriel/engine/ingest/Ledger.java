package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineStatus;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.stream.MessageStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what became of records and messages, and keeps samples of those without effect. For one thread. */
final class Ledger {
    private static final int EXCERPT_CHARACTERS_MAX = 120;
    private static final int REASON_CHARACTERS_MAX = 500;
    private static final int UTF_8_BYTES_MAX = 4;

    private final Map<String, SourceCounters> sources = new TreeMap<>();
    private final List<ResolverCounters> resolvers = new ArrayList<>();
    private final Map<String, Map<Integer, Long>> otherResolvers;

    Ledger(Catalog catalog, StoredMetadata stored) {
        stored.counters().forEach((name, counters) -> sources.put(name, new SourceCounters(counters)));
        otherResolvers = new TreeMap<>(stored.messages());
        catalog.running().forEach(running -> {
            Map<Integer, Long> counted = otherResolvers.remove(running.name());
            resolvers.add(new ResolverCounters(counted == null ? Map.of() : counted));
        });
    }

    SourceCounters source(String name) {
        return sources.computeIfAbsent(name, unused -> new SourceCounters());
    }

    /** Counts a message of a resolver, by the resolver's place among the running ones. */
    void count(int resolver, MessageStatus status) {
        resolvers.get(resolver).count(status);
    }

    /** What a record came to. */
    enum Outcome {
        APPLIED,
        EXPIRED,
        DUPLICATE,
        SKIPPED,
        LATE,
        DEAD_LETTER
    }

    /** Counts a record; one without effect leaves a sample of itself and the reason. */
    void count(SourcePartition partition, SourceRecord record, Outcome outcome, Optional<String> reason) {
        SourceCounters source = source(partition.source());
        source.records++;
        source.newestRecordMillis = Math.max(source.newestRecordMillis, record.timeMillis());
        switch (outcome) {
            case APPLIED -> source.applied++;
            case EXPIRED -> source.expired++;
            case DUPLICATE -> source.duplicates++;
            case SKIPPED -> source.skipped++;
            case LATE -> source.late++;
            case DEAD_LETTER -> source.deadLetters++;
        }
        reason.ifPresent(text -> source.sample(refusal(partition, record, text)));
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

    Map<String, EngineStatus.SourceStatus> sourceStatus() {
        var snapshot = new LinkedHashMap<String, EngineStatus.SourceStatus>();
        sources.forEach((name, source) -> snapshot.put(name, source.snapshot()));
        return snapshot;
    }

    /** Where reading goes on. */
    Map<SourcePartition, Long> nextOffsets() {
        var nextOffsets = new HashMap<SourcePartition, Long>();
        sources.forEach((name, source) -> source.nextOffsets.forEach(
                (partition, next) -> nextOffsets.put(new SourcePartition(name, partition), next)));
        return nextOffsets;
    }

    /** By the place of the resolver among the running ones. */
    List<Map<MessageStatus, Long>> resolverStatus() {
        return resolvers.stream().map(ResolverCounters::snapshot).toList();
    }

    Map<String, StoredMetadata.Counters> storedSources() {
        var stored = new TreeMap<String, StoredMetadata.Counters>();
        sources.forEach((name, source) -> {
            if (!source.adds()) {
                throw new IllegalStateException("source '" + name + "' · its counters do not add up: " + source.stored()
                        + " · records were lost or counted twice · report this");
            }
            stored.put(name, source.stored());
        });
        return stored;
    }

    /** Those of resolvers that are not run now are kept. */
    Map<String, Map<Integer, Long>> storedMessages(Catalog catalog) {
        var stored = new TreeMap<>(otherResolvers);
        for (int i = 0; i < resolvers.size(); i++) {
            stored.put(catalog.running().get(i).name(), resolvers.get(i).stored());
        }
        return stored;
    }
}
