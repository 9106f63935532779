package dev.oriel.engine.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one message, read in one pass by whoever knows what comes. Reads plain JSON only: where it is not certain that
 * the general parser would accept a message with the same values, it doubts, and the message is read again from its beginning
 * by that parser, which also finds the words for what is wrong. Whoever reads on after a doubt gets values that mean nothing,
 * and leaves as soon as he can.
 */
final class JsonBytes {
    /*
     * Doubted are: names with escapes or with characters beyond ASCII, bytes that are no UTF-8 or decode to U+FFFD (the
     * general parser knows which), numbers longer than NUMBER_BYTES_MAX, texts longer than TEXT_BYTES_MAX, nesting beyond
     * NESTING_MAX, anything before or after the object but white space, and all that is no JSON. Each limit lies below that of
     * the general parser.
     */
    private static final int NESTING_MAX = 48;
    private static final int NUMBER_BYTES_MAX = 100;
    private static final int NAME_BYTES_MAX = 1_000;
    private static final int TEXT_BYTES_MAX = 1_000_000;
    private static final char REPLACEMENT = '\uFFFD';

    /** No escape of one letter means it. */
    private static final char NOTHING = '\0';

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] json;
    private final JsonNumber number = new JsonNumber();
    private int at;
    private int nesting;
    private int nameLength;
    private boolean doubtful;

    JsonBytes(byte[] json) {
        this.json = json;
    }

    boolean isDoubtful() {
        return doubtful;
    }

    /** Gives up: the general parser is to read the message. */
    void doubt() {
        doubtful = true;
    }

    byte[] bytes() {
        return json;
    }

    int at() {
        return at;
    }

    void moveTo(int place) {
        at = place;
    }

    /** The byte at hand; -1 at the end. */
    int peek() {
        return at < json.length ? json[at] : -1;
    }

    /** The byte that follows white space, which is passed; -1 at the end. */
    int peekPastSpace() {
        int place = at;
        while (place < json.length && isSpace(json[place])) {
            place++;
        }
        at = place;
        return peek();
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    /** Passes one byte after white space; doubts if it is another. */
    void pass(char wanted) {
        if (peekPastSpace() == wanted) {
            at++;
        } else {
            doubtful = true;
        }
    }

    /** Begins an object or a list. Its first part follows unless it ends at once. */
    boolean enter(char opening, char closing) {
        pass(opening);
        if (++nesting > NESTING_MAX) {
            doubtful = true;
        }
        if (peekPastSpace() == closing) {
            leave();
            return false;
        }
        return !doubtful;
    }

    /** After a part of an object or a list: whether another follows. */
    boolean follows(char closing) {
        int next = peekPastSpace();
        if (next == ',') {
            at++;
            peekPastSpace();
            return !doubtful;
        }
        if (next == closing) {
            leave();
        } else {
            doubtful = true;
        }
        return false;
    }

    private void leave() {
        at++;
        nesting--;
    }

    /** Doubts if anything but white space is left. */
    void end() {
        if (peekPastSpace() != -1) {
            doubtful = true;
        }
    }

    /** Passes a name with its quotes and colon, and the space behind, if it is the one at hand. */
    boolean passName(byte[] quotedWithColon) {
        int after = at + quotedWithColon.length;
        if (after >= json.length
                || json[after - 2] != '"'
                || !Arrays.equals(json, at, after, quotedWithColon, 0, quotedWithColon.length)) {
            return false;
        }
        at = after;
        if (json[after] == ' ') {
            peekPastSpace();
        }
        return true;
    }

    /**
     * Passes any name with its colon, and the space behind.
     *
     * @return the place at which the name begins, without its quotes; it ends at {@code place + nameLength()}
     */
    int passAnyName() {
        int from = at + 1;
        int to = peek() == '"' ? plainEnd(from) : json.length;
        if (to >= json.length || json[to] != '"' || to - from > NAME_BYTES_MAX) {
            doubtful = true;
            return from;
        }
        at = to + 1;
        pass(':');
        peekPastSpace();
        nameLength = to - from;
        return from;
    }

    /** Bytes of the name that {@link #passAnyName} passed last. */
    int nameLength() {
        return nameLength;
    }

    /** A name of an object whose names are data. */
    @Nullable
    String readName() {
        int from = passAnyName();
        return doubtful ? null : new String(json, from, nameLength, ISO_8859_1);
    }

    boolean passTrue() {
        return passWord(TRUE);
    }

    boolean passFalse() {
        return passWord(FALSE);
    }

    boolean passNull() {
        return peek() == 'n' && passWord(NULL);
    }

    /** Passes a word if it is at hand. What follows it is looked at by the container. */
    private boolean passWord(byte[] word) {
        int after = at + word.length;
        if (after > json.length || !Arrays.equals(json, at, after, word, 0, word.length)) {
            return false;
        }
        at = after;
        return true;
    }

    /** Text, with escapes and characters of any length. */
    @Nullable
    String readText() {
        if (peek() != '"') {
            doubtful = true;
            return null;
        }
        int from = at + 1;
        int to = plainEnd(from);
        if (to < json.length && json[to] == '"') {
            at = to + 1;
            return new String(json, from, to - from, ISO_8859_1);
        }
        return readRichText(from);
    }

    /** The first place at which there is a quote, a backslash, a control character or a byte beyond ASCII; or the end. */
    private int plainEnd(int from) {
        int place = from;
        for (; place + 8 <= json.length; place += 8) {
            long eight = (long) EIGHT_BYTES.get(json, place);
            long quote = eight ^ (ONES * '"');
            long backslash = eight ^ (ONES * '\\');
            // A byte that is zero, or less than a space, borrows into its highest bit. Bytes after the first such one
            // may be
            // taken for one wrongly, which does not matter.
            long found = (((quote - ONES) & ~quote)
                            | ((backslash - ONES) & ~backslash)
                            | ((eight - ONES * ' ') & ~eight)
                            | eight)
                    & HIGH_BITS;
            if (found != 0) {
                return place + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (place < json.length && json[place] >= ' ' && json[place] != '"' && json[place] != '\\') {
            place++;
        }
        return place;
    }

    private @Nullable String readRichText(int from) {
        var text = new StringBuilder();
        int segment = from;
        int place = from;
        while (place < json.length && place - from <= TEXT_BYTES_MAX) {
            byte value = json[place];
            if (value == '"') {
                at = place + 1;
                return appendDecoded(text, segment, place) ? text.toString() : null;
            }
            if (value == '\\') {
                if (!appendDecoded(text, segment, place)) {
                    return null;
                }
                place = appendEscaped(text, place + 1);
                segment = place;
            } else if (value >= 0 && value < ' ') {
                break;
            } else {
                place++;
            }
        }
        doubtful = true;
        return null;
    }

    private boolean appendDecoded(StringBuilder text, int from, int to) {
        String segment = new String(json, from, to - from, UTF_8);
        if (segment.indexOf(REPLACEMENT) >= 0) {
            doubtful = true;
            return false;
        }
        text.append(segment);
        return true;
    }

    /** Appends what an escape means, and gives the place after it; beyond the end where it means nothing. */
    private int appendEscaped(StringBuilder text, int place) {
        int escaped = place < json.length ? json[place] : -1;
        if (escaped == 'u' && place + 4 < json.length) {
            int unit = 0;
            for (int digit = place + 1; digit <= place + 4; digit++) {
                int value = hexadecimal(json[digit]);
                if (value < 0) {
                    return json.length;
                }
                unit = unit << 4 | value;
            }
            text.append((char) unit);
            return place + 5;
        }
        char meant = meaning(escaped);
        if (meant == NOTHING) {
            return json.length;
        }
        text.append(meant);
        return place + 1;
    }

    private static char meaning(int escaped) {
        return switch (escaped) {
            case '"', '\\', '/' -> (char) escaped;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> NOTHING;
        };
    }

    private static int hexadecimal(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int letter = digit | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** Passes a number, and gives what it is; it means nothing after a doubt, nor when the next one is read. */
    JsonNumber readNumber() {
        int after = number.read(json, at);
        if (after < 0 || after - at > NUMBER_BYTES_MAX) {
            doubtful = true;
        } else {
            at = after;
        }
        return number;
    }

    /** Passes a value of any kind that nobody wants. */
    void skipValue() {
        if (doubtful) {
            return;
        }
        switch (peek()) {
            case '"' -> skipText();
            case '{' -> {
                for (boolean more = enter('{', '}'); more; more = follows('}')) {
                    passAnyName();
                    skipValue();
                }
            }
            case '[' -> {
                for (boolean more = enter('[', ']'); more; more = follows(']')) {
                    skipValue();
                }
            }
            case 't', 'f', 'n' -> doubtful = !passTrue() && !passFalse() && !passNull();
            default -> readNumber();
        }
    }

    private void skipText() {
        int to = plainEnd(at + 1);
        if (to < json.length && json[to] == '"') {
            at = to + 1;
        } else {
            readRichText(at + 1);
        }
    }
}
