package dev.oriel.server;

import dev.oriel.engine.Engine;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.FeatureService;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.DefinitionException;
import dev.oriel.engine.port.EnginePorts;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SinkException;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.port.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running platform in this process, with everything it needs: definitions, store, sources, engine and HTTP endpoints.
 *
 * <p>This is where the parts are chosen and tied together. One data folder has one server at a time.
 */
public final class OrielServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrielServer.class);

    private final ClosingStack opened;
    private final FeatureService service;
    private final HttpApi http;
    private final List<String> notes;

    private OrielServer(ClosingStack opened, FeatureService service, HttpApi http, List<String> notes) {
        this.opened = opened;
        this.service = service;
        this.http = http;
        this.notes = List.copyOf(notes);
    }

    /**
     * Starts a server. When it returns, queries are answered and the data folder names it.
     *
     * @throws StartupException if it cannot start: what was opened is closed again. Each line of the message is a reason
     */
    public static OrielServer open(ServerOptions options) throws StartupException {
        ClosingStack opened = new ClosingStack();
        boolean started = false;
        try {
            OrielServer server = open(options, opened);
            started = true;
            return server;
        } catch (DefinitionException e) {
            throw new StartupException(String.join("\n", e.problems()), e);
        } catch (StoreException | SourceException | SinkException | SqlException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw Obstacles.notWritable(options.dataFolder(), Obstacles.reason(e), e);
        } finally {
            if (!started) {
                opened.close();
            }
        }
    }

    private static OrielServer open(ServerOptions options, ClosingStack opened)
            throws StartupException, DefinitionException, StoreException, SourceException, SinkException, SqlException,
                    IOException {
        InstantSource clock = InstantSource.system();
        Path dataFolder = options.dataFolder();
        // Until the engine takes them over. Closing a source twice does no harm.
        options.extraSources().forEach(source -> opened.add("source", source));
        Catalog catalog = Catalog.load(
                opened.add("definitions", DefinitionPath.open(options.definitions()))
                        .loader(),
                List.of(),
                options.environment());
        Obstacles.check(options);
        Credentials credentials = Credentials.readOrCreate(dataFolder);
        OnlineStore store = opened.add("store", Adapters.openStore(options));
        List<EventSource> sources =
                new ArrayList<>(Adapters.sources(catalog.sources().values(), options));
        sources.addAll(options.extraSources());
        Optional<SqlEngine> sql = Adapters.sql(catalog);
        sql.ifPresent(engine -> opened.add("sql", engine));
        Optional<EnginePorts.Outlet> outlet = Adapters.sink(catalog, options)
                .map(sink -> new EnginePorts.Outlet(sink, UUID.randomUUID().toString()));
        var ports = new EnginePorts(store, sources, outlet, sql);
        Engine engine = opened.add("engine", Engine.open(catalog, ports, clock, EngineOptions.DEFAULTS));
        HttpApi http = opened.add(
                "http", HttpApi.open(options.host(), options.port(), new Platform(engine, engine), credentials, clock));
        warnIfReachable(options.host(), http.url());
        RunningServer running =
                new RunningServer(http.url(), ProcessHandle.current().pid(), clock.instant());
        opened.add(RunningServer.FILE_NAME, () -> running.remove(dataFolder));
        running.write(dataFolder);
        return new OrielServer(opened, engine, http, catalog.notes());
    }

    /** Where it listens: {@code http://127.0.0.1:8080}. */
    public String url() {
        return http.url();
    }

    /** What the definitions declare and this version does not do yet, a line each. */
    public List<String> notes() {
        return notes;
    }

    /** What answers the queries. */
    public FeatureService service() {
        return service;
    }

    /**
     * Stops: no more requests, no more records, everything read committed, then the store closed. Takes a few seconds at
     * most when sources and store answer. Closing again does nothing.
     */
    @Override
    public void close() {
        synchronized (opened) {
            opened.close();
        }
    }

    private static void warnIfReachable(String host, String url) throws UnknownHostException {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            LOG.warn("{} · other machines can reach it · tokens and values travel unencrypted · put TLS in front", url);
        }
    }
}
