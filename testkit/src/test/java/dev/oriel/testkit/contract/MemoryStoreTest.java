package dev.oriel.testkit.contract;

import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.OnlineStore;

class MemoryStoreTest extends OnlineStoreContract {
    @Override
    protected OnlineStore create() {
        return new MemoryStore();
    }

    @Override
    protected OnlineStore reopen(OnlineStore open) {
        open.close();
        return open;
    }
}
