package dev.oriel.file;

import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.port.EventSource;
import dev.oriel.testkit.contract.EventSourceContract;

/** Three partitions with a record a second, a million times as fast: most polls hold some back. */
class PacedSourceContractTest extends EventSourceContract {
    private static final double SPEED = 1_000_000;

    private final MemorySource log = new MemorySource("clicks");
    private long timeMillis;

    @Override
    protected EventSource reader() {
        return new PacedSource(log, SPEED, new TimedWaiting(System::nanoTime));
    }

    @Override
    protected void append(int partition, byte[] value) {
        log.append(partition, timeMillis, value);
        timeMillis += 1_000;
    }

    @Override
    protected String sourceName() {
        return "clicks";
    }

    @Override
    protected int partitions() {
        return 3;
    }
}
