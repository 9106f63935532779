package dev.oriel.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/** Reads Parquet files one after another, by chunks of some thousand rows, as JSON. Used by one thread. */
final class ParquetRows implements AutoCloseable {
    /** Memory for the row groups of a file. */
    static final int MEMORY_BYTES_MAX = 256 << 20;

    private static final List<String> SETTINGS = List.of(
            "threads = 1",
            "memory_limit = '" + MEMORY_BYTES_MAX / 1024 + "KiB'",
            "temp_directory = ''",
            "TimeZone = 'UTC'",
            "preserve_insertion_order = true",
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            "allow_community_extensions = false");

    /* What JSON has no form for, as messages write it. */
    private static final String TIME = "strftime(%s, '%%Y-%%m-%%dT%%H:%%M:%%S.%%fZ')";
    private static final String BYTES = "to_base64(%s)";

    /* DuckDB writes a decimal as a float, which holds 15 digits: a longer one is a text, so that none is lost. */
    private static final String DECIMAL =
            "case when length((%1$s)::varchar) <= 16 then to_json(%1$s) else to_json((%1$s)::varchar) end";

    private final DuckDBConnection connection;

    /** Another to the same database, for footers: the first one is busy as long as rows are left. */
    private final Connection footers;

    private @Nullable DuckDBPreparedStatement statement;
    private @Nullable DuckDBChunkedResult result;

    ParquetRows() throws SQLException {
        connection = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        try (var settings = connection.createStatement()) {
            for (String setting : SETTINGS) {
                settings.execute("set " + setting);
            }
        }
        footers = connection.duplicate();
    }

    /** How many rows files have, by their footers, in the order given. */
    List<Long> counts(List<Path> files) throws SQLException {
        String names = files.stream().map(ParquetRows::text).collect(Collectors.joining(", ", "[", "]"));
        List<Long> counts = new ArrayList<>();
        try (var query = footers.createStatement();
                ResultSet counted = query.executeQuery("select f.num_rows from parquet_file_metadata(" + names
                        + ") f join"
                        + " (select unnest(" + names + ") as name, generate_subscripts(" + names + ", 1) as place) l"
                        + " on f.file_name = l.name order by l.place")) {
            while (counted.next()) {
                counts.add(counted.getLong(1));
            }
        }
        if (counts.size() != files.size()) {
            throw new SQLException("'%d' of '%d' files tell their rows".formatted(counts.size(), files.size()));
        }
        return counts;
    }

    /** Goes to a row of a file. */
    void open(Path file, long row) throws SQLException {
        leave();
        DuckDBPreparedStatement opened =
                connection.prepare("select to_json(%s)::varchar from %s where file_row_number >= %d"
                        .formatted(object(file), table(file, true), row));
        statement = opened;
        result = opened.query();
    }

    /**
     * The next rows of the file, each as the UTF-8 of a JSON object.
     *
     * @return empty behind the last one
     */
    List<byte[]> next() throws SQLException {
        DuckDBChunkedResult from = result;
        if (from == null) {
            return List.of();
        }
        try {
            if (!from.nextChunk()) {
                leave();
                return List.of();
            }
        } catch (IllegalStateException e) {
            throw new SQLException(e.getMessage(), e);
        }
        DuckDBDataChunkReader chunk = from.chunk();
        List<byte[]> rows = new ArrayList<>();
        for (long row = 0; row < chunk.rowCount(); row++) {
            rows.add(chunk.vector(0).getString(row).getBytes(UTF_8));
        }
        return rows;
    }

    /* A struct of the columns: {'id': "id", 'at': strftime("at", …)}. */
    private String object(Path file) throws SQLException {
        var parts = new StringJoiner(", ", "{", "}");
        try (var query = footers.createStatement();
                ResultSet described = query.executeQuery("describe select * from " + table(file, false))) {
            while (described.next()) {
                String name = described.getString("column_name");
                String quoted = HandoverColumn.quoted(name);
                String form = ResultType.of(described.getString("column_type"))
                        .map(type -> form(type, quoted))
                        // As DuckDB writes it.
                        .orElse(quoted);
                parts.add("'" + name.replace("'", "''") + "': " + form);
            }
        }
        return parts.toString();
    }

    /* Each goes over what the one before made, which has the parts of the type all the same. */
    private static String form(ResultType type, String column) {
        String times = type.replaced(ResultType.Kind.TIME, TIME, column);
        String decimals = type.replaced(ResultType.Kind.DECIMAL, DECIMAL, times);
        return type.replaced(ResultType.Kind.BYTES, BYTES, decimals);
    }

    private static String table(Path file, boolean numbered) {
        return "read_parquet(%s, file_row_number = %s)".formatted(text(file), numbered);
    }

    private static String text(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    private void leave() throws SQLException {
        DuckDBChunkedResult leftResult = result;
        DuckDBPreparedStatement leftStatement = statement;
        result = null;
        statement = null;
        if (leftResult != null) {
            leftResult.close();
        }
        if (leftStatement != null) {
            leftStatement.close();
        }
    }

    @Override
    public void close() throws SQLException {
        leave();
        footers.close();
        connection.close();
    }
}
