package dev.oriel.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.api.Durations;
import dev.oriel.api.Feature;
import dev.oriel.api.Source;
import dev.oriel.api.WindowedFeature;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.EngineStatus.Refusal;
import dev.oriel.engine.EngineStatus.SourceStatus;
import dev.oriel.engine.SteppedEngine;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.memory.MemorySource;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.serve.Answer;
import dev.oriel.engine.serve.FeatureResult;
import dev.oriel.engine.serve.QueryRequest;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.TestMessage;
import dev.oriel.engine.stream.TestResult;
import dev.oriel.engine.typed.JavaValues;
import dev.oriel.engine.typed.JsonMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Definitions under test: the engine of production over a store and sources on the heap, with a clock that stands still until the
 * test moves it. Every instance is a world of its own; it has no threads, and nothing to close.
 *
 * <pre>{@code
 * var features = FeatureTest.of(new FraudResolvers()).at("2024-03-31T00:00:00Z");
 * features.send(TRANSACTIONS, new TransactionMessage("t1", 7, "m1", 12.50, at("2024-03-30T12:00:00Z")));
 * assertThat(features.query(User_.id, 7L, User_.totalSpend_30d)).isEqualTo(12.50);
 * }</pre>
 *
 * <p>What is sent is written as JSON and read, checked, counted and stored as in production, before {@code send} returns.
 */
public final class FeatureTest {
    private static final SourceStatus NOTHING_READ = new SourceStatus(0, 0, 0, 0, 0, 0, 0, Map.of(), List.of());

    private final SteppedEngine engine;
    private final JavaValues values;
    private final Map<String, MemorySource> sources = new TreeMap<>();
    private final Question question = new Question(this, Map.of(), Optional.empty());
    private Instant now = Instant.EPOCH;

