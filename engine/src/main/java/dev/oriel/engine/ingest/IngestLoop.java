package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for {@link Ingest}: one reader per source, which reads ahead into a bounded queue, and one that applies,
 * publishes and commits.
 *
 * <p>A source that fails stops alone; a store that fails stops everything, because what it holds is unknown then. Both are
 * told by {@link #failure()}, and queries go on from what was last published.
 */
public final class IngestLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestLoop.class);
    private static final Duration SOURCE_WAIT = Duration.ofMillis(200);
    private static final int BATCHES_PER_ROUND_MAX = 64;
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final long NOT_DUE = Long.MAX_VALUE;

    private final Ingest ingest;
    private final List<EventSource> sources;
    private final InstantSource clock;
    private final EngineOptions options;
    private final ArrayBlockingQueue<List<RecordBatch>> queue;
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final List<Thread> readers = new ArrayList<>();
    private final Thread writer;
    private final VisibilityMeter visibility = new VisibilityMeter();
    private volatile boolean closing;
    private volatile boolean readersDone;

    /**
     * Starts the threads.
     *
     * @param sources opened at the positions that ingest has reached; closed with this
     */
    public IngestLoop(Ingest ingest, List<EventSource> sources, InstantSource clock, EngineOptions options) {
        this.ingest = ingest;
        this.sources = List.copyOf(sources);
        this.clock = clock;
        this.options = options;
        this.queue = new ArrayBlockingQueue<>(Math.max(1, options.queuedPollsMax() * Math.max(1, sources.size())));
        for (int i = 0; i < sources.size(); i++) {
            EventSource source = sources.get(i);
            readers.add(Thread.ofPlatform().name("oriel-source-" + i).unstarted(() -> readAll(source)));
        }
        this.writer = Thread.ofPlatform().name("oriel-ingest").unstarted(this::writeAll);
    }

    /** Starts reading and writing. */
    public void start() {
        writer.start();
        readers.forEach(Thread::start);
    }

    /** Why ingest, or one source of it, has stopped; empty while all of it runs. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** How long records took to become visible; see {@link dev.oriel.engine.EngineStatus#visibleAfterMillis()}. */
    public OptionalLong visibleAfterMillis() {
        return visibility.lastSecondMaxMillis();
    }

    /** Records known to be waiting in all sources. */
    public long lagRecords() {
        return sources.stream().mapToLong(EventSource::lagRecords).sum();
    }

    private void readAll(EventSource source) {
        try {
            // Without a writer, reading on would only move the source past records that nobody applies.
            while (!closing && writer.isAlive()) {
                List<RecordBatch> batches = source.poll(SOURCE_WAIT);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!batches.isEmpty()) {
                    hand(batches);
                }
            }
        } catch (InterruptedException e) {
            // What was read and not handed on is lost to this reader: going on would leave a gap.
            fail("the reader of a source was interrupted · restart to go on", e);
        } catch (SourceException e) {
            fail(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            fail("a source failed for a reason of its own: " + e + " · the log has the details", e);
        }
    }

    private void hand(List<RecordBatch> batches) throws InterruptedException {
        boolean handed = false;
        while (!handed && !closing && writer.isAlive()) {
            handed = queue.offer(batches, SOURCE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void writeAll() {
        try {
            long commitDueMillis = NOT_DUE;
            while (!readersDone || !queue.isEmpty()) {
                round(commitDueMillis);
                if (ingest.hasUncommitted() && commitDueMillis == NOT_DUE) {
                    commitDueMillis = clock.millis() + options.commitIntervalMillis();
                }
                if (isDue(commitDueMillis) || ingest.uncommittedRecords() >= options.commitRecordsMax()) {
                    ingest.commit();
                    commitDueMillis = NOT_DUE;
                }
            }
            if (ingest.hasUncommitted()) {
                ingest.commit();
            }
        } catch (InterruptedException e) {
            fail("ingest was interrupted", e);
        } catch (StoreException e) {
            fail(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            fail("ingest failed for a reason of its own: " + e + " · the log has the details", e);
        }
    }

    private boolean isDue(long commitDueMillis) {
        long leftMillis = commitDueMillis - clock.millis();
        // More than one interval can only be left after the clock was set back.
        return commitDueMillis != NOT_DUE && (leftMillis <= 0 || leftMillis > options.commitIntervalMillis());
    }

    /** Applies and publishes what is waiting, or waits until something is, or the next commit is due. */
    private void round(long commitDueMillis) throws InterruptedException, StoreException {
        long waitMillis = Math.clamp(commitDueMillis - clock.millis(), 0, SOURCE_WAIT.toMillis());
        List<RecordBatch> first = queue.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        var batches = new ArrayList<>(first);
        for (int i = 1; i < BATCHES_PER_ROUND_MAX && records(batches) < options.commitRecordsMax(); i++) {
            List<RecordBatch> more = queue.poll();
            if (more == null) {
                break;
            }
            batches.addAll(more);
        }
        for (RecordBatch batch : batches) {
            ingest.apply(batch);
        }
        ingest.publish();
        visibility.published(batches, clock.millis());
    }

    private static long records(List<RecordBatch> batches) {
        return batches.stream().mapToLong(batch -> batch.records().size()).sum();
    }

    private void fail(String message, Throwable cause) {
        if (failure.compareAndSet(null, message)) {
            LOG.error("Ingest has stopped: {}", message, cause);
        }
    }

    /** Stops reading, applies and commits what was read, and closes the sources. */
    @Override
    public void close() {
        closing = true;
        sources.forEach(EventSource::wakeup);
        // An interrupted caller still has to wait: what it closes next is in use until then.
        boolean interrupted = Thread.interrupted();
        for (Thread reader : readers) {
            interrupted |= join(reader);
        }
        readersDone = true;
        interrupted |= join(writer);
        closeAll(sources);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes every source, also when closing one of them fails. */
    public static void closeAll(List<EventSource> sources) {
        for (EventSource source : sources) {
            try {
                source.close();
            } catch (RuntimeException e) {
                LOG.warn("A source could not be closed", e);
            }
        }
    }

    /** Waits for the end of a thread; returns whether the wait was interrupted. */
    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                if (!thread.join(STOP_WAIT)) {
                    LOG.warn("{} does not stop within {}", thread.getName(), STOP_WAIT);
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
