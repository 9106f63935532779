package dev.oriel.api.expression;

import static dev.oriel.api.expression.ShopExpressions.assertRefused;
import static dev.oriel.api.expression.ShopExpressions.type;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionTypingTest {
    private static Optional<FunctionCall> call(String text) {
        return FunctionCall.of((Node.Call) ExpressionParser.parse(text).node());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "_.age.abs(); integer",
                "F.abs(_.score); float",
                "F.sqrt(_.age); nullable float",
                "F.round(_.score, 2); float",
                "_.age.round(); integer",
                "F.clamp(_.age, 0, 1.5); float",
                "F.greatest(_.age, 3, 4); integer",
                "F.least(_.seen, _.chalk_now); time",
                "F.between(_.age, 1, 2.5); boolean",
                "_.nickname.upper(); nullable text",
                "F.length(_.name); integer",
                "F.concat(_.name, '-', _.nickname); nullable text",
                "_.name.contains('x'); boolean",
                "_.tags.contains('x'); boolean",
                "_.name.split(','); list of text",
                "_.name.split_part(',', 2); nullable text",
                "_.tags.element_at(1); nullable text",
                "_.tags.cardinality(); integer",
                "F.cosine_similarity(_.taste, _.taste); nullable float",
                "F.dot_product_vector(_.taste, _.taste); float",
                "_.seen.day_of_week(); integer",
                "_.born.year(); integer",
                "_.seen.date_trunc('day'); time",
                "_.born.last_day_of_month(); date",
                "F.from_unix_seconds(_.age); nullable time",
                "F.parse_datetime('2024-01-31T00:00:00Z'); time",
                "F.parse_datetime(_.name); nullable time",
                "_.seen.to_iso8601(); text",
                "_.delay.total_seconds(); float",
                "F.duration('1h30m'); duration",
                "F.sha256(_.name); text"
            })
    void B062_check_functions_haveTheirResultTypes(String text, String type) {
        assertThat(type(text)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "F.is_null(_.nickname); boolean",
                "_.nickname.is_not_null(); boolean",
                "F.distinct_from(_.nickname, _.name); boolean",
                "F.coalesce(_.nickname, _.name); text",
                "F.coalesce(_.nickname, None); nullable text",
                "F.coalesce(_.age, 0.5); float",
                "_.if_then_else(_.active, 1, 2.5); float",
                "F.if_else(_.active, _.nickname, 'x'); nullable text",
                "F.when(_.age > 1).then('a').when(_.active).then('b').otherwise('c'); text",
                "F.when(_.age > 1).then('a'); nullable text",
                "F.when(_.age > 1).then(None).otherwise(1); nullable integer",
                "F.cast(_.age, float); float",
                "_.name.cast('int'); nullable integer",
                "F.cast(_.seen, date); date",
                "F.and_(_.active, _.age > 1, True); boolean",
                "F.or(_.active, F.is_null(_.name)); boolean",
                "F.not_(_.active); boolean",
                "F.eq(_.age, 1); boolean",
                "_.age.lt(2.5); boolean",
                "_.name.in_(['a', 'b']); boolean",
                "F.pow(_.age, 2); integer",
                "F.pow(_.age, _.age); nullable float",
                "_.age.mod(2); nullable integer",
                "F.bitwise_and(_.age, 3); integer",
                "F.pi(); float"
            })
    void B062_check_conditionsAndOperatorsAsFunctions_haveTheirResultTypes(String text, String type) {
        assertThat(type(text)).isEqualTo(type);
    }

    @Test
    void B062_of_bothFormsAndNamedArguments_isTheSameCall() {
        assertThat(call("F.clamp(_.x, 0, 1)"))
                .isPresent()
                .isEqualTo(call("_.x.clamp(0, 1)"))
                .isEqualTo(call("_.x.clamp(low=0, high=1)"))
                .isEqualTo(call("F.clamp(high=1, low=0, value=_.x)"));
        assertThat(call("F.when(_.c).then(1).otherwise(2)"))
                .isPresent()
                .isEqualTo(call("_.if_then_else(_.c, 1, 2)"))
                .isEqualTo(call("F.if_else(_.c, 1, 2)"));
        assertThat(call("F.when(_.c).then(1)").orElseThrow().arguments()).hasSize(2);
        assertThat(call("F.power(_.x, 2)")).isEqualTo(call("_.x.pow(2)"));
        assertThat(call("_.abs()")).isEmpty();
        assertThat(call("F.clamp(_.x)")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ExpressionFunction.class)
    void B062_function_ofTheLibrary_isDocumentedAndFoundByEachSpelling(ExpressionFunction function) {
        assertThat(function.description()).endsWith(".").hasSizeGreaterThan(10);
        assertThat(function.signature()).contains("-> ").doesNotContain("nulls");
        for (String spelling : function.spellings()) {
            assertThat(ExpressionFunction.of(spelling)).contains(function);
            assertThat(AggregationFunction.of(spelling)).isEmpty();
            assertThat(UnavailableFunctions.contains(spelling)).isFalse();
        }
    }

    @Test
    void B062_check_unknownFunctions_suggestOrSayThatTheyAreNotAvailable() {
        assertRefused("F.uper(_.name)", 2, "no function 'uper'; did you mean 'upper'?");
        assertRefused(
                "_.name.regexp_like('x')", 7, "the function 'regexp_like' is not available: compute it in a resolver");
        assertRefused("F.h3_cell(_.age)", 2, "the function 'h3_cell' is not available: compute it in a resolver");
        assertRefused("_.age.sum()", 6, "sum needs rows, '_.age' is integer");
        assertRefused("F.sum(_.age)", 2, "sum needs rows, '_.age' is integer");
        assertRefused("F.abs", 2, "F is called: write F.abs(_.x)");
        assertRefused("F", 0, "F is called: write F.abs(_.x)");
        assertRefused("_.upper()", 2, "no feature 'upper' on Buyer to call: functions are called on F or on a value");
        assertRefused("_.name()", 2, "'_.name' is no function: write it without ( )");
    }

    @Test
    void B062_check_wrongArguments_areNamed() {
        assertRefused("F.abs(_.name)", 6, "abs needs a number, '_.name' is text");
        assertRefused("F.abs()", 2, "abs takes value: 'value' is missing");
        assertRefused("_.age.abs(1)", 6, "abs takes value: 2 are given");
        assertRefused("F.clamp(_.age, 1)", 2, "clamp takes value, low, high: 'high' is missing");
        assertRefused("F.clamp(_.age, lo=1, high=2)", 18, "clamp has no argument 'lo'; did you mean 'low'?");
        assertRefused("_.age.clamp(1, 2, low=3)", 22, "'low' is given twice");
        assertRefused("F.round(_.age, _.age)", 15, "'digits' of round is a literal, '_.age' is computed");
        assertRefused("F.round(_.score, 99)", 2, "'digits' is an integer from 0 to 15, not 99");
        assertRefused(
                "_.seen.date_trunc('fortnight')",
                7,
                "no unit 'fortnight': known are second, minute, hour, day, week, month, quarter, year");
        assertRefused("F.duration('7x')", 2, "'7x' is not a duration: write for example 10m, 1h30m or 30d");
        assertRefused(
                "F.parse_datetime('2024-01-31')",
                2,
                "'2024-01-31' is no time of ISO 8601 with a zone: write 2024-03-31T12:00:00Z");
        assertRefused("_.name.split('')", 7, "a delimiter has at least one character");
        assertRefused("_.name.lpad(5, '')", 7, "a fill has at least one character");
        assertRefused(
                "F.greatest(_.age, _.seen)",
                2,
                "greatest needs values of one type, '_.age' is integer and another is time");
        assertRefused(
                "F.dot_product(_.taste, _.mood)",
                2,
                "dot_product needs vectors of one length, '_.taste' is vector of 3 and '_.mood' vector of 2");
        assertRefused("_.tags.contains(1)", 7, "contains needs text within '_.tags', '1' is integer");
        assertRefused(
                "F.cast(_.age, duration)",
                14,
                "no type 'duration'; known are bool, boolean, date, datetime, float, int, integer, str, text, time");
        assertRefused("F.cast(_.delay, int)", 2, "cannot cast duration to integer in 'F.cast(_.delay, int)'");
        assertRefused("F.and_(_.active)", 2, "and_ takes values, ...: at least 2 are needed");
        assertRefused("F.pi(1)", 2, "pi takes no arguments: 1 are given");
    }

    @Test
    void B062_check_conditionals_needConditionsAndOneType() {
        String form = "write F.when(_.a > 1).then(_.b).otherwise(_.c)";
        assertRefused("F.when(_.age).then(1).otherwise(2)", 7, "a condition is true or false, '_.age' is integer");
        assertRefused(
                "F.when(_.active).then(1).otherwise('x')",
                35,
                "values of otherwise have one type: '1' is integer, ''x'' is text");
        assertRefused("F.when(_.active)", 2, "when needs a then: " + form);
        assertRefused("F.when(_.active).otherwise(1)", 17, "otherwise does not belong here: " + form);
        assertRefused("F.when(_.active, 1).then(2)", 2, "when takes one value: " + form);
        assertRefused("_.age.then(2)", 6, "then does not belong here: " + form);
        assertRefused("F.if_else(_.active, 1)", 2, "if_else takes condition, value, ...: at least 3 are needed");
        assertRefused("F.coalesce(None)", 2, "coalesce of None alone has no type: give it a value");
        assertRefused(
                "_.age == None",
                9,
                "None is compared with nothing: write F.is_null(_.x), or F.is_not_null(_.x) as a filter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"round", "clamp", "if_then_else", "split_part", "pi"})
    void B062_signature_ofAFunction_isReadIntoParameters(String name) {
        ExpressionFunction function = ExpressionFunction.of(name).orElseThrow();
        var shown = new ArrayList<String>();
        for (FunctionParameter parameter : function.parameters()) {
            shown.add((parameter.literal() ? "literal " : "") + parameter.name() + ": "
                    + parameter.kind().word() + (parameter.optional() ? "?" : "")
                    + (parameter.repeated() ? "..." : ""));
        }
        assertThat(function.signature()).startsWith(String.join(", ", shown));
        assertThat(function.category()).isIn(List.of(ExpressionFunction.Category.values()));
    }
}
