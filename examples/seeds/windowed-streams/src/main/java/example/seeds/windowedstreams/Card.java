package example.seeds.windowedstreams;

import dev.oriel.api.Features;

/** A card to pay with. */
@Features
public interface Card {
    /** The primary key. */
    String id();
}
