package dev.oriel.api.check;

import dev.oriel.api.Resolver;

/**
 * A resolver with the field that holds it.
 *
 * @param className simple name of the class
 * @param name the field
 * @param file simple name of the source file
 * @param line line of the field in it, from 1; 0 when unknown
 * @param resolver what it does
 */
public record NamedResolver(String className, String name, String file, long line, Resolver resolver) {
    @Override
    public String toString() {
        return className + "." + name;
    }
}
