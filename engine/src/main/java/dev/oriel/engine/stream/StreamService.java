package dev.oriel.engine.stream;

import dev.oriel.engine.port.SeekTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Operating the streams of a platform. May be used by any threads. */
public interface StreamService {
    /** All sources that are read, by name. */
    List<StreamStatus> streams();

    /**
     * Reads a source no more until {@link #resume}, also after a restart. Pausing a paused source does nothing.
     *
     * @throws StreamException if there is no such source
     */
    void pause(String source) throws StreamException;

    /**
     * Reads a source again. Resuming one that is not paused does nothing.
     *
     * @throws StreamException if there is no such source
     */
    void resume(String source) throws StreamException;

    /**
     * Goes on elsewhere in a source. Records between are left out, or have their effect a second time: nothing that they did
     * is taken back, and only {@code deduplicate} and {@code upsert} tell a repetition.
     *
     * @return the new positions, by partition, which are committed; partitions that stay are not in it
     * @throws StreamException if there is no such source, or it holds nothing there
     */
    Map<Integer, Long> seek(String source, SeekTarget target) throws StreamException;

    /**
     * Shows what a resolver makes of some messages, without any effect: nothing is stored, sent or counted.
     *
     * @param resolver {@code FraudResolvers.transactions}, or {@code transactions} where that is only one
     * @throws StreamException if there is no such resolver
     */
    TestResult test(String resolver, List<TestMessage> messages) throws StreamException;

    /**
     * Takes messages for a source that others send to, and waits until what they change is committed and visible.
     *
     * @param messages at least one
     * @param timeout the longest to wait
     * @throws StreamException if there is no such source, it takes no messages, or the wait was too long: the messages are kept
     *     and will have their effect all the same then
     */
    PushReceipt push(String source, List<byte[]> messages, Duration timeout) throws StreamException;
}
