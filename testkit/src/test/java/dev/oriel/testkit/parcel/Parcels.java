package dev.oriel.testkit.parcel;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.Sink;
import dev.oriel.api.StreamResolver;

/** Parcels. */
@Resolvers
public final class Parcels {
    /** Parcels. */
    public static final KafkaSource PARCELS = KafkaSource.named("parcels").deadLetterTopic("parcels.dead");

    /** One message, one parcel. */
    public final StreamResolver parcels = stream(ParcelMessage.class, PARCELS)
            .timestamp(ParcelMessage::at)
            .output(Parcel_.id, ParcelMessage::id)
            .output(Parcel_.houseId, ParcelMessage::houseId)
            .output(Parcel_.weight, ParcelMessage::weight)
            .output(Parcel_.heavy, ParcelMessage::heavy)
            .sink(Sink.named("parcels.seen").features(Parcel_.id, Parcel_.weight));
}
