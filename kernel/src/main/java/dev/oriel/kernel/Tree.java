package dev.oriel.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What a timeline has besides its tail, once that was full.
 *
 * @param root over all leaves but the tail
 * @param tailState the state of the whole tail, which nearly every window needs; null where making it at every version would cost more than
 *     reading the tail, that is where some aggregation has a state of its own
 * @param tailCount the buckets of the tail that hold events; where events are kept, the events
 */
record Tree(Node root, @Nullable StateArray tailState, int tailCount) {}
