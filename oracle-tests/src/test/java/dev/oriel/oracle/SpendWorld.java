package dev.oriel.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.QueryEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** An engine, its sources and its store, and beside it the model of what it was given. A crash takes both back to the last commit. */
final class SpendWorld {
    static final int ACCOUNTS = 5;
    private static final int PARTITIONS = 2;

    final Random random;
    private final EngineOptions options;
    private final MemoryStore store = new MemoryStore();
    private final Map<SourcePartition, List<SourceRecord>> log = new TreeMap<>();
    private final Map<SourcePartition, List<Optional<SpendModel.Row>>> logged = new HashMap<>();
    private final Set<String> eventsOfIds = new HashSet<>();
    private Map<SourcePartition, Integer> offsets = new HashMap<>();
    private Map<SourcePartition, Integer> committedOffsets = new HashMap<>();
    private SpendModel committed = new SpendModel();
    private Ingest ingest;

    SpendDeployment deployment;
    SpendModel model = new SpendModel();
    QueryEngine queries;
    long nowMillis = Instant.parse("2024-03-31T12:00:00Z").toEpochMilli();

    SpendWorld(long seed) throws StoreException {
        random = new Random(seed);
        options = EngineOptions.DEFAULTS.keysInMemoryMax(random.nextInt(3) == 0 ? 2 : 1_000);
        deployment = SpendDeployment.any(random);
        model.deploy(deployment.layers());
        ingest = open();
        queries = queries();
    }

    private Ingest open() throws StoreException {
        try {
            return Ingest.open(
                    IngestSetup.of(deployment.catalog(), store, options, Optional.empty(), Optional.empty()),
                    nowMillis);
        } catch (SqlException e) {
            throw new AssertionError(e);
        }
    }

    private QueryEngine queries() {
        return new QueryEngine(
                ingest.access(),
                List.of(),
                new QueryEngine.Outside(Runnable::run, () -> Instant.ofEpochMilli(nowMillis), computed -> {}),
                options);
    }

    /** A record of some kind arrives: on time, late, too late, ahead, too far ahead, or unreadable; new or with a known id. */
    void append() {
        String kind = SpendLayer.KINDS.get(random.nextInt(SpendLayer.KINDS.size()));
        var partition = new SourcePartition(kind, random.nextInt(PARTITIONS));
        List<SourceRecord> records = log.computeIfAbsent(partition, unused -> new ArrayList<>());
        List<Optional<SpendModel.Row>> rows = logged.computeIfAbsent(partition, unused -> new ArrayList<>());
        String id = "r"
                + (random.nextInt(4) == 0
                        ? Math.max(0, eventsOfIds.size() - random.nextInt(1, 30))
                        : eventsOfIds.size());
        long atMillis = eventMillis();
        // Which of two rows of one id and time is the newest is for their bytes to decide.
        while (!eventsOfIds.add(kind + id + "@" + atMillis)) {
            atMillis--;
        }
        var row = new SpendModel.Row(
                kind,
                id,
                random.nextInt(20) == 0 ? null : random.nextLong(ACCOUNTS),
                random.nextInt(6) == 0 ? null : Math.scalb((double) random.nextInt(), -10),
                random.nextInt(-9, 100),
                atMillis,
                nowMillis);
        boolean broken = random.nextInt(50) == 0;
        rows.add(broken ? Optional.empty() : Optional.of(row));
        String json = "{\"id\":\"" + id + "\",\"account_id\":" + row.account() + ",\"amount\":" + row.amount()
                + ",\"quantity\":" + row.quantity() + ",\"at\":\"" + Instant.ofEpochMilli(atMillis) + "\"}";
        records.add(
                new SourceRecord(records.size(), nowMillis, (broken ? json.substring(0, 20) : json).getBytes(UTF_8)));
    }

    private long eventMillis() {
        int kind = random.nextInt(100);
        if (kind < 65) {
            return nowMillis - random.nextInt(60_000);
        }
        if (kind < 80) {
            return nowMillis - random.nextInt(4 * 3_600_000);
        }
        if (kind < 88) {
            return nowMillis - random.nextLong(3 * 86_400_000L);
        }
        if (kind < 93) {
            return nowMillis + random.nextInt(6 * 60_000);
        }
        long ten = 600_000;
        return nowMillis / ten * ten - ten * random.nextInt(8) + random.nextInt(-1, 2);
    }

    /** Takes some of what has arrived, or all of it. */
    void read(boolean all) throws StoreException {
        for (SourcePartition partition : log.keySet()) {
            List<SourceRecord> records = log.get(partition);
            int from = offsets.getOrDefault(partition, 0);
            int to = all ? records.size() : Math.min(records.size(), from + random.nextInt(8));
            if (from < to) {
                ingest.apply(new RecordBatch(partition, from, records.subList(from, to), to), nowMillis);
                logged.getOrDefault(partition, List.of()).subList(from, to).forEach(row -> row.ifPresent(model::take));
                offsets.put(partition, to);
            }
        }
        ingest.publish(nowMillis);
    }

    void commit() throws StoreException {
        ingest.commit(nowMillis);
        committed = model.copy();
        committedOffsets = new HashMap<>(offsets);
    }

    /** Goes on from the store: after a crash, or with other definitions. */
    void reopen(SpendDeployment next) throws StoreException {
        deployment = next;
        model = committed.copy();
        model.deploy(deployment.layers());
        offsets = new HashMap<>(committedOffsets);
        ingest = open();
        queries = queries();
    }
}
