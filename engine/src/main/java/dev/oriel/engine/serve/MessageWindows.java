package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.message.RefusedException;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.state.EntryKeys;
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
 * Windows of continuous resolvers by functions or SQL, for one row: the messages of the key in {@code (now - window, now]},
 * handed to the resolver. Each window is run once, whatever is asked of it.
 */
final class MessageWindows {
    private final Subject subject;
    private final List<WindowFunctions> functions;
    private final EngineOptions options;
    private final Instant now;
    private final Map<String, Ran> ran = new HashMap<>();
    private final Map<EntryRange, NavigableMap<Long, List<Object>>> messages = new HashMap<>();

    /** Rows of one window, or why there are none. */
    private record Ran(List<OutputRow> rows, Optional<String> failure) {}

    MessageWindows(Subject subject) {
        this.subject = subject;
        this.functions = subject.question().setup().functions();
        this.options = subject.question().setup().options();
        this.now = subject.now();
    }

    Outcome outcome(Target target, WindowedStream stream) {
        Optional<QueryError> unknown = subject.keys().messagesFailure(stream);
        if (unknown.isPresent()) {
            return Outcome.failed(
                    QueryError.Code.UPSTREAM_FAILED,
                    target.fqn(),
                    target.fqn() + ": the feature that tells its messages has no value · "
                            + unknown.get().message());
        }
        Optional<MessageRange> range = subject.keys().messages(stream);
        if (range.isEmpty()) {
            // A key was given as null: it has no messages.
            return Outcome.of(null);
        }
        EntryRange entries = subject.keys().entries(range.get());
        long newest = subject.readings().of(entries).streamHighWaterMillis(stream.index());
        long keptFrom =
                newest == Long.MIN_VALUE ? Long.MIN_VALUE : newest - stream.longestMillis() - options.asOfMillis();
        long completeMillis = subject.question().setup().state().complete().fromMillis(stream);
        // The first instant of a window is the one after its start.
        long begin = now.toEpochMilli() - target.windowMillis() + 1;
        if (begin < completeMillis && keptFrom < completeMillis) {
            return failed(
                    target,
                    "no value at '" + now + "' · its window begins before '" + Instant.ofEpochMilli(completeMillis)
                            + "', and the messages of its resolver are complete only from then on: it was added, or its"
                            + " windows became longer, when older messages had gone by · it has a value from '"
                            + Instant.ofEpochMilli(completeMillis + target.windowMillis() - 1)
                            + "' on · ask then, or for a shorter window");
        }
        if (now.toEpochMilli() - target.windowMillis() < keptFrom) {
            return failed(
                    target,
                    "no value at '" + now + "' · its window begins before '" + Instant.ofEpochMilli(keptFrom)
                            + "', and older messages are gone · the nearest time with a value is '"
                            + Instant.ofEpochMilli(keptFrom + target.windowMillis()) + "' · ask at it or later");
        }
        Ran window = ran.computeIfAbsent(
                stream.index() + "/" + target.windowMillis(),
                unused -> run(range.get(), target.windowMillis(), entries));
        if (window.failure().isPresent()) {
            return failed(target, window.failure().get());
        }
        return value(target, stream, window.rows());
    }

    private Ran run(MessageRange range, long windowMillis, EntryRange entries) {
        WindowFunctions resolver = functions.get(range.stream().index());
        try {
            NavigableMap<Long, List<Object>> read = messages.get(entries);
            if (read == null) {
                read = read(resolver, subject.readings().entries(entries));
                messages.put(entries, read);
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
            return new Ran(resolver.run(list, range.keys()), Optional.empty());
        } catch (WindowException e) {
            return new Ran(List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** The messages by event time, in the order in which they are kept. */
    private static NavigableMap<Long, List<Object>> read(WindowFunctions resolver, Map<EntryKey, byte[]> entries)
            throws WindowException {
        var read = new TreeMap<Long, List<Object>>();
        for (Map.Entry<EntryKey, byte[]> each : entries.entrySet()) {
            List<Object> list =
                    read.computeIfAbsent(EntryKeys.messageMillis(each.getKey()), unused -> new ArrayList<>());
            try {
                resolver.read(HeldMessage.read(each.getValue()).value()).ifPresent(list::add);
            } catch (RefusedException e) {
                throw new WindowException("a message that was taken cannot be read any more, " + e.getMessage()
                        + " · has its record changed?");
            }
        }
        return read;
    }

    private Outcome value(Target target, WindowedStream stream, List<OutputRow> rows) {
        Optional<String> primaryKey = stream.owner().primaryKey().map(FeatureDefinition::name);
        Object asked = primaryKey
                .map(name -> stream.owner().namespace() + "." + name)
                .filter(subject.inputs()::has)
                .map(subject.inputs()::value)
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

    private static Outcome failed(Target target, String message) {
        return Outcome.failed(QueryError.Code.RESOLVER_FAILED, target.fqn(), target.fqn() + ": " + message);
    }
}