    private FeatureTest(Catalog catalog, ClassLoader loader) {
        catalog.sources().keySet().forEach(name -> sources.put(name, new MemorySource(name)));
        this.values = new JavaValues(catalog.definitions(), loader);
        try {
            EnginePorts ports = EnginePorts.of(new MemoryStore(), List.<EventSource>copyOf(sources.values()));
            if (catalog.runsSql()) {
                ports = ports.sql(SharedSql.engine(loader));
            }
            this.engine = SteppedEngine.open(catalog, ports, () -> now, EngineOptions.DEFAULTS);
        } catch (StoreException | SourceException | SqlException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * The feature classes on the class path of some resolvers, with these resolvers and no others. Of these, the ones that
     * belong to all environments are run; see {@link #in}.
     *
     * @param resolvers instances of classes marked {@code @Resolvers}, at least one; all from one class loader
     * @throws IllegalArgumentException if a definition is wrong; the message has all problems, a line each
     */
    public static FeatureTest of(Object... resolvers) {
        return in(Catalog.NO_ENVIRONMENT, resolvers);
    }

    /**
     * As {@link #of}, in one environment: its resolvers are run beside those of all environments.
     *
     * @throws IllegalArgumentException if a definition is wrong; the message has all problems, a line each
     */
    public static FeatureTest in(String environment, Object... resolvers) {
        if (resolvers.length == 0) {
            throw new IllegalArgumentException(
                    "feature test · no resolvers are given · at least one instance tells where the"
                            + " definitions are · give one, or use FeatureTest.ofClassPath()");
        }
        ClassLoader loader = Optional.ofNullable(resolvers[0].getClass().getClassLoader())
                .orElseGet(ClassLoader::getSystemClassLoader);
        try {
            return new FeatureTest(Catalog.only(loader, Arrays.asList(resolvers), environment), loader);
        } catch (DefinitionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Everything on the class path: all feature classes, and a new instance of every resolver class if there is one.
     *
     * @throws IllegalArgumentException if a definition is wrong; the message has all problems, a line each
     */
    public static FeatureTest ofClassPath() {
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(ClassLoader::getSystemClassLoader);
        try {
            return new FeatureTest(Catalog.load(loader), loader);
        } catch (DefinitionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Sets the clock, forward or back. Before, it stands at the beginning of 1970. */
    public FeatureTest at(Instant time) {
        now = time;
        return this;
    }

    /**
     * Sets the clock: {@code at("2024-03-31T00:00:00Z")}.
     *
     * @throws IllegalArgumentException if the text is no time with a zone
     */
    public FeatureTest at(String time) {
        return at(Times.at(time));
    }

    /**
     * Moves the clock forward: {@code advance("10m")}.
     *
     * @throws IllegalArgumentException if the text is no duration
     */
    public FeatureTest advance(String duration) {
        return at(now.plusMillis(Durations.millis(duration)));
    }

    /** What the clock shows. */
    public Instant now() {
        return now;
    }

    /**
     * Sends messages that the source receives now. What is late is late, and what is in the future is a dead letter: see
     * {@link #late} and {@link #deadLetters}, or say with {@link #sendAt} when the source received it.
     *
     * @param messages records, written as JSON the way producers write them
     * @throws IllegalArgumentException if no resolver reads the source, or a message cannot be written as JSON
     */
    public FeatureTest send(Source source, Record... messages) {
        return sendAt(now, source, messages);
    }

    /** Sends messages that the source received at a time, usually before now. */
    public FeatureTest sendAt(Instant receivedAt, Source source, Record... messages) {
        return append(
                source, receivedAt, Arrays.stream(messages).map(JsonMessage::of).toList());
    }

    /** Sends messages that the source received at a time: {@code sendAt("2024-03-30T12:00:00Z", TRANSACTIONS, message)}. */
    public FeatureTest sendAt(String receivedAt, Source source, Record... messages) {
        return sendAt(Times.at(receivedAt), source, messages);
    }

    /** Sends text as it is, however wrong, received now. */
    public FeatureTest sendJson(Source source, String... messages) {
        return append(source, now, List.of(messages));
    }

    /** The value of a feature of one row, now; see {@link Question#query(Feature, Object, Feature)}. */
    public <S, K, V> @Nullable V query(Feature<S, K> keyFeature, K key, Feature<S, V> feature) {
        return question.query(keyFeature, key, feature);
    }

    /** The value of a feature of the one row of a singleton, now; see {@link Question#query(Feature)}. */
    public <S, V> @Nullable V query(Feature<S, V> feature) {
        return question.query(feature);
    }

    /** All windows of a feature of one row, now; see {@link Question#query(Feature, Object, WindowedFeature)}. */
    public <S, K, V> Map<String, @Nullable V> query(Feature<S, K> keyFeature, K key, WindowedFeature<S, V> feature) {
        return question.query(keyFeature, key, feature);
    }

    /** The value with all that is known about it, or the error; see {@link Question#answer}. */
    public <S, K> FeatureResult answer(Feature<S, K> keyFeature, K key, Feature<S, ?> feature) {
        return question.answer(keyFeature, key, feature);
    }

    /** A question that knows the value of a feature: {@code features.given(User_.name, "Ann").query(…)}. */
    public <V> Question given(Feature<?, V> feature, @Nullable V value) {
        return question.given(feature, value);
    }

    /** A question about the past: {@code features.asOf("2024-03-30T00:00:00Z").query(…)}. */
    public Question asOf(String time) {
        return question.asOf(time);
    }

    /** Messages of a source that had no effect because they came after the source's late arrival deadline. */
    public long late(Source source) {
        return status(source).late();
    }

    /** Messages of a source that had no effect because they cannot be read, lack a field or have an impossible time. */
    public long deadLetters(Source source) {
        return status(source).deadLetters();
    }

    /** Why messages of a source were late or dead letters, in the order in which they were sent; the last 20. */
    public List<String> refusals(Source source) {
        var reasons = new ArrayList<>(
                status(source).samples().stream().map(Refusal::reason).toList());
        return reasons.reversed();
    }

    /** All counters of a source. */
    public SourceStatus status(Source source) {
        requireRead(source);
        return engine.status().sources().getOrDefault(source.name(), NOTHING_READ);
    }

    /**
     * What a resolver makes of some messages, without any effect.
     *
     * @param resolver name of its field, with or without its class
     * @param messages records, written as JSON the way producers write them, received now
     * @throws IllegalArgumentException if there is no such resolver
     */
    public TestResult test(String resolver, Record... messages) {
        try {
            return engine.test(
                    resolver,
                    Arrays.stream(messages)
                            .map(message ->
                                    new TestMessage(JsonMessage.of(message).getBytes(UTF_8), null, Optional.empty()))
                            .toList());
        } catch (StreamException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    Answer ask(QueryRequest request) {
        step();
        return engine.query(request);
    }

    <V> @Nullable V typed(Feature<?, V> feature, @Nullable Object value) {
        return values.typed(feature, value);
    }

    private FeatureTest append(Source source, Instant receivedAt, List<String> messages) {
        requireRead(source)
                .append(
                        0,
                        receivedAt.toEpochMilli(),
                        messages.stream().map(text -> text.getBytes(UTF_8)).toList());
        step();
        return this;
    }

    /** Reads what was sent, and runs the windows that have ended by now. */
    private void step() {
        try {
            engine.step();
        } catch (StoreException | SourceException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private MemorySource requireRead(Source source) {
        MemorySource log = sources.get(source.name());
        if (log == null) {
            throw new IllegalArgumentException("feature test · no resolver reads source '" + source.name()
                    + "' · read are " + (sources.isEmpty() ? "none" : String.join(", ", sources.keySet()))
                    + " · give FeatureTest.of(...) the resolvers that read it");
        }
        return log;
    }
}
