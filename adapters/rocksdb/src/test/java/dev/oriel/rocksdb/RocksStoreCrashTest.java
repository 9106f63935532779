package dev.oriel.rocksdb;

import static dev.oriel.rocksdb.DamagedStores.assertOpensExactlyOrRefuses;
import static dev.oriel.rocksdb.DamagedStores.copy;
import static dev.oriel.rocksdb.DamagedStores.logs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.testkit.contract.Seed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die while they commit, and disks that lose the end of a log. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class RocksStoreCrashTest {
    private static final int KILLS = 8;
    private static final int DAMAGED_IMAGES = 60;
    private static final int KILLS_FOR_TWO_LOGS_MAX = 40;

    @TempDir
    Path temporary;

    @Test
    void C1_killedProcess_atRandomMoments_leavesTheStateOfItsPosition() throws Exception {
        Seed seed = Seed.current();
        Random random = seed.random();
        Path folder = temporary.resolve("store");
        long before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            // A small buffer, so that kills also fall into flushes and compactions.
            var process = CommittingProcess.start(folder, RocksStoreOptions.WRITE_BUFFER_BYTES_MIN);
            process.awaitCommits(1 + random.nextInt(3_000));
            long acknowledged = process.kill();
            try (RocksStore store = RocksStore.open(folder)) {
                long position = CommittedState.assertFollowsFromPosition(store, "kill " + kill + ", " + seed);
                assertThat(position).as("no finished commit is lost; %s", seed).isGreaterThanOrEqualTo(acknowledged);
                assertThat(position).as("it went on").isGreaterThan(before);
                before = position;
            }
        }
    }

    @Test
    void C2_logTornOrFlipped_opensToAnExactEarlierStateOrRefuses() throws Exception {
        Seed seed = Seed.current();
        Random random = seed.random();
        Path folder = temporary.resolve("store");
        var process = CommittingProcess.start(folder, RocksStoreOptions.WRITE_BUFFER_BYTES_DEFAULT);
        process.awaitCommits(2_000);
        long acknowledged = process.kill();
        int rewound = 0;
        for (int image = 0; image < DAMAGED_IMAGES; image++) {
            Path copy = copy(folder, temporary.resolve("image-" + image));
            Path log = logs(copy).getLast();
            String damage = image % 2 == 0 ? truncate(log, random) : flip(log, random);
            String hint = "image %s, %s, %s".formatted(image, damage, seed);
            rewound += assertOpensExactlyOrRefuses(copy, hint) < acknowledged ? 1 : 0;
        }
        assertThat(rewound).as("images whose damage mattered; %s", seed).isGreaterThan(DAMAGED_IMAGES / 2);
    }

    @Test
    void C2_olderLogLostWhileANewerOneStayed_neverLeavesAHole() throws Exception {
        Seed seed = Seed.current();
        Random random = seed.random();
        int imagesWithTwoLogs = 0;
        for (int kill = 0; kill < KILLS_FOR_TWO_LOGS_MAX && imagesWithTwoLogs < 2; kill++) {
            Path folder = temporary.resolve("store-" + kill);
            // Logs live until their buffer is flushed, so that a small one leaves several at most kills.
            var process = CommittingProcess.start(folder, RocksStoreOptions.WRITE_BUFFER_BYTES_MIN);
            process.awaitCommits(500 + random.nextInt(500));
            process.kill();
            if (logs(folder).size() > 1) {
                imagesWithTwoLogs++;
                for (Loss loss : Loss.values()) {
                    Path copy = copy(folder, temporary.resolve("image-" + kill + "-" + loss));
                    loss.inflict(logs(copy).getFirst());
                    assertOpensExactlyOrRefuses(copy, "kill %s, log %s, %s".formatted(kill, loss, seed));
                }
            }
        }
        assertThat(imagesWithTwoLogs).as("images with two logs; %s", seed).isPositive();
    }

    /** What may become of a log that was never synced. */
    private enum Loss {
        EMPTY,
        GONE,
        ENDS_AFTER_FIRST_BATCH;

        void inflict(Path log) throws IOException {
            switch (this) {
                case EMPTY -> Files.write(log, new byte[0]);
                case GONE -> Files.delete(log);
                case ENDS_AFTER_FIRST_BATCH -> Files.write(log, firstRecords(Files.readAllBytes(log)));
            }
        }

        /* A record is checksum (4), length of its data (2, little-endian), type (1), in a log file number (4), data. */
        private static byte[] firstRecords(byte[] log) {
            int end = 0;
            for (int record = 0; record < 4; record++) {
                int dataBytes = (log[end + 4] & 0xFF) | ((log[end + 5] & 0xFF) << 8);
                boolean recyclable = log[end + 6] >= 5 && log[end + 6] <= 8;
                end += (recyclable ? 11 : 7) + dataBytes;
            }
            return Arrays.copyOf(log, end);
        }
    }

    private static String truncate(Path log, Random random) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "rw")) {
            long length = random.nextLong(file.length());
            file.setLength(length);
            return "log cut to " + length;
        }
    }

    private static String flip(Path log, Random random) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "rw")) {
            long at = random.nextLong(file.length());
            file.seek(at);
            int found = file.read();
            file.seek(at);
            file.write(found ^ (1 << random.nextInt(8)));
            return "bit flipped at " + at;
        }
    }
}
