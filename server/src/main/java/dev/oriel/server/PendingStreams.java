package dev.oriel.server;

import dev.oriel.engine.Engine;
import dev.oriel.engine.port.SeekTarget;
import dev.oriel.engine.stream.PushReceipt;
import dev.oriel.engine.stream.StreamException;
import dev.oriel.engine.stream.StreamService;
import dev.oriel.engine.stream.StreamStatus;
import dev.oriel.engine.stream.StreamStatus.PartitionStatus;
import dev.oriel.engine.stream.TestMessage;
import dev.oriel.engine.stream.TestResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The streams of an engine that cannot be operated: it tells what it counts, and refuses the rest. */
final class PendingStreams implements StreamService {
    private final Engine engine;

    PendingStreams(Engine engine) {
        this.engine = engine;
    }

    @Override
    public List<StreamStatus> streams() {
        return new TreeMap<>(engine.status().sources())
                .entrySet().stream()
                        .map(source -> new StreamStatus(
                                source.getKey(),
                                "source",
                                StreamStatus.State.RUNNING,
                                new TreeMap<>(source.getValue().nextOffsets())
                                        .entrySet().stream()
                                                .map(next -> new PartitionStatus(
                                                        next.getKey(),
                                                        Optional.of(next.getValue()),
                                                        0,
                                                        Optional.empty()))
                                                .toList(),
                                List.of(),
                                source.getValue(),
                                Optional.empty()))
                        .toList();
    }

    @Override
    public void pause(String source) throws StreamException {
        throw refused();
    }

    @Override
    public void resume(String source) throws StreamException {
        throw refused();
    }

    @Override
    public Map<Integer, Long> seek(String source, SeekTarget target) throws StreamException {
        throw refused();
    }

    @Override
    public TestResult test(String resolver, List<TestMessage> messages) throws StreamException {
        throw refused();
    }

    @Override
    public PushReceipt push(String source, List<byte[]> messages, Duration timeout) throws StreamException {
        throw refused();
    }

    private static StreamException refused() {
        return new StreamException(
                StreamException.Kind.REFUSED,
                "streams · they cannot be operated · this engine does not do it yet · use a newer version");
    }
}
