package dev.oriel.server;

import dev.oriel.api.FileSource;
import dev.oriel.api.KafkaSource;
import dev.oriel.api.KinesisSource;
import dev.oriel.api.PubSubSource;
import dev.oriel.api.PushSource;
import dev.oriel.api.Source;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.StoreException;
import dev.oriel.file.FileEventSource;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import dev.oriel.rocksdb.RocksStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Chooses the adapters that the options and the definitions ask for. */
final class Adapters {
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
                case FileSource file -> sources.add(file(file));
                case KinesisSource kinesis -> throw unread(kinesis, "a Kinesis stream");
                case PubSubSource pubSub -> throw unread(pubSub, "a Pub/Sub subscription");
                case PushSource push -> throw unread(push, "what is sent to the server");
            }
        }
        if (!topics.isEmpty()) {
            sources.add(kafka(topics, options));
        }
        return sources;
    }

    private static EventSource file(FileSource file) throws StartupException {
        if (file.format() != FileSource.Format.JSON_LINES) {
            throw unread(file, "a file of " + (file.format() == FileSource.Format.CSV ? "CSV" : "Parquet"));
        }
        if (file.speed() != 0) {
            throw unread(file, "a file at a given speed");
        }
        return new FileEventSource(file.name(), Path.of(file.path()));
    }

    private static StartupException unread(Source source, String what) {
        return new StartupException("source '" + source.name() + "' · it reads " + what
                + ", which this version cannot · it reads Kafka topics and files of JSON lines as fast as possible · use"
                + " one of these");
    }

    private static EventSource kafka(List<TopicOfSource> topics, ServerOptions options)
            throws StartupException, SourceException {
        String brokers = options.kafkaBootstrap()
                .orElseThrow(() ->
                        new StartupException("source '" + topics.getFirst().source()
                                + "' · no brokers are known · it reads the Kafka topic '"
                                + topics.getFirst().topic() + "' · give --kafka host:port"));
        try {
            return new KafkaEventSource(KafkaSettings.of(brokers), topics, System::nanoTime);
        } catch (IllegalArgumentException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }
}
