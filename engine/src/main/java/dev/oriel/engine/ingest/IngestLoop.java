package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.failpoint.Failpoint;
import dev.oriel.engine.failpoint.Failpoints;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.ComputedValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for {@link Ingest}: one reader per source, which reads ahead within a limit of bytes, one that applies and
 * publishes, and one that writes commits meanwhile, one at a time.
 *
 * <p>A source that fails stops alone. After a failed commit it is unknown whether it was written: memory is dropped, the store
 * opened again and the sources moved to the positions that it holds. When that fails too often everything stops. Both are told
 * by {@link #failure()}, and queries go on from what was last published.
 */
public final class IngestLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestLoop.class);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final int POLLS_PER_ROUND_MAX = 64;
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Duration MOVE_WAIT = Duration.ofSeconds(30);
    private static final long NOT_DUE = Long.MAX_VALUE;

    private final OnlineStore store;
    private final InstantSource clock;
    private final EngineOptions options;
    /** Polled batches of each reader, tasks, and ends of commits. */
    private final Turns<Object> queue = new Turns<>();

    private final ComputedQueue computed = new ComputedQueue();

    private final AtomicReference<String> failure = new AtomicReference<>();
    private final List<SourceReader> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Thread writer;
    private final VisibilityMeter visibility = new VisibilityMeter();
    private final CommittedPositions committed = new CommittedPositions();
    private volatile Ingest ingest;
    private volatile boolean closing;
    private volatile boolean readersDone;
    private final Committer committer = new Committer(end -> queue.add(Committer.class, end));
    private int failedCommits;
    private long commitDueMillis = NOT_DUE;

    /** Something to be done by the thread that owns {@link Ingest}, between two rounds. */
    @FunctionalInterface
    public interface Task<T> {
        /** Does it. */
        T run(Ingest ingest) throws StoreException, SourceException, InterruptedException;
    }

    private record Posted<T>(Task<T> task, CompletableFuture<T> result) {
        void run(Ingest ingest) throws StoreException, InterruptedException {
            try {
                result.complete(task.run(ingest));
            } catch (SourceException | RuntimeException e) {
                result.completeExceptionally(e);
            } catch (StoreException | InterruptedException e) {
                result.completeExceptionally(e);
                throw e;
            }
        }
    }

    /**
     * Starts no thread yet.
     *
     * @param sources opened at the positions that ingest has reached; closed with this
     */
    public IngestLoop(
            Ingest ingest, OnlineStore store, List<EventSource> sources, InstantSource clock, EngineOptions options) {
        this.ingest = ingest;
        this.store = store;
        this.clock = clock;
        this.options = options;
        // A source that is read faster than it is applied takes nothing of what the others may read ahead.
        long bytesMax = options.queuedBytesMax() / Math.max(1, sources.size());
        for (int i = 0; i < sources.size(); i++) {
            var reader = new SourceReader(
                    sources.get(i),
                    new ByteBudget(bytesMax),
                    polled -> queue.add(polled.reader(), polled),
                    this::reads);
            readers.add(reader);
            threads.add(Thread.ofPlatform().name("oriel-source-" + i).unstarted(() -> readAll(reader)));
        }
        this.writer = Thread.ofPlatform().name("oriel-ingest").unstarted(this::writeAll);
    }

    /** Starts reading and writing. */
    public void start() {
        readers.forEach(reader -> reader.source().pause(ingest.paused()));
        writer.start();
        threads.forEach(Thread::start);
    }

    /** Without a writer, reading on would only move the source past records that nobody applies. */
    private boolean reads() {
        return !closing && writer.isAlive();
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
        return readers.stream()
                .mapToLong(reader -> reader.source().lagRecords())
                .sum();
    }

    /** Partitions that cannot go on, or whose source gave something else than what was to follow, each with the reason. */
    public Map<SourcePartition, String> stopped() {
        var stopped = new TreeMap<>(status().stopped());
        readers.forEach(reader -> stopped.putAll(reader.source().stopped()));
        return stopped;
    }

    /** The sources, in the order in which they were given. */
    public List<EventSource> sources() {
        return readers.stream().map(SourceReader::source).toList();
    }

    /** What has been committed. */
    public CommittedPositions committed() {
        return committed;
    }

    /** Where ingest is, as of the last publication. */
    public IngestStatus status() {
        return ingest.status();
    }

    /** Has the thread that owns {@link Ingest} do something. */
    public <T> CompletableFuture<T> post(Task<T> task) {
        var posted = new Posted<T>(task, new CompletableFuture<>());
        queue.add(Posted.class, posted);
        if (!writer.isAlive()) {
            posted.result().completeExceptionally(new SourceException("ingest does not run · the log says why"));
        }
        return posted.result();
    }

    /** Has values stored that a query computed, soon; nobody waits for it, and none are when too many wait already. */
    public void keep(ComputedValues values) {
        if (computed.add(values)) {
            queue.add(ComputedQueue.class, computed);
        }
    }

    /** Asks a source something on its own thread. */
    <T> CompletableFuture<T> ask(EventSource source, SourceReader.Command<T> command) {
        return reader(source).ask(command);
    }

    private SourceReader reader(EventSource source) {
        return readers.stream()
                .filter(reader -> reader.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Moves a source to other positions and commits that.
     *
     * @return done when it is committed; fails with a {@link SourceException} when the source holds nothing there
     */
    CompletableFuture<Boolean> seek(EventSource source, Map<SourcePartition, Long> nextOffsets) {
        return this.<Boolean>post(owner -> {
            SourceReader reader = reader(source);
            await(reader.<Boolean>move(moved -> {
                moved.seek(nextOffsets);
                return true;
            }));
            reader.moved(nextOffsets.keySet());
            owner.seek(nextOffsets);
            owner.publish(clock.millis());
            commitAndWait();
            return true;
        });
    }

    /** Stops or starts reading sources, and commits that. */
    CompletableFuture<Boolean> pause(String source, boolean pause) {
        return this.<Boolean>post(owner -> {
            owner.pause(source, pause);
            owner.publish(clock.millis());
            commitAndWait();
            for (SourceReader reader : readers) {
                await(reader.<Boolean>ask(paused -> {
                    paused.pause(owner.paused());
                    return true;
                }));
            }
            return true;
        });
    }

    private static <T> T await(CompletableFuture<T> future) throws SourceException {
        try {
            return future.get(MOVE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof SourceException cause) {
                throw cause;
            }
            throw new SourceException("a source could not do what was asked: " + e.getCause(), e);
        } catch (TimeoutException e) {
            if (!future.cancel(true)) {
                // It was done just now.
                return future.join();
            }
            throw new SourceException("a source did not do what was asked within " + MOVE_WAIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("interrupted while a source was asked", e);
        }
    }

    private void readAll(SourceReader reader) {
        try {
            reader.run();
        } catch (InterruptedException e) {
            // What was read and not handed on is lost to this reader: going on would leave a gap.
            fail("the reader of a source was interrupted · restart to go on", e);
        } catch (SourceException e) {
            fail(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            fail("a source failed for a reason of its own: " + e + " · the log has the details", e);
        }
    }

    private void writeAll() {
        try {
            while (!readersDone || !queue.isEmpty()) {
                try {
                    round();
                } catch (StoreException e) {
                    recover(e);
                }
            }
            commitAndWait();
        } catch (InterruptedException e) {
            fail("ingest was interrupted", e);
        } catch (StoreException | SourceException e) {
            fail(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            fail("ingest failed for a reason of its own: " + e + " · the log has the details", e);
        } finally {
            queue.waiting().forEach(work -> {
                if (work instanceof Posted<?> posted) {
                    posted.result().completeExceptionally(new SourceException("ingest has stopped"));
                }
            });
        }
    }

    /** Applies and publishes what is waiting, or waits until something is, or the next commit is due. */
    private void round() throws InterruptedException, StoreException {
        var visible = new ArrayList<RecordBatch>();
        takeWaiting(visible);
        if (!visible.isEmpty()) {
            Failpoints.hit(Failpoint.APPLIED);
        }
        // Before anybody sees what was applied: a clock that is set back afterwards does not put the commit off.
        putCommit();
        long nowMillis = clock.millis();
        readers.forEach(reader -> ingest.know(reader.source().partitions(), nowMillis));
        publish(nowMillis);
        if (!visible.isEmpty()) {
            visibility.published(visible, clock.millis());
        }
        // Windows that have ended come before more messages: else what waits to be run would grow without end.
        while (!closing && ingest.hasDueWindows(clock.millis())) {
            publish(clock.millis());
        }
    }

    private void publish(long nowMillis) throws InterruptedException, StoreException {
        ingest.publish(nowMillis);
        putCommit();
        settle(ingest.pendingRecords() >= options.commitRecordsMax());
        if (!committer.isWriting() && (isDue() || ingest.pendingRecords() >= options.commitRecordsMax())) {
            commit();
        }
    }

    /** Sets when the next commit is due, where there is something to commit and that is not set. */
    private void putCommit() {
        if (ingest.hasUncommitted() && commitDueMillis == NOT_DUE) {
            commitDueMillis = clock.millis() + options.commitIntervalMillis();
        }
    }

    /** @param taken receives the batches that were applied */
    private void takeWaiting(List<RecordBatch> taken) throws InterruptedException, StoreException {
        Object next = queue.poll(waitMillis());
        long records = 0;
        for (int i = 1; next != null; i++) {
            if (next instanceof Posted<?> posted) {
                posted.run(ingest);
            } else if (next instanceof ComputedQueue kept) {
                ingest.keep(kept.takeAll());
            } else if (next instanceof SourceReader.Polled polled) {
                try {
                    records += apply(polled, taken);
                } finally {
                    polled.done();
                }
            }
            boolean goesOn = i < POLLS_PER_ROUND_MAX && records < options.commitRecordsMax();
            next = goesOn ? queue.poll() : null;
        }
    }

    private long waitMillis() {
        if (ingest.hasDueWindows(clock.millis())) {
            return 0;
        }
        // A commit that is due waits for the one that is being written, and that wakes this thread.
        return committer.isWriting()
                ? WAIT.toMillis()
                : Math.clamp(commitDueMillis - clock.millis(), 0, WAIT.toMillis());
    }

    private long apply(SourceReader.Polled polled, List<RecordBatch> taken) throws StoreException {
        long records = 0;
        for (RecordBatch batch : polled.batches()) {
            if (polled.isWanted(batch) && ingest.apply(batch, clock.millis())) {
                taken.add(batch);
                records += batch.records().size();
            }
        }
        return records;
    }

    private boolean isDue() {
        long leftMillis = commitDueMillis - clock.millis();
        // More than one interval can only be left after the clock was set back.
        return commitDueMillis != NOT_DUE && (leftMillis <= 0 || leftMillis > options.commitIntervalMillis());
    }

    /** Has everything that was published written, while this thread goes on. */
    private void commit() throws StoreException {
        readers.forEach(reader -> ingest.identify(reader.source().identities()));
        committer.start(ingest, ingest.checkpoint(clock.millis()));
        commitDueMillis = NOT_DUE;
    }

    /** Has everything written that is not, and waits until it is. */
    private void commitAndWait() throws StoreException, InterruptedException {
        settle(true);
        if (ingest.hasUncommitted()) {
            commit();
            settle(true);
        }
    }

    /**
     * Takes note of the commit that was being written, once it is.
     *
     * @param wait whether to wait until it is
     */
    private void settle(boolean wait) throws StoreException, InterruptedException {
        Optional<Checkpoint> written = committer.written(wait);
        if (written.isEmpty()) {
            return;
        }
        ingest.committed(written.get());
        failedCommits = 0;
        Map<SourcePartition, Long> positions = written.get().nextOffsets();
        committed.reached(positions);
        readers.forEach(reader -> reader.source().committed(positions));
    }

    /** Nothing in memory is known to be on disk, and nothing not to be: goes on from what the store says (reliability 4, 3). */
    private void recover(StoreException cause) throws StoreException, SourceException {
        failedCommits++;
        if (failedCommits >= options.commitFailuresMax()) {
            throw new StoreException(
                    cause.getMessage() + " · this was failure '" + failedCommits + "' in a row", cause);
        }
        LOG.warn("The store failed and is opened again: {}", cause.getMessage(), cause);
        // Nothing may be on its way to the store when that is opened again: what became of it, the store says.
        committer.abandon();
        try {
            store.reopen();
            Failpoints.hit(Failpoint.STORE_REOPENED);
            ingest = ingest.reopened(clock.millis());
            Failpoints.hit(Failpoint.MEMORY_REOPENED);
            Map<SourcePartition, Long> positions = store.positions();
            for (SourceReader reader : readers) {
                await(reader.<Boolean>move(source -> {
                    source.open(positions, ingest.identities());
                    source.pause(ingest.paused());
                    return true;
                }));
                reader.moved();
            }
            commitDueMillis = NOT_DUE;
            // What was written after all is committed: whoever waits for it is not to wait for the next one.
            committed.reached(positions);
        } catch (StoreException e) {
            recover(e);
        }
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
        readers.forEach(reader -> reader.source().wakeup());
        // An interrupted caller still has to wait: what it closes next is in use until then.
        boolean interrupted = Thread.interrupted();
        for (Thread reader : threads) {
            interrupted |= join(reader);
        }
        readersDone = true;
        interrupted |= join(writer);
        committer.close();
        ingest.release();
        closeAll(sources());
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
