package dev.oriel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oriel.engine.port.BucketKey;
import dev.oriel.engine.port.StoreBatch;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** Folders that cannot be opened, and calls that come too late. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class RocksStoreFolderTest {
    @TempDir
    Path temporary;

    @Test
    void C7_secondProcess_onAFolderInUse_isRefusedWithTheOwnersId() throws Exception {
        Path folder = temporary.resolve("store");
        var owner = CommittingProcess.start(folder, RocksStoreOptions.WRITE_BUFFER_BYTES_DEFAULT);
        try {
            assertThatThrownBy(() -> RocksStore.open(folder))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(
                            "'%s' · is already in use by another process or store · its process id is '%s' · stop that one"
                                    + " first, or name another folder",
                            folder, owner.pid());
            owner.awaitCommits(100);
        } finally {
            owner.kill();
        }
        try (RocksStore store = RocksStore.open(folder)) {
            CommittedState.assertFollowsFromPosition(store, "after the owner's end");
        }
    }

    @Test
    void C7_secondStore_inTheSameProcess_isRefusedAndTheFirstGoesOn() throws Exception {
        Path folder = temporary.resolve("store");
        try (RocksStore store = RocksStore.open(folder)) {
            assertThatThrownBy(() -> RocksStore.open(folder))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("already in use")
                    .hasMessageContaining("'%s'", ProcessHandle.current().pid());
            store.commit(CommittedState.batch(0));
        }
        RocksStore.open(folder).close();
    }

    @Test
    void open_pathIsAFile_saysSo() throws Exception {
        Path file = Files.writeString(temporary.resolve("store"), "notes");
        assertRefused(file, "is a file, not a folder");
        assertThat(file).hasContent("notes");
    }

    @Test
    void open_folderAboveIsMissing_saysSo() {
        assertRefused(temporary.resolve("missing").resolve("store"), "the folder above it does not exist");
    }

    @Test
    void open_readOnlyFolder_saysSo() throws Exception {
        // Permission bits do not bind a superuser, so a part of the system that is read-only for everyone stands in.
        Path folder = Path.of("/proc/sys");
        if (!Files.isDirectory(folder) || Files.isWritable(folder)) {
            folder = Files.createDirectory(temporary.resolve("read-only"));
            assumeTrue(
                    folder.toFile().setWritable(false) && !Files.isWritable(folder),
                    "nothing here is read-only for this user");
        }
        assertRefused(folder, "cannot be written to");
    }

    @Test
    void open_folderOfOtherFiles_isRefusedAndLeftAlone() throws Exception {
        Files.writeString(temporary.resolve("letters.txt"), "dear");
        assertRefused(temporary, "holds files but no store");
        assertThat(temporary).isDirectoryNotContaining("glob:**CURRENT");
    }

    @Test
    void open_storeThatLostItsCurrentFile_isRefusedInsteadOfBegunAnew() throws Exception {
        Path folder = storeWithOneBatch();
        Files.delete(folder.resolve("CURRENT"));
        assertRefused(folder, "lacks 'CURRENT'");
    }

    @Test
    void open_damagedManifest_isRefusedAsDamaged() throws Exception {
        Path folder = storeWithOneBatch();
        Files.writeString(folder.resolve("CURRENT"), "MANIFEST-999999\n");
        assertThatThrownBy(() -> RocksStore.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void open_storeOfAnotherFormat_namesBothFormats() throws Exception {
        Path folder = storeWithOneBatch();
        putRaw(folder, Keys.FORMAT, "oriel-rocksdb-99");
        assertRefused(
                folder, "has format 'oriel-rocksdb-99' · this version reads and writes '" + Database.FORMAT + "'");
    }

    @Test
    void open_databaseOfAnotherProgram_isRefusedAndNotMarked() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("other"));
        putRaw(folder, "theirs".getBytes(UTF_8), "value");
        assertRefused(folder, "database of another program");
        assertRefused(folder, "database of another program");
    }

    @Test
    void open_afterCreationDied_makesTheStore() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("store"));
        Files.createFile(folder.resolve("LOCK"));
        Files.writeString(folder.resolve("MANIFEST-000001"), "");
        RocksStore.open(folder).close();
    }

    @Test
    void calls_afterClose_failInWords() throws Exception {
        RocksStore store = RocksStore.open(temporary.resolve("store"));
        store.commit(CommittedState.batch(0));
        StoreView view = store.view();
        store.close();
        store.close();
        assertThatThrownBy(store::view).isInstanceOf(StoreException.class).hasMessageContaining("is closed");
        assertThatThrownBy(store::positions).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.bucketKeys(BucketKey.FIRST, 1)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.commit(CommittedState.batch(1))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> view.row("user", new byte[0])).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> view.buckets(1, new byte[0], 0, (bucket, bytes) -> {}))
                .isInstanceOf(StoreException.class);
        view.close();
        view.close();
    }

    @Test
    void view_afterItsOwnClose_failsInWords() throws Exception {
        try (RocksStore store = RocksStore.open(temporary.resolve("store"))) {
            StoreView view = store.view();
            view.close();
            assertThatThrownBy(() -> view.metadata("m"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is closed");
        }
    }

    @Test
    void close_whileAViewIsRead_waitsForTheCall() throws Exception {
        RocksStore store = RocksStore.open(temporary.resolve("store"));
        var batch = new StoreBatch();
        batch.putBucket(new BucketKey(1, new byte[0], 0), new byte[1]);
        batch.putBucket(new BucketKey(1, new byte[0], 1), new byte[1]);
        store.commit(batch);
        StoreView view = store.view();
        var reading = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> count(view, reading, goOn));
        assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close);
        assertThat(closing.isDone()).isFalse();
        goOn.countDown();
        assertThat(reader.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        closing.get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> view.metadata("m")).isInstanceOf(StoreException.class);
    }

    @Test
    void C4_commit_afterAFailedOne_isRefusedUntilTheStoreIsOpenedAgain() throws Exception {
        Path folder = temporary.resolve("store");
        try (RocksStore store = RocksStore.open(folder)) {
            store.commit(CommittedState.batch(0));
            var tooLarge = new StoreBatch();
            byte[] part = new byte[32 << 20];
            for (long index = 0; index * part.length <= RocksStore.COMMIT_BYTES_MAX; index++) {
                tooLarge.putBucket(new BucketKey(1, new byte[0], index), part);
            }
            tooLarge.putPosition(CommittedState.PARTITION, 2);
            assertThatThrownBy(() -> store.commit(tooLarge))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("unknown whether it was written");
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> store.commit(CommittedState.batch(1)))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("takes no more commits");
            }
            assertThat(CommittedState.position(store)).as("reading goes on").isEqualTo(1);
        }
        try (RocksStore store = RocksStore.open(folder)) {
            CommittedState.assertFollowsFromPosition(store, "opened again");
            store.commit(CommittedState.batch(1));
            CommittedState.assertFollowsFromPosition(store, "gone on");
        }
    }

    @Test
    void options_outsideTheirLimits_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RocksStoreOptions.defaults().withBlockCacheBytes(1))
                .withMessageContaining("blockCacheBytes is '1'");
    }

    private static int count(StoreView view, CountDownLatch reading, CountDownLatch goOn) {
        int[] count = new int[1];
        try {
            view.buckets(1, new byte[0], 0, (bucket, bytes) -> {
                count[0]++;
                reading.countDown();
                await(goOn);
            });
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
        return count[0];
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Path storeWithOneBatch() throws StoreException {
        Path folder = temporary.resolve("store");
        try (RocksStore store = RocksStore.open(folder)) {
            store.commit(CommittedState.batch(0));
        }
        return folder;
    }

    private static void putRaw(Path folder, byte[] key, String value) throws Exception {
        RocksDB.loadLibrary();
        try (var options = new Options().setCreateIfMissing(true);
                RocksDB rocks = RocksDB.open(options, folder.toString())) {
            rocks.put(key, value.getBytes(UTF_8));
        }
    }

    private static void assertRefused(Path folder, String what) {
        assertThatThrownBy(() -> RocksStore.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("'%s' · ", folder)
                .hasMessageContaining(what);
    }
}
