package dev.oriel.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a stream resolver's outputs.
 *
 * @param updatesMaterializedAggregations whether they update the aggregations over the rows that they write
 * @param skipOnline whether they are kept out of the online store
 * @param skipOffline whether they are kept out of the offline store
 * @param sinks where they are sent besides
 * @param environments that the resolver belongs to; empty is all
 */
public record ResolverSwitches(
        boolean updatesMaterializedAggregations,
        boolean skipOnline,
        boolean skipOffline,
        List<Sink> sinks,
        List<String> environments) {
    static final ResolverSwitches NONE = new ResolverSwitches(true, false, false, List.of(), List.of());

    /** Copies the lists. */
    public ResolverSwitches {
        sinks = List.copyOf(sinks);
        environments = List.copyOf(environments);
    }

    ResolverSwitches withoutMaterializedAggregations() {
        return new ResolverSwitches(false, skipOnline, skipOffline, sinks, environments);
    }

    ResolverSwitches withoutOnline() {
        return new ResolverSwitches(updatesMaterializedAggregations, true, skipOffline, sinks, environments);
    }

    ResolverSwitches withoutOffline() {
        return new ResolverSwitches(updatesMaterializedAggregations, skipOnline, true, sinks, environments);
    }

    ResolverSwitches with(Sink sink) {
        var more = new ArrayList<>(sinks);
        more.add(sink);
        return new ResolverSwitches(updatesMaterializedAggregations, skipOnline, skipOffline, more, environments);
    }

    ResolverSwitches in(String... names) {
        return new ResolverSwitches(updatesMaterializedAggregations, skipOnline, skipOffline, sinks, List.of(names));
    }
}
