package dev.oriel.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process that runs a server does beside it: it logs to a file, and ends the server when it is ended itself. */
public final class Foreground {
    /** The log within the data folder. */
    public static final String LOG_FILE = "oriel.log";

    private static final String LOG_FILE_BYTES_MAX = "10MB";
    private static final int OLD_LOG_FILES_MAX = 3;
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level [%thread] %logger{0}: "
            + "%replace(%msg){'[\\r\\n]+', ' '}%n";

    private Foreground() {}

    /** Logs to {@value #LOG_FILE} from now on, in addition; {@value #OLD_LOG_FILES_MAX} older files are kept. */
    public static void logTo(Path dataFolder) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            LoggerFactory.getLogger(Foreground.class).warn("no log file: another logger than logback is in use");
            return;
        }
        String file = dataFolder.resolve(LOG_FILE).toString();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file);

        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setEncoder(encoder);

        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMaxIndex(OLD_LOG_FILES_MAX);
        rolling.start();
        appender.setRollingPolicy(rolling);

        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(FileSize.valueOf(LOG_FILE_BYTES_MAX));
        trigger.start();
        appender.setTriggeringPolicy(trigger);

        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    /**
     * Waits until the process is asked to end, and then ends what it runs: Ctrl-C waits for that.
     *
     * @param stop ends everything; it must not throw
     */
    public static void untilStopped(Runnable stop) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.run();
                            stopped.countDown();
                        },
                        "oriel-stop"));
        stopped.await();
    }
}
