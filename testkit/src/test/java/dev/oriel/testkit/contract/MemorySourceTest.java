package dev.oriel.testkit.contract;

import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.port.EventSource;

class MemorySourceTest extends EventSourceContract {
    private final MemorySource source = new MemorySource("clicks");
    private long timeMillis;

    @Override
    protected EventSource reader() {
        return source;
    }

    @Override
    protected void append(int partition, byte[] value) {
        source.append(partition, timeMillis++, value);
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
