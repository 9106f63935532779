package dev.oriel.engine.ingest;

import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.RecordBatch;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The thread of one source: reads ahead, within the limit of bytes, and does what others ask of the source between two polls.
 *
 * <p>What it hands on carries the generation of its positions: after partitions were moved, what was read of them before is
 * recognised and left out. What was read of others counts: nobody will read that again.
 */
final class SourceReader {
    private static final Duration WAIT = Duration.ofMillis(200);

    private final EventSource source;
    private final ByteBudget budget;
    private final Consumer<Polled> queue;
    private final BooleanSupplier goesOn;
    private final Queue<Order<?>> orders = new ConcurrentLinkedQueue<>();
    private int generation;

    /** How often the source was moved, as the thread that applies batches knows it; only that reads and writes what follows. */
    private int moves;

    /** The oldest generation that is wanted, and of partitions that were moved alone. */
    private int wanted;

    private final Map<SourcePartition, Integer> wantedOf = new HashMap<>();

    /**
     * What one poll gave.
     *
     * @param bytes of the messages, to be given back
     */
    record Polled(SourceReader reader, int generation, List<RecordBatch> batches, long bytes) {
        /** Whether the partition of a batch was not moved since. */
        boolean isWanted(RecordBatch batch) {
            return generation >= reader.wantedOf.getOrDefault(batch.partition(), reader.wanted);
        }

        void done() {
            reader.budget.giveBack(bytes);
        }
    }

    /** Something to do with a source. */
    @FunctionalInterface
    interface Command<T> {
        T run(EventSource source) throws SourceException;
    }

    private record Order<T>(Command<T> command, boolean moves, CompletableFuture<T> result) {}

    /** @param goesOn whether to go on reading */
    SourceReader(EventSource source, ByteBudget budget, Consumer<Polled> queue, BooleanSupplier goesOn) {
        this.source = source;
        this.budget = budget;
        this.queue = queue;
        this.goesOn = goesOn;
    }

    EventSource source() {
        return source;
    }

    /** Asks for something that leaves the positions as they are. */
    <T> CompletableFuture<T> ask(Command<T> command) {
        return order(new Order<>(command, false, new CompletableFuture<>()));
    }

    /** Moves the source. Once that is done, {@link #moved()} or {@link #moved(Set)} tells what is to be left out. */
    <T> CompletableFuture<T> move(Command<T> command) {
        return order(new Order<>(command, true, new CompletableFuture<>()));
    }

    private <T> CompletableFuture<T> order(Order<T> order) {
        orders.add(order);
        source.wakeup();
        return order.result();
    }

    /** Leaves out all that was read before the last move; called by the thread that applies batches. */
    void moved() {
        wanted = ++moves;
        wantedOf.clear();
    }

    /** Leaves out what was read before the last move of the partitions that it concerned; as {@link #moved()}. */
    void moved(Set<SourcePartition> partitions) {
        moves++;
        partitions.forEach(partition -> wantedOf.put(partition, moves));
    }

    /** Reads until it is told not to, or cannot go on. */
    void run() throws SourceException, InterruptedException {
        try {
            while (goesOn.getAsBoolean()) {
                execute();
                List<RecordBatch> batches = source.poll(WAIT);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!batches.isEmpty()) {
                    hand(batches);
                }
            }
        } finally {
            goesOnWithout();
        }
    }

    /** While it waits it still does what is asked: the thread that takes batches may be waiting for that. */
    private void hand(List<RecordBatch> batches) throws InterruptedException, SourceException {
        long bytes = bytes(batches);
        int readIn = generation;
        while (goesOn.getAsBoolean()) {
            if (budget.take(bytes, WAIT.toMillis())) {
                queue.accept(new Polled(this, readIn, batches, bytes));
                return;
            }
            execute();
        }
    }

    private static long bytes(List<RecordBatch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.records().stream())
                .mapToLong(record -> record.value().length)
                .sum();
    }

    private void execute() throws SourceException {
        for (Order<?> order = orders.poll(); order != null; order = orders.poll()) {
            execute(order);
        }
    }

    private <T> void execute(Order<T> order) throws SourceException {
        if (order.result().isCancelled()) {
            return;
        }
        T result;
        try {
            result = order.command().run(source);
        } catch (SourceException | RuntimeException e) {
            order.result().completeExceptionally(e);
            return;
        }
        boolean awaited = order.result().complete(result);
        if (order.moves() && !awaited) {
            // Ingest stays where it was: reading on from elsewhere would leave a gap, and nobody would know.
            throw new SourceException("a source was moved after whoever asked for it had given up · restart to go on");
        }
        if (order.moves()) {
            generation++;
        }
    }

    /** Nobody is left to do what is asked. */
    private void goesOnWithout() {
        for (Order<?> order = orders.poll(); order != null; order = orders.poll()) {
            order.result()
                    .completeExceptionally(new SourceException("the source is not read any more · the log says why"));
        }
    }
}
