package dev.oriel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.bench.payments.FoldedPayments;
import dev.oriel.dev.broker.Topics;
import dev.oriel.engine.Engine;
import dev.oriel.engine.EngineOptions;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.kafka.KafkaEventSource;
import dev.oriel.kafka.KafkaSettings;
import dev.oriel.kafka.TopicOfSource;
import dev.oriel.rocksdb.RocksStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * P8: how long after it was handed to the producer does a query see an event, while others come at a given rate? Asked of one event at
 * a time, whose payer had no payment before: the query is repeated until it counts one. Producer, engine and the one who asks share
 * this process.
 */
final class VisibilityQuestion {
    private static final int KEYS = 50_000;
    private static final long FIRST_ASKED = 1_000_000_000;
    private static final int WARM_UP_SECONDS = 5;
    private static final int PACE_MILLIS = 1;
    private static final long ASKED_EVERY_NANOS = 200_000;
    private static final long GIVE_UP_NANOS = 10_000_000_000L;

    private final String brokers;
    private final int perSecond;
    private final int seconds;
    private final Path folder;
    private final String topic;

    VisibilityQuestion(String brokers, int perSecond, int seconds, Path folder) {
        this.brokers = brokers;
        this.perSecond = perSecond;
        this.seconds = seconds;
        this.folder = folder;
        this.topic = "live-" + perSecond;
    }

    /** Prints the figures. */
    void ask(PrintStream out) throws Exception {
        Catalog catalog = Catalog.only(
                KafkaBenchmarks.class.getClassLoader(), List.of(new FoldedPayments()), FoldedPayments.ENVIRONMENT);
        Topics.create(brokers, List.of(topic), PaymentStream.PARTITIONS);
        var source = new KafkaEventSource(
                KafkaSettings.of(brokers), List.of(new TopicOfSource("payments", topic)), System::nanoTime);
        var load = Executors.newSingleThreadScheduledExecutor();
        try (RocksStore store = RocksStore.open(folder.resolve(topic));
                Engine engine =
                        Engine.open(catalog, store, List.of(source), InstantSource.system(), EngineOptions.DEFAULTS);
                KafkaProducer<byte[], byte[]> producer = KafkaBenchmarks.producer(brokers)) {
            var sender = new Sender(producer, topic, perSecond);
            ScheduledFuture<?> sending = load.scheduleAtFixedRate(sender::send, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
            List<Double> micros = new ArrayList<>();
            long next = FIRST_ASKED;
            long countedNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
            while (System.nanoTime() < countedNanos + TimeUnit.SECONDS.toNanos(seconds)) {
                long start = System.nanoTime();
                double one = visibleAfterMicros(engine, producer, next);
                next++;
                if (start >= countedNanos) {
                    micros.add(one);
                }
            }
            sending.cancel(false);
            load.shutdown();
            if (!load.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the load does not end");
            }
            long sent = sender.sent + next - FIRST_ASKED;
            producer.flush();
            Payments.awaitCommitted(engine, sent);
            print(out, micros);
        } finally {
            load.shutdownNow();
        }
    }

    private double visibleAfterMicros(Engine engine, KafkaProducer<byte[], byte[]> producer, long payer) {
        long start = System.nanoTime();
        var unused = producer.send(new ProducerRecord<>(topic, 0, null, null, message(payer, payer)));
        while (!Long.valueOf(1)
                .equals(Payments.ask(engine, payer).results().get(1).value())) {
            if (System.nanoTime() - start > GIVE_UP_NANOS) {
                throw new IllegalStateException("payer " + payer + " has no payment after 10 s");
            }
            // One who asks, not one who takes a whole core from the engine.
            LockSupport.parkNanos(ASKED_EVERY_NANOS);
        }
        return (System.nanoTime() - start) / 1e3;
    }

    private void print(PrintStream out, List<Double> micros) {
        double[] sorted =
                micros.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double p99Millis = sorted[(int) (sorted.length * 0.99)] / 1e3;
        out.printf(
                Locale.ROOT,
                "%nP8  %,d messages/s of %,d keys, to RocksDB; %,d events asked for one after the other in %d s, sent without waiting for more%n"
                        + "  visible after %.1f ms (median), %.1f ms (p90), %.1f ms (p99), %.1f ms (slowest)%n  goal: p99 10 ms · measured %.1f · %s%n",
                perSecond,
                KEYS,
                sorted.length,
                seconds,
                sorted[sorted.length / 2] / 1e3,
                sorted[(int) (sorted.length * 0.9)] / 1e3,
                p99Millis,
                sorted[sorted.length - 1] / 1e3,
                p99Millis,
                p99Millis <= 10 ? "met" : "NOT MET");
        out.flush();
    }

    private static byte[] message(long number, long payer) {
        return ("{\"id\":\"payment-" + number + "\",\"payer_id\":" + payer + ",\"merchant_id\":\"m" + number % 10_000
                        + "\",\"amount\":0.25,\"at\":\"" + Instant.now() + "\"}")
                .getBytes(UTF_8);
    }

    /** Sends what is due by the clock each time it is called. */
    private static final class Sender {
        private final KafkaProducer<byte[], byte[]> producer;
        private final String topic;
        private final int perSecond;
        private final Random random = new Random(1);
        private final long startNanos = System.nanoTime();
        volatile long sent;

        Sender(KafkaProducer<byte[], byte[]> producer, String topic, int perSecond) {
            this.producer = producer;
            this.topic = topic;
            this.perSecond = perSecond;
        }

        void send() {
            long due = (System.nanoTime() - startNanos) / 1_000 * perSecond / 1_000_000;
            long number = sent;
            for (; number < due; number++) {
                int payer = random.nextInt(KEYS);
                var unused = producer.send(new ProducerRecord<>(
                        topic, payer % PaymentStream.PARTITIONS, null, null, message(number, payer)));
            }
            sent = number;
        }
    }
}
