package dev.oriel.engine.rows;

import dev.oriel.engine.access.StateAccess;
import dev.oriel.engine.catalog.RowShape;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.port.StoreView;
import dev.oriel.engine.state.KeptRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rows of a range, as of one batch boundary.
 *
 * @param rows by time, then by primary key; not all of them where there are too many
 * @param shapes of rows, by the number that a row has
 * @param tooMany whether there are more than may be read
 */
public record Rows(List<KeptRow> rows, Map<Integer, RowShape> shapes, boolean tooMany) {
    /**
     * Reads a range.
     *
     * @param memory what memory has of it, from {@link dev.oriel.engine.state.PublishedState#entries}; read before the view was
     *     opened, at the same batch boundary
     * @param names by which the store knows rows
     * @param rowsMax the most that are read
     * @throws StoreException if the store cannot be read, or holds something else. Cost: linear in the rows of the range
     */
    public static Rows read(
            RowRange range,
            NavigableMap<EntryKey, Optional<byte[]>> memory,
            StoreView view,
            StateAccess.Rows names,
            int rowsMax)
            throws StoreException {
        var found = new TreeMap<>(memory);
        // Of those in memory some may be in the store as well, or have been removed from it.
        long foundMax = (long) rowsMax + memory.size();
        view.entries(range.from(names), range.to(names), (key, bytes) -> {
            found.putIfAbsent(key, Optional.of(bytes));
            return found.size() <= foundMax;
        });
        var rows = new ArrayList<KeptRow>();
        for (Map.Entry<EntryKey, Optional<byte[]>> each : found.entrySet()) {
            if (each.getValue().isEmpty()) {
                continue;
            }
            if (rows.size() == rowsMax) {
                return new Rows(rows, names.shapes(), true);
            }
            rows.add(row(each.getKey(), each.getValue().get(), range));
        }
        return new Rows(rows, names.shapes(), false);
    }

    private static KeptRow row(EntryKey key, byte[] bytes, RowRange range) throws StoreException {
        try {
            return KeptRow.read(key, bytes);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "online store: a row of '" + range.log().child().namespace() + "' cannot be read · "
                            + e.getMessage() + " · restore a backup of the folder",
                    e);
        }
    }
}
