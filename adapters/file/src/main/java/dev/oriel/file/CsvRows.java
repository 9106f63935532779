package dev.oriel.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oriel.engine.port.SourceException;
import dev.oriel.engine.port.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rows of CSV as JSON objects. */
final class CsvRows implements RowFormat {
    /*
     * Written out rather than left to a library: those read characters to the end of a file, while here a row is known by the
     * offset of its first byte, a file may still grow, and whether a value stood in quotes decides what it is.
     *
     * Bytes, not characters: commas, quotes and line ends are never part of another character in UTF-8.
     */
    private static final byte QUOTE = '"';
    private static final byte COMMA = ',';
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** Longer texts are not looked at as numbers: readers refuse them as such. */
    private static final int NUMBER_BYTES_MAX = 400;

    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

    private final String where;
    private Optional<List<byte[]>> names = Optional.empty();

    private record Value(byte[] bytes, boolean quoted) {}

    /**
     * Rows whose header is still to come.
     *
     * @param where the file, for messages
     */
    CsvRows(String where) {
        this.where = where;
    }

    @Override
    public int end(byte[] bytes, int from, int to) {
        boolean quoted = false;
        boolean valueStarts = true;
        for (int at = from; at < to; at++) {
            byte next = bytes[at];
            if (next == QUOTE && (quoted || valueStarts)) {
                // A doubled quote ends and starts the value again, which comes to the same.
                quoted = !quoted;
                valueStarts = !quoted;
            } else if (!quoted) {
                if (next == Lines.NEWLINE) {
                    return at;
                }
                // Behind the mark at the start of a file the first value starts as well.
                boolean mark =
                        names.isEmpty() && at - from < BYTE_ORDER_MARK.length && next == BYTE_ORDER_MARK[at - from];
                valueStarts = next == COMMA || (valueStarts && mark);
            }
        }
        return -1;
    }

    @Override
    public void add(List<SourceRecord> records, long offset, byte[] row) throws SourceException {
        if (names.isEmpty()) {
            names = Optional.of(names(withoutMark(row)));
        } else if (row.length > 0) {
            records.add(message(row, names.get())
                    .map(json -> new SourceRecord(offset, SourceRecord.TIME_UNKNOWN, json))
                    .orElseGet(() -> RowFormat.refused(offset, row, row.length)));
        }
    }

    @Override
    public void addLong(List<SourceRecord> records, long offset, byte[] bytes, int size) throws SourceException {
        if (names.isEmpty()) {
            throw header("is longer than '%d' bytes".formatted(size));
        }
        RowFormat.super.addLong(records, offset, bytes, size);
    }

    /** Reads the header of a file whose other rows are read from further on. */
    void readHeader(RandomAccessFile file, int bytesMax) throws IOException, SourceException {
        byte[] start = new byte[(int) Math.min(bytesMax + 2L, file.length())];
        file.seek(0);
        file.readFully(start);
        int end = end(start, 0, start.length);
        int size = end > 0 && start[end - 1] == '\r' ? end - 1 : end;
        if (size < 0 || size > bytesMax) {
            throw header("is longer than '%d' bytes".formatted(bytesMax));
        }
        add(new ArrayList<>(), 0, Arrays.copyOf(start, size));
    }

    private static byte[] withoutMark(byte[] row) {
        boolean marked = row.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(row, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        return marked ? Arrays.copyOfRange(row, BYTE_ORDER_MARK.length, row.length) : row;
    }

    /* The first row: each name as it stands before its value in JSON. */
    private List<byte[]> names(byte[] row) throws SourceException {
        List<Value> values =
                values(row).orElseThrow(() -> header("cannot be read: a quote is not closed, or more follows"));
        var seen = new HashSet<String>();
        var keys = new ArrayList<byte[]>();
        for (Value value : values) {
            String name = new String(value.bytes(), UTF_8);
            if (name.isEmpty()) {
                throw header("leaves column '%d' without a name".formatted(keys.size() + 1));
            }
            if (!seen.add(name)) {
                throw header("names column '%s' twice".formatted(name));
            }
            var key = new ByteArrayOutputStream();
            putText(key, value.bytes());
            key.write(':');
            keys.add(key.toByteArray());
        }
        return keys;
    }

    private SourceException header(String what) {
        return new SourceException(
                "%s has a first row that is no header · it %s · name each column once, in the first row, separated by commas"
                        .formatted(where, what));
    }

    /* Empty unless the row has one value for each name. */
    private static Optional<byte[]> message(byte[] row, List<byte[]> names) {
        return values(row).filter(values -> values.size() == names.size()).map(values -> {
            var json = new ByteArrayOutputStream(row.length + 16 * names.size());
            for (int i = 0; i < values.size(); i++) {
                json.write(i == 0 ? '{' : ',');
                json.writeBytes(names.get(i));
                putValue(json, values.get(i));
            }
            json.write('}');
            return json.toByteArray();
        });
    }

    /* Empty if a quoted value does not end, or ends before a comma does. */
    private static Optional<List<Value>> values(byte[] row) {
        var values = new ArrayList<Value>();
        int at = 0;
        while (at <= row.length) {
            var bytes = new ByteArrayOutputStream();
            boolean quoted = at < row.length && row[at] == QUOTE;
            if (quoted) {
                at = unquote(row, at + 1, bytes);
                if (at < 0 || (at < row.length && row[at] != COMMA)) {
                    return Optional.empty();
                }
            } else {
                while (at < row.length && row[at] != COMMA) {
                    bytes.write(row[at++]);
                }
            }
            values.add(new Value(bytes.toByteArray(), quoted));
            at++;
        }
        return Optional.of(values);
    }

    /* Puts what stands in quotes; the place behind the closing one, or -1 without it. */
    private static int unquote(byte[] row, int from, ByteArrayOutputStream bytes) {
        for (int at = from; at < row.length; at++) {
            if (row[at] == QUOTE) {
                if (at + 1 == row.length || row[at + 1] != QUOTE) {
                    return at + 1;
                }
                at++;
            }
            bytes.write(row[at]);
        }
        return -1;
    }

    private static void putValue(ByteArrayOutputStream json, Value value) {
        if (!value.quoted() && value.bytes().length == 0) {
            json.writeBytes("null".getBytes(UTF_8));
        } else if (!value.quoted() && isBare(value.bytes())) {
            json.writeBytes(value.bytes());
        } else {
            putText(json, value.bytes());
        }
    }

    private static boolean isBare(byte[] bytes) {
        if (bytes.length > NUMBER_BYTES_MAX) {
            return false;
        }
        String text = new String(bytes, UTF_8);
        return text.equals("true")
                || text.equals("false")
                || NUMBER.matcher(text).matches();
    }

    private static void putText(ByteArrayOutputStream json, byte[] text) {
        json.write('"');
        for (byte next : text) {
            if (next >= 0 && next < ' ') {
                json.writeBytes("\\u00".getBytes(UTF_8));
                json.write(HEX[next >> 4]);
                json.write(HEX[next & 15]);
            } else {
                if (next == '"' || next == '\\') {
                    json.write('\\');
                }
                json.write(next);
            }
        }
        json.write('"');
    }
}
