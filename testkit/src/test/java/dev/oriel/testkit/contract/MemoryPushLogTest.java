package dev.oriel.testkit.contract;

import dev.oriel.engine.memory.MemoryPushLog;
import dev.oriel.engine.port.PushLog;

class MemoryPushLogTest extends PushLogContract {
    private static final long SMALL_BYTES = 100_000;

    private final MemoryPushLog log = new MemoryPushLog("orders");

    @Override
    protected PushLog log() {
        return log;
    }

    @Override
    protected PushLog smallLog() {
        return new MemoryPushLog("orders", SMALL_BYTES);
    }

    @Override
    protected String sourceName() {
        return "orders";
    }
}
