package dev.oriel.duckdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** Writes what a query gives as a Parquet file, which appears whole. */
final class ParquetWriter implements AutoCloseable {
    private final Connection connection;

    ParquetWriter() throws SQLException {
        connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    }

    void write(Path file, String select) throws Exception {
        Path unfinished = file.resolveSibling(".unfinished");
        try (var statement = connection.createStatement()) {
            statement.execute("copy (%s) to '%s' (format parquet)".formatted(select, unfinished));
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
