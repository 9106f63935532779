package dev.oriel.embedded;

import dev.oriel.api.Source;
import dev.oriel.engine.Engine;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.port.EventSink;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlEngineProvider;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.port.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be opened, part by part; without any, all that is on the class path, in memory.
 *
 * <p>Adapters are handed over as objects, of the module that the caller chose: this one knows the ports alone, so that who wants
 * memory gets no RocksDB, no Kafka client and no native library, and what an adapter needs to be told is said in its own
 * constructor instead of in names of properties. Only the engine for SQL is also looked for by {@link java.util.ServiceLoader}, as
 * the test kit does, since it has nothing to be told.
 *
 * <p>What is handed over belongs to the platform: it is closed with it, and also when it cannot be opened.
 */
public final class OrielBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(OrielBuilder.class);
    private static final Duration PUSH_TIMEOUT = Duration.ofSeconds(30);

    private final List<Object> resolvers = new ArrayList<>();
    private final GivenSources sources = new GivenSources();
    private String environment = Catalog.NO_ENVIRONMENT;
    private InstantSource clock = InstantSource.system();
    private Optional<EngineOptions> options = Optional.empty();
    private OnlineStore store = new MemoryStore();
    private Optional<EventSink> sink = Optional.empty();
    private Optional<SqlEngine> sql = Optional.empty();
    private Duration pushTimeout = PUSH_TIMEOUT;
    private boolean used;

    OrielBuilder() {}

    /** What bounds the calls of an open platform. */
    record Limits(Duration pushTimeout, int askThreadsMax) {}

    /**
     * Resolvers that are run, and no others, with the feature classes on their class path. Without any, a new instance of every
     * resolver class on the class path of this thread.
     *
     * @param instances of classes marked {@code @Resolvers}, all from one class loader
     */
    public OrielBuilder resolvers(Object... instances) {
        resolvers.addAll(Arrays.asList(instances));
        return this;
    }

    /** The environment, whose resolvers are run beside those of all environments. Without one, those of all alone are run. */
    public OrielBuilder environment(String name) {
        environment = name;
        return this;
    }

    /**
     * What the time is, in place of the clock of the machine. A clock that stands still also puts commits off, unless they are due at
     * once: in memory they are; with other {@link #options} or a store on disk, set {@code commitIntervalMillis(0)} beside it.
     */
    public OrielBuilder clock(InstantSource newClock) {
        clock = newClock;
        return this;
    }

    /**
     * Limits and intervals. Without them, the engine's own; in memory, where no disk is to be spared, with a commit interval of 0, so
     * that a push waits for nothing.
     */
    public OrielBuilder options(EngineOptions newOptions) {
        options = Optional.of(newOptions);
        return this;
    }

    /** Where state is kept, such as a {@code RocksStore} of {@code oriel-rocksdb}, in place of memory. */
    public OrielBuilder store(OnlineStore newStore) {
        store = newStore;
        return this;
    }

    /**
     * Reads sources, such as a {@code KafkaEventSource} of {@code oriel-kafka}, or the log of what is pushed in files, {@code
     * SegmentedPushLog} of {@code oriel-log}.
     *
     * @param reader not opened yet
     * @param read the sources that it gives records of, at least one
     */
    public OrielBuilder source(EventSource reader, Source... read) {
        sources.add(reader, read);
        return this;
    }

    /**
     * Sources that are pushed to, whatever they are declared to be: a test needs no broker for a topic. With a store in memory only;
     * push sources need not be named then.
     */
    public OrielBuilder inMemory(Source... pushed) {
        sources.addPushed(pushed);
        return this;
    }

    /** Where dead letters and the rows of sinks go. Without one they are counted only, which the log and the notes say. */
    public OrielBuilder sink(EventSink newSink) {
        sink = Optional.of(newSink);
        return this;
    }

    /** Runs the SQL of resolvers. Without one, that which the class path has, such as {@code oriel-duckdb}; when there is SQL. */
    public OrielBuilder sql(SqlEngine newSql) {
        sql = Optional.of(newSql);
        return this;
    }

    /** How long a push waits until it is committed; 30 s without. */
    public OrielBuilder pushTimeout(Duration timeout) {
        pushTimeout = timeout;
        return this;
    }

    /**
     * Opens it. Queries are answered when this returns; cost: the check of the definitions, and what store and sources take.
     *
     * @throws OrielException if it cannot be opened; the message has all reasons, a line each
     * @throws IllegalStateException if this has opened one: what was handed over belongs to that
     */
    public Oriel open() {
        if (used) {
            throw new IllegalStateException(
                    "oriel · this builder has opened one before · its store and sources belong to that · make another builder");
        }
        used = true;
        boolean opened = false;
        try {
            ClassLoader loader = loader();
            Catalog catalog = resolvers.isEmpty()
                    ? Catalog.load(loader, List.of(), environment)
                    : Catalog.only(loader, resolvers, environment);
            boolean inMemory = store instanceof MemoryStore;
            List<EventSource> readers = sources.readers(catalog, inMemory);
            if (catalog.runsSql() && sql.isEmpty()) {
                sql = Optional.of(openSql(loader));
            }
            EngineOptions chosen = options.orElseGet(
                    () -> inMemory ? EngineOptions.DEFAULTS.commitIntervalMillis(0) : EngineOptions.DEFAULTS);
            var ports = new EnginePorts(
                    store,
                    readers,
                    sink.map(
                            one -> new EnginePorts.Outlet(one, UUID.randomUUID().toString())),
                    sql);
            Engine engine = Engine.open(catalog, ports, clock, chosen);
            opened = true;
            return new Oriel(
                    engine,
                    below(),
                    new AnswerTypes(catalog.definitions(), loader),
                    new Limits(pushTimeout, chosen.queryThreadsMax()),
                    notes(catalog));
        } catch (DefinitionException | StoreException | SourceException | SqlException e) {
            throw new OrielException(String.valueOf(e.getMessage()), e);
        } finally {
            if (!opened) {
                // The engine has closed some of these, which may be closed again.
                Closing.all(sources.given());
                sink.ifPresent(one -> Closing.all(List.of(one)));
                Closing.all(below());
            }
        }
    }

    /** What an engine leaves to be closed after it. */
    private List<AutoCloseable> below() {
        var resources = new ArrayList<AutoCloseable>();
        sql.ifPresent(resources::add);
        resources.add(store);
        return resources;
    }

    private ClassLoader loader() {
        ClassLoader found = resolvers.isEmpty()
                ? Thread.currentThread().getContextClassLoader()
                : resolvers.getFirst().getClass().getClassLoader();
        return found == null ? ClassLoader.getSystemClassLoader() : found;
    }

    private static SqlEngine openSql(ClassLoader loader) throws SqlException {
        return SqlEngineProvider.find(loader)
                .orElseThrow(
                        () -> new SqlException("oriel · a resolver is written in SQL · nothing on the class path runs"
                                + " SQL · add oriel-duckdb to the dependencies, or give .sql(...)"))
                .open();
    }

    private List<String> notes(Catalog catalog) {
        var notes = new ArrayList<>(catalog.notes());
        if (catalog.sendsRecords() && sink.isEmpty()) {
            String lost =
                    "dead letters and sinks · they go nowhere and are counted only · definitions send records to topics, and no"
                            + " sink was given · give .sink(...)";
            LOG.warn("{}", lost);
            notes.add(lost);
        }
        return notes;
    }
}
