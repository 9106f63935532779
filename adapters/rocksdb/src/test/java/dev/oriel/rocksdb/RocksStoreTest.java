package dev.oriel.rocksdb;

import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.StoreException;
import dev.oriel.testkit.contract.OnlineStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class RocksStoreTest extends OnlineStoreContract {
    @TempDir
    Path folder;

    @Override
    protected OnlineStore create() throws StoreException {
        return RocksStore.open(folder.resolve("store"));
    }

    @Override
    protected OnlineStore reopen(OnlineStore open) throws StoreException {
        open.close();
        return RocksStore.open(folder.resolve("store"));
    }
}
