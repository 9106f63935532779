package dev.oriel.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    static {
        BORDER[HEADER_LINE + 1] = LINE;
    }

    private Tables() {}

    /**
     * One column.
     *
     * @param header its title
     * @param cell reads a row; control characters are printed as blanks
     */
    record Field<R>(String header, Function<R, String> cell) {}

    static <R> String render(Collection<R> rows, List<Field<R>> fields) {
        String table = AsciiTable.builder()
                .lineSeparator("\n")
                .border(BORDER)
                .data(
                        rows,
                        fields.stream()
                                .map(field -> new Column()
                                        .header(field.header())
                                        .headerAlign(HorizontalAlign.LEFT)
                                        .dataAlign(HorizontalAlign.LEFT)
                                        .maxWidth(CELL_CHARS_MAX)
                                        .<R>with(row -> CONTROL.matcher(
                                                        field.cell().apply(row))
                                                .replaceAll(" ")))
                                .toList())
                .asString();
        // The library pads the last column, too: the line then is one longer than the longest row.
        return table.lines()
                .map(line -> line.startsWith(LINE.toString()) ? line.substring(1) : line.stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
