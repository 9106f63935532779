package dev.oriel.duckdb;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.engine.port.SqlEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages made by hand, row by row. */
final class Table implements SqlEngine.Messages {
    private final List<SqlEngine.Column> columns = new ArrayList<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    Table column(String name, FeatureType type) {
        columns.add(new SqlEngine.Column(name, type, true));
        return this;
    }

    Table column(String name, ScalarType type) {
        return column(name, new FeatureType.Scalar(type));
    }

    Table row(@Nullable Object... values) {
        rows.add(values);
        return this;
    }

    List<SqlEngine.Column> columns() {
        return columns;
    }

    /** Logins of the seeds: user 1 failed twice, user 2 once, user 3 never. */
    static Table logins() {
        return new Table()
                .column("user_id", ScalarType.LONG)
                .column("failed", ScalarType.BOOLEAN)
                .row(1L, true)
                .row(2L, false)
                .row(3L, false)
                .row(1L, true)
                .row(2L, true);
    }

    /** The result of a query over these messages. */
    List<List<@Nullable Object>> ask(SqlEngine engine, String sql) throws Exception {
        return rowsOf(engine.prepare("test", sql, columns).run(this));
    }

    static List<List<@Nullable Object>> rowsOf(SqlEngine.Rows rows) {
        List<List<@Nullable Object>> lists = new ArrayList<>();
        for (@Nullable Object[] row : rows.rows()) {
            lists.add(Arrays.asList(row));
        }
        return lists;
    }

    @Override
    public int count() {
        return rows.size();
    }

    @Override
    public @Nullable Object value(int column, int message) {
        return rows.get(message)[column];
    }
}
