package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.message.RefusedException;
import dev.oriel.engine.state.HeldMessage;
import dev.oriel.engine.window.OutputRow;
import dev.oriel.engine.window.WindowException;
import dev.oriel.engine.window.WindowFunctions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Windows of continuous resolvers by functions or SQL, for one query: the messages of the key in {@code (now - window, now]},
 * handed to the resolver. Each window is run once, whatever is asked of it.
 */
final class MessageWindows {
    private final List<WindowFunctions> functions;
    private final EngineOptions options;
    private final QueryInputs inputs;
    private final Instant now;
    private final Map<String, Ran> ran = new HashMap<>();
    private final Map<Integer, NavigableMap<Long, List<Object>>> messages = new HashMap<>();

    /** Rows of one window, or why there are none. */
    private record Ran(List<OutputRow> rows, Optional<String> failure) {}

    MessageWindows(List<WindowFunctions> functions, EngineOptions options, QueryInputs inputs, Instant now) {
        this.functions = functions;
        this.options = options;
        this.inputs = inputs;
        this.now = now;
    }

    Outcome outcome(ServePlan.Target target, WindowedStream stream, Snapshot snapshot) {
        Optional<Snapshot.Held> held = snapshot.messages(stream.index());
        if (held.isEmpty()) {
            // A key was given as null: it has no messages.
            return Outcome.of(null);
        }
        long newest = snapshot.streamHighWaterMillis(stream.index());
        long keptFrom =
                newest == Long.MIN_VALUE ? Long.MIN_VALUE : newest - stream.longestMillis() - options.asOfMillis();
        if (now.toEpochMilli() - target.windowMillis() < keptFrom) {
            return failed(
                    target,
                    "no value at '" + now + "' · its window begins before '" + Instant.ofEpochMilli(keptFrom)
                            + "', and older messages are gone · the nearest time with a value is '"
                            + Instant.ofEpochMilli(keptFrom + target.windowMillis()) + "' · ask at it or later");
        }
        Ran window = ran.computeIfAbsent(
                stream.index() + "/" + target.windowMillis(), unused -> run(stream, target.windowMillis(), held.get()));
        if (window.failure().isPresent()) {
            return failed(target, window.failure().get());
        }
        return value(target, stream, window.rows());
    }

    private Ran run(WindowedStream stream, long windowMillis, Snapshot.Held held) {
        try {
            NavigableMap<Long, List<Object>> read = messages.get(stream.index());
            if (read == null) {
                read = read(stream, held);
                messages.put(stream.index(), read);
            }
            NavigableMap<Long, List<Object>> inWindow =
                    read.subMap(now.toEpochMilli() - windowMillis, false, now.toEpochMilli(), true);
            var list = new ArrayList<Object>();
            inWindow.values().forEach(list::addAll);
            if (list.isEmpty()) {
                // A resolver is never run on nothing (D12).
                return new Ran(List.of(), Optional.empty());
            }
            if (list.size() > options.messagesPerWindowMax()) {
                throw new WindowException(
                        "its window has '" + list.size() + "' messages, more than '" + options.messagesPerWindowMax()
                                + "' · use a ready aggregation, a shorter window or more keys");
            }
            return new Ran(functions.get(stream.index()).run(list, held.keys()), Optional.empty());
        } catch (WindowException e) {
            return new Ran(List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** The messages by event time, in the order in which they are kept. */
    private NavigableMap<Long, List<Object>> read(WindowedStream stream, Snapshot.Held held) throws WindowException {
        var read = new TreeMap<Long, List<Object>>();
        for (Map.Entry<Long, List<byte[]>> each : held.byMillis().entrySet()) {
            var list = new ArrayList<Object>();
            for (byte[] bytes : each.getValue()) {
                try {
                    functions
                            .get(stream.index())
                            .read(HeldMessage.read(bytes).value())
                            .ifPresent(list::add);
                } catch (RefusedException e) {
                    throw new WindowException("a message that was taken cannot be read any more, " + e.getMessage()
                            + " · has its record changed?");
                }
            }
            read.put(each.getKey(), list);
        }
        return read;
    }

    private Outcome value(ServePlan.Target target, WindowedStream stream, List<OutputRow> rows) {
        Optional<String> primaryKey = stream.owner().primaryKey().map(FeatureDefinition::name);
        Object asked = primaryKey
                .map(name -> stream.owner().namespace() + "." + name)
                .filter(inputs::has)
                .map(inputs::value)
                .orElse(null);
        List<OutputRow> fitting = rows.stream()
                .filter(row -> asked == null
                        || row.primaryKey().isEmpty()
                        || row.primaryKey().get().equals(asked))
                .toList();
        if (fitting.size() > 1) {
            return failed(
                    target,
                    stream.running().name() + ": it gives " + fitting.size()
                            + " rows for these keys · give the primary key in the query, or one row in the resolver");
        }
        return fitting.isEmpty()
                ? Outcome.of(null)
                : Outcome.of(fitting.getFirst().values().get(target.feature().name()));
    }

    private static Outcome failed(ServePlan.Target target, String message) {
        return Outcome.failed(QueryError.Code.RESOLVER_FAILED, target.fqn(), target.fqn() + ": " + message);
    }
}
