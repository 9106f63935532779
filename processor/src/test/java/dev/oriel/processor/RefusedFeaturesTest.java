package dev.oriel.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Declarations that must not compile, with the exact message and line of each. */
class RefusedFeaturesTest {
    /** javac indents what follows the first line of a message by two more. */
    private static Arguments expression(String name, String before, String expression, int column, String message) {
        String declaration = "@Windows({\"30d\"}) @Expression(\"" + expression + "\") " + before;
        String caret = column < 0 ? "" : "\n      " + expression + "\n      " + " ".repeat(column) + "^";
        return Arguments.of(name, declaration, message + caret);
    }

    private static Stream<Arguments> expressionsOfWrongNames() {
        String floats = "@Default(\"0\") Windowed<Double> f();";
        String integers = "@Default(\"0\") Windowed<Long> f();";
        return Stream.of(
                expression(
                        "misspelt feature",
                        floats,
                        "_.transactions[_.amuont, _.ts > _.chalk_window].sum()",
                        17,
                        "f: no feature 'amuont' on Transaction; did you mean 'amount'?"),
                expression(
                        "camelCase inside text",
                        integers,
                        "_.transactions[_.merchantId == 'm'].count()",
                        17,
                        "f: no feature 'merchantId' on Transaction; did you mean 'merchant_id'?"),
                expression(
                        "wrong scope",
                        integers,
                        "_.transactions[_.name == 'x'].count()",
                        17,
                        "f: no feature 'name' on Transaction; known are amount, id, merchant_id, ts, user, user_id"),
                expression(
                        "sum of text",
                        floats,
                        "_.transactions[_.merchant_id].sum()",
                        30,
                        "f: sum needs a number, merchant_id is text; use count, approx_count_distinct or approx_top_k"),
                expression(
                        "deviation of text",
                        "Windowed<@Nullable Double> f();",
                        "_.transactions[_.merchant_id].std()",
                        30,
                        "f: std needs a number, merchant_id is text; use count, approx_count_distinct or approx_top_k"),
                expression(
                        "distinct of nothing",
                        integers,
                        "_.transactions.approx_count_distinct()",
                        15,
                        "f: approx_count_distinct needs a column: write"
                                + " _.transactions[_.merchant_id].approx_count_distinct()"),
                expression(
                        "B076 median",
                        "@Materialized(bucketDuration = \"1h\") Windowed<@Nullable Double> f();",
                        "_.transactions[_.amount].median()",
                        25,
                        "f: median cannot be kept in buckets; use approx_percentile(quantile=0.5) or drop"
                                + " @Materialized"),
                expression(
                        "sum of nothing",
                        floats,
                        "_.transactions.sum()",
                        15,
                        "f: sum needs a column: write _.transactions[_.amount].sum()"));
    }

    private static Stream<Arguments> expressionsOfOtherShape() {
        String floats = "@Default(\"0\") Windowed<Double> f();";
        String integers = "@Default(\"0\") Windowed<Long> f();";
        return Stream.of(
                expression(
                        "wrong type",
                        integers,
                        "_.transactions[_.amount].sum()",
                        -1,
                        "f: the expression yields float, but the feature is declared integer: return Windowed<Double>"),
                expression(
                        "deviation as an integer",
                        "Windowed<@Nullable Long> f();",
                        "_.transactions[_.amount].stddev()",
                        -1,
                        "f: stddev yields a float, but the feature is declared integer: return Windowed<@Nullable Double>"),
                expression(
                        "distinct as text",
                        "Windowed<String> f();",
                        "_.transactions[_.ts].approx_count_distinct()",
                        -1,
                        "f: approx_count_distinct yields an integer, but the feature is declared text: return Windowed<Long>"),
                expression(
                        "null where nothing is null",
                        "Windowed<Double> f();",
                        "_.transactions[_.amount].max()",
                        -1,
                        "f: the expression may be null, but the feature is declared float: add @Default, or return"
                                + " Windowed<@Nullable Double>"),
                expression(
                        "unknown aggregation",
                        floats,
                        "_.transactions[_.amount].summ()",
                        25,
                        "f: no aggregation 'summ'; did you mean 'sum'?"),
                expression(
                        "family used as value",
                        floats,
                        "_.total_spend + 1",
                        0,
                        "f: '_.total_spend' has one value per window: write _.total_spend[_.chalk_window]"),
                expression("syntax", floats, "_.transactions[_.amount.sum()", 29, "f: expected ']' before the end"));
    }

