package dev.oriel.api;

import java.util.Optional;

/**
 * Messages that are sent to the server's own HTTP endpoint.
 *
 * @param name name of the source, and the part of its path before {@code /messages}
 * @param lateArrivalDeadline the longest that arrival may be after event time; {@code "infinity"} is no limit
 */
public record PushSource(String name, String lateArrivalDeadline) implements Source {
    /** A source without a deadline for late messages. */
    public static PushSource named(String name) {
        return new PushSource(name, "infinity");
    }

    /** The same source with another deadline, a duration. */
    public PushSource lateArrivalDeadline(String deadline) {
        return new PushSource(name, deadline);
    }

    /** Empty: a message that cannot be used is refused to whoever sent it. */
    @Override
    public Optional<String> deadLetters() {
        return Optional.empty();
    }
}
