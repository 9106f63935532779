package dev.oriel.dev.process;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a whole topic of transactions and counts it by hand: the rules of the example once more, in the simplest way. */
public final class Recount {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Map<Long, List<Payment>> byUser = new TreeMap<>();
    private long records;
    private long late;
    private long deadLetters;

    private record Payment(double amount, long atMillis) {}

    private Recount() {}

    /** Counts everything that is in the topic now. */
    public static Recount of(String bootstrapServers, String topic) {
        var properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("isolation.level", "read_committed");
        var recount = new Recount();
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(recount::count);
            }
        }
        return recount;
    }

    private void count(ConsumerRecord<byte[], byte[]> message) {
        records++;
        Optional<JsonNode> valid = valid(message);
        if (valid.isEmpty()) {
            deadLetters++;
            return;
        }
        long atMillis = OffsetDateTime.parse(valid.get().get("at").asString())
                .toInstant()
                .toEpochMilli();
        if (message.timestamp() - atMillis > DAY_MILLIS) {
            late++;
            return;
        }
        byUser.computeIfAbsent(valid.get().get("user_id").asLong(), unused -> new ArrayList<>())
                .add(new Payment(valid.get().get("amount").asDouble(), atMillis));
    }

    private static Optional<JsonNode> valid(ConsumerRecord<byte[], byte[]> message) {
        try {
            JsonNode json = JSON.readTree(message.value());
            boolean fields = json.path("id").isString()
                    && json.path("user_id").isIntegralNumber()
                    && json.path("merchant_id").isString()
                    && json.path("amount").isNumber()
                    && json.path("at").isString();
            if (!fields) {
                return Optional.empty();
            }
            Instant at = OffsetDateTime.parse(json.get("at").asString()).toInstant();
            boolean possible = at.toEpochMilli() - message.timestamp()
                    <= Duration.ofMinutes(5).toMillis();
            return possible ? Optional.of(json) : Optional.empty();
        } catch (JacksonException | DateTimeException e) {
            // Not readable, hence a dead letter: that is the count this returns to.
            return Optional.empty();
        }
    }

    public long records() {
        return records;
    }

    public long late() {
        return late;
    }

    public long deadLetters() {
        return deadLetters;
    }

    /** Users by number of payments, most first. */
    public List<Long> busiestUsers(int count) {
        return byUser.entrySet().stream()
                .sorted((a, b) ->
                        Integer.compare(b.getValue().size(), a.getValue().size()))
                .limit(count)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Sum over all day buckets that overlap the window, exact and rounded once. */
    public double totalSpend(long user, Instant now, int days) {
        return inWindow(user, now, days).stream()
                .map(payment -> new BigDecimal(payment.amount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    public long countTransactions(long user, Instant now, int days) {
        return inWindow(user, now, days).size();
    }

    private List<Payment> inWindow(long user, Instant now, int days) {
        long first = Math.floorDiv(now.toEpochMilli() - days * DAY_MILLIS + 1, DAY_MILLIS);
        long last = Math.floorDiv(now.toEpochMilli(), DAY_MILLIS);
        return byUser.getOrDefault(user, List.of()).stream()
                .filter(payment -> Math.floorDiv(payment.atMillis(), DAY_MILLIS) >= first
                        && Math.floorDiv(payment.atMillis(), DAY_MILLIS) <= last)
                .toList();
    }
}
