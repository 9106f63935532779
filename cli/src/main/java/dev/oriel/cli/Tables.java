package dev.oriel.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tables of one line under the header and nothing else: a blank before each line, two between columns, left aligned, none at
 * the end of a line.
 */
final class Tables {
    private static final Character LINE = '─';
    /** The 29 places of a border; only the line under the header is drawn, which begins at the eighth. */
    private static final Character[] BORDER = new Character[29];

    private static final int HEADER_LINE = 7;
    private static final int CELL_CHARS_MAX = 10_000;
    private static final int SHRUNK_CHARS_MIN = 24;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    static {
        BORDER[HEADER_LINE + 1] = LINE;
    }

    private Tables() {}

    /** Text that does nothing to a terminal: control characters are blanks. */
    static String plain(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    /**
     * One column.
     *
     * @param header its title
     * @param cell reads a row; control characters are printed as blanks
     * @param shrinks whether its cells may be cut to make the table fit
     */
    record Field<R>(String header, Function<R, String> cell, boolean shrinks) {
        /** A column that is always printed in full. */
        Field(String header, Function<R, String> cell) {
            this(header, cell, false);
        }

        /** A column that is cut, with an ellipsis, when the table is too wide otherwise. */
        static <R> Field<R> shrinking(String header, Function<R, String> cell) {
            return new Field<>(header, cell, true);
        }

        String text(R row) {
            return plain(cell.apply(row));
        }
    }

    /** A table as wide as its cells. */
    static <R> String render(Collection<R> rows, List<Field<R>> fields) {
        return render(rows, fields, Integer.MAX_VALUE);
    }

    /** A table of so many columns at most, as far as cutting its shrinking fields, the last one first, achieves that. */
    static <R> String render(Collection<R> rows, List<Field<R>> fields, int columnsMax) {
        int[] widths = widths(rows, fields, columnsMax);
        List<ColumnData<R>> columns = IntStream.range(0, fields.size())
                .mapToObj(place -> new Column()
                        .header(fields.get(place).header())
                        .headerAlign(HorizontalAlign.LEFT)
                        .dataAlign(HorizontalAlign.LEFT)
                        .maxWidth(CELL_CHARS_MAX)
                        .<R>with(row -> Terminal.cut(fields.get(place).text(row), widths[place])))
                .toList();
        String table = AsciiTable.builder()
                .lineSeparator("\n")
                .border(BORDER)
                .data(rows, columns)
                .asString();
        // The library pads the last column, too: the line then is one longer than the longest row.
        return table.lines()
                .map(line -> line.startsWith(LINE.toString()) ? line.substring(1) : line.stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static <R> int[] widths(Collection<R> rows, List<Field<R>> fields, int columnsMax) {
        int[] widths = new int[fields.size()];
        for (int place = 0; place < widths.length; place++) {
            Field<R> field = fields.get(place);
            widths[place] = rows.stream()
                    .mapToInt(row -> field.text(row).length())
                    .reduce(field.header().length(), Math::max);
        }
        long excess = IntStream.of(widths).asLongStream().sum() + 2L * widths.length - 1 - columnsMax;
        for (int place = widths.length - 1; place >= 0 && excess > 0; place--) {
            if (fields.get(place).shrinks() && widths[place] > SHRUNK_CHARS_MIN) {
                int shrunk = (int) Math.max(SHRUNK_CHARS_MIN, widths[place] - excess);
                excess -= widths[place] - shrunk;
                widths[place] = shrunk;
            }
        }
        return widths;
    }
}
