package dev.oriel.engine.serve;

import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.GroupKey;
import dev.oriel.engine.state.KeyCodec;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.state.Row;
import dev.oriel.kernel.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The state that one answer is made from, all of it as of one batch boundary.
 *
 * @param timelines of every key asked for, by place of the layer in its group
 * @param rows every row asked for, empty ones included
 * @param messages that continuous resolvers asked for keep, by the index of the resolver
 * @param highWater newest event times
 */
record Snapshot(
        Map<GroupKey, List<Timeline>> timelines,
        Map<RowKey, Row> rows,
        Map<Integer, Held> messages,
        PublishedState.HighWater highWater) {
    /**
     * Messages of one key.
     *
     * @param keys values of the resolver's keys
     * @param byMillis stored forms by event time, in the order in which they are kept
     */
    record Held(List<Object> keys, TreeMap<Long, List<byte[]>> byMillis) {}

    /**
     * What is read.
     *
     * @param messageRanges by the index of the windowed resolver
     */
    record Wanted(Set<GroupKey> keys, Set<RowKey> rowKeys, Map<Integer, MessageRange> messageRanges, long nowMillis) {
        EntryKey from(MessageRange range, int[] streamNumbers) {
            return EntryKeys.messages(
                    streamNumbers[range.stream().index()],
                    KeyCodec.bytes(range.keys()),
                    nowMillis - range.windowMillis() + 1);
        }

        EntryKey to(MessageRange range, int[] streamNumbers) {
            return EntryKeys.messages(
                    streamNumbers[range.stream().index()], KeyCodec.bytes(range.keys()), nowMillis + 1);
        }
    }

    /**
     * Reads state: from memory, and what is not there from one view of the store.
     *
     * @throws StoreException if the store cannot be read
     */
    static Snapshot read(StateAccess state, Wanted wanted) throws StoreException {
        try (Boundary boundary = state.published().consistently(() -> Boundary.read(state, wanted))) {
            boundary.readTheRest(state, wanted);
            var held = new HashMap<Integer, Held>();
            boundary.messages().forEach((stream, entries) -> {
                var byMillis = new TreeMap<Long, List<byte[]>>();
                entries.forEach((key, bytes) -> byMillis.computeIfAbsent(
                                EntryKeys.messageMillis(key), unused -> new ArrayList<>())
                        .add(bytes));
                MessageRange range =
                        Objects.requireNonNull(wanted.messageRanges().get(stream));
                held.put(stream, new Held(range.keys(), byMillis));
            });
            return new Snapshot(boundary.timelines(), boundary.rows(), held, boundary.highWater());
        }
    }

    /**
     * What memory has at one batch boundary, and a view of the store at the same one when something is not in memory.
     *
     * <p>Memory first, then the store: what memory no longer has was committed before the view is opened.
     */
    private record Boundary(
            Map<GroupKey, List<Timeline>> timelines,
            Map<RowKey, Row> rows,
            Map<Integer, TreeMap<EntryKey, byte[]>> messages,
            PublishedState.HighWater highWater,
            Optional<StoreView> view)
            implements PublishedState.Held {
        static Boundary read(StateAccess state, Wanted wanted) throws StoreException {
            PublishedState published = state.published();
            var timelines = new HashMap<GroupKey, List<Timeline>>();
            var rows = new HashMap<RowKey, Row>();
            var messages = new HashMap<Integer, TreeMap<EntryKey, byte[]>>();
            wanted.keys().forEach(key -> published.timelines(key).ifPresent(found -> timelines.put(key, found)));
            wanted.rowKeys().forEach(key -> published.row(key).ifPresent(found -> rows.put(key, found)));
            wanted.messageRanges()
                    .forEach((stream, range) -> messages.put(
                            stream,
                            new TreeMap<>(published.messages(
                                    wanted.from(range, state.streamNumbers()),
                                    wanted.to(range, state.streamNumbers())))));
            boolean complete = timelines.size() == wanted.keys().size()
                    && rows.size() == wanted.rowKeys().size()
                    && messages.isEmpty();
            return new Boundary(
                    timelines,
                    rows,
                    messages,
                    published.highWater(),
                    complete ? Optional.empty() : Optional.of(state.store().view()));
        }

        void readTheRest(StateAccess state, Wanted wanted) throws StoreException {
            if (view.isEmpty()) {
                return;
            }
            for (GroupKey key : wanted.keys()) {
                if (!timelines.containsKey(key)) {
                    Group group = state.catalog().groups().get(key.group());
                    timelines.put(key, state.loader().load(view.get(), group, key.bytes()));
                }
            }
            for (RowKey key : wanted.rowKeys()) {
                if (!rows.containsKey(key)) {
                    rows.put(key, Row.load(view.get(), key));
                }
            }
            for (Map.Entry<Integer, MessageRange> each : wanted.messageRanges().entrySet()) {
                TreeMap<EntryKey, byte[]> found = Objects.requireNonNull(messages.get(each.getKey()));
                view.get()
                        .entries(
                                wanted.from(each.getValue(), state.streamNumbers()),
                                wanted.to(each.getValue(), state.streamNumbers()),
                                (key, bytes) -> {
                                    found.put(key, bytes);
                                    return true;
                                });
            }
        }

        @Override
        public void close() {
            view.ifPresent(StoreView::close);
        }
    }

    /** The messages of a continuous resolver that were asked for; empty when its key was given as null. */
    Optional<Held> messages(int stream) {
        return Optional.ofNullable(messages.get(stream));
    }

    long highWaterMillis(int layer) {
        return highWater.layersMillis()[layer];
    }

    long streamHighWaterMillis(int stream) {
        return highWater.streamsMillis()[stream];
    }

    List<Timeline> timelines(GroupKey key) {
        List<Timeline> found = timelines.get(key);
        if (found == null) {
            throw new IllegalStateException("a key is asked for that was not read");
        }
        return found;
    }

    Row row(RowKey key) {
        return rows.getOrDefault(key, Row.EMPTY);
    }
}
