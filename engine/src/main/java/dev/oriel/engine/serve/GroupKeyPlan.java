package dev.oriel.engine.serve;

import dev.oriel.engine.catalog.Group;
import java.util.List;

/**
 * How the key of a group follows from features of a row: a node of the {@link ServePlan}, the same for all windows that read the
 * group by the same features. Two are the same only if they are one object.
 */
final class GroupKeyPlan {
    private final Group group;
    private final List<KeyPart> parts;

    /** @param parts one for each column of the group, in their order */
    GroupKeyPlan(Group group, List<KeyPart> parts) {
        this.group = group;
        this.parts = List.copyOf(parts);
    }

    Group group() {
        return group;
    }

    List<KeyPart> parts() {
        return parts;
    }
}
