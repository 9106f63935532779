/** A small shop, as a user would define it: what the engine's tests run. */
@NullMarked
package dev.oriel.engine.shop;

import org.jspecify.annotations.NullMarked;
