package dev.oriel.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.crash.Traffic.Paid;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.Checkpoint;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.serve.QueryRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes while a commit is being written stays in memory when that is done. */
final class CheckpointTest {
    private static final long START_MILLIS =
            Instant.parse("2024-03-31T12:00:00Z").toEpochMilli();
    private static final String TUMBLED = "account.tumbled_total[10s]";

    private IngestSetup setup;
    private Ingest ingest;
    private long sent;

    @BeforeEach
    void open() throws Exception {
        setup = IngestSetup.of(
                Catalog.load(getClass().getClassLoader()),
                new MemoryStore(),
                EngineMain.options(),
                Optional.empty(),
                Optional.of(EngineMain.STORE));
        ingest = Ingest.open(setup, START_MILLIS);
    }

    /** A payment of account 1, which ends windows that are ten seconds behind it. */
    private void pay(double amount, int second) throws Exception {
        long atMillis = START_MILLIS + second * 1_000L;
        byte[] message = new Paid("p" + sent, 1, amount, atMillis).json().getBytes(UTF_8);
        ingest.apply(
                new RecordBatch(
                        new SourcePartition(CrashingEngine.SOURCE, 0),
                        sent,
                        List.of(new SourceRecord(sent, atMillis, message)),
                        sent + 1),
                atMillis);
        sent++;
        ingest.publish(atMillis);
    }

    private @Nullable Object tumbled(int second) {
        Instant now = Instant.ofEpochMilli(START_MILLIS + second * 1_000L);
        var queries = new QueryEngine(
                ingest.access(),
                setup.functions(),
                new QueryEngine.Outside(Runnable::run, () -> now, computed -> {}),
                setup.options());
        return queries.query(new QueryRequest(Map.of("account.id", 1L), List.of(TUMBLED), Optional.empty()))
                .results()
                .getFirst()
                .value();
    }

    @Test
    void C1_rowThatChangesWhileItIsWritten_isNotForgotten() throws Exception {
        pay(1, 5);
        pay(2, 25);
        assertThat(tumbled(25)).as("the window of the first payment has ended").isEqualTo(1.0);
        Checkpoint first = ingest.checkpoint(START_MILLIS);
        pay(4, 45);
        assertThat(tumbled(45)).as("that of the second too").isEqualTo(2.0);
        ingest.write(first);
        ingest.committed(first);
        assertThat(tumbled(45)).as("the first commit has only the first").isEqualTo(2.0);
        pay(8, 65);
        ingest.commit(START_MILLIS);
        assertThat(tumbled(45)).as("from the store").isEqualTo(2.0);
        assertThat(tumbled(65)).as("from the store").isEqualTo(4.0);
    }
}
