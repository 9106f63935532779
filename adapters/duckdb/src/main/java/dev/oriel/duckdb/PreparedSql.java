package dev.oriel.duckdb;

import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import java.util.List;
import java.util.StringJoiner;

/**
 * A query to be prepared and run by any connection.
 *
 * @param failures how to tell of what goes wrong
 * @param table name of the view of its messages, which no other query has
 * @param text with that name
 * @param handed columns of the messages
 */
record PreparedSql(Failures failures, String table, SqlText text, List<HandoverColumn> handed) {
    /** Copies the list. */
    PreparedSql {
        handed = List.copyOf(handed);
    }

    /**
     * What comes out.
     *
     * @param names of the columns
     * @param types of the columns
     */
    record Shape(List<String> names, List<ResultType> types) {
        /** Copies the lists. */
        Shape {
            names = List.copyOf(names);
            types = List.copyOf(types);
        }
    }

    /** The statement that makes the view under which the query reads the messages. */
    String view() {
        return "create or replace view %s as %s".formatted(table, Handover.select(handed));
    }

    /**
     * What is executed: the query, or one around it that gives microseconds since 1970 for its times. The driver gives times in
     * the zone of the machine, and wrong ones around its changes of the clock. The lines of the query keep their numbers.
     */
    String executed(Shape shape) {
        if (shape.types().stream().noneMatch(type -> type.has(ResultType.Kind.TIME))) {
            return text.body();
        }
        var given = new StringJoiner(", ");
        var named = new StringJoiner(", ");
        for (int i = 0; i < shape.types().size(); i++) {
            named.add("c" + i);
            given.add(shape.types().get(i).replaced(ResultType.Kind.TIME, "epoch_us(%s)", "c" + i));
        }
        return "select %s from (%s\n) as result(%s)".formatted(given, text.body(), named);
    }

    /** The query as the port gives it out. */
    record Ready(DuckDbSqlEngine engine, PreparedSql query, Shape shape, String executed) implements SqlEngine.Query {
        @Override
        public List<String> columns() {
            return shape.names();
        }

        @Override
        public SqlEngine.Rows run(SqlEngine.Messages messages) throws SqlException {
            return engine.run(this, messages);
        }
    }
}
