package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.HeldMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The messages that windowed resolvers keep, and the tumbling windows that they belong to. A message is kept once, for all
 * windows of its resolver; a window keeps a count and what its last run gave. For one thread.
 */
final class WindowEdits {
    /** Windows of a resolver that are found at a time. */
    static final int FOUND_MAX = 4_096;

    private final List<StreamWindows> streams;
    private final EntryEdits entries;
    private final EngineOptions options;
    private final Map<String, List<StreamWindows>> tumbling;
    private final DueBins due = new DueBins();
    private final Map<BinKey, Bin> touched = new HashMap<>();
    private int turn;

    /** @param streams by the index of the windowed resolver */
    WindowEdits(List<StreamWindows> streams, EntryEdits entries, EngineOptions options) {
        this.streams = List.copyOf(streams);
        this.entries = entries;
        this.options = options;
        this.tumbling = streams.stream()
                .filter(stream -> stream.stream().isTumbling())
                .collect(Collectors.groupingBy(
                        stream -> stream.stream().running().source().name()));
    }

    StreamWindows stream(int index) {
        return streams.get(index);
    }

    List<StreamWindows> streams() {
        return streams;
    }

    /** The resolvers of tumbling windows over a source. */
    List<StreamWindows> tumbling(String source) {
        return tumbling.getOrDefault(source, List.of());
    }

    /**
     * Takes a message into the windows of its key.
     *
     * @return too old where every window that it belongs to takes no more messages
     */
    KeyEdits.Fate take(Effect.Message message, SourcePartition partition, SourceRecord record, StoreViews views)
            throws StoreException {
        if (message.key().isEmpty()) {
            return KeyEdits.Fate.NOT_WANTED;
        }
        StreamWindows windows = streams.get(message.plan().stream().index());
        long eventMillis = message.row().eventMillis();
        if (!windows.needs(eventMillis)) {
            return KeyEdits.Fate.TOO_OLD;
        }
        byte[] key = message.key().get();
        WindowedStream stream = windows.stream();
        if (stream.keepsMessages()) {
            EntryKey place =
                    EntryKeys.message(windows.number(), key, eventMillis, partition.partition(), record.offset());
            byte[] held = new HeldMessage(record.timeMillis(), record.value()).bytes();
            if (stream.isTumbling()) {
                entries.put(place, held);
            } else {
                entries.show(place, held);
            }
        }
        if (stream.isTumbling()) {
            for (long windowMillis : stream.windowsMillis()) {
                long endMillis = WindowedStream.windowEndMillis(eventMillis, windowMillis);
                if (windows.accepts(endMillis, windowMillis)) {
                    touch(new BinKey(stream.index(), windowMillis, key, endMillis), windows, views);
                }
            }
        }
        return KeyEdits.Fate.KEPT;
    }

    private void touch(BinKey key, StreamWindows windows, StoreViews views) throws StoreException {
        Optional<Bin> found = bin(key, views);
        Bin bin = found.orElseGet(Bin::new);
        bin.messages++;
        boolean ends = found.isEmpty() || bin.state == Bin.State.CLOSED || bin.state == Bin.State.FAILED;
        if (found.isEmpty()) {
            windows.opened();
            touched.put(key, bin);
        } else if (ends) {
            bin.state = Bin.State.DIRTY;
        }
        if (ends) {
            EntryKey timer = timer(key, windows);
            entries.put(timer, new byte[0]);
            if (windows.isFound(timer)) {
                due.add(key, dueMillis(bin, key));
            }
        }
        bin.changed = true;
    }

    private static long dueMillis(Bin bin, BinKey key) {
        return bin.lastRunMillis == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : bin.lastRunMillis + StreamWindows.restMillis(key.windowMillis());
    }

    private static EntryKey timer(BinKey key, StreamWindows windows) {
        return EntryKeys.timer(windows.number(), key.endMillis(), key.windowMillis(), key.key());
    }

    private EntryKey place(BinKey key) {
        return EntryKeys.bin(streams.get(key.stream()).number(), key.windowMillis(), key.key(), key.endMillis());
    }

    /** What is known of a window; empty when it has no messages, or is forgotten. What is changed of it is kept. */
    Optional<Bin> bin(BinKey key, StoreViews views) throws StoreException {
        Bin known = touched.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> stored = entries.get(place(key), views);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        Bin bin = Bin.read(stored.get());
        touched.put(key, bin);
        return Optional.of(bin);
    }

    /** Whether a window of a resolver waits for event time to reach a time or one before it. */
    boolean anyEndsBy(StreamWindows windows, long toMillis, StoreViews views) throws StoreException {
        boolean[] any = {false};
        entries.scan(windows.notFound(), EntryKeys.timers(windows.number(), toMillis + 1), views, (key, bytes) -> {
            any[0] = true;
            return false;
        });
        return any[0];
    }

    /**
     * Finds windows that have ended, some thousands at a time, once all that were found before were run: there may be millions. The
     * resolvers take turns.
     */
    void find(long nowMillis, StoreViews views) throws StoreException {
        if (due.hasDue(nowMillis)) {
            return;
        }
        int found = 0;
        for (int i = 0; i < streams.size() && found < FOUND_MAX; i++) {
            StreamWindows windows = streams.get(turn);
            turn = (turn + 1) % streams.size();
            if (windows.hasEnded()) {
                found += find(windows, views);
            }
        }
    }

    /** @return how many were found */
    private int find(StreamWindows windows, StoreViews views) throws StoreException {
        var timers = new ArrayList<EntryKey>();
        entries.scan(windows.notFound(), windows.endOfTimers(), views, (timer, bytes) -> {
            timers.add(timer);
            return timers.size() < FOUND_MAX;
        });
        for (EntryKey timer : timers) {
            var key = new BinKey(
                    windows.stream().index(),
                    EntryKeys.timerWindowMillis(timer),
                    EntryKeys.timerKey(timer),
                    EntryKeys.timerEndMillis(timer));
            Optional<Bin> bin = bin(key, views);
            if (bin.isPresent()) {
                due.add(key, dueMillis(bin.get(), key));
            } else {
                // Forgotten before it was run, which only a change of the definitions can bring about.
                ran(key);
            }
        }
        windows.foundBefore(
                timers.size() < FOUND_MAX
                        ? windows.endOfTimers()
                        : timers.getLast().next());
        return timers.size();
    }

    /** Notes how far windows were run, which retention follows. */
    void settle() {
        for (StreamWindows windows : streams) {
            windows.ranBefore(due.earliestEndMillis(windows.stream().index()));
        }
    }

    /** The next window to run. */
    Optional<BinKey> poll(long nowMillis) {
        return due.poll(nowMillis);
    }

    boolean hasDue(long nowMillis) {
        return due.hasDue(nowMillis) || streams.stream().anyMatch(StreamWindows::hasEnded);
    }

    /** Notes that a window was run: it waits for nothing any more. */
    void ran(BinKey key) {
        entries.remove(timer(key, streams.get(key.stream())));
    }

    /** Most messages that a window may have. */
    long messagesMax() {
        return options.messagesPerWindowMax();
    }

    /** Ends the batch: what is known of its windows goes to the entries. */
    void finish() {
        touched.forEach((key, bin) -> {
            if (bin.changed) {
                entries.put(place(key), bin.bytes());
            }
        });
        touched.clear();
    }
}