    private static Stream<Arguments> expressionsOfOtherLanguages() {
        String floats = "@Default(\"0\") Windowed<Double> f();";
        String integers = "@Default(\"0\") Windowed<Long> f();";
        return Stream.of(
                expression(
                        "time against number",
                        integers,
                        "_.transactions[_.ts > 5].count()",
                        20,
                        "f: cannot compare time > integer in '_.ts > 5': write F.parse_datetime('2024-01-31T00:00:00Z')"
                                + " for a time"),
                expression(
                        "Python words",
                        integers,
                        "_.transactions[_.amount > 1 and _.amount < 9].count()",
                        28,
                        "f: write & instead of 'and', with each comparison in parentheses: (_.a > 1) & (_.b < 2)"),
                expression(
                        "attribute of rows",
                        floats,
                        "_.transactions.amount",
                        15,
                        "f: '_.transactions' is rows of Transaction: write _.transactions[_.amount] to read a column"));
    }

    private static Stream<Arguments> expressionsWithTheirCorrection() {
        String integers = "@Default(\"0\") Windowed<Long> f();";
        String straight = "f: write straight quotes, ' or \", around text";
        return Stream.of(
                expression(
                        "one equals sign",
                        integers,
                        "_.transactions[_.amount = 1].count()",
                        24,
                        "f: write == to compare"),
                expression(
                        "function without F",
                        integers,
                        "coalesce(_.id, 0)",
                        0,
                        "f: functions are called on F: write F.coalesce(…)"),
                expression(
                        "conditional of Java",
                        integers,
                        "_.id > 1 ? 1 : 0",
                        9,
                        "f: write F.when(_.a > 1).then(_.b).otherwise(_.c) instead of '?' and ':'"),
                expression("quotes of a text processor", integers, "F.length(‘x’)", 9, straight),
                expression(
                        "window without a row",
                        integers,
                        "_.transactions[_.ts > chalk_window].count()",
                        22,
                        "f: unknown name 'chalk_window': write _.chalk_window"),
                expression(
                        "aggregation without a call",
                        integers,
                        "_.transactions.count",
                        15,
                        "f: an aggregation is called: write _.transactions.count()"),
                expression(
                        "text plus text",
                        "Windowed<String> f();",
                        "_.name + 'x'",
                        7,
                        "f: cannot compute text + text in '_.name + 'x'': write F.concat(_.name, 'x')"),
                expression("blank", integers, "  ", -1, "f: the expression is empty"));
    }

    private static Stream<Arguments> declarationsWithTheirCorrection() {
        String groups = "@Windows(\"30d\") @Expression(\"_.transactions.group_by(_.merchant_id).agg(_.amount.sum())\")"
                + " WindowedGroups<Double> g();";
        return Stream.of(
                Arguments.of(
                        "missing group key",
                        groups + " @Windows(\"30d\") @Expression(\"_.g.group(user_id=_.id)\")"
                                + " Windowed<@Nullable Double> f();",
                        "f: no group key 'user_id'; known are merchant_id\n      _.g.group(user_id=_.id)\n"
                                + " ".repeat(24) + "^"),
                Arguments.of(
                        "group that no constant names",
                        "enum Kind { CARD, WIRE } DataFrame<Payment> payments(); @Features interface Payment {"
                                + " long id(); @References(User.class) long userId(); Kind kind(); Instant ts(); }"
                                + " @Windows(\"1d\") @Expression(\"_.payments.group_by(_.kind).agg(_.id.count())\")"
                                + " WindowedGroups<Long> g();"
                                + " @Windows(\"1d\") @Expression(\"_.g.group(kind='CRAD')\")"
                                + " Windowed<@Nullable Long> f();",
                        "f: 'kind' is never 'CRAD'; did you mean 'CARD'?\n      _.g.group(kind='CRAD')\n"
                                + " ".repeat(21) + "^"),
                Arguments.of(
                        "default without quotes",
                        "@Default(\"none\") String f();",
                        "f: write the text in quotes, within the quotes of Java: @Default(\"'none'\")\n      none\n"
                                + "      ^"),
                Arguments.of(
                        "null in a primitive",
                        "@Nullable double f();",
                        "f: 'double' is never null in Java: return @Nullable Double, or drop @Nullable"),
                Arguments.of(
                        "private class",
                        "} class Outer { @Features private interface Card { long id(); }",
                        "Card: a feature class is visible to its package at least: drop private"));
    }

