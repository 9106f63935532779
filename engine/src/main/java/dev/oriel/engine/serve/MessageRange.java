package dev.oriel.engine.serve;

import dev.oriel.engine.catalog.WindowedStream;
import java.util.List;

/**
 * Messages of one key of a continuous resolver, back from the time of a query.
 *
 * @param keys values of the resolver's keys, in their order
 * @param windowMillis the longest window that is asked for
 */
record MessageRange(WindowedStream stream, List<Object> keys, long windowMillis) {}
