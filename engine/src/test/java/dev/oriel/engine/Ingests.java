package dev.oriel.engine;

import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.ingest.Ingest;
import dev.oriel.engine.ingest.IngestSetup;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.QueryEngine;
import dev.oriel.engine.state.ComputedValues;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Ingest and queries over a store, as the engine puts them together; nothing leaves, and nothing runs SQL. */
final class Ingests {
    private Ingests() {}

    static IngestSetup setup(Catalog catalog, OnlineStore store, EngineOptions options) {
        try {
            return IngestSetup.of(catalog, store, options, Optional.empty(), Optional.empty());
        } catch (SqlException e) {
            throw new AssertionError(e);
        }
    }

    static Ingest open(Catalog catalog, OnlineStore store, EngineOptions options) throws StoreException {
        return Ingest.open(setup(catalog, store, options), 0);
    }

    /** Queries of definitions whose windows need no functions; what they compute is kept nowhere. */
    static QueryEngine queries(Ingest ingest, Supplier<Instant> clock, EngineOptions options) {
        return queries(ingest, clock, options, computed -> {});
    }

    /** Queries of definitions whose windows need no functions. */
    static QueryEngine queries(
            Ingest ingest, Supplier<Instant> clock, EngineOptions options, Consumer<ComputedValues> computed) {
        return new QueryEngine(
                ingest.access(), List.of(), new QueryEngine.Outside(Runnable::run, clock::get, computed), options);
    }
}
