package dev.oriel.api.definition;

/**
 * A field that holds a resolver.
 *
 * @param name the field, which is the resolver's name
 * @param line line of the field's name in the source file, from 1; 0 when unknown
 */
public record ResolverField(String name, long line) {}
