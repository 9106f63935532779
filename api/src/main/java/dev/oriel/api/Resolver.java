package dev.oriel.api;

import java.util.List;

/** What gives features their values. A value in a field of a class marked {@link Resolvers}; the field's name is its own. */
public sealed interface Resolver permits StreamResolver, OnlineResolver, OfflineResolver {
    /** The environments that it belongs to; empty is all. */
    List<String> environments();
}
