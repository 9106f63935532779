/**
 * What the engine asks of the outside: sources of events and the online store. In-memory versions are in
 * {@code dev.oriel.engine.memory}; contract suites for whoever writes another are in the module {@code testkit}.
 */
@NullMarked
package dev.oriel.engine.port;

import org.jspecify.annotations.NullMarked;
