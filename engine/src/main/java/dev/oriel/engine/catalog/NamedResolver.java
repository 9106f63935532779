package dev.oriel.engine.catalog;

import dev.oriel.api.StreamResolver;

/**
 * A resolver with the field that holds it.
 *
 * @param className simple name of the class
 * @param name the field
 * @param resolver what it does
 */
public record NamedResolver(String className, String name, StreamResolver resolver) {
    @Override
    public String toString() {
        return className + "." + name;
    }
}
