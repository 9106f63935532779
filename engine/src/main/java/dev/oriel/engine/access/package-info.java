/** Where the state is that a catalog describes: what reads and what writes find it the same way. */
@NullMarked
package dev.oriel.engine.access;

import org.jspecify.annotations.NullMarked;
