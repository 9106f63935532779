package dev.oriel.engine.port;

import java.time.Instant;

/** Where to go on in a source. */
public sealed interface SeekTarget {
    /** At the first record that is still held. */
    record Beginning() implements SeekTarget {}

    /** After the last record. */
    record End() implements SeekTarget {}

    /** At the first record that the source received at a time or later; after the last where there is none. */
    record Time(Instant time) implements SeekTarget {}

    /** At an offset of one partition; the others stay where they are. */
    record Offset(int partition, long offset) implements SeekTarget {}
}
