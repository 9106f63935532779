package dev.oriel.engine.catalog;

import dev.oriel.api.MappingOutput;
import dev.oriel.api.MappingResolver;
import java.util.List;

/**
 * Which columns the rows of a resolver have. Kept rows say by a number which shape they have, so that those of earlier
 * definitions can be read.
 *
 * @param namespace class of the rows
 * @param columns in the order of their values
 */
public record RowShape(String namespace, List<String> columns) {
    /** Copies the list. */
    public RowShape {
        columns = List.copyOf(columns);
    }

    /** The shape of what a resolver makes. */
    public static RowShape of(MappingResolver<?> resolver) {
        String first = resolver.outputs().getFirst().feature();
        int dot = first.indexOf('.');
        return new RowShape(
                first.substring(0, dot),
                resolver.outputs().stream()
                        .map(MappingOutput::feature)
                        .map(fqn -> fqn.substring(fqn.indexOf('.') + 1))
                        .toList());
    }

    /** What the store keeps its number under: {@code purchase|id user_id amount}. */
    public String identity() {
        return namespace + "|" + String.join(" ", columns);
    }

    /** The shape of an identity. */
    public static RowShape ofIdentity(String identity) {
        int bar = identity.indexOf('|');
        return new RowShape(
                identity.substring(0, bar), List.of(identity.substring(bar + 1).split(" ", -1)));
    }

    /** Whether rows of it can be kept in a log: they have its class and all columns of its keys. */
    public boolean feeds(RowLog log) {
        return namespace.equals(log.child().namespace()) && columns.containsAll(log.keyColumns());
    }
}
