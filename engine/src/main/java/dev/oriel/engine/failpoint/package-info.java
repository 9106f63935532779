/** Places where a test may have the process die. */
@NullMarked
package dev.oriel.engine.failpoint;

import org.jspecify.annotations.NullMarked;
