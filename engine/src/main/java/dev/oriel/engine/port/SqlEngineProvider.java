package dev.oriel.engine.port;

import java.util.Optional;
import java.util.ServiceLoader;

/** Opens an engine for SQL; found on the class path by {@link ServiceLoader}. */
public interface SqlEngineProvider {
    /**
     * An engine with the default limits.
     *
     * @throws SqlException if it cannot be opened
     */
    SqlEngine open() throws SqlException;

    /** The first provider that a class loader knows; empty without any. */
    static Optional<SqlEngineProvider> find(ClassLoader loader) {
        return ServiceLoader.load(SqlEngineProvider.class, loader).findFirst();
    }
}
