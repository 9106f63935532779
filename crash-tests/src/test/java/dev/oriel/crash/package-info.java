/** What becomes of the engine when it is killed, and when somebody breaks it on purpose. */
@NullMarked
package dev.oriel.crash;

import org.jspecify.annotations.NullMarked;
