package dev.oriel.engine.ingest;

import dev.oriel.api.Durations;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.WindowedResolver;
import dev.oriel.engine.catalog.RunningResolver;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.port.SourceRecord;
import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.TestMessage;
import dev.oriel.engine.stream.TestResult;
import dev.oriel.engine.window.OutputRow;
import dev.oriel.engine.window.WindowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tries one resolver with some messages: nothing is stored, sent or counted (B140). */
public final class ResolverTrial {
    private final IngestSetup setup;
    private final ResolverPlan plan;
    private final SourcePlan source;
    private final long nowMillis;
    private final List<TestResult.OfMessage> results = new ArrayList<>();
    private final Map<ByteBuffer, Long> seen = new HashMap<>();
    /** By the bytes of their keys, the messages of windows. */
    private final Map<ByteBuffer, List<TrialWindow.Kept>> kept = new LinkedHashMap<>();

    private ResolverTrial(IngestSetup setup, ResolverPlan plan, long nowMillis) {
        this.setup = setup;
        this.plan = plan;
        this.nowMillis = nowMillis;
        this.source = new SourcePlan(plan.running().source(), List.of(plan), setup.options());
    }

    /**
     * Tries a resolver.
     *
     * @param resolver with or without its class
     * @throws StreamException if there is no such resolver, or several
     */
    public static TestResult run(IngestSetup setup, String resolver, List<TestMessage> messages, long nowMillis)
            throws StreamException {
        List<RunningResolver> found = setup.catalog().running().stream()
                .filter(running -> running.name().equals(resolver)
                        || running.named().name().equals(resolver))
                .toList();
        if (found.size() != 1) {
            List<String> names = setup.catalog().running().stream()
                    .map(RunningResolver::name)
                    .toList();
            throw new StreamException(
                    StreamException.Kind.UNKNOWN,
                    "resolver '" + resolver + "' · " + (found.isEmpty() ? "there is none" : "there are several")
                            + " · known are " + (names.isEmpty() ? "none" : "'" + String.join("', '", names) + "'")
                            + " · give one of these names");
        }
        RunningResolver running = found.getFirst();
        ResolverPlan plan = switch (running.resolver()) {
            case MappingResolver<?> mapping -> new MappingPlan(running, mapping, 0, setup.catalog());
            case WindowedResolver<?> ignored ->
                new WindowedPlan(
                        setup.catalog().windowed().stream()
                                .filter(stream -> stream.running().equals(running))
                                .findFirst()
                                .orElseThrow(),
                        0);
        };
        var trial = new ResolverTrial(setup, plan, nowMillis);
        messages.forEach(trial::take);
        return new TestResult(trial.results, trial.windows());
    }

    private void take(TestMessage message) {
        var record = new SourceRecord(
                results.size(), message.timeMillis().orElse(nowMillis), message.key(), message.value());
        Effect.All all = source.decode(record);
        if (all.unusable().isPresent()) {
            results.add(none(MessageStatus.PARSE_FAILED, all.unusable()));
            return;
        }
        results.add(
                switch (all.effects().getFirst()) {
                    case Effect.Refused refused -> none(refused.status(), Optional.of(refused.reason()));
                    case Effect.Skipped ignored -> none(MessageStatus.PARSE_SKIPPED, Optional.of("parse skips it"));
                    case Effect.Late late -> none(MessageStatus.PARSE_SKIPPED, Optional.of(late.reason()));
                    case Effect.Row row ->
                        isRepeated(row.identity(), record)
                                ? none(MessageStatus.DUPLICATE_SKIPPED, Optional.of("its identity was seen before"))
                                : row(row);
                    case Effect.Message windowed ->
                        isRepeated(windowed.identity(), record)
                                ? none(MessageStatus.DUPLICATE_SKIPPED, Optional.of("its identity was seen before"))
                                : keep(windowed, record);
                });
    }

    private static TestResult.OfMessage none(MessageStatus status, Optional<String> reason) {
        return new TestResult.OfMessage(status, reason, Optional.empty(), Optional.empty());
    }

