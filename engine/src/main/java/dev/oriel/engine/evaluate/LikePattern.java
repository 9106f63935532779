package dev.oriel.engine.evaluate;

import java.util.stream.IntStream;

/** A pattern of {@code like}: {@code %} is any characters, {@code _} is one, a backslash takes the next as it is. */
final class LikePattern {
    private static final int ANY = -1;
    private static final int ONE = -2;

    private final int[] parts;

    LikePattern(String pattern) {
        int[] written = pattern.codePoints().toArray();
        IntStream.Builder read = IntStream.builder();
        for (int place = 0; place < written.length; place++) {
            if (written[place] == '\\' && place + 1 < written.length) {
                place++;
                read.add(written[place]);
            } else {
                read.add(written[place] == '%' ? ANY : written[place] == '_' ? ONE : written[place]);
            }
        }
        this.parts = read.build().toArray();
    }

    /** Whether the whole text fits. Cost: at worst its length times that of the pattern. */
    boolean fits(String text) {
        int[] characters = text.codePoints().toArray();
        int at = 0;
        int part = 0;
        // Where to go on when what follows the last % does not fit: that % takes one character more.
        int afterAny = -1;
        int takenByAny = 0;
        while (at < characters.length) {
            if (part < parts.length && parts[part] == ANY) {
                afterAny = ++part;
                takenByAny = at;
            } else if (part < parts.length && (parts[part] == ONE || parts[part] == characters[at])) {
                part++;
                at++;
            } else if (afterAny >= 0) {
                part = afterAny;
                at = ++takenByAny;
            } else {
                return false;
            }
        }
        while (part < parts.length && parts[part] == ANY) {
            part++;
        }
        return part == parts.length;
    }
}
