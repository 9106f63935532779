package dev.oriel.engine.ingest;

import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.catalog.RowLog;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.EntryKeys;
import dev.oriel.engine.state.ValueTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** When entries have no use any more; all by event time or the time of records, never by a clock (D14). */
final class Expiries {
    private Expiries() {}

    /** What of a resolver's newest record time is known while it runs. */
    @FunctionalInterface
    interface NewestRecord {
        /** In epoch milliseconds; {@link Long#MIN_VALUE} before the first since the process started. */
        long millis(ResolverPlan plan);
    }

    /** The table of a log of rows; empty where none is ever too old. */
    static Optional<ExpiredEntries.Table> table(RowLog log, RowLogEdits logs) {
        int number = logs.number(log);
        return log.retentionMillis().isEmpty()
                ? Optional.empty()
                : Optional.of(table(
                        EntryKeys.rows(number),
                        EntryKeys.rows(number + 1),
                        (key, bytes) -> logs.isExpired(log, EntryKeys.rowMillis(key))));
    }

    /** The tables of the resolvers of a catalog. */
    static List<ExpiredEntries.Table> tables(
            List<ResolverPlan> plans,
            ToIntFunction<ResolverPlan> numbers,
            WindowEdits windows,
            ExpiredBuckets buckets,
            RowLogEdits logs,
            NewestRecord newest) {
        var tables = new ArrayList<ExpiredEntries.Table>();
        for (ResolverPlan plan : plans) {
            int number = numbers.applyAsInt(plan);
            if (plan.running().resolver().input().deduplication().isPresent()) {
                tables.add(table(
                        EntryKeys.identities(number),
                        EntryKeys.identities(number + 1),
                        (key, bytes) -> newest.millis(plan) != Long.MIN_VALUE
                                && Identities.millis(bytes) + plan.input().withinMillis() < newest.millis(plan)));
            }
            switch (plan) {
                case MappingPlan mapping -> {
                    if (mapping.replaces()) {
                        tables.add(table(
                                EntryKeys.latests(number),
                                EntryKeys.latests(number + 1),
                                (key, bytes) -> isBehindAll(mapping, bytes, buckets, logs)));
                    }
                }
                case WindowedPlan windowed -> {
                    StreamWindows stream = windows.stream(windowed.stream().index());
                    tables.add(table(
                            EntryKeys.messages(number),
                            EntryKeys.messages(number + 1),
                            (key, bytes) -> !stream.keeps(EntryKeys.messageMillis(key))));
                    tables.add(table(
                            EntryKeys.bins(number),
                            EntryKeys.bins(number + 1),
                            (key, bytes) -> isSettled(key, bytes, stream)));
                }
            }
        }
        return tables;
    }

    private static ExpiredEntries.Table table(EntryKey from, EntryKey to, ExpiredEntries.Expiry expiry) {
        return new ExpiredEntries.Table(from, to, expiry);
    }

    /** A row that nothing can be rid of any more: the buckets it is in are gone, and so is the row that is kept by itself. */
    private static boolean isBehindAll(MappingPlan plan, byte[] bytes, ExpiredBuckets buckets, RowLogEdits logs) {
        long millis = ValueTuple.read(bytes).millis();
        if (!logs.isBehindAll(plan, millis)) {
            return false;
        }
        for (Feed feed : plan.feeds()) {
            Group group = feed.group();
            for (SeriesLayer layer : group.layers()) {
                if (layer.kernel().grid().bucketOf(millis) >= buckets.firstKeptBucket(layer)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A window that was run and takes no messages any more. */
    private static boolean isSettled(EntryKey key, byte[] bytes, StreamWindows stream) {
        try {
            Bin.State state = Bin.read(bytes).state;
            return (state == Bin.State.CLOSED || state == Bin.State.FAILED)
                    && !stream.accepts(EntryKeys.binEndMillis(key), EntryKeys.binWindowMillis(key));
        } catch (StoreException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
