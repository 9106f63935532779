package dev.oriel.engine.ingest;

import dev.oriel.api.Durations;
import dev.oriel.api.Source;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.message.EventTimes;
import dev.oriel.engine.message.RefusedException;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.stream.MessageStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done with the records of one source: its resolvers, and what it refuses before they run. */
final class SourcePlan {
    /** About 9,000 years from the epoch on either side: far inside what buckets can address. */
    private static final long TIME_MILLIS_MAX = 9_000L * 365 * 24 * 60 * 60 * 1000;

    private final Source source;
    private final List<ResolverPlan> resolvers;
    private final long lateArrivalMillis;
    private final EngineOptions options;

    SourcePlan(Source source, List<ResolverPlan> resolvers, EngineOptions options) {
        this.source = source;
        this.resolvers = List.copyOf(resolvers);
        this.lateArrivalMillis = Durations.millis(source.lateArrivalDeadline());
        this.options = options;
    }

    String name() {
        return source.name();
    }

    Source source() {
        return source;
    }

    List<ResolverPlan> resolvers() {
        return resolvers;
    }

    /** Everything that can go wrong with a record goes wrong here, before it has had any effect. */
    Effect.All decode(SourceRecord record) {
        if (record.unusable().isPresent()) {
            return Effect.All.unusable(record.unusable().get());
        }
        if (record.value().length > options.messageBytesMax()) {
            return Effect.All.unusable(
                    "the message has " + record.value().length + " bytes, more than " + options.messageBytesMax());
        }
        if (record.timeMillis() != SourceRecord.TIME_UNKNOWN && !isPossible(record.timeMillis())) {
            return Effect.All.unusable("the source received it at '" + record.timeMillis()
                    + "' ms since 1970, which is no time that can be kept");
        }
        var effects = new ArrayList<Effect>(resolvers.size());
        resolvers.forEach(plan -> effects.add(effect(plan, record)));
        return new Effect.All(effects, Optional.empty());
    }

    /** What a record is to one resolver. */
    Effect effect(ResolverPlan plan, SourceRecord record) {
        Object message;
        try {
            message = plan.input().read(record.value());
        } catch (RefusedException e) {
            return new Effect.Refused(plan, MessageStatus.PARSE_FAILED, String.valueOf(e.getMessage()));
        }
        if (message == null) {
            return new Effect.Skipped(plan);
        }
        try {
            long messageMillis = messageMillis(plan, message, record);
            Optional<String> lateness = lateness(record, messageMillis);
            return lateness.isPresent()
                    ? new Effect.Late(plan, lateness.get())
                    : effect(plan, message, messageMillis, record);
        } catch (RefusedException e) {
            return new Effect.Refused(plan, MessageStatus.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Effect effect(ResolverPlan plan, Object message, long messageMillis, SourceRecord record)
            throws RefusedException {
        Optional<byte[]> identity = plan.input().identity(message);
        return switch (plan) {
            case MappingPlan mapping -> {
                @Nullable Object[] values = mapping.values(message);
                long eventMillis = eventMillis(mapping, values, record, messageMillis);
                var row = new FedRow(
                        values, eventMillis, mapping.keptOut(values, eventMillis), mapping.primaryKey(values));
                yield new Effect.Row(mapping, row, identity);
            }
            case WindowedPlan windowed -> {
                FedRow row = windowed.row(message, messageMillis);
                yield new Effect.Message(windowed, row, windowed.key(row), identity);
            }
        };
    }

    private long messageMillis(ResolverPlan plan, Object message, SourceRecord record) throws RefusedException {
        Optional<Instant> timestamp = plan.input().timestamp(message);
        if (timestamp.isEmpty()) {
            if (record.timeMillis() == SourceRecord.TIME_UNKNOWN) {
                throw new RefusedException(plan.name() + ": source '" + name()
                        + "' does not say when it received a message · give the resolver a .timestamp(…)");
            }
            return record.timeMillis();
        }
        return possible(timestamp.get(), record);
    }

    private long eventMillis(MappingPlan plan, @Nullable Object[] values, SourceRecord record, long messageMillis)
            throws RefusedException {
        if (plan.featureTimePlace() >= 0 && values[plan.featureTimePlace()] instanceof Instant time) {
            return possible(time, record);
        }
        return messageMillis;
    }

    /** Refuses times that no honest event has: too far after the source received it, or outside what buckets can hold. */
    private long possible(Instant time, SourceRecord record) throws RefusedException {
        long millis;
        try {
            millis = time.toEpochMilli();
        } catch (ArithmeticException e) {
            throw new RefusedException("the event time '" + time + "' is no time that can be kept");
        }
        Optional<String> unit = EventTimes.likelyUnit(millis, record.timeMillis());
        if (unit.isPresent()) {
            throw new RefusedException("the event time '" + time + "' is a number of " + unit.get()
                    + " read as milliseconds: taken so it is near the time at which the source received it · give it in its"
                    + " unit, as @EpochTime does");
        }
        if (!isPossible(millis)) {
            throw new RefusedException("the event time '" + time + "' is no time that can be kept");
        }
        if (record.timeMillis() != SourceRecord.TIME_UNKNOWN
                && millis - record.timeMillis() > options.futureToleranceMillis()) {
            throw new RefusedException("the event time '" + time + "' lies "
                    + (millis - record.timeMillis()) / 1000 + " s after the source received it, more than "
                    + options.futureToleranceMillis() / 1000 + " s");
        }
        return millis;
    }

    private static boolean isPossible(long millis) {
        return millis >= -TIME_MILLIS_MAX && millis <= TIME_MILLIS_MAX;
    }

    private Optional<String> lateness(SourceRecord record, long messageMillis) {
        if (record.timeMillis() == SourceRecord.TIME_UNKNOWN
                || record.timeMillis() - messageMillis <= lateArrivalMillis) {
            return Optional.empty();
        }
        return Optional.of("the event time '" + Instant.ofEpochMilli(messageMillis) + "' lies "
                + (record.timeMillis() - messageMillis) / 1000
                + " s before the source received it, more than the deadline of "
                + source.lateArrivalDeadline());
    }
}
