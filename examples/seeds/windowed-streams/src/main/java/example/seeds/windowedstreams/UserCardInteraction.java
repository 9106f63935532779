package example.seeds.windowedstreams;

import dev.oriel.api.Default;
import dev.oriel.api.Features;
import dev.oriel.api.HasOne;
import dev.oriel.api.MaxStaleness;
import dev.oriel.api.Windowed;
import dev.oriel.api.Windows;

/** What a user and a card have to do with each other. */
@Features(maxStaleness = "infinity", etlOfflineToOnline = true)
public interface UserCardInteraction {
    /** The primary key. */
    String id();

    /** The user. */
    String userId();

    /** The card. */
    String cardId();

    /** What happened. */
    String interactionType();

    /** How often it happened between this user and this card. */
    @Windows(days = {1, 7})
    @MaxStaleness("0s")
    @Default("0")
    Windowed<Long> count();

    /** The user. */
    @HasOne(join = "User.id == UserCardInteraction.user_id")
    User user();

    /** The card. */
    @HasOne(join = "Card.id == UserCardInteraction.card_id")
    Card card();
}
