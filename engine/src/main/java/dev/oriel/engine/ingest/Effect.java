package dev.oriel.engine.ingest;

import dev.oriel.engine.stream.MessageStatus;
import java.util.List;
import java.util.Optional;

/** What a record is to one resolver, found out without any state and before it has any effect. */
sealed interface Effect {
    /** Whose. */
    ResolverPlan plan();

    /** A row to write. */
    record Row(MappingPlan plan, FedRow row, Optional<byte[]> identity) implements Effect {}

    /**
     * A message of windows.
     *
     * @param row the keys, then what ready aggregations read
     * @param key bytes of the keys; empty when one of them is null, so that the message belongs to no window
     */
    record Message(WindowedPlan plan, FedRow row, Optional<byte[]> key, Optional<byte[]> identity) implements Effect {}

    /** {@code parse} gave null. */
    record Skipped(ResolverPlan plan) implements Effect {}

    /** It came after the source's deadline. */
    record Late(ResolverPlan plan, String reason) implements Effect {}

    /** The resolver cannot use it. */
    record Refused(ResolverPlan plan, MessageStatus status, String reason) implements Effect {}

    /**
     * What a record is to all resolvers of its source.
     *
     * @param unusable why no resolver can use it, whatever they do; there are no effects then
     */
    record All(List<Effect> effects, Optional<String> unusable) {
        static All unusable(String reason) {
            return new All(List.of(), Optional.of(reason));
        }
    }
}
