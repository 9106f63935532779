package dev.oriel.engine.serve;

import dev.oriel.engine.catalog.Group;
import java.util.List;
import java.util.Optional;

/**
 * How a key follows from features of a row: a node of the {@link ServePlan}, the same for all that is read by the same features.
 * Two are the same only if they are one object.
 */
final class KeyPlan {
    private final Optional<Group> group;
    private final List<KeyPart> parts;

    /**
     * A key.
     *
     * @param group whose key it is; empty where it is that of rows which are kept one by one
     * @param parts one for each column, in their order
     */
    KeyPlan(Optional<Group> group, List<KeyPart> parts) {
        this.group = group;
        this.parts = List.copyOf(parts);
    }

    Optional<Group> group() {
        return group;
    }

    List<KeyPart> parts() {
        return parts;
    }
}
