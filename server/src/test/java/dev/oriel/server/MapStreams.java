package dev.oriel.server;

import dev.oriel.engine.EngineStatus.SourceStatus;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.stream.MessageStatus;
import dev.oriel.engine.stream.PushReceipt;
import dev.oriel.engine.stream.PushReceipt.Refused;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.StreamException.Kind;
import dev.oriel.engine.stream.StreamService;
import dev.oriel.engine.stream.StreamStatus;
import dev.oriel.engine.stream.StreamStatus.PartitionStatus;
import dev.oriel.engine.stream.StreamStatus.ResolverStatus;
import dev.oriel.engine.stream.StreamStatus.State;
import dev.oriel.engine.stream.TestMessage;
import dev.oriel.engine.stream.TestResult;
import dev.oriel.engine.stream.TestResult.OfMessage;
import dev.oriel.engine.stream.TestResult.OfWindow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Streams in memory. A source is made by {@link #put}; it takes messages that are JSON objects. The only resolver is
 * {@code Readings.latest}, which makes a row of each message with an {@code id}, fails on others, and skips those that are
 * null. A source keeps what is sent to it, by partition 0.
 */
public final class MapStreams implements StreamService {
    private static final SourceStatus NOTHING = new SourceStatus(0, 0, 0, 0, 0, 0, 0, Map.of(), List.of());

    private final Map<String, StreamStatus> streams = new TreeMap<>();
    private final Map<String, List<byte[]>> sent = new LinkedHashMap<>();
    private volatile List<TestMessage> tried = List.of();
    private volatile Optional<StreamException> failure = Optional.empty();

    /** A source as it is shown. */
    public synchronized void put(StreamStatus stream) {
        streams.put(stream.source(), stream);
    }

    /** A source that is read, has two partitions, and nothing to show. */
    public void put(String source) {
        put(new StreamStatus(
                source,
                "kafka topic '" + source + "'",
                State.RUNNING,
                List.of(
                        new PartitionStatus(0, Optional.of(120L), 0, Optional.empty()),
                        new PartitionStatus(1, Optional.empty(), 0, Optional.empty())),
                List.of(),
                NOTHING,
                Optional.empty()));
    }

    /** What everything is answered with from now on. */
    public void fail(StreamException newFailure) {
        failure = Optional.of(newFailure);
    }

    /** The messages that a source was sent, as text. */
    public synchronized List<String> sent(String source) {
        return sent.getOrDefault(source, List.of()).stream()
                .map(message -> new String(message, StandardCharsets.UTF_8))
                .toList();
    }

    /** The messages that a resolver was tried with last. */
    public List<TestMessage> tried() {
        return tried;
    }

    @Override
    public synchronized List<StreamStatus> streams() {
        return List.copyOf(streams.values());
    }

    @Override
    public void pause(String source) throws StreamException {
        state(source, State.PAUSED);
    }

    @Override
    public void resume(String source) throws StreamException {
        state(source, State.RUNNING);
    }

    private synchronized void state(String source, State state) throws StreamException {
        StreamStatus old = known(source);
        put(with(old, state, old.partitions()));
    }

    @Override
    public synchronized Map<Integer, Long> seek(String source, SeekTarget target) throws StreamException {
        StreamStatus old = known(source);
        Map<Integer, Long> positions = new TreeMap<>();
        List<PartitionStatus> partitions = new ArrayList<>();
        for (PartitionStatus partition : old.partitions()) {
            long now = partition.nextOffset().orElse(0L);
            long next = switch (target) {
                case SeekTarget.Beginning ignored -> 0;
                case SeekTarget.End ignored -> now + partition.lagRecords();
                case SeekTarget.Time time -> time.time().getEpochSecond();
                case SeekTarget.Offset offset -> offset.partition() == partition.partition() ? offset.offset() : now;
            };
            if (!(target instanceof SeekTarget.Offset offset) || offset.partition() == partition.partition()) {
                positions.put(partition.partition(), next);
            }
            partitions.add(new PartitionStatus(
                    partition.partition(), Optional.of(next), partition.lagRecords(), partition.stopped()));
        }
        if (positions.isEmpty()) {
            throw new StreamException(
                    Kind.REFUSED,
                    "source '" + source + "' · it has no such partition · it has " + partitions.size()
                            + " · name one of them");
        }
        put(with(old, old.state(), partitions));
        return positions;
    }

    private static StreamStatus with(StreamStatus old, State state, List<PartitionStatus> partitions) {
        return new StreamStatus(
                old.source(), old.kind(), state, partitions, old.resolvers(), old.counters(), old.watermarkMillis());
    }

    private StreamStatus known(String source) throws StreamException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        StreamStatus stream = streams.get(source);
        if (stream == null) {
            throw new StreamException(
                    Kind.UNKNOWN,
                    "source '" + source + "' · no resolver reads it · known are '"
                            + String.join("', '", streams.keySet()) + "' · choose one of them");
        }
        return stream;
    }

    @Override
    public TestResult test(String resolver, List<TestMessage> messages) throws StreamException {
        if (!resolver.equals("Readings.latest")) {
            throw new StreamException(
                    Kind.UNKNOWN,
                    "resolver '" + resolver
                            + "' · there is none · known are 'Readings.latest' · give one of these names");
        }
        tried = messages;
        List<OfMessage> results = new ArrayList<>();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (TestMessage message : messages) {
            OfMessage result = result(message);
            results.add(result);
            result.row().ifPresent(rows::add);
        }
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        return new TestResult(
                results,
                List.of(
                        new OfWindow("1h", from, from.plusSeconds(3600), rows, Optional.empty()),
                        new OfWindow(
                                "1d", from, from.plusSeconds(86400), List.of(), Optional.of("the sum overflows"))));
    }

    private static OfMessage result(TestMessage message) {
        Optional<Instant> time = message.timeMillis().map(Instant::ofEpochMilli);
        JsonNode node;
        try {
            node = Json.EXACT_MAPPER.readTree(message.value());
        } catch (JacksonException e) {
            return new OfMessage(
                    MessageStatus.PARSE_FAILED, Optional.of("it is no JSON"), Optional.empty(), Optional.empty());
        }
        if (node.isNull()) {
            return new OfMessage(MessageStatus.PARSE_SKIPPED, Optional.of("parse gave null"), Optional.empty(), time);
        }
        if (!node.path("id").isIntegralNumber()) {
            return new OfMessage(MessageStatus.FAILED, Optional.of("field 'id' is missing"), Optional.empty(), time);
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("reading.id", node.path("id").longValue());
        row.put(
                "reading.value",
                node.path("value").isNumber() ? node.path("value").decimalValue() : null);
        return new OfMessage(MessageStatus.SUCCESS, Optional.empty(), Optional.of(row), time);
    }

    @Override
    public synchronized PushReceipt push(String source, List<byte[]> messages, Duration timeout)
            throws StreamException {
        known(source);
        List<byte[]> log = sent.computeIfAbsent(source, name -> new ArrayList<>());
        long first = log.size();
        List<Refused> refused = new ArrayList<>();
        for (int index = 0; index < messages.size(); index++) {
            if (!isObject(messages.get(index))) {
                refused.add(new Refused(index, "it is no JSON object"));
            }
        }
        log.addAll(messages);
        return new PushReceipt(first, messages.size() - refused.size(), refused);
    }

    private static boolean isObject(byte[] message) {
        try {
            return Json.MAPPER.readTree(message).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    /** A resolver as it is shown, which has seen nothing but what is given. */
    public static ResolverStatus resolver(String name, Map<MessageStatus, Long> messages) {
        return new ResolverStatus(name, "mapping", List.of("reading.id"), messages, Optional.empty());
    }
}
