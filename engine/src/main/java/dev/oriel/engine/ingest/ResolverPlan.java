package dev.oriel.engine.ingest;

import dev.oriel.engine.catalog.RunningResolver;

/** What one resolver does with a message, settled once. */
sealed interface ResolverPlan permits MappingPlan, WindowedPlan {
    RunningResolver running();

    /** How it reads messages. */
    InputPlan input();

    /** Place among the running resolvers of the catalog. */
    int index();

    default String name() {
        return running().name();
    }
}
