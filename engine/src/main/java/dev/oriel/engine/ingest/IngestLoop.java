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
            while (!closing) {
                List<RecordBatch> batches = source.poll(SOURCE_WAIT);
                if (!batches.isEmpty()) {
                    hand(batches);
                }
            }
        } catch (SourceException e) {
            fail(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            fail("a source failed for a reason of its own: " + e + " · the log has the details", e);
        }
    }

    private void hand(List<RecordBatch> batches) {
        try {
            boolean handed = false;
            while (!handed && !closing && writer.isAlive()) {
                handed = queue.offer(batches, SOURCE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        try {
            long commitDueMillis = Long.MAX_VALUE;
            while (!readersDone || !queue.isEmpty()) {
                round(commitDueMillis);
                if (ingest.hasUncommitted() && commitDueMillis == Long.MAX_VALUE) {
                    commitDueMillis = clock.millis() + options.commitIntervalMillis();
                }
                if (clock.millis() >= commitDueMillis || ingest.uncommittedRecords() >= options.commitRecordsMax()) {
                    ingest.commit();
                    commitDueMillis = Long.MAX_VALUE;
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

    /** Applies and publishes what is waiting, or waits until something is, or the next commit is due. */
    private void round(long commitDueMillis) throws InterruptedException, StoreException {
        long waitMillis = Math.clamp(commitDueMillis - clock.millis(), 0, SOURCE_WAIT.toMillis());
        List<RecordBatch> first = queue.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        var batches = new ArrayList<>(first);
        for (int i = 1; i < BATCHES_PER_ROUND_MAX; i++) {
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
        join(readers);
        readersDone = true;
        join(List.of(writer));
        sources.forEach(EventSource::close);
    }

    private static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                if (thread.isAlive() && !thread.join(STOP_WAIT)) {
                    LOG.warn("{} does not stop within {}", thread.getName(), STOP_WAIT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
