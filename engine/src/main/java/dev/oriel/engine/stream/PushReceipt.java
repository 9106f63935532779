package dev.oriel.engine.stream;

import java.util.List;

/**
 * What became of messages that were sent to the platform. They are on disk, and what they changed is visible.
 *
 * @param firstOffset position of the first of them in the source's log
 * @param accepted how many had an effect, or deliberately none: parsed to nothing, or seen before
 * @param refused the others
 */
public record PushReceipt(long firstOffset, long accepted, List<Refused> refused) {
    /** Copies the list. */
    public PushReceipt {
        refused = List.copyOf(refused);
    }

    /**
     * A message that has no effect.
     *
     * @param index place among the messages that were sent, from 0
     * @param reason why, in words
     */
    public record Refused(int index, String reason) {}
}
