package dev.oriel.engine.ingest;

import dev.oriel.api.Durations;
import dev.oriel.api.Source;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.message.RefusedException;
import dev.oriel.engine.port.SourceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
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

    /**
     * A row that a record makes.
     *
     * @param values by output place
     * @param keptOut indexes of the layers whose filters do not want the row
     */
    record MadeRow(ResolverPlan plan, @Nullable Object[] values, long eventMillis, BitSet keptOut) {}

    /**
     * What becomes of a record.
     *
     * @param rows to write
     * @param deadLetter why a resolver could not use the record; the rows of others are written all the same
     * @param late why a resolver must not use the record any more
     */
    record Decoded(List<MadeRow> rows, Optional<String> deadLetter, Optional<String> late) {}

    String name() {
        return source.name();
    }

    /** Everything that can go wrong with a record goes wrong here, before it has had any effect. */
    Decoded decode(SourceRecord record) {
        if (record.value().length > options.messageBytesMax()) {
            return refused(
                    "the message has " + record.value().length + " bytes, more than " + options.messageBytesMax());
        }
        if (record.timeMillis() != SourceRecord.TIME_UNKNOWN && !isPossible(record.timeMillis())) {
            return refused("the source received it at '" + record.timeMillis()
                    + "' ms since 1970, which is no time that can be kept");
        }
        var rows = new ArrayList<MadeRow>(resolvers.size());
        Optional<String> deadLetter = Optional.empty();
        Optional<String> late = Optional.empty();
        for (ResolverPlan plan : resolvers) {
            try {
                Object message = plan.read(record.value());
                long messageMillis = messageMillis(plan, message, record);
                Optional<String> lateness = lateness(record, messageMillis);
                if (lateness.isPresent()) {
                    late = lateness;
                    continue;
                }
                @Nullable Object[] values = plan.values(message);
                long eventMillis = eventMillis(plan, values, record, messageMillis);
                rows.add(new MadeRow(plan, values, eventMillis, plan.keptOut(values, eventMillis)));
            } catch (RefusedException e) {
                deadLetter = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return new Decoded(rows, deadLetter, late);
    }

    private static Decoded refused(String reason) {
        return new Decoded(List.of(), Optional.of(reason), Optional.empty());
    }

    private long messageMillis(ResolverPlan plan, Object message, SourceRecord record) throws RefusedException {
        Optional<Instant> timestamp = plan.timestamp(message);
        if (timestamp.isEmpty()) {
            if (record.timeMillis() == SourceRecord.TIME_UNKNOWN) {
                throw new RefusedException(plan.name() + ": source '" + name()
                        + "' does not say when it received a message · give the resolver a .timestamp(…)");
            }
            return record.timeMillis();
        }
        return possible(timestamp.get(), record);
    }

    private long eventMillis(ResolverPlan plan, @Nullable Object[] values, SourceRecord record, long messageMillis)
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
