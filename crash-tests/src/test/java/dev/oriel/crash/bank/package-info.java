/** Definitions of every form of a stream resolver that keeps state. */
@NullMarked
package dev.oriel.crash.bank;

import org.jspecify.annotations.NullMarked;
