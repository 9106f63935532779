package dev.oriel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.port.SourceException;
import dev.oriel.testkit.contract.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs that are not as they were written open to an exact prefix of their batches, or say by name what is wrong. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
@Timeout(600)
class LogDamageTest {
    private static final LogLimits LIMITS = new LogLimits(1 << 20, 1 << 10);
    private static final int FLIPS = 2_000;

    @TempDir
    Path folder;

    private final LongSupplier salts = Logs.salts();

    private final Random random = Seed.current().random();

    /** What was appended, and of it what the log held after each batch, from none on. */
    private final List<String> all = new ArrayList<>();

    private final List<Integer> ends = new ArrayList<>(List.of(0));

    @BeforeEach
    void write() throws Exception {
        try (SegmentedPushLog log = log()) {
            log.open(Map.of());
            while (Logs.segments(folder).size() < 3 || ends.size() % 7 != 0) {
                var batch = new String[1 + random.nextInt(4)];
                Arrays.setAll(batch, i -> "message " + (all.size() + i) + "-".repeat(random.nextInt(30)));
                log.append(ends.size(), Logs.messages(batch));
                all.addAll(List.of(batch));
                ends.add(all.size());
            }
        }
    }

    @Test
    void C2_open_lastFileCutAnywhere_givesTheBatchesThatAreWhole() throws Exception {
        Map<Path, byte[]> whole = Logs.copy(folder);
        Path last = Logs.segments(folder).getLast();
        byte[] bytes = Files.readAllBytes(last);
        assertThat(bytes).hasSizeGreaterThan(200);
        int previous = 0;
        for (int length = 0; length <= bytes.length; length++) {
            Logs.restore(folder, whole);
            Files.write(last, Arrays.copyOf(bytes, length));
            if (length < Segment.HEADER_BYTES) {
                assertThatThrownBy(this::openAndRead)
                        .as("cut to %s bytes", length)
                        .isInstanceOf(SourceException.class)
                        .hasMessageContaining("is damaged");
            } else {
                int count = assertPrefix(openAndRead(), "cut to " + length + " bytes");
                assertThat(count).isGreaterThanOrEqualTo(previous);
                previous = count;
            }
        }
        assertThat(previous).as("of the whole file").isEqualTo(all.size());
    }

    @Test
    void C2_open_earlierFileCutAnywhere_isRefused() throws Exception {
        Map<Path, byte[]> whole = Logs.copy(folder);
        Path first = Logs.segments(folder).getFirst();
        for (int length = 0; length < Files.size(first); length += 1 + random.nextInt(5)) {
            Logs.restore(folder, whole);
            Files.write(first, Arrays.copyOf(Files.readAllBytes(first), length));
            assertThatThrownBy(this::openAndRead)
                    .as("cut to %s bytes", length)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("is damaged")
                    .hasMessageContaining(folder.toString());
        }
    }

