package dev.oriel.kernel;

import java.util.List;

/** One step in the history of a timeline. It names what it is about, so that a part of a history can be replayed alone. */
sealed interface Operation {
    /** An event comes. */
    record Add(Event event) implements Operation {}

    /** An event is taken back. */
    record Withdraw(Event event) implements Operation {}

    /** What is older expires. */
    record DropBefore(long bucket) implements Operation {}

    /** The edit becomes a version; the next edit starts. */
    record Publish() implements Operation {}

    /** The same, and everything is read from the store again. */
    record Restore() implements Operation {}

    /** The edit is lost, and everything is read from the store again. */
    record Kill() implements Operation {}

    /** Runs of buckets are asked for. */
    record Ask(List<Long> fromBuckets, long toBucket) implements Operation {}
}
