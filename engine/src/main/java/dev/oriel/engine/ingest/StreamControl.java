package dev.oriel.engine.ingest;

import dev.oriel.api.FileSource;
import dev.oriel.api.KafkaSource;
import dev.oriel.api.KinesisSource;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.PubSubSource;
import dev.oriel.api.PushSource;
import dev.oriel.api.Source;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.WindowedResolver;
import dev.oriel.engine.EngineStatus.SourceStatus;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.RunningResolver;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.port.EventSource;
import dev.oriel.engine.port.PushLog;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourcePartition;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.stream.PushReceipt;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.StreamException.Kind;
import dev.oriel.engine.stream.StreamService;
import dev.oriel.engine.stream.StreamStatus;
import dev.oriel.engine.stream.TestMessage;
import dev.oriel.engine.stream.TestResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Operating the streams of a running engine. */
public final class StreamControl implements StreamService {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final SourceStatus NOTHING = new SourceStatus(0, 0, 0, 0, 0, 0, 0, Map.of(), List.of());

    private final IngestSetup setup;
    private final Catalog catalog;
    private final IngestLoop loop;
    private final InstantSource clock;

    /** Control of one loop. */
    public StreamControl(IngestSetup setup, IngestLoop loop, InstantSource clock) {
        this.setup = setup;
        this.catalog = setup.catalog();
        this.loop = loop;
        this.clock = clock;
        loop.sources().forEach(source -> {
            if (source instanceof PushLog log) {
                setup.refusals().watch(log.partition());
            }
        });
    }

    @Override
    public List<StreamStatus> streams() {
        IngestStatus status = loop.status();
        var sources = new TreeMap<>(catalog.sources());
        return sources.values().stream().map(source -> stream(source, status)).toList();
    }

    private StreamStatus stream(Source source, IngestStatus status) {
        SourceStatus counters = status.sources().getOrDefault(source.name(), NOTHING);
        var lag = new TreeMap<Integer, Long>();
        var stopped = new TreeMap<Integer, String>();
        for (EventSource reader : loop.sources()) {
            reader.lagByPartition().forEach((partition, records) -> {
                if (partition.source().equals(source.name())) {
                    lag.put(partition.partition(), records);
                }
            });
        }
        loop.stopped().forEach((partition, reason) -> {
            if (partition.source().equals(source.name())) {
                stopped.put(partition.partition(), reason);
            }
        });
        var numbers = new TreeSet<>(lag.keySet());
        numbers.addAll(stopped.keySet());
        numbers.addAll(counters.nextOffsets().keySet());
        List<StreamStatus.PartitionStatus> partitions = numbers.stream()
                .map(number -> new StreamStatus.PartitionStatus(
                        number,
                        Optional.ofNullable(counters.nextOffsets().get(number)),
                        lag.getOrDefault(number, 0L),
                        Optional.ofNullable(stopped.get(number))))
                .toList();
        StreamStatus.State state = !stopped.isEmpty()
                ? StreamStatus.State.STOPPED
                : status.paused().contains(source.name()) ? StreamStatus.State.PAUSED : StreamStatus.State.RUNNING;
        return new StreamStatus(
                source.name(),
                kind(source),
                state,
                partitions,
                resolvers(source, status),
                counters,
                Optional.ofNullable(status.watermarkMillis().get(source.name())));
    }

    private static String kind(Source source) {
        return switch (source) {
            case KafkaSource kafka -> "kafka topic '" + kafka.topic() + "'";
            case FileSource file -> "file '" + file.path() + "'";
            case PushSource ignored -> "pushed messages";
            case KinesisSource ignored -> "kinesis stream";
            case PubSubSource ignored -> "pub/sub subscription";
        };
    }

    private List<StreamStatus.ResolverStatus> resolvers(Source source, IngestStatus status) {
        var resolvers = new ArrayList<StreamStatus.ResolverStatus>();
        for (int i = 0; i < catalog.running().size(); i++) {
            RunningResolver running = catalog.running().get(i);
            if (running.source().equals(source)) {
                resolvers.add(new StreamStatus.ResolverStatus(
                        running.name(),
                        mode(running.resolver()),
                        running.resolver().features(),
                        status.messages().get(i),
                        windows(running, status)));
            }
        }
        return resolvers;
    }

    private static String mode(StreamResolver resolver) {
        return switch (resolver) {
            case MappingResolver<?> ignored -> "mapping";
            case WindowedResolver<?> windowed -> windowed.mode().word();
        };
    }

    private Optional<StreamStatus.WindowsStatus> windows(RunningResolver running, IngestStatus status) {
        return catalog.windowed().stream()
                .filter(stream -> stream.running().equals(running) && stream.isTumbling())
                .map(WindowedStream::index)
                .findFirst()
                .map(index -> status.windows().get(index));
    }

