package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What records are to the resolvers, found out by several threads and told in the order of the records. It needs no state, so who
 * does it, and when, makes no difference. Plans have places that they compute in: each thread has its own.
 */
final class Decoder {
    /** Records that are decoded before the first of them takes effect: what is decoded is several times as large as its bytes. */
    static final int AHEAD_MAX = 4096;

    /** Fewer records than this are decoded by the writer alone: waking another thread takes longer. */
    private static final int SHARED_MIN = 128;

    /** Records that a thread takes at a time. */
    private static final int SHARE = 64;

    private final Workers workers;
    /** By slot, and the name of the source. */
    private final List<Map<String, SourcePlan>> plans = new ArrayList<>();

    /** @param first the plans of the writer itself */
    Decoder(Catalog catalog, EngineOptions options, List<ResolverPlan> first, Workers workers) {
        this.workers = workers;
        plans.add(plans(catalog, options, first));
        for (int slot = 1; slot < workers.slots(); slot++) {
            plans.add(plans(catalog, options, ResolverPlan.all(catalog)));
        }
    }

    private static Map<String, SourcePlan> plans(Catalog catalog, EngineOptions options, List<ResolverPlan> resolvers) {
        var plans = new HashMap<String, SourcePlan>();
        catalog.sources().values().forEach(source -> {
            List<ResolverPlan> own = resolvers.stream()
                    .filter(plan -> plan.running().source().equals(source))
                    .toList();
            plans.put(source.name(), new SourcePlan(source, own, options));
        });
        return plans;
    }

    /** The sources that resolvers read. */
    Set<String> sources() {
        return plans.getFirst().keySet();
    }

    /** The writer's plan of a source. */
    SourcePlan plan(String source) {
        return plan(0, source);
    }

    private SourcePlan plan(int slot, String source) {
        SourcePlan plan = plans.get(slot).get(source);
        if (plan == null) {
            throw new IllegalArgumentException("no resolver reads source '" + source + "'");
        }
        return plan;
    }

    /** Whether only the writer decodes, one record after the other. */
    boolean isAlone() {
        return workers.slots() == 1;
    }

    /** What the records are to all resolvers of a source, in their order. */
    Effect.All[] decode(String source, List<SourceRecord> records) throws StoreException {
        var decoded = new Effect.All[records.size()];
        if (records.size() < SHARED_MIN) {
            decode(plan(source), records, decoded, 0, records.size());
            return decoded;
        }
        var next = new AtomicInteger();
        workers.run(slot -> {
            SourcePlan plan = plan(slot, source);
            for (int from = next.getAndAdd(SHARE); from < records.size(); from = next.getAndAdd(SHARE)) {
                decode(plan, records, decoded, from, Math.min(records.size(), from + SHARE));
            }
        });
        return decoded;
    }

    private static void decode(SourcePlan plan, List<SourceRecord> records, Effect.All[] into, int from, int to) {
        for (int i = from; i < to; i++) {
            into[i] = plan.decode(records.get(i));
        }
    }
}
