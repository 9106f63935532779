package dev.oriel.engine.window;

import dev.oriel.api.WindowedOutput;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.message.MessageTable;
import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SQL of one output. Columns of the result are features, by their name with or without the namespace. */
final class WindowQuery {
    private final WindowedStream stream;
    private final WindowedOutput.BySql output;
    private final SqlEngine engine;
    /** Null until the class of the parsed messages is known, which only a message tells where the resolver does not. */
    private volatile @Nullable Prepared prepared;

    private record Prepared(Class<?> message, SqlEngine.Query query) {}

    WindowQuery(WindowedStream stream, WindowedOutput.BySql output, Optional<SqlEngine> engine) throws SqlException {
        this.stream = stream;
        this.output = output;
        this.engine = engine.orElseThrow(() -> new SqlException(stream.running().name()
                + " · it is written in SQL · nothing here runs SQL · add the module oriel-duckdb"));
        Optional<Class<?>> message = stream.resolver().input().read();
        if (message.isPresent()) {
            prepared = prepare(message.get());
        }
    }

    private Prepared prepare(Class<?> message) throws SqlException {
        List<SqlEngine.Column> columns;
        try {
            columns = MessageTable.columns(message);
        } catch (IllegalArgumentException e) {
            throw new SqlException(stream.running().name() + " · " + e.getMessage(), e);
        }
        SqlEngine.Query query = engine.prepare(stream.running().name(), output.text(), columns);
        Set<String> given = new HashSet<>();
        query.columns().forEach(column -> given.add(fqn(column)));
        List<String> missing =
                output.features().stream().filter(fqn -> !given.contains(fqn)).toList();
        if (!missing.isEmpty() || given.size() > output.features().size()) {
            throw new SqlException(
                    stream.running().name() + " · the columns of its SQL are not its outputs · it gives '"
                            + String.join("', '", query.columns()) + "', and its outputs are '"
                            + String.join("', '", output.features()) + "' · name each column as its feature");
        }
        return new Prepared(message, query);
    }

    private String fqn(String column) {
        return column.indexOf('.') < 0 ? stream.owner().namespace() + "." + column : column;
    }

    List<Map<String, @Nullable Object>> rows(List<Object> messages) throws WindowException {
        try {
            Class<?> type = stream.resolver().input().read().orElse(null);
            if (type == null) {
                type = messages.getFirst().getClass();
            }
            Prepared current = prepared;
            if (current == null || current.message() != type) {
                current = prepare(type);
                prepared = current;
            }
            SqlEngine.Rows result = current.query().run(new MessageTable(type, messages));
            if (output.result() != WindowedOutput.Result.ROWS && result.rows().size() > 1) {
                throw WindowFunctions.failure(
                        stream,
                        "its SQL gives " + result.rows().size()
                                + " rows for one key: give one, or none, or leave out the keys");
            }
            var rows =
                    new ArrayList<Map<String, @Nullable Object>>(result.rows().size());
            for (@Nullable Object[] values : result.rows()) {
                var row = new LinkedHashMap<String, Optional<Object>>();
                for (int i = 0; i < values.length; i++) {
                    row.put(fqn(result.columns().get(i)), Optional.ofNullable(values[i]));
                }
                rows.add(WindowFunctions.row(stream, row));
            }
            return rows;
        } catch (SqlException e) {
            throw new WindowException(String.valueOf(e.getMessage()), e);
        }
    }
}
