/** The engine's values as those of Java's types. */
@NullMarked
package dev.oriel.engine.typed;

import org.jspecify.annotations.NullMarked;
