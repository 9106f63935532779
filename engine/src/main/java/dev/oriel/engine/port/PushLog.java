package dev.oriel.engine.port;

import java.util.List;

/**
 * The log of messages that are sent to this process: appended first, then read like any other source. What was appended is
 * still there after a crash; what was not is unknown to its sender. {@link #append} may be called by any thread.
 */
public interface PushLog extends EventSource {
    /** The one partition of the log. */
    SourcePartition partition();

    /**
     * Appends messages, all or none of them, after those of every earlier call.
     *
     * @param timeMillis when they were received, in epoch milliseconds
     * @param messages at least one
     * @return the offset of the first; the others follow without a gap
     * @throws SourceException if they cannot be kept
     */
    long append(long timeMillis, List<byte[]> messages) throws SourceException;
}
