package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureClassDefinition;

/**
 * A relation to one row of another class, as queries follow it: a node of the {@link ServePlan}, which has each once. Two are the
 * same only if they are one object.
 */
final class Relation {
    private final FeatureClassDefinition owner;
    private final String name;
    private final FeatureClassDefinition other;
    private final KeyPart key;

    /**
     * A relation.
     *
     * @param owner the class that declares it
     * @param other the class that it leads to
     * @param key the feature of the owner's row that is the primary key of the other
     */
    Relation(FeatureClassDefinition owner, String name, FeatureClassDefinition other, KeyPart key) {
        this.owner = owner;
        this.name = name;
        this.other = other;
        this.key = key;
    }

    FeatureClassDefinition owner() {
        return owner;
    }

    String name() {
        return name;
    }

    FeatureClassDefinition other() {
        return other;
    }

    KeyPart key() {
        return key;
    }

    /** The canonical name: {@code transaction.user}. */
    String fqn() {
        return owner.namespace() + "." + name;
    }

    /** The name of the other row's primary key, without its namespace. */
    String otherKey() {
        return other.primaryKey().orElseThrow().name();
    }
}
