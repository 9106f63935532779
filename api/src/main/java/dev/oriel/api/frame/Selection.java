package dev.oriel.api.frame;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a table, in the order of the table.
 *
 * @param rows row numbers, ascending; what lies beyond {@code count} means nothing
 */
record Selection(int[] rows, int count) {
    static Selection all(int count) {
        int[] rows = new int[count];
        Arrays.setAll(rows, row -> row);
        return new Selection(rows, count);
    }

    /** The rows that have a value: afterwards no loop looks for nulls. */
    Selection withoutNulls(long @Nullable [] nulls) {
        return nulls == null ? this : byNull(nulls, false);
    }

    /** The rows that have none, or those that have one. */
    Selection byNull(long @Nullable [] nulls, boolean isNull) {
        if (nulls == null) {
            return isNull ? new Selection(new int[0], 0) : this;
        }
        int[] kept = new int[count];
        int length = 0;
        for (int i = 0; i < count; i++) {
            kept[length] = rows[i];
            length += NullBits.isSet(nulls, rows[i]) == isNull ? 1 : 0;
        }
        return new Selection(kept, length);
    }

    /** The rows of both, each once. */
    Selection union(Selection other) {
        int[] merged = new int[count + other.count];
        int length = 0;
        int left = 0;
        int right = 0;
        while (left < count || right < other.count) {
            int mine = left < count ? rows[left] : Integer.MAX_VALUE;
            int theirs = right < other.count ? other.rows[right] : Integer.MAX_VALUE;
            merged[length++] = Math.min(mine, theirs);
            left += mine <= theirs ? 1 : 0;
            right += theirs <= mine ? 1 : 0;
        }
        return new Selection(merged, length);
    }
}
