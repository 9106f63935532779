/**
 * Checks of whole definitions: everything that can be known to be wrong before anything runs, all at once.
 *
 * <p>Read {@link dev.oriel.api.check.DefinitionChecker} and {@link dev.oriel.api.check.DefinitionProblem}. Uses {@code
 * dev.oriel.api.definition} and {@code dev.oriel.api.expression}; the annotation processor and the engine use it.
 */
@NullMarked
package dev.oriel.api.check;

import org.jspecify.annotations.NullMarked;