    private boolean isRepeated(Optional<byte[]> identity, SourceRecord record) {
        if (identity.isEmpty()) {
            return false;
        }
        Long before = seen.get(ByteBuffer.wrap(identity.get()));
        if (before != null
                && Math.abs(record.timeMillis() - before) <= plan.input().withinMillis()) {
            return true;
        }
        seen.put(ByteBuffer.wrap(identity.get()), record.timeMillis());
        return false;
    }

    private static TestResult.OfMessage row(Effect.Row effect) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        MappingPlan mapping = effect.plan();
        for (int place = 0; place < mapping.outputCount(); place++) {
            row.put(
                    mapping.namespace() + "." + mapping.output(place).name(),
                    effect.row().values()[place]);
        }
        return new TestResult.OfMessage(
                MessageStatus.SUCCESS,
                Optional.empty(),
                Optional.of(row),
                Optional.of(Instant.ofEpochMilli(effect.row().eventMillis())));
    }

    private TestResult.OfMessage keep(Effect.Message effect, SourceRecord record) {
        long eventMillis = effect.row().eventMillis();
        if (effect.key().isPresent()) {
            kept.computeIfAbsent(ByteBuffer.wrap(effect.key().get()), unused -> new ArrayList<>())
                    .add(new TrialWindow.Kept(eventMillis, record.value(), effect.row()));
        }
        return new TestResult.OfMessage(
                MessageStatus.SUCCESS,
                effect.key().isPresent()
                        ? Optional.empty()
                        : Optional.of("one of its keys is null, so that it belongs to no window"),
                Optional.empty(),
                Optional.of(Instant.ofEpochMilli(eventMillis)));
    }

    /** What all messages come to: every tumbling window as if it had ended, every continuous one as of now. */
    private List<TestResult.OfWindow> windows() {
        if (!(plan instanceof WindowedPlan windowed)) {
            return List.of();
        }
        WindowedStream stream = windowed.stream();
        var made = new ArrayList<TestResult.OfWindow>();
        for (long windowMillis : stream.windowsMillis()) {
            var byEnd = new TreeMap<Long, List<Map.Entry<ByteBuffer, List<TrialWindow.Kept>>>>();
            kept.forEach((key, messages) -> ends(stream, windowMillis, messages)
                    .forEach((end, in) -> byEnd.computeIfAbsent(end, unused -> new ArrayList<>())
                            .add(Map.entry(key, in))));
            byEnd.forEach((end, keys) -> made.add(window(windowed, windowMillis, end, keys)));
        }
        return made;
    }

    private Map<Long, List<TrialWindow.Kept>> ends(
            WindowedStream stream, long windowMillis, List<TrialWindow.Kept> messages) {
        var byEnd = new TreeMap<Long, List<TrialWindow.Kept>>();
        messages.stream()
                .sorted(Comparator.comparingLong(TrialWindow.Kept::eventMillis))
                .forEach(message -> {
                    long millis = message.eventMillis();
                    if (stream.isTumbling()) {
                        byEnd.computeIfAbsent(
                                        WindowedStream.windowEndMillis(millis, windowMillis),
                                        unused -> new ArrayList<>())
                                .add(message);
                    } else if (millis > nowMillis - windowMillis && millis <= nowMillis) {
                        byEnd.computeIfAbsent(nowMillis, unused -> new ArrayList<>())
                                .add(message);
                    }
                });
        return byEnd;
    }

    private TestResult.OfWindow window(
            WindowedPlan windowed,
            long windowMillis,
            long endMillis,
            List<Map.Entry<ByteBuffer, List<TrialWindow.Kept>>> keys) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        Optional<String> failure = Optional.empty();
        for (Map.Entry<ByteBuffer, List<TrialWindow.Kept>> each : keys) {
            try {
                TrialWindow.rows(windowed, setup, each.getKey().array(), each.getValue())
                        .forEach(row -> rows.add(named(windowed.stream(), row)));
            } catch (WindowException e) {
                failure = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return new TestResult.OfWindow(
                Durations.label(windowMillis),
                Instant.ofEpochMilli(endMillis - windowMillis),
                Instant.ofEpochMilli(endMillis),
                rows,
                failure);
    }

    private static Map<String, @Nullable Object> named(WindowedStream stream, OutputRow row) {
        var named = new LinkedHashMap<String, @Nullable Object>();
        row.values().forEach((name, value) -> named.put(stream.owner().namespace() + "." + name, value));
        return named;
    }
}
