package dev.oriel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.engine.port.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk below a log: forces that are shared or fail, files that come and go, and what is refused. */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
@Timeout(300)
class SegmentedPushLogTest {
    private static final LogLimits LIMITS = new LogLimits(1 << 20, 1 << 10);

    @TempDir
    Path folder;

    private final LongSupplier salts = Logs.salts();

    @Test
    void append_manyCallersAtOnce_shareForces() throws Exception {
        var forces = new AtomicInteger();
        LogWriter.Forcing slow = file -> {
            forces.incrementAndGet();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        };
        int callers = 8;
        int appends = 25;
        try (var log = new SegmentedPushLog("clicks", folder, LogLimits.DEFAULT, salts, slow);
                ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            log.open(Map.of());
            var calls = new ArrayList<Future<?>>();
            for (int caller = 0; caller < callers; caller++) {
                calls.add(threads.submit(() -> {
                    for (int i = 0; i < appends; i++) {
                        log.append(i, Logs.messages("x"));
                    }
                    return 0;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
        assertThat(forces.get()).isBetween(appends, callers * appends / 2);
    }

    @Test
    void C4_append_forceFailed_takesNothingUntilOpenedAgain() throws Exception {
        var broken = new AtomicBoolean();
        LogWriter.Forcing forcing = file -> {
            if (broken.get()) {
                throw new IOException("Input/output error");
            }
            file.sync();
        };
        try (var log = new SegmentedPushLog("clicks", folder, LIMITS, salts, forcing)) {
            log.open(Map.of());
            log.append(0, Logs.messages("kept"));
            broken.set(true);
            assertUnknown(() -> log.append(0, Logs.messages("unknown")));
            broken.set(false);
            assertUnknown(() -> log.append(0, Logs.messages("refused")));
            assertThat(Logs.read(log)).as("what is on disk is given meanwhile").containsExactly("kept");
            assertThat(log.poll(Duration.ofMillis(5))).isEmpty();

            log.open(Map.of());
            // Its bytes were there although the force failed; opening wrote them once more.
            assertThat(Logs.read(log)).containsExactly("kept", "unknown");
            assertThat(log.append(0, Logs.messages("later"))).isEqualTo(2);
            assertThat(Logs.read(log)).containsExactly("later");
        }
    }

    @Test
    void C4_append_forceFailed_tellsAllWhoWait() throws Exception {
        LogWriter.Forcing failing = file -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            throw new IOException("Input/output error");
        };
        int callers = 6;
        try (var log = new SegmentedPushLog("clicks", folder, LIMITS, salts, failing);
                ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            log.open(Map.of());
            var calls = new ArrayList<Future<Long>>();
            for (int caller = 0; caller < callers; caller++) {
                calls.add(threads.submit(() -> log.append(0, Logs.messages("x"))));
            }
            for (Future<Long> call : calls) {
                assertThatThrownBy(call::get).hasCauseInstanceOf(SourceException.class);
            }
            assertThat(log.lagRecords()).isZero();
        }
    }

    @Test
    void committed_allOfAFile_deletesItOnceANewerOneWasBegun() throws Exception {
        try (var log = new SegmentedPushLog("clicks", folder, LIMITS, salts)) {
            log.open(Map.of());
            long end = log.append(0, Logs.messages("x".repeat(500))) + 1;
            log.committed(Map.of(log.partition(), end));
            assertThat(Logs.segments(folder)).hasSize(1);
            log.append(0, Logs.messages("y".repeat(500)));
            assertThat(Logs.segments(folder))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("0000000000000000001.segment");
        }
        try (var log = new SegmentedPushLog("clicks", folder, LIMITS, salts)) {
            log.open(Map.of());
            assertThat(Logs.read(log)).as("starts where it is held").containsExactly("y".repeat(500));
        }
        try (var log = new SegmentedPushLog("clicks", folder, LIMITS, salts)) {
            assertThatThrownBy(() -> log.open(Map.of(log.partition(), 0L)))
                    .isInstanceOf(SourceException.class)
                    .hasMessage(
                            "source 'clicks' · its log '%s' cannot be read from offset '0' · it holds offsets from '1' to"
                                    + " before '2'; committed ones are deleted · restore the folder that belongs to the"
                                    + " positions, or seek a position that is held",
                            folder);
        }
    }

    @Test
    void append_full_saysHowMuchItHolds() throws Exception {
        try (var log = new SegmentedPushLog("clicks", folder, new LogLimits(4096, 1024), salts)) {
            log.open(Map.of());
            for (int i = 0; i < 5; i++) {
                log.append(0, Logs.messages("x".repeat(700)));
            }
            long bytes = 5L * (Segment.HEADER_BYTES + Frame.HEADER_BYTES + Frame.LENGTH_BYTES + 700);
            assertThatThrownBy(() -> log.append(0, Logs.messages("x".repeat(300))))
                    .isInstanceOf(SourceException.class)
                    .hasMessage(
                            "source 'clicks' · its log '%s' is full · it holds '%d' bytes of at most '4096', of which nothing"
                                    + " is committed that could be deleted · send again when the stream has caught up, or"
                                    + " allow the log more bytes",
                            folder, bytes + Segment.HEADER_BYTES);
            assertThat(Logs.read(log)).as("what was taken is read all the same").hasSize(5);
        }
    }

    @Test
    void append_batchLargerThanAFile_isRefused() throws Exception {
        try (var log = new SegmentedPushLog("clicks", folder, LIMITS, salts)) {
            log.open(Map.of());
            assertThat(log.append(0, List.of(new byte[1024 - 28 - 44 - 4]))).isZero();
            assertThatThrownBy(() -> log.append(0, List.of(new byte[1024 - 28 - 44 - 4 + 1])))
                    .isInstanceOf(SourceException.class)
                    .hasMessage(
                            "source 'clicks' · its log '%s' does not take a batch of '997' bytes · it takes up to '996' ·"
                                    + " send fewer messages at once",
                            folder);
        }
    }

    @Test
    void C7_open_inUse_isRefusedAndTheFirstGoesOn() throws Exception {
        try (var log = new SegmentedPushLog("clicks", folder, LIMITS, salts)) {
            log.open(Map.of());
            try (var second = new SegmentedPushLog("clicks", folder, LIMITS, salts)) {
                assertThatThrownBy(() -> second.open(Map.of()))
                        .isInstanceOf(SourceException.class)
                        .hasMessageContaining("is in use");
            }
            log.append(0, Logs.messages("x"));
        }
    }

    @Test
    void open_fileThatWasNeverFinished_isRemoved() throws Exception {
        Path unfinished = Files.write(folder.resolve("0000000000000000000.segment.unfinished"), new byte[5]);
        try (var log = new SegmentedPushLog("clicks", folder, LIMITS, salts)) {
            log.open(Map.of());
            assertThat(log.append(0, Logs.messages("x"))).isZero();
        }
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void append_beginsFiles_eachHasTheNextSalt() throws Exception {
        var drawn = new AtomicLong();
        try (var log = new SegmentedPushLog("clicks", folder, LIMITS, drawn::incrementAndGet)) {
            log.open(Map.of());
            for (int i = 0; i < 3; i++) {
                log.append(0, Logs.messages("x".repeat(700)));
            }
        }
        var written = new ArrayList<Long>();
        for (Path file : Logs.segments(folder)) {
            var header = ByteBuffer.wrap(Arrays.copyOf(Files.readAllBytes(file), Segment.HEADER_BYTES));
            written.add(Segment.of(file, header).orElseThrow().salt());
        }
        assertThat(written).containsExactly(1L, 2L, 3L);
    }

    @Test
    void limits_thatCannotHold_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LogLimits(4095, 1024));
        assertThatIllegalArgumentException().isThrownBy(() -> new LogLimits(4096, 1023));
        assertThatIllegalArgumentException().isThrownBy(() -> new LogLimits(1L << 40, (1L << 30) + 1));
    }

    private void assertUnknown(ThrowingCallable append) {
        assertThatThrownBy(append)
                .isInstanceOf(SourceException.class)
                .hasMessage(
                        "source 'clicks' · its log '%s' could not be written · java.io.IOException: Input/output error ·"
                                + " whether messages being sent are kept is unknown: free or repair the disk, then open the log"
                                + " again",
                        folder);
    }
}
