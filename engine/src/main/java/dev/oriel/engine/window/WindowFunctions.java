package dev.oriel.engine.window;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Row;
import dev.oriel.api.WindowedOutput;
import dev.oriel.api.WindowedOutput.Result;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.message.MessageReader;
import dev.oriel.engine.message.RefusedException;
import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.state.FeatureValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The functions and the SQL of one windowed resolver. Ready aggregations are none of it. May be used by any threads, as far
 * as the functions may.
 */
public final class WindowFunctions {
    private final WindowedStream stream;
    private final MessageReader reader;
    private final List<Made> outputs = new ArrayList<>();

    /** One output: what it makes of the messages of a window. */
    @FunctionalInterface
    private interface Made {
        /** Rows of values by feature name, without the keys. */
        List<Map<String, @Nullable Object>> rows(List<Object> messages) throws WindowException;
    }

    /**
     * Prepares the outputs of a resolver.
     *
     * @param sql runs the SQL; empty where there is no engine for it
     * @throws SqlException if there is SQL and no engine, or the SQL is wrong
     */
    public WindowFunctions(WindowedStream stream, Optional<SqlEngine> sql) throws SqlException {
        this.stream = stream;
        this.reader = MessageReader.of(
                stream.resolver().input().message(), stream.running().source());
        for (WindowedOutput output : stream.resolver().outputs()) {
            switch (output) {
                case WindowedOutput.ByList list ->
                    outputs.add(messages -> rows(list.features(), list.result(), call(list.function(), messages)));
                case WindowedOutput.ByFrame frame ->
                    outputs.add(messages -> rows(frame.features(), frame.result(), framed(frame.function(), messages)));
                case WindowedOutput.BySql text -> {
                    var query = new WindowQuery(stream, text, sql);
                    outputs.add(query::rows);
                }
                case WindowedOutput.ByAggregation ignored -> {
                    // States are kept for it, in the kernel.
                }
            }
        }
    }

    /** Whose they are. */
    public WindowedStream stream() {
        return stream;
    }

    /**
     * Reads a message that was kept.
     *
     * @return the message, parsed where the resolver parses; empty when {@code parse} skips it now
     * @throws RefusedException if it cannot be read any more
     */
    public Optional<Object> read(byte[] value) throws RefusedException {
        Object message = reader.read(value);
        Optional<Function<Object, @Nullable Object>> parse =
                stream.resolver().input().parse();
        if (parse.isEmpty()) {
            return Optional.of(message);
        }
        try {
            return Optional.ofNullable(parse.get().apply(message));
        } catch (Exception | StackOverflowError | AssertionError e) {
            throw new RefusedException(stream.running().name() + ": parse throws " + e);
        }
    }

    /**
     * Makes the rows of one window.
     *
     * @param messages parsed where the resolver parses, in order; at least one (D12)
     * @param keys values of the resolver's keys, in their order; empty for a resolver without keys
     * @return one row for each primary key, in the order the outputs gave them
     * @throws WindowException if a function or the SQL fails, or gives rows that cannot be told apart
     */
    public List<OutputRow> run(List<Object> messages, List<Object> keys) throws WindowException {
        var byKey = new LinkedHashMap<Optional<Object>, Map<String, @Nullable Object>>();
        for (Made output : outputs) {
            for (Map<String, @Nullable Object> made : output.rows(messages)) {
                Map<String, @Nullable Object> row = withKeys(made, keys);
                Optional<Object> primaryKey = primaryKey(row);
                Map<String, @Nullable Object> before = byKey.putIfAbsent(primaryKey, row);
                if (before != null) {
                    merge(before, row, primaryKey);
                }
            }
        }
        var rows = new ArrayList<OutputRow>(byKey.size());
        byKey.forEach((primaryKey, values) -> rows.add(new OutputRow(primaryKey, values)));
        return rows;
    }

    private Optional<Object> primaryKey(Map<String, @Nullable Object> row) throws WindowException {
        if (stream.owner().primaryKey().isEmpty()) {
            return Optional.empty();
        }
        FeatureDefinition feature = stream.owner().primaryKey().get();
        Object value = row.get(feature.name());
        if (value == null && row.containsKey(feature.name())) {
            throw failure("a row has no primary key: '" + fqn(feature.name()) + "' is null");
        }
        return Optional.ofNullable(value);
    }

