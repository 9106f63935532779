/**
 * The ports in memory: for tests, for {@code dev --memory}, and for a library inside another service. They keep the same
 * contract as every other adapter and lose everything when the process ends.
 */
@NullMarked
package dev.oriel.engine.memory;

import org.jspecify.annotations.NullMarked;
