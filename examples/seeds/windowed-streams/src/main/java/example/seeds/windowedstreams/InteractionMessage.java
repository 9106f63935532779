package example.seeds.windowedstreams;

/** An interaction of a user and a card. */
public record InteractionMessage(String cardId, String userId, String interactionId) {}
