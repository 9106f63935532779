/** The engine's values as those of Java's types, and records of Java as messages. */
@NullMarked
package dev.oriel.engine.typed;

import org.jspecify.annotations.NullMarked;
