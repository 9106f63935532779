package dev.oriel.engine.ingest;

import dev.oriel.engine.port.StoreException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes checkpoints, one at a time, while ingest goes on. All methods are for the one thread that owns ingest, but for
 * {@link #close}.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final long STOP_SECONDS = 10;

    private final Consumer<Object> ended;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("oriel-commit").daemon().factory());
    private Optional<Writing> writing = Optional.empty();

    /** Written, or failed. */
    private final class Writing extends FutureTask<Checkpoint> {
        Writing(Ingest ingest, Checkpoint checkpoint) {
            super(() -> {
                ingest.write(checkpoint);
                return checkpoint;
            });
        }

        @Override
        protected void done() {
            ended.accept(this);
        }
    }

    /** @param ended is told, by any thread, that {@link #written} has something to say */
    Committer(Consumer<Object> ended) {
        this.ended = ended;
    }

    /** Begins to write; only when nothing is being written. */
    void start(Ingest ingest, Checkpoint checkpoint) {
        var next = new Writing(ingest, checkpoint);
        writing = Optional.of(next);
        thread.execute(next);
    }

    /** Whether a checkpoint is being written, or was, and nobody has asked what came of it. */
    boolean isWriting() {
        return writing.isPresent();
    }

    /**
     * What came of the checkpoint that was begun.
     *
     * @param wait whether to wait until it is known
     * @return the checkpoint, once; empty when none was begun, or it is not known yet
     * @throws StoreException if it is not known whether it was written
     */
    Optional<Checkpoint> written(boolean wait) throws StoreException, InterruptedException {
        if (writing.isEmpty() || !(wait || writing.get().isDone())) {
            return Optional.empty();
        }
        try {
            Checkpoint written = writing.get().get();
            writing = Optional.empty();
            return Optional.of(written);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException cause) {
                throw cause;
            }
            throw new IllegalStateException("a commit failed for a reason of its own: " + e.getCause(), e.getCause());
        }
    }

    /** Waits until nothing is being written any more, whatever came of it. */
    void abandon() {
        boolean interrupted = false;
        while (writing.isPresent()) {
            try {
                Checkpoint written = writing.get().get();
                LOG.debug("checkpoint {} was written, and memory is dropped", written.number());
                writing = Optional.empty();
            } catch (ExecutionException e) {
                LOG.debug("a checkpoint may not have been written", e);
                writing = Optional.empty();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread, after what it writes. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A commit does not end within {} s", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
