package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The names of a record's fields, found among the bytes of a message. Writers keep to one order, so that the name that came
 * after the last one in an earlier message is looked at first.
 */
final class FieldNames {
    /** No field has the name. */
    static final int UNKNOWN = -1;

    private final byte[][] quotedWithColon;
    private final int[] places;
    private final int[] table;

    /*
     * By the number of a name, the number of the one that followed it when one was last looked up; the last element is for the
     * beginning of an object. Threads write it without a lock: an older guess, or another's, is a guess as well.
     */
    private final int[] successors;

    FieldNames(Map<String, Integer> placeByName) {
        List<String> names = placeByName.keySet().stream()
                .filter(FieldNames::isPlain)
                .sorted()
                .toList();
        int count = names.size();
        this.quotedWithColon = names.stream()
                .map(name -> ('"' + name + "\":").getBytes(US_ASCII))
                .toArray(byte[][]::new);
        this.places = names.stream().mapToInt(placeByName::get).toArray();
        this.table = new int[Integer.highestOneBit(Math.max(1, count)) * 4];
        Arrays.fill(table, UNKNOWN);
        for (int number = 0; number < count; number++) {
            byte[] quoted = quotedWithColon[number];
            int slot = hash(quoted, 1, quoted.length - 3) & (table.length - 1);
            while (table[slot] != UNKNOWN) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = number;
        }
        this.successors = new int[count + 1];
    }

    /** Whether JSON spells the name in one way only; of the others, a message is doubted that has them. */
    private static boolean isPlain(String name) {
        return name.chars().allMatch(each -> each >= ' ' && each < 0x7f && each != '"' && each != '\\');
    }

    /** What stands before the first name of an object. */
    int beginning() {
        return places.length;
    }

    /**
     * Passes a name with its colon.
     *
     * @param before number of the name before, or {@link #beginning}
     * @return number of the name, or {@link #UNKNOWN}, also after a doubt
     */
    int pass(JsonBytes json, int before) {
        if (places.length == 0) {
            json.passAnyName();
            return UNKNOWN;
        }
        int guess = successors[before];
        if (json.passName(quotedWithColon[guess])) {
            return guess;
        }
        int from = json.passAnyName();
        if (json.isDoubtful()) {
            return UNKNOWN;
        }
        int number = find(json.bytes(), from, json.nameLength());
        if (number != UNKNOWN) {
            successors[before] = number;
        }
        return number;
    }

    private int find(byte[] message, int from, int length) {
        int slot = hash(message, from, length) & (table.length - 1);
        while (table[slot] != UNKNOWN) {
            byte[] quoted = quotedWithColon[table[slot]];
            if (quoted.length - 3 == length && Arrays.equals(message, from, from + length, quoted, 1, length + 1)) {
                return table[slot];
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return UNKNOWN;
    }

    private static int hash(byte[] bytes, int from, int length) {
        int hash = length;
        for (int at = from; at < from + length; at++) {
            hash = hash * 31 + bytes[at];
        }
        return hash ^ hash >>> 15;
    }

    /** The component whose field has a name. */
    int place(int number) {
        return places[number];
    }
}
