package dev.oriel.log;

import dev.oriel.engine.port.PushLog;
import dev.oriel.testkit.contract.PushLogContract;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder before each test.
class SegmentedPushLogContractTest extends PushLogContract {
    /** Small, so that every test reads over the ends of many files. */
    private static final LogLimits MANY_SEGMENTS = new LogLimits(1 << 30, 1 << 10);

    private static final LogLimits SMALL = new LogLimits(100_000, 10_000);

    @TempDir
    Path folder;

    private final LongSupplier salts = Logs.salts();

    @Override
    protected PushLog log() {
        return new SegmentedPushLog("orders", folder.resolve("orders"), MANY_SEGMENTS, salts);
    }

    @Override
    protected PushLog smallLog() {
        return new SegmentedPushLog("orders", folder.resolve("small"), SMALL, salts);
    }

    @Override
    protected String sourceName() {
        return "orders";
    }
}
