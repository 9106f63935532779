package dev.oriel.engine.ingest;

import dev.oriel.api.MappingResolver;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.access.Completeness;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.RowLog;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.SourcePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is missing of what a catalog keeps, settled when a store is opened: of a layer, or of the messages of a windowed resolver,
 * that the store did not have while it took records, the events until then; of one that is to be kept for longer than before,
 * those that were given up.
 */
final class KeptHistory {
    /*
     * No event is looked at for this. An event that was taken is at most the future tolerance newer than the newest event
     * time that is trusted (D9), so what lies behind both was not missed. A resolver that has not read a source may find
     * other times in its records: of those only the record's own time is known.
     */
    private final StoredMetadata stored;
    private final Opened opened;
    private final List<ResolverPlan> plans;
    private final Set<String> consumed;
    private final Map<String, Kept> kept = new TreeMap<>();

    /**
     * What a store is opened with.
     *
     * @param positions that the store holds
     * @param nowMillis by the engine's clock
     */
    record Opened(Catalog catalog, EngineOptions options, Map<SourcePartition, Long> positions, long nowMillis) {}

    /** What is to be kept under one name. */
    private record Wanted(String identity, long keptMillis, boolean countsRows, List<ResolverPlan> feeders) {
        Set<String> sources() {
            return feeders.stream().map(KeptHistory::source).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** @param stored before what is new in the catalog has numbers */
    KeptHistory(StoredMetadata stored, Opened opened, List<ResolverPlan> plans) {
        this.stored = stored;
        this.opened = opened;
        this.plans = plans;
        this.consumed = opened.positions().keySet().stream()
                .map(SourcePartition::source)
                .collect(Collectors.toSet());
        Map<Integer, List<ResolverPlan>> feeders = feeders();
        for (SeriesLayer layer : opened.catalog().layers()) {
            long keptMillis = layer.retentionMillis() + opened.options().asOfMillis();
            var wanted = new Wanted(
                    layer.identity(), keptMillis, layer.countsRows(), feeders.getOrDefault(layer.index(), List.of()));
            add(
                    wanted,
                    before(wanted, stored.layers()),
                    heldMillis -> layer.kernel()
                            .grid()
                            .startMillis(layer.kernel().grid().bucketOf(heldMillis)));
        }
        for (ResolverPlan plan : plans) {
            if (plan instanceof WindowedPlan windowed) {
                long keptMillis =
                        windowed.stream().longestMillis() + opened.options().asOfMillis();
                var wanted = new Wanted(plan.name(), keptMillis, true, List.of(plan));
                // An event as old as what is kept is gone, and the next one is there.
                add(wanted, before(wanted, stored.resolvers()), heldMillis -> heldMillis + 1);
            }
        }
        for (RowLog log : opened.catalog().rowLogs()) {
            long keptMillis = log.retentionMillis().isPresent()
                    ? log.retentionMillis().getAsLong() + opened.options().asOfMillis()
                    : Long.MAX_VALUE;
            var wanted = new Wanted(log.identity(), keptMillis, true, feeders(log));
            add(wanted, before(wanted, stored.rowLogs()), heldMillis -> heldMillis);
        }
    }

    private List<ResolverPlan> feeders(RowLog log) {
        return plans.stream()
                .filter(plan -> plan.running().resolver() instanceof MappingResolver<?> mapping
                        && opened.catalog().rowLogs(mapping).contains(log))
                .toList();
    }

    private Map<Integer, List<ResolverPlan>> feeders() {
        var feeders = new HashMap<Integer, List<ResolverPlan>>();
        for (ResolverPlan plan : plans) {
            List<Feed> feeds = switch (plan) {
                case MappingPlan mapping -> mapping.feeds();
                case WindowedPlan windowed -> windowed.feed().stream().toList();
            };
            for (Feed feed : feeds) {
                feed.layers()
                        .forEach(layer -> feeders.computeIfAbsent(layer.layer().index(), unused -> new ArrayList<>())
                                .add(plan));
            }
        }
        return feeders;
    }

    /**
     * What there was before; empty of something new.
     *
     * @param numbered what an older version knew by name, which is taken to be as it is wanted now
     */
    private Optional<Kept> before(Wanted wanted, Map<String, Integer> numbered) {
        Map<String, Kept> known = stored.kept();
        if (known != null) {
            return Optional.ofNullable(known.get(wanted.identity()));
        }
        return numbered.containsKey(wanted.identity())
                ? Optional.of(kept(wanted, Completeness.ALWAYS, Completeness.ALWAYS))
                : Optional.empty();
    }

    /** The first instant that was still kept whole when events until another were given up. */
    @FunctionalInterface
    private interface FirstKept {
        long millis(long heldMillis);
    }

    private void add(Wanted wanted, Optional<Kept> before, FirstKept firstKept) {
        if (before.isEmpty()) {
            long fromMillis = afterWhatWasTaken(wanted, Set.of());
            kept.put(wanted.identity(), kept(wanted, fromMillis, fromMillis));
            return;
        }
        Kept old = before.get();
        long fromMillis = Math.max(old.fromMillis(), afterWhatWasTaken(wanted, old.sources()));
        long newestMillis = stored.highWaterMillis().getOrDefault(wanted.identity(), Long.MIN_VALUE);
        if (wanted.keptMillis() > old.keptMillis() && newestMillis != Long.MIN_VALUE) {
            fromMillis = Math.max(fromMillis, firstKept.millis(newestMillis - old.keptMillis()));
        }
        long rowsFromMillis = Math.max(fromMillis, old.rowsFromMillis());
        if (wanted.countsRows() && !old.countsRows()) {
            rowsFromMillis = Math.max(rowsFromMillis, afterWhatWasTaken(wanted, Set.of()));
        }
        kept.put(wanted.identity(), kept(wanted, fromMillis, rowsFromMillis));
    }

    private static Kept kept(Wanted wanted, long fromMillis, long rowsFromMillis) {
        return new Kept(fromMillis, rowsFromMillis, wanted.keptMillis(), wanted.countsRows(), wanted.sources());
    }

    /** The first instant after everything that was taken of the sources that feed something, other than those that fed it before. */
    private long afterWhatWasTaken(Wanted wanted, Set<String> fedBefore) {
        long afterMillis = Completeness.ALWAYS;
        for (ResolverPlan feeder : wanted.feeders()) {
            String source = source(feeder);
            if (!fedBefore.contains(source) && consumed.contains(source)) {
                long newestMillis = newestMillis(feeder, source);
                if (newestMillis != Long.MIN_VALUE) {
                    afterMillis = Math.max(
                            afterMillis, newestMillis + opened.options().futureToleranceMillis() + 1);
                }
            }
        }
        return afterMillis;
    }

    private long newestMillis(ResolverPlan feeder, String source) {
        long newestEventMillis = stored.newestEventMillis().getOrDefault(source, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(Long.MIN_VALUE);
        Set<String> ran = stored.running();
        if ((ran == null ? stored.resolvers().keySet() : ran).contains(feeder.name())) {
            return newestEventMillis;
        }
        long newestMillis = Math.max(newestEventMillis, stored.newestRecordMillis(source));
        // Where records say no time, and none was an event: they came before now.
        return newestMillis == Long.MIN_VALUE ? opened.nowMillis() : newestMillis;
    }

    private static String source(ResolverPlan plan) {
        return plan.running().source().name();
    }

    /** What is kept of everything that the catalog has, by identity: for the store. */
    Map<String, Kept> kept() {
        return kept;
    }

    private Kept ofIdentity(String identity) {
        return Objects.requireNonNull(kept.get(identity));
    }

    /** From when on everything is there: for queries. */
    Completeness completeness() {
        List<Kept> layers = opened.catalog().layers().stream()
                .map(layer -> ofIdentity(layer.identity()))
                .toList();
        return new Completeness(
                layers.stream().mapToLong(Kept::fromMillis).toArray(),
                layers.stream().mapToLong(Kept::rowsFromMillis).toArray(),
                opened.catalog().windowed().stream()
                        .map(stream -> ofIdentity(stream.running().name()))
                        .mapToLong(Kept::fromMillis)
                        .toArray(),
                opened.catalog().rowLogs().stream()
                        .map(log -> ofIdentity(log.identity()))
                        .mapToLong(Kept::fromMillis)
                        .toArray());
    }
}
