package dev.oriel.engine.ingest;

import dev.oriel.api.MappingResolver;
import dev.oriel.api.WindowedResolver;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.RunningResolver;
import java.util.ArrayList;
import java.util.List;

/** What one resolver does with a message, settled once. */
sealed interface ResolverPlan permits MappingPlan, WindowedPlan {
    /** New plans of all resolvers that a catalog runs. */
    static List<ResolverPlan> all(Catalog catalog) {
        var plans = new ArrayList<ResolverPlan>();
        var windowed = catalog.windowed().iterator();
        for (RunningResolver running : catalog.running()) {
            switch (running.resolver()) {
                case MappingResolver<?> mapping -> plans.add(new MappingPlan(running, mapping, plans.size(), catalog));
                case WindowedResolver<?> ignored -> plans.add(new WindowedPlan(windowed.next(), plans.size()));
            }
        }
        return plans;
    }

    RunningResolver running();

    /** How it reads messages. */
    InputPlan input();

    /** Place among the running resolvers of the catalog. */
    int index();

    default String name() {
        return running().name();
    }
}
