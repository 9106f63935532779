package dev.oriel.engine.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Places in text, in characters (Unicode code points) from 1, and how many differ. */
final class TextPlaces {
    /** The work grows with the product of the lengths. */
    static final int COMPARED_CHARS_MAX = 10_000;

    private TextPlaces() {}

    /** @param start the first is 1, the last is -1; empty from 0 and from beyond */
    static String substring(String text, long start, long length) {
        int size = text.codePointCount(0, text.length());
        long from = start > 0 ? start - 1 : size + start;
        if (start == 0 || from < 0 || from >= size || length <= 0) {
            return "";
        }
        int first = text.offsetByCodePoints(0, (int) from);
        int count = (int) Math.min(length, size - from);
        return text.substring(first, text.offsetByCodePoints(first, count));
    }

    /** Cut to the length, or filled to it. */
    static String padded(String text, long length, String fill, boolean left) {
        int size = text.codePointCount(0, text.length());
        if (size >= length) {
            return substring(text, 1, length);
        }
        int missing = (int) length - size;
        int fillSize = fill.codePointCount(0, fill.length());
        String filling = substring(fill.repeat(missing / fillSize + 1), 1, missing);
        return left ? filling + text : text + filling;
    }

    static List<String> split(String text, String delimiter) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (int to = text.indexOf(delimiter); to >= 0; to = text.indexOf(delimiter, from)) {
            parts.add(text.substring(from, to));
            from = to + delimiter.length();
        }
        parts.add(text.substring(from));
        return List.copyOf(parts);
    }

    static long hamming(int[] left, int[] right) {
        long differing = 0;
        for (int place = 0; place < left.length; place++) {
            differing += left[place] == right[place] ? 0 : 1;
        }
        return differing;
    }

    /** One row of the table of distances of all beginnings after the other. */
    static long levenshtein(int[] left, int[] right) {
        int[] above = new int[right.length + 1];
        for (int column = 0; column <= right.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length; row++) {
            int[] current = new int[right.length + 1];
            current[0] = row;
            for (int column = 1; column <= right.length; column++) {
                int change = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] =
                        Math.min(Math.min(current[column - 1], above[column]) + 1, above[column - 1] + change);
            }
            above = current;
        }
        return above[right.length];
    }
}
