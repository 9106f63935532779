package dev.oriel.dev.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends transactions to partition 0, each of them known to be there when the call returns. */
final class Producing implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    Producing(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", 10_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(long timeMillis, String message) throws Exception {
        producer.send(new ProducerRecord<>("transactions", 0, timeMillis, new byte[0], message.getBytes(UTF_8)))
                .get();
    }

    /** Payments of user 7 with the amounts 1 up to {@code count}, now. */
    void sendPayments(int count) throws Exception {
        long nowMillis = System.currentTimeMillis();
        for (int amount = 1; amount <= count; amount++) {
            send(nowMillis, payment(amount, Instant.ofEpochMilli(nowMillis).toString()));
        }
    }

    static String payment(double amount, String at) {
        return """
                {"id": "t", "user_id": 7, "merchant_id": "m", "amount": %s, "at": "%s"}""".formatted(amount, at);
    }

    @Override
    public void close() {
        producer.close();
    }
}
