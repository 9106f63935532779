package dev.oriel.engine.port;

import java.util.List;
import java.util.Optional;

/**
 * The outside of an engine.
 *
 * @param store stays the caller's to close, after the engine
 * @param sources closed with the engine, and also when it cannot be opened
 * @param sink takes dead letters and the rows of sinks; closed with the engine. Without one they are counted only
 * @param sql runs SQL resolvers; stays the caller's to close, after the engine
 */
public record EnginePorts(
        OnlineStore store, List<EventSource> sources, Optional<EventSink> sink, Optional<SqlEngine> sql) {
    /** Copies the list. */
    public EnginePorts {
        sources = List.copyOf(sources);
    }

    /** A store and sources, and nothing else. */
    public static EnginePorts of(OnlineStore store, List<EventSource> sources) {
        return new EnginePorts(store, sources, Optional.empty(), Optional.empty());
    }

    /** The same with a sink. */
    public EnginePorts sink(EventSink newSink) {
        return new EnginePorts(store, sources, Optional.of(newSink), sql);
    }

    /** The same with an engine for SQL. */
    public EnginePorts sql(SqlEngine newSql) {
        return new EnginePorts(store, sources, sink, Optional.of(newSql));
    }
}
