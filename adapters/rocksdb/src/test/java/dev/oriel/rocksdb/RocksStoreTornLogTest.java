package dev.oriel.rocksdb;

import static dev.oriel.rocksdb.DamagedStores.assertOpensExactlyOrRefuses;
import static dev.oriel.rocksdb.DamagedStores.copy;
import static dev.oriel.rocksdb.DamagedStores.logs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.testkit.contract.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small log of batches that hold everything a store keeps (buckets, rows, entries, metadata, positions), cut at the end of
 * every record and one byte before and behind it, and with any of its bits flipped: state and positions are always those of the
 * same batch, or the store refuses by name.
 */
final class RocksStoreTornLogTest {
    private static final int COMMITS = 60;
    /** Thousands with {@code -Doriel.flips=5000}: each opens a store. */
    private static final int FLIPS = Integer.getInteger("oriel.flips", 100);

    private static final int BLOCK_BYTES = 32 << 10;
    private static final int HEADER_BYTES = 7;
    private static final int RECYCLABLE_HEADER_BYTES = 11;

    @TempDir
    private Path temporary;

    private byte[] writtenLog() throws Exception {
        Path folder = temporary.resolve("store");
        var process = CommittingProcess.start(folder, RocksStoreOptions.WRITE_BUFFER_BYTES_DEFAULT);
        process.awaitCommits(COMMITS);
        process.kill();
        assertThat(logs(folder)).hasSize(1);
        byte[] log = Files.readAllBytes(logs(folder).getFirst());
        // Enough of it: however many batches it managed to write before it died.
        int end = ends(log).stream().filter(at -> at < 3 * BLOCK_BYTES).reduce(0, Math::max);
        return Arrays.copyOf(log, end);
    }

    private long open(byte[] log, String hint) throws Exception {
        Path image = copy(temporary.resolve("store"), temporary.resolve("image"));
        Files.write(logs(image).getFirst(), log);
        long position = assertOpensExactlyOrRefuses(image, hint);
        DamagedStores.delete(image);
        return position;
    }

    /* A record is checksum (4), length of its data (2, little-endian), type (1), in a log that may be recycled its number (4), and
    data; none crosses a block, and what is too short for a header at the end of a block is left. */
    private static List<Integer> ends(byte[] log) {
        var ends = new ArrayList<Integer>();
        int at = 0;
        while (at + HEADER_BYTES <= log.length) {
            int left = BLOCK_BYTES - at % BLOCK_BYTES;
            if (left < HEADER_BYTES) {
                at += left;
            } else {
                int dataBytes = (log[at + 4] & 0xFF) | ((log[at + 5] & 0xFF) << 8);
                boolean recyclable = log[at + 6] >= 5 && log[at + 6] <= 8;
                at += (recyclable ? RECYCLABLE_HEADER_BYTES : HEADER_BYTES) + dataBytes;
                if (at <= log.length) {
                    ends.add(at);
                }
            }
        }
        return ends;
    }

    @Test
    void C2_logCutAtEachEndOfARecordAndBesideIt_opensToAnExactPrefixAndLosesNoWholeBatch() throws Exception {
        byte[] log = writtenLog();
        List<Integer> ends = ends(log);
        assertThat(ends).hasSizeGreaterThan(COMMITS / 2);
        long before = 0;
        for (int end : ends) {
            long torn = open(Arrays.copyOf(log, end - 1), "cut to " + (end - 1));
            assertThat(torn)
                    .as("a record without its last byte, cut to %s", end - 1)
                    .isLessThanOrEqualTo(before);
            long whole = open(Arrays.copyOf(log, end), "cut to " + end);
            assertThat(whole).as("cut to %s", end).isBetween(before, before + 1);
            long more = open(Arrays.copyOf(log, Math.min(log.length, end + 1)), "cut to " + (end + 1));
            assertThat(more).as("and one byte of the next, cut to %s", end + 1).isEqualTo(whole);
            before = whole;
        }
        assertThat(before).as("batches in the log").isGreaterThan(COMMITS / 2);
    }

    @Test
    void C2_anyBitOfTheLogFlipped_opensToAnExactPrefixOrRefuses() throws Exception {
        Seed seed = Seed.current();
        Random random = seed.random();
        byte[] log = writtenLog();
        long all = open(log, "unchanged, " + seed);
        int rewound = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            byte[] flipped = log.clone();
            int at = random.nextInt(flipped.length);
            int bit = random.nextInt(Byte.SIZE);
            flipped[at] ^= (byte) (1 << bit);
            rewound += open(flipped, "bit %s of byte %s flipped, %s".formatted(bit, at, seed)) < all ? 1 : 0;
        }
        assertThat(rewound).as("flips that mattered; %s", seed).isGreaterThan(FLIPS * 9 / 10);
    }
}
