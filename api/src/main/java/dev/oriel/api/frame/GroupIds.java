package dev.oriel.api.frame;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The group of each selected row, by equal values; groups are numbered in the order of their first row, and null is a value.
 *
 * @param ids by position in the selection
 * @param firstRows the first row of each group
 */
record GroupIds(int[] ids, int[] firstRows) {
    /** Groups by the values of one column. Cost: one look into a hash table per row. */
    static GroupIds of(ColumnData data, Selection selection) {
        return switch (data) {
            case ColumnData.Longs longs -> ofBits(longs.values(), longs, selection);
            case ColumnData.Doubles doubles -> {
                long[] bits = new long[doubles.values().length];
                Arrays.setAll(bits, row -> Double.doubleToRawLongBits(doubles.values()[row]));
                yield ofBits(bits, doubles, selection);
            }
            case ColumnData.Booleans booleans -> {
                long[] bits = new long[booleans.values().length];
                Arrays.setAll(bits, row -> booleans.values()[row] ? 1 : 0);
                yield ofBits(bits, booleans, selection);
            }
            case ColumnData.Objects objects -> ofObjects(objects, selection);
        };
    }

    int groups() {
        return firstRows.length;
    }

    /** Groups of this by groups of another over the same selection. */
    GroupIds by(GroupIds other, Selection selection) {
        var numbers = new Numbers(selection);
        for (int i = 0; i < ids.length; i++) {
            numbers.ids[i] = numbers.of((long) ids[i] << Integer.SIZE | other.ids[i], i);
        }
        return numbers.done();
    }

    private static GroupIds ofBits(long[] bits, ColumnData data, Selection selection) {
        long[] nulls = data.nulls();
        var numbers = new Numbers(selection);
        for (int i = 0; i < selection.count(); i++) {
            int row = selection.rows()[i];
            boolean isNull = nulls != null && NullBits.isSet(nulls, row);
            numbers.ids[i] = isNull ? numbers.ofNull(i) : numbers.of(bits[row], i);
        }
        return numbers.done();
    }

    private static GroupIds ofObjects(ColumnData.Objects data, Selection selection) {
        var numbers = new Numbers(selection);
        Map<Object, Integer> known = new HashMap<>();
        for (int i = 0; i < selection.count(); i++) {
            Object value = data.values()[selection.rows()[i]];
            if (value == null) {
                numbers.ids[i] = numbers.ofNull(i);
            } else {
                Integer group = known.get(value);
                if (group == null) {
                    group = numbers.next(i);
                    known.put(value, group);
                }
                numbers.ids[i] = group;
            }
        }
        return numbers.done();
    }

    /** Numbers values in the order in which they come. Values of 64 bits are kept in an open hash table, without boxes. */
    private static final class Numbers {
        private static final int FIRST_SLOTS = 16;
        private static final int NONE = -1;
        /** Spreads neighbouring values: 2^64 divided by the golden ratio. */
        private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

        private final Selection selection;
        final int[] ids;
        private int[] firstRows = new int[FIRST_SLOTS];
        private int groups;
        private int nullGroup = NONE;
        private long[] keys = new long[FIRST_SLOTS];
        private int[] groupBySlot = filled(FIRST_SLOTS);
        private int used;

        Numbers(Selection selection) {
            this.selection = selection;
            this.ids = new int[selection.count()];
        }

        int of(long value, int position) {
            int slot = slot(keys, groupBySlot, value);
            if (groupBySlot[slot] == NONE) {
                keys[slot] = value;
                groupBySlot[slot] = next(position);
                used++;
                int group = groupBySlot[slot];
                if (used * 2 > keys.length) {
                    grow();
                }
                return group;
            }
            return groupBySlot[slot];
        }

        int ofNull(int position) {
            if (nullGroup == NONE) {
                nullGroup = next(position);
            }
            return nullGroup;
        }

        int next(int position) {
            if (groups == firstRows.length) {
                firstRows = Arrays.copyOf(firstRows, groups * 2);
            }
            firstRows[groups] = selection.rows()[position];
            return groups++;
        }

        GroupIds done() {
            return new GroupIds(ids, Arrays.copyOf(firstRows, groups));
        }

        private void grow() {
            long[] newKeys = new long[keys.length * 2];
            int[] newGroups = filled(newKeys.length);
            for (int i = 0; i < keys.length; i++) {
                if (groupBySlot[i] != NONE) {
                    int slot = slot(newKeys, newGroups, keys[i]);
                    newKeys[slot] = keys[i];
                    newGroups[slot] = groupBySlot[i];
                }
            }
            keys = newKeys;
            groupBySlot = newGroups;
        }

        /** Where a value is, or where it would go. At least half of the slots are free, so there always is one. */
        private static int slot(long[] keys, int[] groups, long value) {
            int mask = keys.length - 1;
            int slot = (int) ((value * SPREAD) >>> Integer.SIZE) & mask;
            while (groups[slot] != NONE && keys[slot] != value) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private static int[] filled(int slots) {
            int[] groups = new int[slots];
            Arrays.fill(groups, NONE);
            return groups;
        }
    }
}
