/** Doors that are knocked at: windows that end, windows that reach back, and messages that come late, twice or in shreds. */
@NullMarked
package dev.oriel.testkit.door;

import org.jspecify.annotations.NullMarked;
