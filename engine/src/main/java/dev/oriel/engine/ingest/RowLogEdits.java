package dev.oriel.engine.ingest;

import dev.oriel.api.MappingResolver;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.RowLog;
import dev.oriel.engine.catalog.RowShape;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.KeptRow;
import dev.oriel.engine.state.KeyCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows that has-many relations keep one by one. Which logs the rows of a resolver enter is settled once: where none does,
 * a row costs a look at an empty list. For one thread.
 */
final class RowLogEdits {
    private static final byte[] NO_PRIMARY_KEY = {};

    private final EntryEdits entries;
    private final long[] highWaterMillis;
    private final long asOfMillis;
    private final int[] numbers;
    /** By the place of the resolver. */
    private final List<List<LogFeed>> feeds = new ArrayList<>();

    /**
     * A log that the rows of a resolver enter.
     *
     * @param keyPlaces values of the row that make the key, in the order of the log's columns
     * @param shape number of the row's columns
     */
    private record LogFeed(RowLog log, int[] keyPlaces, int shape) {}

    /**
     * For one catalog.
     *
     * @param highWaterMillis newest event time of each log, by its index; moved on as rows come
     */
    RowLogEdits(Catalog catalog, StoredMetadata stored, EntryEdits entries, long[] highWaterMillis, long asOfMillis) {
        this.entries = entries;
        this.highWaterMillis = highWaterMillis;
        this.asOfMillis = asOfMillis;
        this.numbers = stored.rowLogNumbers(catalog);
        catalog.running()
                .forEach(running -> feeds.add(
                        running.resolver() instanceof MappingResolver<?> mapping
                                ? feeds(catalog, mapping, stored)
                                : List.of()));
    }

    private static List<LogFeed> feeds(Catalog catalog, MappingResolver<?> mapping, StoredMetadata stored) {
        RowShape shape = RowShape.of(mapping);
        return catalog.rowLogs(mapping).stream()
                .map(log -> new LogFeed(
                        log,
                        log.keyColumns().stream()
                                .mapToInt(shape.columns()::indexOf)
                                .toArray(),
                        stored.rowShapes().getOrDefault(shape.identity(), 0)))
                .toList();
    }

    /** Moves the time of the logs on that a resolver's rows enter. */
    void advance(MappingPlan plan, long trustedMillis) {
        for (LogFeed feed : feeds.get(plan.index())) {
            int index = feed.log().index();
            highWaterMillis[index] = Math.max(highWaterMillis[index], trustedMillis);
        }
    }

    /**
     * Keeps a row.
     *
     * @param number of the resolver in the store
     * @return kept where any log took it, too old where one would have and none did
     */
    KeyEdits.Fate add(MappingPlan plan, int number, FedRow row, MessageEffects.At at) {
        KeyEdits.Fate fate = KeyEdits.Fate.NOT_WANTED;
        for (LogFeed feed : feeds.get(plan.index())) {
            Optional<EntryKey> place = place(feed, plan, number, row, Optional.of(at));
            if (place.isEmpty()) {
                continue;
            }
            if (isExpired(feed.log(), row.eventMillis())) {
                fate = fate.and(KeyEdits.Fate.TOO_OLD);
            } else {
                entries.show(place.get(), KeptRow.bytes(feed.shape(), row.values()));
                fate = KeyEdits.Fate.KEPT;
            }
        }
        return fate;
    }

    /** Takes out a row that another one replaces. */
    void withdraw(MappingPlan plan, int number, FedRow row) {
        for (LogFeed feed : feeds.get(plan.index())) {
            place(feed, plan, number, row, Optional.empty()).ifPresent(entries::hide);
        }
    }

    /** Where a row is kept; empty when one of its keys is null, since null joins nothing. */
    private Optional<EntryKey> place(
            LogFeed feed, MappingPlan plan, int number, FedRow row, Optional<MessageEffects.At> at) {
        var key = new ArrayList<Object>(feed.keyPlaces().length);
        for (int place : feed.keyPlaces()) {
            Object value = row.values()[place];
            if (value == null) {
                return Optional.empty();
            }
            key.add(value);
        }
        byte[] primaryKey = row.primaryKey() == null ? NO_PRIMARY_KEY : KeyCodec.bytes(List.of(row.primaryKey()));
        EntryKeys.Delivery delivery = (plan.replaces() && row.primaryKey() != null) || at.isEmpty()
                ? EntryKeys.Delivery.latest(number)
                : new EntryKeys.Delivery(
                        number,
                        at.get().partition().partition(),
                        at.get().record().offset());
        return Optional.of(EntryKeys.row(
                numbers[feed.log().index()], KeyCodec.bytes(key), row.eventMillis(), primaryKey, delivery));
    }

    /** Whether a row of a time is older than anything may read. */
    boolean isExpired(RowLog log, long eventMillis) {
        return eventMillis < log.keptFromMillis(highWaterMillis[log.index()], asOfMillis);
    }

    /** Whether every log that a resolver's rows enter has left a time behind; true where they enter none. */
    boolean isBehindAll(MappingPlan plan, long eventMillis) {
        for (LogFeed feed : feeds.get(plan.index())) {
            if (!isExpired(feed.log(), eventMillis)) {
                return false;
            }
        }
        return true;
    }

    /** The number that the store keeps a log under. */
    int number(RowLog log) {
        return numbers[log.index()];
    }
}
