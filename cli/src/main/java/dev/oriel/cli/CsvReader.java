package dev.oriel.cli;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of CSV: cells between commas; a cell in quotes may hold commas, line ends and, doubled, quotes. Blank lines are no rows. The
 * same that a file source reads, from characters.
 */
final class CsvReader {
    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Reader reader;
    private final int rowCharsMax;
    private int next;
    private int line = 1;
    private int rowLine;

    /**
     * A cell.
     *
     * @param quoted whether it stood in quotes, which makes it text
     */
    record Cell(String text, boolean quoted) {}

    /** A row that cannot be read; the message says why, in the words of an error's second part. */
    static final class BrokenException extends Exception {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        BrokenException(String message) {
            super(message);
        }
    }

    /** @param reader buffered; to be closed by whoever opened it */
    CsvReader(Reader reader, int rowCharsMax) throws IOException {
        this.reader = reader;
        this.rowCharsMax = rowCharsMax;
        this.next = reader.read();
        if (next == BYTE_ORDER_MARK) {
            next = reader.read();
        }
    }

    /** The line, counted from 1, that the row read last begins in. */
    int rowLine() {
        return rowLine;
    }

    /** The cells of the next row; empty at the end. */
    Optional<List<Cell>> row() throws IOException, BrokenException {
        while (next != END) {
            rowLine = line;
            List<Cell> cells = cells();
            boolean blank = cells.size() == 1
                    && !cells.getFirst().quoted()
                    && cells.getFirst().text().isEmpty();
            if (!blank) {
                return Optional.of(cells);
            }
        }
        return Optional.empty();
    }

    private List<Cell> cells() throws IOException, BrokenException {
        List<Cell> cells = new ArrayList<>();
        int chars = 0;
        while (true) {
            Cell cell = next == '"' ? quoted(rowCharsMax - chars) : bare(rowCharsMax - chars);
            cells.add(cell);
            chars += cell.text().length() + 1;
            if (next != ',') {
                break;
            }
            advance();
        }
        skipLineEnd();
        return cells;
    }

    private Cell bare(int charsMax) throws IOException, BrokenException {
        StringBuilder text = new StringBuilder();
        while (next != ',' && next != '\n' && next != END) {
            append(text, charsMax);
        }
        boolean beforeLineEnd = next != ',' && !text.isEmpty() && text.charAt(text.length() - 1) == '\r';
        return new Cell(beforeLineEnd ? text.substring(0, text.length() - 1) : text.toString(), false);
    }

    private Cell quoted(int charsMax) throws IOException, BrokenException {
        StringBuilder text = new StringBuilder();
        advance();
        while (true) {
            if (next == END) {
                throw new BrokenException("a quote is not closed");
            }
            if (next == '"') {
                advance();
                if (next != '"') {
                    break;
                }
            }
            append(text, charsMax);
        }
        if (next == '\r') {
            advance();
        }
        if (next != ',' && next != '\n' && next != END) {
            throw new BrokenException("text follows a closing quote");
        }
        return new Cell(text.toString(), true);
    }

    private void append(StringBuilder text, int charsMax) throws IOException, BrokenException {
        if (text.length() >= charsMax) {
            throw new BrokenException("it is longer than " + rowCharsMax + " characters");
        }
        text.append((char) next);
        advance();
    }

    private void skipLineEnd() throws IOException {
        if (next == '\n') {
            advance();
        }
    }

    private void advance() throws IOException {
        if (next == '\n') {
            line++;
        }
        next = reader.read();
    }
}
