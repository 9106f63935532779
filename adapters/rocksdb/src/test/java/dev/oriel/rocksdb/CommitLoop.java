package dev.oriel.rocksdb;

import java.nio.file.Path;

/** A process that commits numbered batches until it is killed, and says each position after its commit returned. */
final class CommitLoop {
    private CommitLoop() {}

    public static void main(String[] arguments) throws Exception {
        var options = RocksStoreOptions.defaults().withWriteBufferBytes(Long.parseLong(arguments[1]));
        try (RocksStore store = RocksStore.open(Path.of(arguments[0]), options)) {
            long position = CommittedState.position(store);
            System.out.println(position);
            while (!System.out.checkError()) {
                store.commit(CommittedState.batch(position));
                position++;
                System.out.println(position);
            }
        }
    }
}
