package dev.oriel.engine.ingest;

import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.window.WindowFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What ingest is opened with.
 *
 * @param functions of the windowed resolvers, by their index
 * @param newStoreId names a store that has no name yet, where records leave it; empty if nothing takes what leaves
 * @param refusals what senders of messages wait for
 */
public record IngestSetup(
        Catalog catalog,
        OnlineStore store,
        EngineOptions options,
        List<WindowFunctions> functions,
        Optional<String> newStoreId,
        PushRefusals refusals) {
    /** Copies the list. */
    public IngestSetup {
        functions = List.copyOf(functions);
    }

    /**
     * A setup of what a catalog runs, on what an engine stands on.
     *
     * @throws SqlException if there is SQL and no engine, or the SQL is wrong
     */
    public static IngestSetup of(Catalog catalog, EnginePorts ports, EngineOptions options) throws SqlException {
        return of(catalog, ports.store(), options, ports.sql(), ports.outlet().map(EnginePorts.Outlet::newStoreId));
    }

    /**
     * A setup of what a catalog runs.
     *
     * @param sql runs the SQL of windowed resolvers; empty where there is no engine for it
     * @throws SqlException if there is SQL and no engine, or the SQL is wrong
     */
    public static IngestSetup of(
            Catalog catalog,
            OnlineStore store,
            EngineOptions options,
            Optional<SqlEngine> sql,
            Optional<String> newStoreId)
            throws SqlException {
        var functions = new ArrayList<WindowFunctions>();
        for (WindowedStream stream : catalog.windowed()) {
            functions.add(new WindowFunctions(stream, sql));
        }
        return new IngestSetup(catalog, store, options, functions, newStoreId, new PushRefusals());
    }
}
