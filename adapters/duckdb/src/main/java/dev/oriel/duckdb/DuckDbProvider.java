package dev.oriel.duckdb;

import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlEngineProvider;
import dev.oriel.engine.port.SqlException;

/** Gives DuckDB to whoever finds it on the class path. */
public final class DuckDbProvider implements SqlEngineProvider {
    /** Made by the service loader. */
    public DuckDbProvider() {}

    @Override
    public SqlEngine open() throws SqlException {
        return DuckDbSqlEngine.open(DuckDbOptions.defaults());
    }
}
