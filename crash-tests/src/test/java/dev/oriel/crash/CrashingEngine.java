package dev.oriel.crash;

import dev.oriel.crash.Traffic.Message;
import dev.oriel.crash.Verification.Sent;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.Checkpoint;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.OutgoingRecord;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.OutgoingCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The engine's path of a message with everything around it in one thread, which a seed drives: what comes when, what is
 * committed, where it dies, and which commits fail without anybody knowing whether they were written.
 */
final class CrashingEngine {
    static final String SOURCE = "payments";

    private static final int BATCH_MAX = 60;
    private static final int ASTRAY_MAX = 10;

    private final Random random;
    private final Map<Integer, List<SourceRecord>> log = new HashMap<>();

    /** Where the source reads on. */
    private final Map<Integer, Integer> next = new HashMap<>();

    private final UncertainStore store;
    private final List<Sent> delivered = new ArrayList<>();
    final IngestSetup setup;
    Ingest ingest;
    private Optional<Checkpoint> writing = Optional.empty();
    private boolean written;
    private long clockMillis;
    private int crashes;
    private int failedCommits;

    CrashingEngine(Catalog catalog, Traffic traffic, Random random) throws StoreException, SqlException {
        this.random = random;
        this.store = new UncertainStore(new MemoryStore());
        this.clockMillis = traffic.startMillis();
        // A few keys in memory, so that most are read from the store again.
        this.setup = IngestSetup.of(
                catalog,
                store,
                EngineMain.options().keysInMemoryMax(20),
                Optional.empty(),
                Optional.of(EngineMain.STORE));
        this.ingest = Ingest.open(setup, clockMillis);
    }

    int crashes() {
        return crashes;
    }

    int failedCommits() {
        return failedCommits;
    }

    List<Sent> delivered() {
        return delivered;
    }

    /** Puts a message on its topic. */
    void append(Message message) {
        log.computeIfAbsent(message.partition(), unused -> new ArrayList<>())
                .add(new SourceRecord(message.offset(), message.recordMillis(), message.bytes()));
    }

    /** Does one thing or another. */
    void step() throws StoreException {
        clockMillis += random.nextInt(1_500);
        int dice = random.nextInt(100);
        if (dice < 50) {
            read(random.nextInt(Traffic.PARTITIONS));
        } else if (dice < 65) {
            ingest.publish(clockMillis);
        } else if (dice < 85) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                goOnWithCommit();
            }
        } else if (dice < 90) {
            deliver(random.nextBoolean());
        } else if (dice < 95) {
            crash();
        } else {
            finishCommit();
            store.failNext(random.nextBoolean());
            goOnWithCommit();
        }
    }

    /** Reads and does all there is, with nothing in its way. */
    void finish() throws StoreException {
        finishCommit();
        // One that is still to fail does so now.
        goOnWithCommit();
        finishCommit();
        for (int partition = 0; partition < Traffic.PARTITIONS; partition++) {
            while (next.getOrDefault(partition, 0)
                    < log.getOrDefault(partition, List.of()).size()) {
                read(partition);
            }
        }
        for (int round = 0; round < 20; round++) {
            // Windows that were run rest before they are run again.
            clockMillis += 10_000;
            do {
                ingest.publish(clockMillis);
            } while (ingest.hasDueWindows(clockMillis));
        }
        ingest.commit(clockMillis);
        deliver(true);
        ingest.commit(clockMillis);
    }

    /** From where the source stands, or now and then from elsewhere, as one with a bug would. */
    private void read(int partition) throws StoreException {
        var key = new SourcePartition(SOURCE, partition);
        int stands = next.getOrDefault(partition, 0);
        int size = log.getOrDefault(partition, List.of()).size();
        int astray = Math.clamp(stands + random.nextInt(-ASTRAY_MAX, ASTRAY_MAX + 1), 0, size);
        int from = random.nextInt(5) == 0 && next.containsKey(partition) ? astray : stands;
        int to = Math.min(size, Math.max(from, stands) + 1 + random.nextInt(BATCH_MAX));
        if (from == to) {
            return;
        }
        var batch = new RecordBatch(
                key, from, log.getOrDefault(partition, List.of()).subList(from, to), to);
        if (ingest.apply(batch, clockMillis)) {
            next.put(partition, to);
        } else {
            // As an operator moves it back to where the status says that it had come to.
            ingest.seek(Map.of(key, (long) stands));
        }
        if (random.nextInt(2) == 0) {
            ingest.publish(clockMillis);
        }
    }

    /** A commit is begun, written, and told to ingest: other things come between any two of these. */
    private void goOnWithCommit() throws StoreException {
        try {
            if (writing.isEmpty()) {
                writing = Optional.of(ingest.checkpoint(clockMillis));
            } else if (!written) {
                ingest.write(writing.get());
                written = true;
            } else {
                ingest.committed(writing.get());
                forgetCommit();
            }
        } catch (StoreException e) {
            failedCommits++;
            store.reopen();
            ingest = ingest.reopened(clockMillis);
            forgetCommit();
            goBack();
        }
    }

    private void finishCommit() throws StoreException {
        while (writing.isPresent()) {
            goOnWithCommit();
        }
    }

    private void forgetCommit() {
        writing = Optional.empty();
        written = false;
    }

    private void crash() throws StoreException {
        crashes++;
        reopen();
    }

    /** Loses everything in memory and goes on from the store. */
    void reopen() throws StoreException {
        forgetCommit();
        ingest = Ingest.open(setup, clockMillis);
        goBack();
    }

    /** The source goes on where the store has come to. */
    private void goBack() throws StoreException {
        next.clear();
        store.positions().forEach((partition, offset) -> next.put(partition.partition(), Math.toIntExact(offset)));
    }

    /** @param told whether ingest hears of it; a process that dies does not */
    private void deliver(boolean told) throws StoreException {
        long last = delivered.isEmpty() ? -1 : delivered.getLast().sequence();
        var next = new ArrayList<OutgoingRecord>();
        try (StoreView view = store.view()) {
            view.entries(EntryKeys.outgoing(last + 1), EntryKeys.outgoing(Long.MAX_VALUE), (key, bytes) -> {
                next.add(OutgoingCodec.read(EntryKeys.sequence(key), bytes));
                return true;
            });
        }
        next.forEach(record -> delivered.add(Deliveries.sent(record)));
        if (!next.isEmpty() && told) {
            ingest.delivered(next.getLast().sequence());
        }
    }

    /** What is still kept of what left; nothing when all of it was delivered and that was told. */
    int kept() throws StoreException {
        var kept = new ArrayList<Long>();
        try (StoreView view = store.view()) {
            view.entries(
                    EntryKeys.outgoing(0),
                    EntryKeys.outgoing(Long.MAX_VALUE),
                    (key, bytes) -> kept.add(EntryKeys.sequence(key)));
        }
        return kept.size();
    }
}
