package dev.oriel.engine.rows;

import dev.oriel.engine.catalog.RowShape;
import dev.oriel.engine.port.EntryKey;
import dev.oriel.engine.port.StoreException;
import dev.oriel.engine.state.KeptRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The rows of a range, as of one batch boundary.
 *
 * @param rows by time, then by primary key; not all of them where there are too many
 * @param shapes of rows, by the number that a row has
 * @param tooMany whether there are more than may be read
 */
public record Rows(List<KeptRow> rows, Map<Integer, RowShape> shapes, boolean tooMany) {
    /**
     * The rows that entries hold.
     *
     * @param entries of the range, in order; one more than {@code rowsMax} where there are so many
     * @param shapes of rows, by the number that a row has
     * @param rowsMax the most that may be read
     * @throws StoreException if an entry holds something else. Cost: linear in the entries
     */
    public static Rows of(
            RowRange range, SortedMap<EntryKey, byte[]> entries, Map<Integer, RowShape> shapes, int rowsMax)
            throws StoreException {
        var rows = new ArrayList<KeptRow>();
        for (Map.Entry<EntryKey, byte[]> each : entries.entrySet()) {
            if (rows.size() == rowsMax) {
                return new Rows(rows, shapes, true);
            }
            rows.add(row(each.getKey(), each.getValue(), range));
        }
        return new Rows(rows, shapes, false);
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
