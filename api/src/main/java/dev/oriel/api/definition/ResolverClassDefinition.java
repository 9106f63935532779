package dev.oriel.api.definition;

import java.util.List;

/**
 * One class of resolvers, as far as the compiler sees it: what a resolver does is known only once the class is made.
 *
 * @param javaName qualified name of the class
 * @param accessor binary name of the generated {@link dev.oriel.api.ResolverClass}
 * @param file simple name of the source file, for messages
 * @param line line of the class in it, from 1; 0 when unknown
 * @param resolvers its fields in source order
 */
public record ResolverClassDefinition(
        String javaName, String accessor, String file, long line, List<ResolverField> resolvers) {
    /** Copies the list. */
    public ResolverClassDefinition {
        resolvers = List.copyOf(resolvers);
    }

    /** Simple name of the class: {@code FraudResolvers}. */
    public String simpleName() {
        return javaName.substring(javaName.lastIndexOf('.') + 1);
    }

    /** The line of a field; 0 when it is not known. */
    public long lineOf(String field) {
        return resolvers.stream()
                .filter(resolver -> resolver.name().equals(field))
                .mapToLong(ResolverField::line)
                .findFirst()
                .orElse(0);
    }
}
