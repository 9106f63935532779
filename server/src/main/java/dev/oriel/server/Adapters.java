package dev.oriel.server;

import dev.oriel.api.FileSource;
import dev.oriel.api.KafkaSource;
import dev.oriel.api.KinesisSource;
import dev.oriel.api.PubSubSource;
import dev.oriel.api.PushSource;
import dev.oriel.api.Source;
import dev.oriel.duckdb.DuckDbOptions;
import dev.oriel.duckdb.DuckDbSqlEngine;
import dev.oriel.duckdb.ParquetEventSource;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.memory.MemoryPushLog;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.EventSink;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SinkException;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SqlEngine;
import dev.oriel.engine.port.SqlException;
import dev.oriel.engine.port.StoreException;
import dev.oriel.file.FileEventSource;
import dev.oriel.file.FileFormat;
import dev.oriel.file.PacedSource;
import dev.oriel.file.TimedSource;
import dev.oriel.file.TimedWaiting;
import dev.oriel.file.Waiting;
import dev.oriel.kafka.ClientProperties;
import dev.oriel.kafka.KafkaEventSink;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import dev.oriel.log.LogLimits;
import dev.oriel.log.SegmentedPushLog;
import dev.oriel.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Chooses the adapters that the options and the definitions ask for. */
final class Adapters {
    /** The folder of what was pushed, within the data folder. */
    private static final String PUSH_FOLDER = "push";

    /** The store's folder within the data folder. */
    static final String STORE_FOLDER = "store";

    private Adapters() {}

    static OnlineStore openStore(ServerOptions options) throws StoreException {
        return options.memoryOnly()
                ? new MemoryStore()
                : RocksStore.open(options.dataFolder().resolve(STORE_FOLDER));
    }

    /** Readers of the declared sources: one for each file, one for all topics. Not opened yet. */
    static List<EventSource> sources(Collection<Source> declared, ServerOptions options)
            throws StartupException, SourceException {
        List<EventSource> sources = new ArrayList<>();
        List<TopicOfSource> topics = new ArrayList<>();
        for (Source source : declared) {
            switch (source) {
                case KafkaSource kafka -> topics.add(new TopicOfSource(kafka.name(), kafka.topic()));
                case FileSource file -> sources.add(file(file, () -> new TimedWaiting(System::nanoTime)));
                case PushSource push -> sources.add(pushed(push, options));
                case KinesisSource kinesis -> throw unread(kinesis, "a Kinesis stream");
                case PubSubSource pubSub -> throw unread(pubSub, "a Pub/Sub subscription");
            }
        }
        if (!topics.isEmpty()) {
            sources.add(kafka(topics, options));
        }
        return sources;
    }

    /** Where dead letters and the rows of sinks go; empty when the definitions send nothing anywhere. */
    static Optional<EventSink> sink(Catalog catalog, ServerOptions options) throws StartupException, SinkException {
        if (!catalog.sendsRecords()) {
            return Optional.empty();
        }
        if (options.kafkaBootstrap().isEmpty()) {
            throw new StartupException(
                    "dead letters and sinks · no brokers are known · definitions send records to Kafka"
                            + " topics · give --kafka host:port");
        }
        return Optional.of(new KafkaEventSink(settings(options), System::nanoTime));
    }

    /** Runs the SQL of resolvers; empty when there is none. */
    static Optional<SqlEngine> sql(Catalog catalog) throws SqlException {
        return catalog.runsSql() ? Optional.of(DuckDbSqlEngine.open(DuckDbOptions.defaults())) : Optional.empty();
    }

    /** Reads a file, as its definition says; the clock is asked only for a file at a given speed. */
    static EventSource file(FileSource file, Supplier<Waiting> waiting) throws StartupException {
        if (file.speed() > 0 && file.timeField().isEmpty()) {
            throw new StartupException("source '" + file.name() + "' · it is to be read at a speed of '" + file.speed()
                    + "' · nothing says when its messages were received · name the field that does with .timeField(…), or drop"
                    + " .speed(…)");
        }
        EventSource rows = rows(file);
        EventSource timed = file.timeField()
                .<EventSource>map(field -> new TimedSource(rows, field))
                .orElse(rows);
        return file.speed() > 0 ? new PacedSource(timed, file.speed(), waiting.get()) : timed;
    }

    private static EventSource rows(FileSource file) {
        return switch (file.format()) {
            case JSON_LINES -> new FileEventSource(file.name(), Path.of(file.path()));
            case CSV ->
                new FileEventSource(
                        file.name(), Path.of(file.path()), FileFormat.CSV, FileEventSource.LINE_BYTES_MAX_DEFAULT);
            case PARQUET -> new ParquetEventSource(file.name(), file.path());
        };
    }

    private static EventSource pushed(PushSource push, ServerOptions options) {
        return options.memoryOnly()
                ? new MemoryPushLog(push.name())
                : new SegmentedPushLog(
                        push.name(),
                        options.dataFolder().resolve(PUSH_FOLDER).resolve(push.name()),
                        LogLimits.DEFAULT,
                        new SecureRandom()::nextLong);
    }

    private static StartupException unread(Source source, String what) {
        return new StartupException("source '" + source.name() + "' · it reads " + what
                + ", which this version cannot · it reads Kafka topics, files and messages that are pushed · use"
                + " one of these");
    }

    private static EventSource kafka(List<TopicOfSource> topics, ServerOptions options)
            throws StartupException, SourceException {
        if (options.kafkaBootstrap().isEmpty()) {
            throw new StartupException("source '" + topics.getFirst().source()
                    + "' · no brokers are known · it reads the Kafka topic '"
                    + topics.getFirst().topic() + "' · give --kafka host:port");
        }
        return new KafkaEventSource(settings(options), topics, System::nanoTime);
    }

    private static KafkaSettings settings(ServerOptions options) throws StartupException {
        try {
            KafkaSettings settings = KafkaSettings.of(options.kafkaBootstrap().orElseThrow());
            return options.kafkaProperties().isPresent()
                    ? settings.withClientProperties(
                            ClientProperties.read(options.kafkaProperties().get()))
                    : settings;
        } catch (IllegalArgumentException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StartupException(
                    "--kafka-properties · the file '"
                            + options.kafkaProperties().orElseThrow() + "' cannot be read · " + e.getMessage()
                            + " · give a file of properties",
                    e);
        }
    }
}
