/** The binary form of states: a cursor to write with, one to read with, and what is thrown when the bytes are something else. */
@NullMarked
package dev.oriel.kernel.bytes;

import org.jspecify.annotations.NullMarked;
