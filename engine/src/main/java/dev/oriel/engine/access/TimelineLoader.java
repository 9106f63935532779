package dev.oriel.engine.access;

import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.kernel.Timeline;
import dev.oriel.kernel.TimelineBuilder;
import dev.oriel.kernel.bytes.CorruptStateException;
import java.util.ArrayList;
import java.util.List;

/** Reads the timelines of a key tuple from a store. */
public final class TimelineLoader {
    private final int[] layerNumbers;

    /**
     * A loader for one catalog and one store.
     *
     * @param layerNumbers the store's number of each layer, by the layer's index
     */
    public TimelineLoader(int[] layerNumbers) {
        this.layerNumbers = layerNumbers.clone();
    }

    /** The store's number of a layer. */
    public int layerNumber(SeriesLayer layer) {
        return layerNumbers[layer.index()];
    }

    /**
     * The timelines of a key, one per layer of its group; empty ones where the store has nothing.
     *
     * @throws StoreException if the store cannot be read or holds something else; the message names the key's group
     */
    public List<Timeline> load(StoreView view, Group group, byte[] key) throws StoreException {
        var timelines = new ArrayList<Timeline>(group.layers().size());
        for (SeriesLayer layer : group.layers()) {
            TimelineBuilder builder = Timeline.restore(layer.kernel());
            try {
                view.buckets(layerNumber(layer), key, Long.MIN_VALUE, builder::add);
            } catch (CorruptStateException e) {
                throw new StoreException(
                        "online store: a bucket of series " + layer.identity() + " cannot be read · " + e.getMessage()
                                + " · restore a backup of the folder",
                        e);
            }
            timelines.add(builder.build());
        }
        return List.copyOf(timelines);
    }
}