    @Test
    void C2_C5_open_anyBitFlipped_losesTheLastBatchOrRefuses() throws Exception {
        Map<Path, byte[]> whole = Logs.copy(folder);
        List<Path> files = Logs.segments(folder);
        int lost = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            Logs.restore(folder, whole);
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            String told = "byte %d of %s; %s".formatted(at, file.getFileName(), Seed.current());
            Optional<List<String>> read = readUnlessDamaged(told);
            if (read.isPresent()) {
                assertThat(assertPrefix(read.get(), told)).as(told).isEqualTo(ends.get(ends.size() - 2));
                assertThat(file).as(told).isEqualTo(files.getLast());
                lost++;
            }
        }
        assertThat(lost).as("flips in the last batch").isBetween(10, FLIPS / 4);
    }

    @Test
    void C2_open_rubbishBehindTheEnd_isCutOffAndWritingGoesOn() throws Exception {
        Path last = Logs.segments(folder).getLast();
        byte[] good = Files.readAllBytes(last);
        for (byte[] rubbish : List.of(
                new byte[1],
                new byte[5_000],
                randomBytes(3_000),
                "OPLF".repeat(99).getBytes(UTF_8))) {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(good);
            bytes.writeBytes(rubbish);
            Files.write(last, bytes.toByteArray());
            assertThat(openAndRead()).isEqualTo(all);
            assertThat(last).hasSize(good.length);
        }
        try (SegmentedPushLog log = log()) {
            log.open(Map.of());
            assertThat(log.append(0, Logs.messages("after"))).isEqualTo(all.size());
        }
        all.add("after");
        assertThat(openAndRead()).isEqualTo(all);
    }

    @Test
    void C2_open_tornBatchWithALogInside_isCutOff() throws Exception {
        // A sender may know how logs look, but not the salt of this one.
        byte[] logInside = Files.readAllBytes(Logs.segments(folder).getLast());
        Path other = folder.resolve("other");
        var limits = new LogLimits(1 << 20, 1 << 14);
        try (var log = new SegmentedPushLog("clicks", other, limits, salts)) {
            log.open(Map.of());
            log.append(0, Logs.messages("first"));
            log.append(0, List.of(logInside, new byte[10]));
        }
        Path file = Logs.segments(other).getLast();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 3));
        try (var log = new SegmentedPushLog("clicks", other, limits, salts)) {
            log.open(Map.of());
            assertThat(Logs.read(log)).containsExactly("first");
        }
    }

    @Test
    void C2_open_goodBatchBehindATornOne_isCutOffUnlessItProvesMore() throws Exception {
        Path other = folder.resolve("other");
        var forcing = new CountDownLatch(1);
        var written = new CountDownLatch(1);
        LogWriter.Forcing waiting = file -> {
            forcing.countDown();
            await(written);
            file.sync();
        };
        try (var log = new SegmentedPushLog("clicks", other, LIMITS, salts, waiting);
                ExecutorService senders = Executors.newFixedThreadPool(2)) {
            log.open(Map.of());
            Future<Long> first = senders.submit(() -> log.append(0, Logs.messages("first")));
            await(forcing);
            Future<Long> second = senders.submit(() -> log.append(0, Logs.messages("second")));
            Path file = Logs.segments(other).getLast();
            long one = Segment.HEADER_BYTES + Frame.bytes(Logs.messages("first"));
            while (Files.size(file) <= one) {
                Thread.onSpinWait();
            }
            written.countDown();
            first.get();
            second.get();
        }
        // Both were written before any force ended: the power may have failed with the second on disk and not the
        // first.
        Path file = Logs.segments(other).getLast();
        byte[] bytes = Files.readAllBytes(file);
        bytes[Segment.HEADER_BYTES + 50] ^= 1;
        Files.write(file, bytes);
        try (var log = new SegmentedPushLog("clicks", other, LIMITS, salts)) {
            log.open(Map.of());
            assertThat(Logs.read(log)).isEmpty();
            assertThat(log.append(0, Logs.messages("again"))).isZero();
        }
    }

    @Test
    void C5_open_fileMissingBetween_isRefused() throws Exception {
        Path middle = Logs.segments(folder).get(1);
        Files.delete(middle);
        Path next = Logs.segments(folder).get(1);
        assertThatThrownBy(this::openAndRead)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("file '%s' does not hold at byte '0'".formatted(next.getFileName()))
                .hasMessageContaining("and the file before it ends before");
    }

    @Test
    void C5_open_damaged_saysWhereAndWhatToDo() throws Exception {
        Path first = Logs.segments(folder).getFirst();
        byte[] bytes = Files.readAllBytes(first);
        bytes[Segment.HEADER_BYTES + Frame.HEADER_BYTES + 6] ^= 1;
        Files.write(first, bytes);
        assertThatThrownBy(this::openAndRead)
                .isInstanceOf(SourceException.class)
                .hasMessage(
                        "source 'clicks' · its log '%s' is damaged · file '0000000000000000000.segment' does not hold at byte"
                                + " '28' what was written there: messages were written behind it later · restore the folder from"
                                + " a copy, or move it away, which loses what was sent and not yet committed, and seek the"
                                + " beginning of the new log",
                        folder);
    }

    private Optional<List<String>> readUnlessDamaged(String told) {
        try {
            return Optional.of(openAndRead());
        } catch (SourceException e) {
            assertThat(e).as(told).hasMessageContaining("is damaged");
            return Optional.empty();
        }
    }

    private List<String> openAndRead() throws SourceException {
        try (SegmentedPushLog log = log()) {
            log.open(Map.of());
            return Logs.read(log);
        }
    }

    /* How many messages there are, which must be the first ones and no part of a batch. */
    private int assertPrefix(List<String> read, String told) {
        assertThat(ends).as(told).contains(read.size());
        assertThat(read).as(told).isEqualTo(all.subList(0, read.size()));
        return read.size();
    }

    private SegmentedPushLog log() {
        return new SegmentedPushLog("clicks", folder, LIMITS, salts);
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