    /** A key feature need not be given by a row; where it is, it is the one of the messages. */
    private Map<String, @Nullable Object> withKeys(Map<String, @Nullable Object> made, List<Object> keys)
            throws WindowException {
        if (keys.isEmpty()) {
            return made;
        }
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < keys.size(); i++) {
            String name = stream.keys().get(i).name();
            Object given = made.get(name);
            if (given != null && !given.equals(keys.get(i))) {
                throw failure("a row has '" + fqn(name) + "' = '" + given + "', and all its messages have '"
                        + keys.get(i) + "': leave the key out of the row");
            }
            row.put(name, keys.get(i));
        }
        made.forEach((name, value) -> {
            if (value != null || !row.containsKey(name)) {
                row.put(name, value);
            }
        });
        return row;
    }

    private void merge(
            Map<String, @Nullable Object> into, Map<String, @Nullable Object> more, Optional<Object> primaryKey)
            throws WindowException {
        for (Map.Entry<String, @Nullable Object> each : more.entrySet()) {
            boolean isKey = stream.keys().stream().anyMatch(key -> key.name().equals(each.getKey()))
                    || stream.owner()
                            .primaryKey()
                            .filter(key -> key.name().equals(each.getKey()))
                            .isPresent();
            if (!isKey && into.containsKey(each.getKey())) {
                throw failure("two rows have the primary key '"
                        + primaryKey.map(Object::toString).orElse("none") + "': give one row for each");
            }
            into.put(each.getKey(), each.getValue());
        }
    }

    private List<Map<String, @Nullable Object>> rows(List<String> features, Result result, @Nullable Object returned)
            throws WindowException {
        if (result == Result.VALUE) {
            return List.of(row(stream, Map.of(features.getFirst(), Optional.ofNullable(returned))));
        }
        if (returned == null) {
            return List.of();
        }
        List<?> given = result == Result.ROW ? List.of(returned) : (List<?>) returned;
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (Object each : given) {
            if (!(each instanceof Row row)) {
                throw failure("one of its rows is "
                        + (each == null ? "null" : each.getClass().getSimpleName()) + ": give rows by Row.of(…)");
            }
            var values = new LinkedHashMap<String, Optional<Object>>();
            row.values().forEach((fqn, value) -> values.put(fqn, Optional.ofNullable(value)));
            rows.add(row(stream, values));
        }
        return rows;
    }

    /**
     * Values of the class's features, in the engine's form.
     *
     * @param values by name on the wire
     */
    static Map<String, @Nullable Object> row(WindowedStream stream, Map<String, Optional<Object>> values)
            throws WindowException {
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (Map.Entry<String, Optional<Object>> each : values.entrySet()) {
            String name = each.getKey().substring(each.getKey().indexOf('.') + 1);
            FeatureDefinition feature = stream.owner()
                    .feature(name)
                    .filter(found -> each.getKey().startsWith(stream.owner().namespace() + "."))
                    .orElse(null);
            FeatureType type = feature == null ? null : feature.type();
            if (type == null) {
                throw failure(
                        stream,
                        "a row has '" + each.getKey() + "', which is no value of "
                                + stream.owner().simpleName());
            }
            try {
                row.put(
                        name,
                        each.getValue()
                                .map(value -> FeatureValues.normalise(value, type))
                                .orElse(null));
            } catch (IllegalArgumentException e) {
                throw failure(stream, "'" + each.getKey() + "': " + e.getMessage());
            }
        }
        return row;
    }

    private @Nullable Object framed(Function<Object, @Nullable Object> function, List<Object> messages)
            throws WindowException {
        DataFrame<Object> frame;
        try {
            frame = MessageFrames.of(messages);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new WindowException(stream.running().name() + ": " + e.getMessage(), e);
        }
        return call(function, frame);
    }

    private @Nullable Object call(Function<Object, @Nullable Object> function, Object messages) throws WindowException {
        try {
            return function.apply(messages);
        } catch (Exception | StackOverflowError | AssertionError e) {
            throw new WindowException(stream.running().name() + ": it throws " + e, e);
        }
    }

    private String fqn(String name) {
        return stream.owner().namespace() + "." + name;
    }

    private WindowException failure(String message) {
        return failure(stream, message);
    }

    static WindowException failure(WindowedStream stream, String message) {
        return new WindowException(stream.running().name() + ": " + message);
    }
}
