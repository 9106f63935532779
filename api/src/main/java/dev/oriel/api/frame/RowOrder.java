package dev.oriel.api.frame;

/** Compares the values of two rows of one column, neither of which is null. */
@FunctionalInterface
interface RowOrder {
    int compare(int left, int right);

    static RowOrder of(ColumnData data) {
        return switch (data) {
            case ColumnData.Longs longs -> (left, right) -> Long.compare(longs.values()[left], longs.values()[right]);
            case ColumnData.Doubles doubles ->
                (left, right) -> Double.compare(doubles.values()[left], doubles.values()[right]);
            case ColumnData.Booleans booleans ->
                (left, right) -> Boolean.compare(booleans.values()[left], booleans.values()[right]);
            case ColumnData.Objects objects -> (left, right) -> compare(objects, left, right);
        };
    }

    private static int compare(ColumnData.Objects objects, int left, int right) {
        // Only columns whose values are comparable with each other are ordered.
        @SuppressWarnings("unchecked")
        var first = (Comparable<Object>) objects.values()[left];
        Object second = objects.values()[right];
        if (first == null || second == null) {
            throw new IllegalStateException("a row without a value is compared");
        }
        return first.compareTo(second);
    }
}
