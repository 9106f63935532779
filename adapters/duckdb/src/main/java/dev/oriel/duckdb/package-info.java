/**
 * DuckDB inside the process: SQL over messages, and Parquet files as a source. Read {@link dev.oriel.duckdb.DuckDbSqlEngine}
 * for the limits, {@code Handover} for how messages get in, {@code ResultType} for how rows get out.
 */
@NullMarked
package dev.oriel.duckdb;

import org.jspecify.annotations.NullMarked;