    @Test
    void compile_longExpression_showsTheLineAroundTheCaret() {
        String text = "F.concat(_.name, '" + "x".repeat(400) + "', _.nmae, '" + "y".repeat(400) + "')";
        var compilation = Sources.compile(
                Sources.user("@Expression(\"" + text + "\") @Nullable String f();"), Sources.transaction());
        int caret = text.indexOf("nmae");
        assertThat(Sources.errors(compilation))
                .containsExactly("User.java:" + Sources.LINE + ": f: no feature 'nmae' on User; did you mean 'name'?\n"
                        + "      … " + text.substring(caret - 80, caret + 80) + " …\n"
                        + " ".repeat(88) + "^");
    }

    @Test
    void B026_compile_whatIsNoInterface_isRefusedOnce() {
        String message = "A.java:4: A: a feature class is an interface: its methods are the features";
        assertThat(Sources.errors(Sources.compile(Sources.source("A", "@Features enum A { X }"))))
                .containsExactly(message);
        assertThat(Sources.errors(Sources.compile(Sources.source("A", "@Features record A(long id) {}"))))
                .containsExactly(message);
        assertThat(Sources.errors(Sources.compile(Sources.source("A", "@Features @interface A { long id(); }"))))
                .containsExactly(message);
        assertThat(Sources.errors(Sources.compile(Sources.source("A", "@Features interface A { Object id(); }"))))
                .singleElement()
                .asString()
                .startsWith("A.java:4: id: 'Object' is no type of a feature");
    }

