package dev.oriel.engine.access;

import dev.oriel.engine.catalog.RowLog;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.catalog.WindowedStream;

/**
 * From when on the events of each series and each windowed resolver are all there: definitions change, and what is added to a
 * store that has taken records knows nothing of them. Never changes while definitions do not.
 *
 * <p>All in epoch milliseconds; {@link #ALWAYS} where nothing is missing.
 *
 * @param layersMillis by the index of the layer
 * @param layerRowsMillis by the index of the layer: from when on rows without a value are counted, too; at least as late
 * @param streamsMillis by the index of the windowed resolver: from when on its messages are all kept
 * @param logsMillis by the index of the log: from when on its rows are all kept
 */
public record Completeness(long[] layersMillis, long[] layerRowsMillis, long[] streamsMillis, long[] logsMillis) {
    /** No event is missing. */
    public static final long ALWAYS = Long.MIN_VALUE;

    /** The first instant from which on an aggregation of a layer knows every event, as far as it is still kept. */
    public long fromMillis(SeriesLayer layer, String aggregation) {
        return aggregation.equals("count") ? layerRowsMillis[layer.index()] : layersMillis[layer.index()];
    }

    /** The oldest bucket of a layer of which an aggregation knows every event; {@link Long#MIN_VALUE} where it knows all. */
    public long firstBucket(SeriesLayer layer, String aggregation) {
        long fromMillis = fromMillis(layer, aggregation);
        return fromMillis == ALWAYS ? Long.MIN_VALUE : layer.kernel().grid().bucketOf(fromMillis - 1) + 1;
    }

    /** The first instant from which on all messages of a resolver are there, as far as they are still kept. */
    public long fromMillis(WindowedStream stream) {
        return streamsMillis[stream.index()];
    }

    /** The first instant from which on all rows of a log are there, as far as they are still kept. */
    public long fromMillis(RowLog log) {
        return logsMillis[log.index()];
    }
}
