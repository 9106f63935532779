package example.seeds.windowedstreams;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;

/** Times of messages: their own, not the broker's. */
@Resolvers
public final class StreamFeatureResolvers {
    /** Messages that carry their time. */
    public static final KafkaSource MESSAGES = KafkaSource.named("messages");

    /** Messages whose time must be parsed. */
    public static final KafkaSource RAW_MESSAGES = KafkaSource.named("raw-messages");

    /** A custom event time: the value is observed at it. */
    public final StreamResolver value = stream(ParsedMessage.class, MESSAGES)
            .timestamp(ParsedMessage::eventTimestamp)
            .output(StreamFeature_.id, ParsedMessage::id)
            .output(StreamFeature_.value, ParsedMessage::value);

    /** The full example: parsed, timed, keyed by the primary key, which need not be returned. */
    public final StreamResolver count = stream(RawMessage.class, RAW_MESSAGES)
            .parse(ParsedMessage::of)
            .timestamp(ParsedMessage::eventTimestamp)
            .continuous()
            .key(StreamFeature_.id, ParsedMessage::id)
            .outputFrame(StreamFeature_.count, messages -> messages.count());
}
