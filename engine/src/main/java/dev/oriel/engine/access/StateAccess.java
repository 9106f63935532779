package dev.oriel.engine.access;

import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.state.PublishedState;

/**
 * Where queries find state.
 *
 * @param loader how timelines that are only in the store are read
 * @param streamNumbers under which the store keeps each windowed resolver, by its index; never changed
 */
public record StateAccess(
        Catalog catalog, OnlineStore store, PublishedState published, TimelineLoader loader, int[] streamNumbers) {}
