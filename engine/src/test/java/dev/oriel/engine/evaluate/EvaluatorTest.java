package dev.oriel.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.expression.ExpressionParser;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EvaluatorTest {
    private static final Instant TIME = Instant.parse("2024-03-31T12:00:00Z");

    /** A row with one value of each kind. */
    private static final class Example implements Scope {
        private final Map<String, @Nullable Object> values = new HashMap<>();

        Example() {
            values.put("one", 1L);
            values.put("max", Long.MAX_VALUE);
            values.put("min", Long.MIN_VALUE);
            values.put("odd", (1L << 53) + 1);
            values.put("half", 0.5);
            values.put("zero", 0.0);
            values.put("huge", Double.MAX_VALUE);
            values.put("tiny", Double.MIN_VALUE);
            values.put("yes", true);
            values.put("no", false);
            values.put("text", "b");
            values.put("time", TIME);
            values.put("later", TIME.plusMillis(1));
            values.put("nothing", null);
        }

        @Override
        public @Nullable Object attribute(String name) {
            assertThat(values).containsKey(name);
            return values.get(name);
        }

        @Override
        public @Nullable Object sameWindow(String name) {
            return "same " + name;
        }

        @Override
        public @Nullable Object window(String name, long windowMillis) {
            return name + " over " + windowMillis;
        }
    }

    private static @Nullable Object value(String expression) {
        return Evaluator.value(ExpressionParser.parse(expression).node(), new Example());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 + 2 * 3                  | 7",
                "7 // 2                     | 3",
                "-7 // 2                    | -4",
                "7 % -3                     | -2",
                "-7 % 3                     | 2",
                "1 / 2                      | 0.5",
                "7.5 // 2                   | 3.0",
                "-7.5 // 2                  | -4.0",
                "-7.5 % 2                   | 0.5",
                "7.5 % -2                   | -0.5",
                "_.huge % _.half            | 0.0",
                "_.one + _.half             | 1.5",
                "-_.half                    | -0.5",
                "_.min + _.max              | -1",
                "_.odd                      | 9007199254740993",
            })
    void arithmetic_ofIntegersStaysInteger_andDivisionIsAFloat(String expression, String expected) {
        assertThat(String.valueOf(value(expression))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 / 0",
                "1 // 0",
                "1 % 0",
                "1.5 / 0",
                "1.5 // _.zero",
                "1.5 % _.zero",
                "1 / -_.zero",
                "_.zero / _.zero"
            })
    void B044_D10_divisionByZero_isNull(String expression) {
        assertThat(value(expression)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_.max + 1",
                "_.min - 1",
                "_.max * 2",
                "-_.min",
                "_.min // -1",
                "_.huge * 2",
                "_.huge / _.half",
                "_.huge / _.tiny",
                "_.huge // _.tiny"
            })
    void D10_overflow_isAnErrorThatNamesTheExpression(String expression) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("exceeds the range of");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_.one == 1.0",
                "_.zero == -_.zero",
                "_.zero >= -_.zero",
                "_.odd > 9007199254740992.0",
                "_.odd != 9007199254740992.0",
                "9007199254740992.0 < _.odd",
                "_.max < 9223372036854775808.0",
                "_.half < 1",
                "1 > _.half",
                "_.text < 'c'",
                "_.text == 'b'",
                "_.time < _.later",
                "_.no < _.yes",
                "_.one <= 1",
                "_.one >= 1",
                "_.max > _.odd"
            })
    void comparison_ofNumbersIsExact_andOfOthersIsTheirOrder(String expression) {
        assertThat(value(expression)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_.nothing == 1",
                "_.nothing != 1",
                "_.nothing == _.nothing",
                "_.nothing < 1",
                "_.nothing + 1",
                "1 / _.nothing",
                "-_.nothing",
                "~_.nothing",
                "_.nothing & _.yes",
                "_.nothing | _.no",
                "_.nothing & _.nothing"
            })
    void null_in_isNullOut(String expression) {
        assertThat(value(expression)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "_.nothing & _.no, false",
        "_.no & _.nothing, false",
        "_.nothing | _.yes, true",
        "_.yes | _.nothing, true",
        "_.yes & _.no, false",
        "_.yes | _.no, true",
        "_.yes & _.yes, true",
        "_.no | _.no, false",
        "~_.no, true"
    })
    void logic_isDecidedByFalseOrTrueAlone(String expression, boolean expected) {
        assertThat(value(expression)).isEqualTo(expected);
    }

    @Test
    void B063_filter_keepsOnlyWhatIsTrue() {
        var row = new Example();

        assertThat(Evaluator.keeps(ExpressionParser.parse("_.one == 1").node(), row))
                .isTrue();
        assertThat(Evaluator.keeps(ExpressionParser.parse("_.one != 1").node(), row))
                .isFalse();
        assertThat(Evaluator.keeps(ExpressionParser.parse("_.nothing == 1").node(), row))
                .isFalse();
    }

    @Test
    void B042_windows_areAskedOfTheScope() {
        assertThat(value("_.spend[_.chalk_window]")).isEqualTo("same spend");
        assertThat(value("_.spend['10m']")).isEqualTo("spend over 600000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"_.rows.sum()", "_.text + 1", "_.text < 1", "_.time == 'b'", "_.one.more", "-_.text", "~_.one"})
    void whatTheCheckerShouldHaveRefused_isAnErrorAndNoValue(String expression) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("cannot be computed from one row");
    }
}
