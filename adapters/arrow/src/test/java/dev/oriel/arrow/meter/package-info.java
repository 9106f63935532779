/** A meter, as a user would define it, whose readings are sent on as Arrow streams. */
@NullMarked
package dev.oriel.arrow.meter;

import org.jspecify.annotations.NullMarked;
