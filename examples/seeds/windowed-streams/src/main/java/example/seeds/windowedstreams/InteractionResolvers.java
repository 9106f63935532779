package example.seeds.windowedstreams;

import static dev.oriel.api.StreamResolver.stream;

import dev.oriel.api.KafkaSource;
import dev.oriel.api.Resolvers;
import dev.oriel.api.StreamResolver;
import java.util.List;

/** A window of the messages of one user and one card, computed when asked. */
@Resolvers
public final class InteractionResolvers {
    /** Interactions. */
    public static final KafkaSource INTERACTIONS = KafkaSource.named("interactions");

    /** Both keys are given in the query; neither is returned. One resolver for both windows. */
    public final StreamResolver userCardAggregation = stream(InteractionMessage.class, INTERACTIONS)
            .continuous()
            .key(UserCardInteraction_.cardId, InteractionMessage::cardId)
            .key(UserCardInteraction_.userId, InteractionMessage::userId)
            .output(UserCardInteraction_.count, InteractionResolvers::interactions);

    /** No message leaves the value to the default, as an empty frame does on the page. */
    static long interactions(List<InteractionMessage> messages) {
        return messages.size();
    }
}
