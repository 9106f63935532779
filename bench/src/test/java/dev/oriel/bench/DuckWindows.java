package dev.oriel.bench;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Buckets in a table of DuckDB in memory, ascending, with no other key in it; one prepared query a window, with as many threads as
 * DuckDB likes.
 */
final class DuckWindows implements WindowReader, AutoCloseable {
    private final DuckDBConnection connection;
    private final PreparedStatement query;

    DuckWindows(DenseKey key) throws SQLException {
        connection = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        try (var statement = connection.createStatement()) {
            statement.execute("create table buckets (bucket bigint, n bigint, total double, low double, high double)");
        }
        Totals[] totals = InterleavedArrayWindows.bucketTotals(key);
        try (DuckDBAppender rows = connection.createAppender("buckets")) {
            for (int bucket = 0; bucket < totals.length; bucket++) {
                rows.beginRow()
                        .append(key.firstBucket() + bucket)
                        .append(totals[bucket].count)
                        .append(totals[bucket].sum)
                        .append(totals[bucket].min)
                        .append(totals[bucket].max)
                        .endRow();
            }
        }
        query = connection.prepareStatement(
                "select sum(n)::bigint, sum(total), min(low), max(high) from buckets where bucket between ? and ?");
    }

    @Override
    public void read(long fromBucket, long toBucket, Totals into) throws SQLException {
        query.setLong(1, fromBucket);
        query.setLong(2, toBucket);
        try (ResultSet result = query.executeQuery()) {
            into.clear();
            if (result.next()) {
                into.add(result.getLong(1), result.getDouble(2), result.getDouble(3), result.getDouble(4));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        query.close();
        connection.close();
    }
}
