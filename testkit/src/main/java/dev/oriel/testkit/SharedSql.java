package dev.oriel.testkit;

import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlEngineProvider;
import dev.oriel.engine.port.SqlException;
import java.util.Optional;

/** One engine for SQL for all feature tests of a process: it takes a moment to start, and tests have nothing to close. */
final class SharedSql {
    private static Optional<SqlEngine> engine = Optional.empty();

    private SharedSql() {}

    static synchronized SqlEngine engine(ClassLoader loader) throws SqlException {
        if (engine.isEmpty()) {
            SqlEngineProvider provider = SqlEngineProvider.find(loader)
                    .orElseThrow(
                            () -> new SqlException("feature test · a resolver is written in SQL · nothing on the class"
                                    + " path runs SQL · add oriel-duckdb to the test dependencies"));
            engine = Optional.of(provider.open());
        }
        return engine.get();
    }
}
