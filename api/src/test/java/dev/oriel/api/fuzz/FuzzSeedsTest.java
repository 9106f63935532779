package dev.oriel.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The texts that fuzzing begins with, without Jazzer. */
class FuzzSeedsTest {
    @Test
    void seeds_ofExpressions_areReadAndCheckedOrRefusedWithHelp() throws IOException {
        for (String text : seeds("expressions.txt")) {
            ExpressionParserFuzz.read(text);
            ExpressionCheckerFuzz.check(text);
        }
    }

    @Test
    void seeds_ofNames_areFoundOrRefusedWithHelp() throws IOException {
        seeds("names.txt").forEach(NamesFuzz::read);
    }

    private static List<String> seeds(String file) throws IOException {
        try (InputStream in = FuzzSeedsTest.class.getResourceAsStream("/fuzz/" + file)) {
            assertThat(in).as(file).isNotNull();
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).as(file).hasSizeGreaterThan(10);
            return lines;
        }
    }
}
