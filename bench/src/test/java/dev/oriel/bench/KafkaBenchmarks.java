package dev.oriel.bench;

import dev.oriel.bench.payments.FoldedPayments;
import dev.oriel.bench.payments.PaymentMessage;
import dev.oriel.dev.broker.BrokerProcess;
import dev.oriel.dev.broker.LocalBrokerSettings;
import dev.oriel.dev.broker.Topics;
import dev.oriel.engine.Engine;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.memory.MemoryStore;
import dev.oriel.engine.message.MessageReader;
import dev.oriel.engine.port.OnlineStore;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import dev.oriel.rocksdb.RocksStore;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * P6: how far is the path from a topic to committed buckets that can be asked for from a consumer that only reads, and from one
 * that parses? P8: how long after it was sent does a query see an event, at half of that rate and at lower ones? {@code bench/kafka} runs it.
 *
 * <p>The broker is a process of its own on the same machine. Contestants read the same topic from its beginning and take turns; what
 * came of it is compared with a plain loop before a rate counts.
 */
public final class KafkaBenchmarks {
    private static final String TOPIC = "payments";
    private static final String CONSUMER = "consumer";
    private static final String PARSING = "consumer and parser";
    private static final String IN_MEMORY = "Oriel, in memory";
    private static final String ON_DISK = "Oriel, RocksDB";
    private static final int WARM_UPS = 1;

    private KafkaBenchmarks() {}

    /**
     * Prints the figures.
     *
     * @param arguments messages, keys, rounds, and seconds of the second question
     */
    public static void main(String[] arguments) throws Exception {
        int messages = Integer.parseInt(arguments[0]);
        int keys = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        PrintStream out = System.out;
        Machine.print(out);
        Path folder = Files.createTempDirectory("oriel-bench");
        try (var broker = BrokerProcess.start(folder.resolve("kafka"), LocalBrokerSettings.ANY_PORT)) {
            String brokers = broker.bootstrapServers();
            Topics.create(brokers, List.of(TOPIC), PaymentStream.PARTITIONS);
            var stream = new PaymentStream(messages, keys, false);
            fill(brokers, stream);
            double perSecond = rates(out, brokers, stream, rounds, folder);
            for (int rate : new int[] {1_000, 10_000, (int) (perSecond / 4), (int) (perSecond / 2)}) {
                new VisibilityQuestion(brokers, rate, seconds, folder).ask(out);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    static KafkaProducer<byte[], byte[]> producer(String brokers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", 2),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Puts all messages of a stream on a topic. */
    static void fill(String brokers, PaymentStream stream) throws Exception {
        try (var producer = producer(brokers)) {
            Future<RecordMetadata> last = null;
            for (int partition = 0; partition < PaymentStream.PARTITIONS; partition++) {
                for (byte[] message : stream.messages.get(partition)) {
                    last = producer.send(
                            new ProducerRecord<>(TOPIC, partition, stream.end().toEpochMilli(), null, message));
                }
            }
            producer.flush();
            if (last != null) {
                last.get();
            }
        }
    }

    /** P6; returns the messages of a second that went through to the store on disk. */
    private static double rates(PrintStream out, String brokers, PaymentStream stream, int rounds, Path folder)
            throws Exception {
        MessageReader reader = MessageReader.of(PaymentMessage.class);
        Interleaved measured = Interleaved.run(
                WARM_UPS,
                rounds,
                List.of(
                        new Reading(CONSUMER, brokers, stream, message -> message.length),
                        new Reading(
                                PARSING, brokers, stream, message -> ((PaymentMessage) reader.read(message)).payerId()),
                        new Running(IN_MEMORY, brokers, stream, MemoryStore::new),
                        new Running(
                                ON_DISK,
                                brokers,
                                stream,
                                () -> RocksStore.open(Files.createTempDirectory(folder, "store")
                                        .resolve("store")))));
        out.printf(
                Locale.ROOT,
                "%nP6  %,d messages of %,d keys over a day on a topic of %d partitions, buckets of a minute; %d rounds after one that does not count%n",
                stream.count(),
                stream.payers,
                PaymentStream.PARTITIONS,
                rounds);
        measured.print(out, CONSUMER);
        double toConsumer = measured.ratio(ON_DISK, CONSUMER);
        double toParser = measured.ratio(ON_DISK, PARSING);
        out.printf(
                Locale.ROOT,
                "  goal: 0.75 of the consumer, 0.9 of consumer and parser · measured %.2f, %.2f · %s%n",
                toConsumer,
                toParser,
                toConsumer >= 0.75 && toParser >= 0.9 ? "met" : "NOT MET");
        out.flush();
        return 1e9 / measured.nanos(ON_DISK);
    }

    private interface Use {
        long use(byte[] message) throws Exception;
    }

    /** A consumer as one would write it. */
    private record Reading(String name, String brokers, PaymentStream stream, Use use)
            implements Interleaved.Contestant {
        @Override
        public double nanosPerOperation(boolean thorough) throws Exception {
            long start = System.nanoTime();
            long sum = 0;
            int count = 0;
            try (var consumer = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            brokers,
                            "isolation.level",
                            "read_committed",
                            "max.poll.records",
                            KafkaSettings.POLL_RECORDS_DEFAULT),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                List<TopicPartition> partitions = IntStream.range(0, PaymentStream.PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                while (count < stream.count()) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                        sum += use.use(record.value());
                        count++;
                    }
                }
            }
            long nanos = System.nanoTime() - start;
            long expected = 0;
            for (List<byte[]> partition : stream.messages) {
                for (byte[] message : partition) {
                    expected += use.use(message);
                }
            }
            if (sum != expected) {
                throw new IllegalStateException(name + " read " + sum + ", not " + expected);
            }
            return (double) nanos / stream.count();
        }
    }

    interface Store {
        OnlineStore open() throws Exception;
    }

    /** An engine from nothing until all is committed. */
    private record Running(String name, String brokers, PaymentStream stream, Store store)
            implements Interleaved.Contestant {
        @Override
        public double nanosPerOperation(boolean thorough) throws Exception {
            Catalog catalog = Catalog.only(
                    KafkaBenchmarks.class.getClassLoader(), List.of(new FoldedPayments()), FoldedPayments.ENVIRONMENT);
            try (OnlineStore opened = store.open()) {
                long start = System.nanoTime();
                var source = new KafkaEventSource(
                        KafkaSettings.of(brokers), List.of(new TopicOfSource("payments", TOPIC)), System::nanoTime);
                InstantSource clock = () -> stream.end().plusNanos(System.nanoTime() - start);
                try (Engine engine = Engine.open(catalog, opened, List.of(source), clock, EngineOptions.DEFAULTS)) {
                    Payments.awaitCommitted(engine, stream.count());
                    long nanos = System.nanoTime() - start;
                    Payments.check(engine, stream);
                    return (double) nanos / stream.count();
                }
            }
        }
    }
}
