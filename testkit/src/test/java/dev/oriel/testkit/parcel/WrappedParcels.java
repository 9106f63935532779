package dev.oriel.testkit.parcel;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** Parcels whose messages are text of their own. */
@Resolvers
public final class WrappedParcels {
    /** Lines. */
    public static final KafkaSource LINES = KafkaSource.named("lines").lateArrivalDeadline("1h");

    /** Parsed first; timestamp and outputs read the parsed message. Values are kept out of the online store. */
    public final StreamResolver parcels = stream(String.class, LINES)
            .parse(ParcelMessage::parse)
            .timestamp(ParcelMessage::at)
            .output(Parcel_.id, ParcelMessage::id)
            .output(Parcel_.houseId, ParcelMessage::houseId)
            .output(Parcel_.weight, ParcelMessage::weight)
            .output(Parcel_.heavy, ParcelMessage::heavy)
            .skipOnline();
}
