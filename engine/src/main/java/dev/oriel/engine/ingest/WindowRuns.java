package dev.oriel.engine.ingest;

import dev.oriel.api.Durations;
import dev.oriel.api.Sink;
import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.failpoint.Failpoint;
import dev.oriel.engine.failpoint.Failpoints;
import dev.oriel.engine.message.RefusedException;
import dev.oriel.engine.port.RowKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.HeldMessage;
import dev.oriel.engine.state.KernelValues;
import dev.oriel.engine.state.KeyCodec;
import dev.oriel.engine.window.OutputRow;
import dev.oriel.engine.window.WindowException;
import dev.oriel.kernel.Fold;
import dev.oriel.kernel.Timeline;
import dev.oriel.kernel.aggregation.AggregateValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tumbling windows that have ended, and again when messages came late; each run replaces what the one before it gave, and
 * takes back the rows that it does not give any more (D12). For one thread.
 */
final class WindowRuns {
    private static final Logger LOG = LoggerFactory.getLogger(WindowRuns.class);

    private final WindowEdits windows;
    private final EntryEdits entries;
    private final RowEdits rows;
    private final Outbox outbox;

    WindowRuns(WindowEdits windows, EntryEdits entries, RowEdits rows, Outbox outbox) {
        this.windows = windows;
        this.entries = entries;
        this.rows = rows;
        this.outbox = outbox;
    }

    /** Where the states of ready aggregations are, as of the messages taken so far. */
    @FunctionalInterface
    interface States {
        List<Timeline> timelines(Group group, byte[] key, StoreViews views) throws StoreException;
    }

    /**
     * Runs windows that are due.
     *
     * @param most how many at most
     */
    void run(long nowMillis, int most, States states, StoreViews views) throws StoreException {
        for (int i = 0; i < most; i++) {
            Optional<BinKey> next = windows.poll(nowMillis);
            if (next.isEmpty()) {
                return;
            }
            Optional<Bin> bin = windows.bin(next.get(), views);
            if (bin.isPresent()) {
                run(next.get(), bin.get(), nowMillis, states, views);
            }
        }
    }

    private void run(BinKey key, Bin bin, long nowMillis, States states, StoreViews views) throws StoreException {
        StreamWindows stream = windows.stream(key.stream());
        boolean again = bin.lastRunMillis != Long.MIN_VALUE;
        try {
            List<OutputRow> made = made(key, bin, stream, states, views);
            Failpoints.hit(Failpoint.WINDOW_MADE);
            write(key, bin, made, views);
            bin.state = Bin.State.CLOSED;
            stream.ran(again, OptionalLong.empty(), Optional.empty());
        } catch (WindowException e) {
            // What its last good run gave stays: it is what was known then, and the failure is told.
            bin.state = Bin.State.FAILED;
            String reason = window(key) + " · " + e.getMessage();
            LOG.warn("A window has no value: {}", reason);
            stream.ran(again, OptionalLong.of(1), Optional.of(reason));
        }
        bin.lastRunMillis = nowMillis;
        bin.changed = true;
        windows.ran(key);
    }

    private String window(BinKey key) {
        return windows.stream(key.stream()).plan().name() + " · the window of "
                + Durations.label(key.windowMillis()) + " that ends at '"
                + Instant.ofEpochMilli(key.endMillis()) + "'"
                + (key.key().length == 0 ? "" : " of " + KeyCodec.values(key.key()));
    }

    private List<OutputRow> made(BinKey key, Bin bin, StreamWindows stream, States states, StoreViews views)
            throws WindowException, StoreException {
        if (bin.messages > windows.messagesMax()) {
            throw new WindowException("it has '" + bin.messages + "' messages, more than '" + windows.messagesMax()
                    + "' · use a ready aggregation, a shorter window or more keys");
        }
        List<Object> keys = KeyCodec.values(key.key());
        List<OutputRow> made = new ArrayList<>();
        if (stream.stream().keepsMessages()) {
            made.addAll(stream.functions().run(messages(key, stream, views), keys));
        }
        if (!stream.stream().folded().isEmpty()) {
            addFolded(made, folded(key, stream.stream(), keys, states, views), stream.stream());
        }
        return made;
    }

