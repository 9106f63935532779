package dev.oriel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.expression.AggregationFunction;
import dev.oriel.api.expression.BinaryOperator;
import dev.oriel.api.expression.ExpressionFunction;
import dev.oriel.api.expression.UnaryOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages of the definition language against the language: no function, operator, annotation or option is left out. */
final class LanguageReferenceTest {
    private static final Pattern TABLE_OF = Pattern.compile("(?ms)^### (\\w+)\\n(.*?)(?=^##|\\z)");
    private static final Pattern ANNOTATION = Pattern.compile("public @interface (\\w+)");
    private static final Pattern MEMBER = Pattern.compile("(?m)^ {4}[\\w.\\[\\]]+ (\\w+)\\(\\)(?: default [^;]+)?;");

    @Test
    void expressions_everyFunction_isARowOfItsCategory() throws IOException {
        String page = page("docs/reference/expressions.md");
        List<String> missing = Arrays.stream(ExpressionFunction.values())
                .filter(function -> !table(page, function.category()).contains("\n" + row(function) + "\n"))
                .map(LanguageReferenceTest::row)
                .toList();
        assertThat(missing).as("rows to write in docs/reference/expressions.md").isEmpty();
        assertThat(page.lines().filter(line -> line.startsWith("| `F.")))
                .as("rows of functions, none of which there is not")
                .hasSize(ExpressionFunction.values().length);
    }

    @Test
    void expressions_everyAggregationAndOperator_isDescribed() throws IOException {
        String page = page("docs/reference/expressions.md").replace("\\|", "|");
        var missing = new ArrayList<String>();
        for (AggregationFunction function : AggregationFunction.values()) {
            String arguments = function.arguments().stream()
                    .map(AggregationFunction.Argument::argumentName)
                    .collect(Collectors.joining(", "));
            missing.add("`" + function.functionName() + "(" + arguments + ")`");
            function.spellings().stream().skip(1).forEach(spelling -> missing.add("`" + spelling + "()`"));
        }
        for (BinaryOperator operator : BinaryOperator.values()) {
            missing.add("`" + operator.symbol() + "`");
        }
        for (UnaryOperator operator : UnaryOperator.values()) {
            missing.add("`" + operator.symbol() + "`");
        }
        assertThat(missing).hasSizeGreaterThan(40);
        missing.removeIf(page::contains);
        assertThat(missing).isEmpty();
    }

    @Test
    void aggregations_everyFunction_hasItsValueAndItsCost() throws IOException {
        String page = page("docs/reference/aggregations.md");
        // A row of the first table and one of the second: what it gives, and what it costs.
        assertThat(AggregationFunction.values())
                .allSatisfy(function -> assertThat(page.lines()
                                .filter(line -> line.matches("\\| [^|]*`" + function.functionName() + "`[^|]*\\|.*")))
                        .as(function.functionName())
                        .hasSizeGreaterThan(1));
    }

    @Test
    void definitions_everyAnnotationAndItsOptions_areDescribed() throws IOException {
        String page = page("docs/reference/definitions.md");
        var missing = new ArrayList<String>();
        int looked = 0;
        for (Path file : Repository.javaSources()) {
            String source = Files.readString(Repository.ROOT.resolve(file));
            var annotation = ANNOTATION.matcher(source);
            if (!file.startsWith(Path.of("api", "src", "main")) || !annotation.find()) {
                continue;
            }
            looked++;
            String name = annotation.group(1);
            if (!Pattern.compile("`@" + name + "\\b").matcher(page).find()) {
                missing.add("@" + name);
            }
            for (MatchResult member : MEMBER.matcher(source).results().toList()) {
                if (!member.group(1).equals("value")
                        && !Pattern.compile("\\b" + member.group(1) + "\\b")
                                .matcher(page)
                                .find()) {
                    missing.add(member.group(1) + " of @" + name);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(looked).as("annotations looked at").isGreaterThan(25);
    }

    /** How the page shows a function: its names, its signature, and what it gives, with the bars of operators escaped. */
    private static String row(ExpressionFunction function) {
        String others = function.spellings().stream()
                .skip(1)
                .map(name -> ", `" + name + "`")
                .collect(Collectors.joining());
        return "| `F." + function.functionName() + "`" + others + " | `" + function.signature() + "` | "
                + function.description().replace("|", "\\|") + " |";
    }

    private static String table(String page, ExpressionFunction.Category category) {
        String name = category.name().toLowerCase(Locale.ROOT);
        return TABLE_OF.matcher(page)
                .results()
                .filter(section -> section.group(1).toLowerCase(Locale.ROOT).equals(name))
                .map(section -> section.group(2))
                .collect(Collectors.joining());
    }

    private static String page(String path) throws IOException {
        return Files.readString(Repository.ROOT.resolve(path));
    }
}
