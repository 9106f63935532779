/**
 * The platform without its outside: catalog, ingest and queries over ports.
 *
 * <p>Read {@link dev.oriel.engine.FeatureService} for what it answers, then {@code dev.oriel.engine.catalog},
 * {@code dev.oriel.engine.ingest} and {@code dev.oriel.engine.serve}. Never reads a clock, opens a socket or a file.
 */
@NullMarked
package dev.oriel.engine;

import org.jspecify.annotations.NullMarked;
