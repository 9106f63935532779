package dev.oriel.engine.failpoint;

/**
 * A moment at which a process may die that is worth looking at: between two steps that have to hold together. A kill at a random
 * moment seldom hits it.
 */
public enum Failpoint {
    /** A batch's position is set, the batch not yet published. */
    POSITION_PUT,
    /** Everything that was waiting is applied, nothing of it published. */
    APPLIED,
    /** A window was run, what it gave is not written. */
    WINDOW_MADE,
    /** What windows gave is written to the batch, queries do not see it yet. */
    WINDOWS_WRITTEN,
    /** Queries see what the store does not hold yet. */
    PUBLISHED,
    /** The batch is complete; the store has not been asked. */
    BEFORE_STORE_WRITE,
    /** The store holds the batch; memory has not been told. */
    AFTER_STORE_WRITE,
    /** Committed records wait to leave; the sink has not been asked. */
    BEFORE_DELIVERY,
    /** The sink has delivered; nobody has been told. */
    AFTER_DELIVERY,
    /** What was delivered is removed in memory, and still in the store. */
    REMOVAL_UNCOMMITTED,
    /** Opening has read the metadata, and not the positions. */
    METADATA_READ,
    /** The store is open again after a failed commit; memory is still the old one. */
    STORE_REOPENED,
    /** Memory is that of the store again; the sources are still where they were. */
    MEMORY_REOPENED,
    /** A pushed message is written to its log, and not forced to disk. */
    PUSH_WRITTEN,
    /** A pushed message is on disk; whoever pushed it does not know. */
    PUSH_FORCED
}
