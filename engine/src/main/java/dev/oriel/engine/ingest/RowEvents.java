package dev.oriel.engine.ingest;

import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.engine.state.KernelValues;
import dev.oriel.engine.state.KeyCodec;
import dev.oriel.kernel.Layer;
import dev.oriel.kernel.TimelineEditor;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import dev.oriel.kernel.aggregation.NumericAggregation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds rows to timelines as events, with the aggregated value in the form that the layer's column takes. For one thread. */
final class RowEvents {
    /** By the index of the layer; null for those that take plain numbers, or no value at all. */
    private final @Nullable EventBuffer[] buffers;

    RowEvents(Catalog catalog) {
        this.buffers = new @Nullable EventBuffer[catalog.layers().size()];
        for (SeriesLayer layer : catalog.layers()) {
            if (!takesPlainNumbers(layer.kernel())) {
                buffers[layer.index()] = new EventBuffer(layer.kernel().columns());
            }
        }
    }

    /** Whether the kernel needs no event object: a number says all. */
    private static boolean takesPlainNumbers(Layer layer) {
        return layer.columns().size() == 1
                && (layer.column() == ColumnType.NONE
                        || layer.column() == ColumnType.LONG
                        || layer.column() == ColumnType.DOUBLE)
                && layer.parts().stream().allMatch(part -> part.aggregation() instanceof NumericAggregation);
    }

    /** Adds a row to a layer's timeline, unless its bucket was dropped. */
    void add(TimelineEditor editor, Feed.LayerFeed feed, FedRow row) {
        SeriesLayer layer = feed.layer();
        EventBuffer buffer = buffers[layer.index()];
        if (buffer != null) {
            editor.add(event(buffer, feed, row));
        } else if (layer.kernel().column() == ColumnType.NONE) {
            editor.addRow(row.eventMillis());
        } else {
            addNumber(editor, layer.kernel().column(), feed.columnPlace(), row);
        }
    }

    /** Takes a row out of a layer's timeline that was added to it before. */
    void withdraw(TimelineEditor editor, Feed.LayerFeed feed, FedRow row) {
        SeriesLayer layer = feed.layer();
        EventBuffer buffer = buffers[layer.index()];
        editor.withdraw(
                event(buffer != null ? buffer : new EventBuffer(layer.kernel().columns()), feed, row));
    }

    private static void addNumber(TimelineEditor editor, ColumnType column, int place, FedRow row) {
        if (isNull(place, row)) {
            editor.addNull(row.eventMillis());
        } else if (column == ColumnType.DOUBLE) {
            editor.addDouble(row.eventMillis(), KernelValues.decimal(row.values()[place]));
        } else {
            editor.addLong(row.eventMillis(), whole(place, row));
        }
    }

    private static EventBuffer event(EventBuffer buffer, Feed.LayerFeed feed, FedRow row) {
        Layer layer = feed.layer().kernel();
        buffer.start(row.eventMillis());
        Object primaryKey = feed.layer().ordersRows() ? row.primaryKey() : null;
        if (primaryKey != null) {
            // Among rows of equal time, or equal by their column, the primary key decides (D11).
            buffer.setKey(KeyCodec.bytes(List.of(primaryKey)));
        }
        set(buffer, 0, layer.column(), feed.columnPlace(), row);
        if (layer.columns().size() > 1) {
            set(buffer, 1, layer.columns().get(1), feed.byPlace(), row);
        }
        return buffer;
    }

    private static void set(EventBuffer buffer, int column, ColumnType type, int place, FedRow row) {
        if (type == ColumnType.NONE || isNull(place, row)) {
            return;
        }
        switch (type) {
            case LONG -> buffer.setLong(column, whole(place, row));
            case DOUBLE -> buffer.setDouble(column, KernelValues.decimal(row.values()[place]));
            case BYTES -> buffer.setBytes(column, KernelValues.bytes(row.values()[place]));
            case VECTOR -> buffer.setVector(column, KernelValues.vector(row.values()[place]));
            case NONE -> throw new IllegalStateException("there is no column to set");
        }
    }

    private static boolean isNull(int place, FedRow row) {
        return place == Feed.LayerFeed.NO_COLUMN || (place != Feed.LayerFeed.EVENT_TIME && row.values()[place] == null);
    }

    private static long whole(int place, FedRow row) {
        return place == Feed.LayerFeed.EVENT_TIME ? row.eventMillis() : KernelValues.whole(row.values()[place]);
    }
}
