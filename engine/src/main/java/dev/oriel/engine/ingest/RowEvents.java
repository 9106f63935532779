package dev.oriel.engine.ingest;

import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.SeriesLayer;
import dev.oriel.kernel.Layer;
import dev.oriel.kernel.TimelineEditor;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import dev.oriel.kernel.aggregation.NumericAggregation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
        return layer.column() != ColumnType.BYTES
                && layer.parts().stream().allMatch(part -> part.aggregation() instanceof NumericAggregation);
    }

    /** Adds a row to a layer's timeline, unless its bucket was dropped. */
    void add(TimelineEditor editor, ResolverPlan.LayerFeed feed, SourcePlan.MadeRow row) {
        SeriesLayer layer = feed.layer();
        EventBuffer buffer = buffers[layer.index()];
        if (buffer != null) {
            editor.add(event(buffer, layer.kernel().column(), feed.columnPlace(), row));
        } else if (layer.kernel().column() == ColumnType.NONE) {
            editor.addRow(row.eventMillis());
        } else {
            addNumber(editor, layer.kernel().column(), feed.columnPlace(), row);
        }
    }

    private static void addNumber(TimelineEditor editor, ColumnType column, int place, SourcePlan.MadeRow row) {
        if (isNull(place, row)) {
            editor.addNull(row.eventMillis());
        } else if (column == ColumnType.DOUBLE) {
            editor.addDouble(row.eventMillis(), decimal(value(place, row)));
        } else {
            editor.addLong(row.eventMillis(), whole(place, row));
        }
    }

    private static EventBuffer event(EventBuffer buffer, ColumnType column, int place, SourcePlan.MadeRow row) {
        buffer.start(row.eventMillis());
        if (isNull(place, row)) {
            return buffer;
        }
        return switch (column) {
            case LONG -> buffer.setLong(0, whole(place, row));
            case DOUBLE -> buffer.setDouble(0, decimal(value(place, row)));
            case BYTES -> buffer.setBytes(0, text(value(place, row)));
            case NONE, VECTOR ->
                throw new IllegalStateException("the catalog plans no events over a column of type " + column);
        };
    }

    private static boolean isNull(int place, SourcePlan.MadeRow row) {
        return place == ResolverPlan.LayerFeed.NO_COLUMN
                || (place != ResolverPlan.LayerFeed.EVENT_TIME && row.values()[place] == null);
    }

    private static @Nullable Object value(int place, SourcePlan.MadeRow row) {
        return row.values()[place];
    }

    /** An integer, a boolean as 0 or 1, a time as epoch milliseconds. */
    private static long whole(int place, SourcePlan.MadeRow row) {
        if (place == ResolverPlan.LayerFeed.EVENT_TIME) {
            return row.eventMillis();
        }
        return switch (value(place, row)) {
            case Long number -> number;
            case Boolean truth -> truth ? 1 : 0;
            case Instant time -> time.toEpochMilli();
            case null -> throw notNormalised(null);
            default -> throw notNormalised(value(place, row));
        };
    }

    private static double decimal(@Nullable Object value) {
        if (value instanceof Double number) {
            return number;
        }
        throw notNormalised(value);
    }

    private static byte[] text(@Nullable Object value) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw notNormalised(value);
    }

    private static IllegalStateException notNormalised(@Nullable Object value) {
        return new IllegalStateException("the plan let '" + value + "' pass, which is no form of its column's type");
    }
}
