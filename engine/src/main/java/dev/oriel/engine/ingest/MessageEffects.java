package dev.oriel.engine.ingest;

import dev.oriel.api.Sink;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.PublishedState;
import dev.oriel.engine.stream.MessageStatus;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Has messages take effect, one after the other, in the order in which they are committed. For one thread. */
final class MessageEffects {
    private final RowEdits rows;
    private final KeyEdits edits;
    private final WindowEdits windows;
    private final RowLogEdits logs;
    private final Outbox outbox;
    private final Watermarks watermarks;
    private final Identities identities;
    private final Replacements replacements;
    private final PublishedState.HighWater highWater;
    private final ToIntFunction<ResolverPlan> numbers;
    /** By the place of the resolver. */
    private final long[] newestRecordMillis;

    /** What messages take effect on. */
    record Targets(
            RowEdits rows,
            KeyEdits edits,
            WindowEdits windows,
            EntryEdits entries,
            RowLogEdits logs,
            Outbox outbox,
            Watermarks watermarks,
            PublishedState.HighWater highWater) {}

    /** Where a message was, and when by the engine's clock it is taken. */
    record At(SourcePartition partition, SourceRecord record, long nowMillis) {
        /** An event that claims to be later than its record does not move time (D9). */
        long trustedMillis(long eventMillis) {
            return record.timeMillis() == SourceRecord.TIME_UNKNOWN
                    ? eventMillis
                    : Math.min(eventMillis, record.timeMillis());
        }
    }

    /**
     * Effects on some targets.
     *
     * @param resolvers how many there are
     * @param numbers under which the store keeps resolvers
     */
    MessageEffects(Targets targets, int resolvers, ToIntFunction<ResolverPlan> numbers) {
        this.rows = targets.rows();
        this.edits = targets.edits();
        this.windows = targets.windows();
        this.logs = targets.logs();
        this.outbox = targets.outbox();
        this.watermarks = targets.watermarks();
        this.highWater = targets.highWater();
        this.identities = new Identities(targets.entries());
        this.replacements = new Replacements(targets.entries(), edits, logs);
        this.numbers = numbers;
        this.newestRecordMillis = new long[resolvers];
        Arrays.fill(newestRecordMillis, Long.MIN_VALUE);
    }

    /** Newest record time of a resolver since the process started; {@link Long#MIN_VALUE} before the first. */
    long newestRecordMillis(ResolverPlan plan) {
        return newestRecordMillis[plan.index()];
    }

    /** Has one message take its effect for one resolver. */
    MessageStatus take(Effect effect, At at, RecordOutcome outcome, StoreViews views) throws StoreException {
        return switch (effect) {
            case Effect.Refused refused -> {
                outcome.refused(refused.reason());
                yield refused.status();
            }
            case Effect.Late late -> {
                outcome.late(late.reason());
                // Late messages are none of the resolver's, as those that parse skips (D14).
                yield MessageStatus.PARSE_SKIPPED;
            }
            case Effect.Skipped ignored -> {
                outcome.skipped();
                yield MessageStatus.PARSE_SKIPPED;
            }
            case Effect.Row row -> {
                long eventMillis = row.row().eventMillis();
                if (isRepeated(row.plan(), row.identity(), eventMillis, at, views)) {
                    outcome.repeated();
                    yield MessageStatus.DUPLICATE_SKIPPED;
                }
                watermarks.seen(at.partition(), at.trustedMillis(eventMillis), at.nowMillis());
                outcome.kept(write(row, at, views));
                yield MessageStatus.SUCCESS;
            }
            case Effect.Message message -> {
                long eventMillis = message.row().eventMillis();
                if (isRepeated(message.plan(), message.identity(), eventMillis, at, views)) {
                    outcome.repeated();
                    yield MessageStatus.DUPLICATE_SKIPPED;
                }
                watermarks.seen(at.partition(), at.trustedMillis(eventMillis), at.nowMillis());
                outcome.kept(keep(message, at, views));
                yield MessageStatus.SUCCESS;
            }
        };
    }

    private boolean isRepeated(ResolverPlan plan, Optional<byte[]> identity, long eventMillis, At at, StoreViews views)
            throws StoreException {
        long recordMillis = at.record().timeMillis();
        long timeMillis = recordMillis == SourceRecord.TIME_UNKNOWN ? eventMillis : recordMillis;
        newestRecordMillis[plan.index()] = Math.max(newestRecordMillis[plan.index()], timeMillis);
        return identity.isPresent()
                && identities.isRepeated(plan, numbers.applyAsInt(plan), identity.get(), timeMillis, views);
    }

    private KeyEdits.Fate write(Effect.Row effect, At at, StoreViews views) throws StoreException {
        MappingPlan plan = effect.plan();
        FedRow row = effect.row();
        int number = numbers.applyAsInt(plan);
        long trustedMillis = at.trustedMillis(row.eventMillis());
        rows.write(plan, row, views);
        for (Sink sink : plan.sinks()) {
            outbox.send(sink, plan, row);
        }
        for (Feed feed : plan.feeds()) {
            advance(feed, trustedMillis);
        }
        logs.advance(plan, trustedMillis);
        if (plan.replaces() && !replacements.replace(plan, number, row, views)) {
            return KeyEdits.Fate.KEPT;
        }
        KeyEdits.Fate fate = logs.add(plan, number, row, at);
        for (Feed feed : plan.feeds()) {
            fate = fate.and(edits.add(feed, row, views));
        }
        return fate;
    }

    private KeyEdits.Fate keep(Effect.Message message, At at, StoreViews views) throws StoreException {
        WindowedPlan plan = message.plan();
        StreamWindows stream = windows.stream(plan.stream().index());
        long trustedMillis = at.trustedMillis(message.row().eventMillis());
        stream.highWaterMillis = Math.max(stream.highWaterMillis, trustedMillis);
        KeyEdits.Fate fate = windows.take(message, at.partition(), at.record(), views);
        if (plan.feed().isPresent() && message.key().isPresent()) {
            if (plan.stream().isTumbling() && fate == KeyEdits.Fate.TOO_OLD) {
                return fate;
            }
            if (!plan.stream().isTumbling()) {
                advance(plan.feed().get(), trustedMillis);
            }
            fate = fate.and(edits.add(plan.feed().get(), message.row(), views));
        }
        return fate;
    }

    /** Moves on what is kept for the windows of a resolver, as far as they were run. */
    void retain(StreamWindows stream) {
        if (stream.stream().isTumbling()) {
            stream.plan().feed().ifPresent(feed -> advance(feed, stream.retainedToMillis()));
        }
    }

    private void advance(Feed feed, long millis) {
        feed.layers().forEach(layer -> advance(layer.layer(), millis));
    }

    private void advance(SeriesLayer layer, long trustedMillis) {
        long[] layers = highWater.layersMillis();
        layers[layer.index()] = Math.max(layers[layer.index()], trustedMillis);
    }
}
