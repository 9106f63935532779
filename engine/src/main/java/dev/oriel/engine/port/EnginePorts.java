package dev.oriel.engine.port;

import java.util.List;
import java.util.Optional;

/**
 * What an engine stands on.
 *
 * @param store stays the caller's to close, after the engine
 * @param sources closed with the engine, and also when it cannot be opened
 * @param outlet takes dead letters and the rows of sinks. Without one they are counted only
 * @param sql runs SQL resolvers; stays the caller's to close, after the engine
 */
public record EnginePorts(
        OnlineStore store, List<EventSource> sources, Optional<Outlet> outlet, Optional<SqlEngine> sql) {
    /** Copies the list. */
    public EnginePorts {
        sources = List.copyOf(sources);
    }

    /**
     * Where records leave the platform.
     *
     * @param sink closed with the engine, and also when it cannot be opened
     * @param newStoreId names a store that has no name yet, among all whose records leave by this sink: no other may be called so
     */
    public record Outlet(EventSink sink, String newStoreId) {}

    /** A store and sources, and nothing else. */
    public static EnginePorts of(OnlineStore store, List<EventSource> sources) {
        return new EnginePorts(store, sources, Optional.empty(), Optional.empty());
    }

    /** The same with an outlet. */
    public EnginePorts outlet(EventSink sink, String newStoreId) {
        return new EnginePorts(store, sources, Optional.of(new Outlet(sink, newStoreId)), sql);
    }

    /** The same with an engine for SQL. */
    public EnginePorts sql(SqlEngine newSql) {
        return new EnginePorts(store, sources, outlet, Optional.of(newSql));
    }
}
