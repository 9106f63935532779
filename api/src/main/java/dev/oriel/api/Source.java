package dev.oriel.api;

/** Where messages come from, by a name that configuration resolves to an address. */
public sealed interface Source permits KafkaSource, FileSource {
    /** The name under which configuration, counters and stored positions know this source. */
    String name();

    /** The longest that record time may be after event time, as a duration; a later message has no effect and is counted. */
    String lateArrivalDeadline();
}
