/**
 * From records of a source to committed state: decode, route, add, publish, commit.
 *
 * <p>Read {@link dev.oriel.engine.ingest.Ingest} first: it is the whole path for one batch, single-threaded and free of
 * clocks. {@link dev.oriel.engine.ingest.IngestLoop} gives it threads.
 */
@NullMarked
package dev.oriel.engine.ingest;

import org.jspecify.annotations.NullMarked;
