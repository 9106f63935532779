/**
 * What windowed resolvers make of messages: the call of their functions and SQL, the same for windows that end, for windows
 * that reach back from a question, and for trying a resolver.
 */
@NullMarked
package dev.oriel.engine.window;

import org.jspecify.annotations.NullMarked;