    private List<Object> messages(BinKey key, StreamWindows stream, StoreViews views)
            throws WindowException, StoreException {
        var held = new ArrayList<byte[]>();
        entries.scan(
                EntryKeys.messages(stream.number(), key.key(), key.startMillis()),
                EntryKeys.messages(stream.number(), key.key(), key.endMillis()),
                views,
                (place, bytes) -> held.add(bytes));
        var messages = new ArrayList<Object>(held.size());
        for (byte[] bytes : held) {
            try {
                stream.functions().read(HeldMessage.read(bytes).value()).ifPresent(messages::add);
            } catch (RefusedException e) {
                throw new WindowException("a message that was taken cannot be read any more, " + e.getMessage()
                        + " · has its record changed?");
            }
        }
        if (messages.isEmpty()) {
            throw new WindowException("its messages are gone · has parse changed?");
        }
        return messages;
    }

    /** What the ready aggregations of a window give: one row of its keys. */
    private static Map<String, @Nullable Object> folded(
            BinKey key, WindowedStream stream, List<Object> keys, States states, StoreViews views)
            throws WindowException, StoreException {
        Group group = stream.states().orElseThrow();
        List<Timeline> timelines = states.timelines(group, key.key(), views);
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < keys.size(); i++) {
            row.put(stream.keys().get(i).name(), keys.get(i));
        }
        for (WindowedStream.Folded folded : stream.folded()) {
            var grid = folded.layer().kernel().grid();
            Fold fold = timelines
                    .get(folded.layer().place())
                    .fold(grid.bucketOf(key.startMillis()), grid.bucketOf(key.endMillis() - 1));
            AggregateValue value = fold.value(folded.aggregator().function());
            if (value instanceof AggregateValue.Overflow) {
                throw new WindowException("the " + folded.aggregator() + " of '"
                        + folded.feature().name() + "' exceeds the range of its type");
            }
            row.put(
                    folded.feature().name(),
                    KernelValues.value(
                            value, Objects.requireNonNull(folded.feature().type())));
        }
        return row;
    }

    static void addFolded(List<OutputRow> made, Map<String, @Nullable Object> folded, WindowedStream stream) {
        Optional<Object> primaryKey =
                stream.owner().primaryKey().flatMap(key -> Optional.ofNullable(folded.get(key.name())));
        for (int i = 0; i < made.size(); i++) {
            if (made.get(i).primaryKey().equals(primaryKey)) {
                var both = new LinkedHashMap<>(made.get(i).values());
                both.putAll(folded);
                made.set(i, new OutputRow(primaryKey, both));
                return;
            }
        }
        made.add(new OutputRow(primaryKey, folded));
    }

    private void write(BinKey key, Bin bin, List<OutputRow> made, StoreViews views)
            throws WindowException, StoreException {
        WindowedPlan plan = windows.stream(key.stream()).plan();
        WindowedStream stream = plan.stream();
        var outputs = new ArrayList<byte[]>();
        Set<RowKey> written = new HashSet<>();
        for (OutputRow row : made) {
            if (row.primaryKey().isEmpty()) {
                throw new WindowException("a row does not say whose it is: add the primary key to its outputs");
            }
            outputs.add(KeyCodec.bytes(List.of(row.primaryKey().get())));
        }
        Map<String, String> names = plan.storedNames(key.windowMillis());
        for (int i = 0; i < made.size(); i++) {
            RowKey place = new RowKey(stream.owner().namespace(), outputs.get(i));
            written.add(place);
            observe(place, made.get(i), names, key, views);
            for (Sink sink : plan.sinks()) {
                outbox.send(sink, plan, made.get(i), key.windowMillis(), key.endMillis());
            }
        }
        for (byte[] before : bin.outputs) {
            RowKey place = new RowKey(stream.owner().namespace(), before);
            if (!written.contains(place) && !names.isEmpty()) {
                rows.withdraw(place, names.values(), key.endMillis(), views);
            }
        }
        bin.outputs = outputs;
    }

    private void observe(RowKey place, OutputRow row, Map<String, String> names, BinKey key, StoreViews views)
            throws StoreException {
        var values = new HashMap<String, @Nullable Object>();
        names.forEach((feature, name) -> {
            if (row.values().containsKey(feature)) {
                values.put(name, row.values().get(feature));
            }
        });
        if (!values.isEmpty()) {
            long keptFromMillis = windows.stream(key.stream()).settledBeforeMillis(key.windowMillis());
            rows.observe(place, values, key.endMillis(), keptFromMillis, views);
        }
    }
}