    private static Stream<Arguments> declarations() {
        return Stream.of(
                Arguments.of(
                        "window not declared",
                        "@Windows({\"30d\", \"7d\"}) @Expression(\"_.total_spend[_.chalk_window]\") Windowed<Double> f();",
                        "f: '_.total_spend' has no window '7d': declared are 30d, 60d, 90d\n"
                                + "      _.total_spend[_.chalk_window]\n      ^"),
                Arguments.of(
                        "no window in scope",
                        "@Expression(\"_.transactions[_.ts > _.chalk_window].count()\") long f();",
                        "f: _.chalk_window is known only in a windowed feature: return Windowed<...> and add @Windows\n"
                                + "      _.transactions[_.ts > _.chalk_window].count()\n" + " ".repeat(30) + "^"),
                Arguments.of(
                        "B014 bad duration",
                        "@Windows(\"30x\") Windowed<Long> f();",
                        "f: '30x' is not a duration: write for example 10m, 1h30m or 30d"),
                Arguments.of(
                        "B015 no windows",
                        "Windowed<Long> f();",
                        "f: Windowed has no windows: add @Windows, such as @Windows({\"1h\", \"1d\"})"),
                Arguments.of(
                        "B016 windows on a scalar",
                        "@Windows(\"1d\") long f();",
                        "f: @Windows is for windowed features: return Windowed<Long>, or drop @Windows"),
                Arguments.of(
                        "B075 buckets without expression",
                        "@Windows(\"1d\") @Materialized(bucketDuration = \"1h\") Windowed<Long> f();",
                        "f: @Materialized needs an @Expression to keep in buckets"),
                Arguments.of("parameters", "long f(int x);", "f: a feature method has no parameters"),
                Arguments.of("type parameters", "<T> long f();", "f: a feature method has no type parameters"),
                Arguments.of(
                        "body",
                        "default long f() { return 1; }",
                        "f: a feature has no body: compute it with @Expression, or in a resolver"),
                Arguments.of(
                        "unsupported type",
                        "java.util.List<Object> f();",
                        "f: 'List<Object>' is no type of a feature: return a number, boolean, String, a type of"
                                + " java.time, BigDecimal, byte[], an enum, a record or a List of these, Windowed or"
                                + " WindowedGroups of one of these, DataFrame of a feature class, a feature class, or"
                                + " double[] with @Dimensions(its length)"),
                Arguments.of(
                        "rows of no feature class",
                        "DataFrame<String> f();",
                        "f: 'java.lang.String' is no feature class: add @Features to it"),
                Arguments.of(
                        "reference of another type",
                        "@References(Transaction.class) long f();",
                        "f: it references Transaction.id, which is text, but is declared integer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "expressionsOfWrongNames",
        "expressionsOfOtherShape",
        "expressionsOfOtherLanguages",
        "expressionsWithTheirCorrection",
        "declarations",
        "declarationsWithTheirCorrection"
    })
    void B014_B015_B016_B035_B041_B048_B049_B054_B055_B061_B075_B076_compile_wrongDeclaration_isRefusedAtItsLine(
            String name, String declaration, String message) {
        var compilation = Sources.compile(Sources.user(declaration), Sources.transaction());
        assertThat(Sources.errors(compilation)).as(name).containsExactly("User.java:" + Sources.LINE + ": " + message);
    }

    @Test
    void compile_problemsInSeveralClasses_areAllReported() {
        var compilation = Sources.compile(
                Sources.user("@Windows(\"30x\") Windowed<Long> f();"),
                Sources.transaction(),
                Sources.source("Card", "@Features interface Card {\n  String number();\n  List<String> tags();\n}\n"),
                Sources.source(
                        "Shop", "@Features interface Shop {\n  long id();\n  @Default(\"'x'\") long rank();\n}\n"));
        assertThat(Sources.errors(compilation))
                .anyMatch(e -> e.startsWith("User.java:" + Sources.LINE + ": f: '30x' is not a duration"))
                .anyMatch(e -> e.startsWith("Card.java:4: Card: there is no primary key"))
                .anyMatch(e -> e.startsWith("Card.java:6: cannot find symbol"))
                .anyMatch(e -> e.startsWith("Shop.java:6: rank: the default 'x' is text"))
                .hasSize(4);
    }

    @Test
    void compile_expressionInATextBlock_showsTheLineWithTheCaret() {
        String declaration = """
                @Windows("30d") @Default("0") @Expression(\"""
                        _.transactions[
                            _.amuont
                        ].sum()\""") Windowed<Double> f();""";
        var compilation = Sources.compile(Sources.user(declaration), Sources.transaction());
        assertThat(Sources.errors(compilation))
                .containsExactly(
                        "User.java:" + Sources.LINE
                                + ": f: no feature 'amuont' on Transaction; did you mean 'amount'?\n          _.amuont\n            ^");
    }

    @Test
    void B026_B027_compile_wrongClasses_areRefused() {
        assertThat(Sources.errors(Sources.compile(Sources.source("A", "@Features class A {}"))))
                .contains("A.java:4: A: a feature class is an interface: its methods are the features");
        assertThat(Sources.errors(Sources.compile(Sources.source("A", "@Features interface A<T> { long id(); }"))))
                .containsExactly("A.java:4: A: a feature class has no type parameters");
        assertThat(Sources.errors(
                        Sources.compile(Sources.source("A", "@Features interface A extends Runnable { long id(); }"))))
                .containsExactly("A.java:4: A: a feature class extends nothing: declare its features in it");
        assertThat(Sources.errors(Sources.compile(Sources.source(
                        "A",
                        "@Features interface A { long id(); @FeatureTime java.time.Instant a(); @FeatureTime"
                                + " java.time.Instant b(); }"))))
                .containsExactly("A.java:4: A: there are 2 feature times (a, b): keep one");
        assertThat(Sources.errors(Sources.compile(
                        Sources.source("A", "@Features(maxStaleness = \"soon\") interface A { long id(); }"))))
                .containsExactly("A.java:4: A: 'soon' is not a duration: write for example 10m, 1h30m or 30d");
    }
}
