package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A number as JSON spells it. One is read after the other, so that none costs memory. */
final class JsonNumber {
    /** Digits that a {@code long} holds, or that make it negative. */
    private static final int LONG_DIGITS_MAX = 19;

    /* Fewer digits than a double is exact for, and powers of ten that it holds exactly: one rounding, which is the right one. */
    private static final int DOUBLE_DIGITS_MAX = 15;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private byte[] json = {};
    private int from;
    private int to;
    private boolean negative;
    private boolean whole;
    private int digits;
    private int exponent;
    private long digitsValue;

    /**
     * Reads the number at a place.
     *
     * @return the place after it; negative if there is none, or none that JSON allows, or the integer -0
     */
    int read(byte[] message, int place) {
        json = message;
        from = place;
        negative = place < message.length && message[place] == '-';
        int first = negative ? place + 1 : place;
        digitsValue = 0;
        int at = readDigits(first);
        digits = at - first;
        if (digits == 0 || (digits > 1 && message[first] == '0')) {
            return -1;
        }
        whole = true;
        exponent = 0;
        if (at < message.length && message[at] == '.') {
            int fraction = at + 1;
            at = readDigits(fraction);
            if (at == fraction) {
                return -1;
            }
            whole = false;
            exponent = fraction - at;
            digits += at - fraction;
        }
        if (at < message.length && (message[at] | 0x20) == 'e') {
            at = readExponent(at + 1);
        }
        to = at;
        // An integer has no -0, and a float has one: the general parser decides which it is.
        return whole && negative && digitsValue == 0 ? -1 : at;
    }

    /** The value is meaningless beyond 19 digits, which whoever uses it looks at. */
    private int readDigits(int place) {
        int at = place;
        long value = digitsValue;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            value = value * 10 + (json[at] - '0');
            at++;
        }
        digitsValue = value;
        return at;
    }

    private int readExponent(int place) {
        whole = false;
        int at = place;
        boolean minus = at < json.length && json[at] == '-';
        if (at < json.length && (minus || json[at] == '+')) {
            at++;
        }
        int first = at;
        int value = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            value = Math.min(value * 10 + (json[at] - '0'), 100_000);
            at++;
        }
        exponent += minus ? -value : value;
        return at == first ? -1 : at;
    }

    /** Whether it is an integer by its spelling, and one that {@link #longValue} gives. */
    boolean isLong() {
        return whole && digits <= LONG_DIGITS_MAX && digitsValue >= 0;
    }

    long longValue() {
        return negative ? -digitsValue : digitsValue;
    }

    /** Whether it is an integer by its spelling. */
    boolean isWhole() {
        return whole;
    }

    /** The float that is nearest; may be infinite. Of an integer only if {@link #isLong}. */
    double doubleValue() {
        if (whole) {
            return longValue();
        }
        if (digits <= DOUBLE_DIGITS_MAX && exponent >= 1 - POWERS.length && exponent < POWERS.length) {
            double value = exponent < 0 ? digitsValue / POWERS[-exponent] : digitsValue * POWERS[exponent];
            return negative ? -value : value;
        }
        return Double.parseDouble(text());
    }

    /** As it is spelled. */
    String text() {
        return new String(json, from, to - from, ISO_8859_1);
    }
}