    @Override
    public void pause(String source) throws StreamException {
        known(source);
        await(loop.pause(source, true), WAIT);
    }

    @Override
    public void resume(String source) throws StreamException {
        known(source);
        await(loop.pause(source, false), WAIT);
    }

    @Override
    public Map<Integer, Long> seek(String source, SeekTarget target) throws StreamException {
        known(source);
        EventSource reader = loop.sources().stream()
                .filter(one -> one.partitions().stream()
                        .anyMatch(partition -> partition.source().equals(source)))
                .findFirst()
                .orElseThrow(() -> new StreamException(
                        Kind.UNAVAILABLE,
                        "source '" + source + "' · none of its partitions is known · nothing was read of it yet"
                                + " · wait until it can be reached"));
        Map<SourcePartition, Long> offsets = await(loop.ask(reader, one -> one.offsets(source, target)), WAIT);
        if (offsets.isEmpty() && target instanceof SeekTarget.Offset offset) {
            throw new StreamException(
                    Kind.REFUSED,
                    "source '" + source + "' · it has no partition '" + offset.partition() + "' · known are "
                            + reader.partitions().stream()
                                    .filter(partition -> partition.source().equals(source))
                                    .map(SourcePartition::partition)
                                    .sorted()
                                    .map(partition -> "'" + partition + "'")
                                    .collect(Collectors.joining(", "))
                            + " · choose one of them");
        }
        await(loop.seek(reader, offsets), WAIT);
        var moved = new TreeMap<Integer, Long>();
        offsets.forEach((partition, next) -> moved.put(partition.partition(), next));
        return moved;
    }

    @Override
    public TestResult test(String resolver, List<TestMessage> messages) throws StreamException {
        return ResolverTrial.run(setup, resolver, messages, clock.millis());
    }

    @Override
    public PushReceipt push(String source, List<byte[]> messages, Duration timeout) throws StreamException {
        Source found = known(source);
        PushLog log = loop.sources().stream()
                .filter(PushLog.class::isInstance)
                .map(PushLog.class::cast)
                .filter(one -> one.partition().source().equals(source))
                .findFirst()
                .orElseThrow(() -> new StreamException(
                        Kind.REFUSED,
                        "source '" + source + "' · it takes no messages · it is a " + kind(found)
                                + " · declare a PushSource, or send them there"));
        if (messages.isEmpty()) {
            throw new StreamException(
                    Kind.REFUSED, "source '" + source + "' · there are no messages · send at least one");
        }
        try {
            long first = log.append(clock.millis(), messages);
            long next = first + messages.size();
            if (!loop.committed().await(log.partition(), next, timeout.toMillis())) {
                throw new StreamException(
                        Kind.UNAVAILABLE,
                        "source '" + source + "' · the messages are kept and not yet committed · they wait since "
                                + timeout.toMillis() + " ms"
                                + loop.failure().map(reason -> ": " + reason).orElse("")
                                + " · do not send them again");
            }
            var refused = new ArrayList<PushReceipt.Refused>();
            setup.refusals()
                    .take(log.partition(), first, next)
                    .forEach((offset, reason) ->
                            refused.add(new PushReceipt.Refused(Math.toIntExact(offset - first), reason)));
            return new PushReceipt(first, messages.size() - refused.size(), refused);
        } catch (SourceException e) {
            throw new StreamException(Kind.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException(
                    Kind.UNAVAILABLE, "source '" + source + "' · interrupted · the messages are kept", e);
        }
    }

    private Source known(String source) throws StreamException {
        Source found = catalog.sources().get(source);
        if (found == null) {
            throw new StreamException(
                    Kind.UNKNOWN,
                    "source '" + source + "' · no resolver reads it · known are "
                            + (catalog.sources().isEmpty()
                                    ? "none"
                                    : "'"
                                            + String.join(
                                                    "', '",
                                                    new TreeSet<>(
                                                            catalog.sources().keySet())) + "'")
                            + " · choose one of them");
        }
        return found;
    }

    private static <T> T await(CompletableFuture<T> future, Duration wait) throws StreamException {
        try {
            return future.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            boolean expected = cause instanceof SourceException || cause instanceof StoreException;
            throw new StreamException(
                    expected ? Kind.REFUSED : Kind.UNAVAILABLE,
                    expected ? String.valueOf(cause.getMessage()) : "it failed: " + cause,
                    e);
        } catch (TimeoutException e) {
            throw new StreamException(
                    Kind.UNAVAILABLE, "ingest did not answer within " + wait.toSeconds() + " s · try again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException(Kind.UNAVAILABLE, "interrupted", e);
        }
    }
}
