package dev.oriel.log;

import dev.oriel.engine.port.SourceException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/** A process that appends without end and says what was acknowledged: the offset, the appender and its batch. */
final class AppendLoop {
    static final int APPENDERS = 4;
    static final LogLimits LIMITS = new LogLimits(1L << 28, 1 << 14);

    private AppendLoop() {}

    /** Arguments: the folder, and a name for this run. */
    public static void main(String[] arguments) throws SourceException {
        String run = arguments[1];
        // Another seed for each run, so that no two files of the folder have the same salt.
        LongSupplier salts = new Random(run.hashCode())::nextLong;
        var log = new SegmentedPushLog("clicks", Path.of(arguments[0]), LIMITS, salts);
        log.open(Map.of());
        System.out.println("open");
        for (int appender = 0; appender < APPENDERS; appender++) {
            String name = run + "." + appender;
            new Thread(() -> append(log, name)).start();
        }
    }

    /** The messages of a batch: their count and length differ. */
    static String[] batch(String appender, long number) {
        var texts = new String[1 + (int) (number % 5)];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "%s %d %d of %d%s".formatted(appender, number, i, texts.length, " ".repeat((int) (number % 97)));
        }
        return texts;
    }

    private static void append(SegmentedPushLog log, String appender) {
        try {
            for (long number = 0; ; number++) {
                long offset = log.append(number, Logs.messages(batch(appender, number)));
                // One call, so that lines of several threads are not mixed.
                System.out.println(offset + " " + appender + " " + number);
            }
        } catch (SourceException e) {
            throw new IllegalStateException(e);
        }
    }
}
