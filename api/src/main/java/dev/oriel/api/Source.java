package dev.oriel.api;

import java.util.Optional;

/** Where messages come from, by a name that configuration resolves to an address. */
public sealed interface Source permits KafkaSource, KinesisSource, PubSubSource, FileSource, PushSource {
    /** The name under which configuration, counters and stored positions know this source. */
    String name();

    /** The longest that record time may be after event time, as a duration; a later message has no effect and is counted. */
    String lateArrivalDeadline();

    /** Where messages go that cannot be used; empty when they are only counted. */
    Optional<String> deadLetters();
}
