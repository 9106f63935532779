package dev.oriel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** CSV as rows of cells. */
class CsvReaderTest {
    private static final String[] PARTS = {"a", "7", " ", ",", "\"", "\n", "\r\n", "é", "€", "-"};

    @Test
    void rows_writtenInAnyWay_areReadAsTheyWere() throws Exception {
        long seed = 20_261_122;
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<List<CsvReader.Cell>> rows = new ArrayList<>();
            StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "\uFEFF" : "");
            int columns = 1 + random.nextInt(4);
            for (int row = random.nextInt(5); row >= 0; row--) {
                List<CsvReader.Cell> cells = new ArrayList<>();
                for (int column = 0; column < columns; column++) {
                    cells.add(cell(random));
                }
                boolean blank = columns == 1
                        && cells.getFirst().text().isEmpty()
                        && !cells.getFirst().quoted();
                if (!blank) {
                    rows.add(cells);
                }
                text.append(cells.stream().map(CsvReaderTest::written).collect(Collectors.joining(",")))
                        .append(row == 0 && random.nextBoolean() ? "" : random.nextBoolean() ? "\n" : "\r\n");
            }

            assertThat(read(text.toString()))
                    .as("seed %d, text %d: %s", seed, i, text)
                    .isEqualTo(rows);
        }
    }

    private static CsvReader.Cell cell(Random random) {
        String text = random.ints(random.nextInt(4), 0, PARTS.length)
                .mapToObj(part -> PARTS[part])
                .collect(Collectors.joining());
        boolean quoted = random.nextBoolean() || text.matches("(?s).*[,\"\\r\\n].*");
        return new CsvReader.Cell(text, quoted);
    }

    private static String written(CsvReader.Cell cell) {
        return cell.quoted() ? '"' + cell.text().replace("\"", "\"\"") + '"' : cell.text();
    }

    private static List<List<CsvReader.Cell>> read(String text) throws Exception {
        var reader = new CsvReader(new StringReader(text), 1_000);
        List<List<CsvReader.Cell>> rows = new ArrayList<>();
        for (Optional<List<CsvReader.Cell>> row = reader.row(); row.isPresent(); row = reader.row()) {
            rows.add(row.get());
        }
        return rows;
    }

    @Test
    void rowLine_ofRowsWithLineEndsWithin_isWhereTheRowBegins() throws Exception {
        var reader = new CsvReader(new StringReader("a\n\n\"b\nb\"\n\nc"), 1_000);
        List<Integer> lines = new ArrayList<>();
        while (reader.row().isPresent()) {
            lines.add(reader.rowLine());
        }

        assertThat(lines).containsExactly(1, 3, 6);
    }

    @Test
    void row_longerThanTheLimit_isBroken() throws Exception {
        for (String text : List.of("123456", "12345,", "\"123456\"", "12,345")) {
            var reader = new CsvReader(new StringReader(text), 5);
            String problem = "";
            try {
                assertThat(reader.row()).isPresent();
            } catch (CsvReader.BrokenException e) {
                problem = String.valueOf(e.getMessage());
            }

            assertThat(problem).as(text).isEqualTo(text.equals("12345,") ? "" : "it is longer than 5 characters");
        }
    }
}
