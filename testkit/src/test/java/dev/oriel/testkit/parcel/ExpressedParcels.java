package dev.oriel.testkit.parcel;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.Resolvers;
import dev.oriel.api.Sink;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.StreamStep;

/** The parcels of the other classes, each in an environment of its own, by expressions in place of functions. */
@Resolvers
public final class ExpressedParcels {
    /** Parcels with labels. */
    public static final KafkaSource LABELLED = KafkaSource.named("labelled");

    /** As {@link Parcels}. */
    public final StreamResolver parcels = outputs(
                    stream(ParcelMessage.class, Parcels.PARCELS).timestamp(ParcelMessage::at))
            .sink(Sink.named("parcels.seen").features(Parcel_.id, Parcel_.weight))
            .environments("plain");

    /** As {@link RepeatedParcels}. */
    public final StreamResolver repeated = outputs(stream(ParcelMessage.class, Parcels.PARCELS)
                    .timestamp(ParcelMessage::at)
                    .deduplicate(ParcelMessage::id, "10m"))
            .environments("repeated");

    /** As {@link CorrectedParcels}. */
    public final StreamResolver corrected = outputs(stream(ParcelMessage.class, Parcels.PARCELS)
                    .timestamp(ParcelMessage::at)
                    .upsert())
            .environments("corrected");

    /** As {@link WrappedParcels}; expressions read the parsed message. */
    public final StreamResolver wrapped = outputs(stream(String.class, WrappedParcels.LINES)
                    .parse(ParcelMessage.class, ParcelMessage::parse)
                    .timestamp(ParcelMessage::at))
            .skipOnline()
            .environments("wrapped");

    /** A field of a field, what may be null, lists, and a product that may be too large; one output by a function. */
    public final StreamResolver labelled = stream(LabelledMessage.class, LABELLED)
            .output(Parcel_.id, "_.label.code")
            .output(Parcel_.houseId, "_.street * 100 + _.number")
            .output(Parcel_.weight, "F.coalesce(_.kilos, _.label.postage, 0.5)")
            .output(Parcel_.heavy, message -> message.marks().contains("heavy"))
            .environments("labelled");

    /** A message that is text, in which the text is its one field. */
    public final StreamResolver named = stream(String.class, LABELLED)
            .output(Parcel_.id, "F.upper(_.message)")
            .output(Parcel_.houseId, "F.length(_.message)")
            .environments("named");

    private static MappingResolver<ParcelMessage> outputs(StreamStep<ParcelMessage> step) {
        return step.output(Parcel_.id, "_.id")
                .output(Parcel_.houseId, "_.house_id")
                .output(Parcel_.weight, "_.weight")
                .output(Parcel_.heavy, "_.weight >= 10");
    }
}
