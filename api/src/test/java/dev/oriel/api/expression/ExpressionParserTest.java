package dev.oriel.api.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.expression.Node.Argument;
import dev.oriel.api.expression.Node.Attribute;
import dev.oriel.api.expression.Node.Binary;
import dev.oriel.api.expression.Node.BooleanLiteral;
import dev.oriel.api.expression.Node.Call;
import dev.oriel.api.expression.Node.DoubleLiteral;
import dev.oriel.api.expression.Node.Index;
import dev.oriel.api.expression.Node.LongLiteral;
import dev.oriel.api.expression.Node.NullLiteral;
import dev.oriel.api.expression.Node.Scope;
import dev.oriel.api.expression.Node.TextLiteral;
import dev.oriel.api.expression.Node.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionParserTest {
    private static final Node ROW = new Scope("_");

    private static Node attribute(String name) {
        return new Attribute(ROW, name);
    }

    private static Node parse(String text) {
        return ExpressionParser.parse(text).node();
    }

    private static void assertRefused(String text, int offset, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        ExpressionSyntaxException.class,
                        e -> assertThat(e.offset()).as(text).isEqualTo(offset))
                .hasMessage(message);
    }

    @Test
    void B035_parse_sumOverRowsSinceWindowStart_givesCallOverIndex() {
        assertThat(parse("_.transactions[_.amount, _.ts > _.chalk_window].sum()"))
                .isEqualTo(new Call(
                        new Index(
                                attribute("transactions"),
                                List.of(
                                        attribute("amount"),
                                        new Binary(
                                                BinaryOperator.GREATER, attribute("ts"), attribute("chalk_window")))),
                        "sum",
                        List.of()));
    }

    @Test
    void parse_callWithPositionalAndNamedArguments_keepsWrittenOrder() {
        assertThat(parse("_.rows.f(_.a, n=3, k='x')"))
                .isEqualTo(new Call(
                        attribute("rows"),
                        "f",
                        List.of(
                                new Argument.Positional(attribute("a")),
                                new Argument.Named("n", new LongLiteral(3)),
                                new Argument.Named("k", new TextLiteral("x")))));
        assertRefused("_.rows.f(n=3, _.a)", 14, "arguments without a name come before those with one");
        assertRefused("_.rows.f(n=3, n=4)", 14, "'n' is given twice");
    }

    @Test
    void parse_literalsInEverySpelling_givesTheirValues() {
        assertThat(parse("[30d]".substring(1, 3))).isEqualTo(new LongLiteral(30));
        assertThat(parse("1_000")).isEqualTo(new LongLiteral(1000));
        assertThat(parse("-9223372036854775808")).isEqualTo(new LongLiteral(Long.MIN_VALUE));
        assertThat(parse("1.5e-3")).isEqualTo(new DoubleLiteral(0.0015));
        assertThat(parse("2E3")).isEqualTo(new DoubleLiteral(2000));
        assertThat(parse(".5")).isEqualTo(new DoubleLiteral(0.5));
        assertThat(parse("-0.0")).isEqualTo(new DoubleLiteral(-0.0)).isNotEqualTo(new DoubleLiteral(0.0));
        assertThat(parse("True")).isEqualTo(parse("true")).isEqualTo(new BooleanLiteral(true));
        assertThat(parse("False")).isEqualTo(parse("false")).isEqualTo(new BooleanLiteral(false));
        assertThat(parse("None")).isEqualTo(parse("null")).isEqualTo(new NullLiteral());
        assertThat(parse("\"it's\"")).isEqualTo(parse("'it\\'s'")).isEqualTo(new TextLiteral("it's"));
        assertThat(parse("'\\\\ \\n\\r\\t \\x41 \\u00e9'")).isEqualTo(new TextLiteral("\\ \n\r\t A é"));
    }

    @Test
    void parse_operators_bindAsInPython() {
        assertThat(parse("_.a + _.b * _.c")).isEqualTo(parse("_.a + (_.b * _.c)"));
        assertThat(parse("_.a - _.b - _.c")).isEqualTo(parse("(_.a - _.b) - _.c"));
        assertThat(parse("-_.a * _.b")).isEqualTo(parse("(-_.a) * _.b"));
        assertThat(parse("~_.a & _.b | _.c")).isEqualTo(parse("((~_.a) & _.b) | _.c"));
        assertThat(parse("_.a | _.b == _.c")).isEqualTo(parse("(_.a | _.b) == _.c"));
        assertThat(parse("_.a & _.b < 2")).isEqualTo(parse("(_.a & _.b) < 2"));
        assertThat(parse("_.a // 2 % 3")).isEqualTo(parse("(_.a // 2) % 3"));
        assertThat(parse("- _.a.b")).isEqualTo(new Unary(UnaryOperator.NEGATE, new Attribute(attribute("a"), "b")));
        assertThat(parse("+_.a")).isEqualTo(attribute("a"));
        assertThat(parse("--1")).isEqualTo(new Unary(UnaryOperator.NEGATE, new LongLiteral(-1)));
    }

    @Test
    void B045_parse_comparisonsJoinedWithoutParentheses_explainsPythonsPrecedence() {
        assertRefused(
                "_.a > 1 & _.b < 2",
                8,
                "'&' binds tighter than comparisons, as in Python: put each comparison in parentheses, (_.a > 1) & (_.b < 2)");
        assertRefused(
                "_.a == 1 | _.b == 2",
                9,
                "'|' binds tighter than comparisons, as in Python: put each comparison in parentheses, (_.a > 1) | (_.b < 2)");
        assertThat(parse("(_.a > 1) & (_.b < 2)")).isInstanceOf(Binary.class);
    }

    @Test
    void parse_chainedComparison_isRefused() {
        assertRefused("1 < _.a < 2", 8, "comparisons cannot be chained: write (_.a < _.b) & (_.b < _.c)");
        assertThat(parse("(1 < _.a) == True")).isInstanceOf(Binary.class);
    }

    @Test
    void B048_parse_pythonWords_areRefusedWithTheOperatorToWrite() {
        assertRefused(
                "_.a > 1 and _.b < 2",
                8,
                "write & instead of 'and', with each comparison in parentheses: (_.a > 1) & (_.b < 2)");
        assertRefused(
                "_.rows[_.a > 1 or _.b < 2].count()",
                15,
                "write | instead of 'or', with each comparison in parentheses: (_.a > 1) | (_.b < 2)");
        assertRefused("not _.a", 0, "write ~ instead of 'not', with the comparison in parentheses: ~(_.a > 1)");
        assertRefused("_.a is None", 4, "write == instead of 'is', and F.is_null(_.a) instead of 'is None'");
        assertRefused("_.a && _.b", 4, "write & instead of '&&', with each comparison in parentheses");
        assertRefused("_.a || _.b", 4, "write | instead of '||', with each comparison in parentheses");
        assertRefused("!_.a", 0, "write ~ instead of '!'");
        assertRefused("_.a = 1", 4, "write == to compare");
    }

    @Test
    void parse_brokenText_pointsAtTheBreak() {
        assertRefused("", 0, "the expression is empty");
        assertRefused("  ", 0, "the expression is empty");
        assertRefused("_.rows[_.amount.sum()", 21, "expected ']' before the end");
        assertRefused("_.rows[]", 7, "[ ] is empty");
        assertRefused("_.rows[_.a", 10, "expected ']' before the end");
        assertRefused("(_.a", 4, "expected ')' before the end");
        assertRefused("_.a _.b", 4, "unexpected '_'");
        assertRefused("_.", 2, "a name is missing after '.'");
        assertRefused("_.a +", 5, "the expression ends too early");
        assertRefused("_(1)", 1, "a call needs a name before '(', as in _.rows.count()");
        assertRefused("'abc", 0, "the text that begins here has no closing '");
        assertRefused("_.f + 30d", 8, "a number is followed by 'd': write windows in quotes, like \"30d\"");
        assertRefused(
                "'\\q'",
                1,
                "unknown escape: known are \\\\ \\' \\\" \\n \\r \\t \\xhh \\uhhhh; write \\\\ for a backslash");
        assertRefused("'\\u12'", 1, "this escape needs 4 hexadecimal digits");
        assertRefused("9223372036854775808", 0, "'9223372036854775808' does not fit into 64 bits");
        assertRefused("1e999", 0, "'1e999' is too large for a float");
        assertRefused("_.a # b", 4, "unexpected '#'");
    }

    @Test
    void parse_charactersThatLookLikeOthersOrLikeNothing_areNamedByNumber() {
        assertRefused("_.a\u00a0+ 1", 3, "unexpected space U+00A0: write a plain one");
        assertRefused("_.a\u2028", 3, "unexpected space U+2028: write a plain one");
        assertRefused("\0_.a", 0, "unexpected character U+0000, which is not printed: delete it");
        assertRefused("_.\u202ea", 2, "unexpected character U+202E, which is not printed: delete it");
        assertRefused("_.a\ud83d", 3, "unexpected character U+D83D, which is not printed: delete it");
        assertRefused("_.a \ud83d\ude00", 4, "unexpected '\ud83d\ude00'");
        assertRefused("_.a == \u2018x\u2019", 7, "write straight quotes, ' or \", around text");
    }

    @Test
    void parse_textBeyondTheLimits_isRefusedWithoutOverflowingTheStack() {
        String levels = "the expression is nested deeper than 200 levels: split it into several features";
        assertThatThrownBy(() -> parse("(".repeat(9_000) + "1")).hasMessage(levels);
        assertThatThrownBy(() -> parse("-".repeat(9_000) + "1")).hasMessage(levels);
        assertThatThrownBy(() -> parse("1" + "+1".repeat(4_000))).hasMessage(levels);
        assertThatThrownBy(() -> parse("_" + ".a".repeat(4_000))).hasMessage(levels);
        assertThatThrownBy(() -> parse("_" + "[_".repeat(3_000))).hasMessage(levels);
        assertThatThrownBy(() -> parse("1" + " ".repeat(10_000)))
                .hasMessage("the expression has 10001 characters: at most 10000 are read");
        assertThat(parse("1" + "+1".repeat(199))).isInstanceOf(Binary.class);
    }

    @Test
    void offset_ofEachPart_isWhereItsMarkStands() {
        var parsed = ExpressionParser.parse("_.rows[_.amount > -1].sum()");
        assertThat(parsed.node()).isInstanceOf(Call.class);
        var call = (Call) parsed.node();
        var index = (Index) call.of();
        var filter = (Binary) index.items().getFirst();
        assertThat(parsed.offset(call)).isEqualTo(22);
        assertThat(parsed.offset(index)).isEqualTo(6);
        assertThat(parsed.offset(filter)).isEqualTo(16);
        assertThat(parsed.offset(filter.left())).isEqualTo(9);
        assertThat(parsed.start(filter)).isEqualTo(7);
        assertThat(parsed.offset(filter.right())).isEqualTo(18);
        assertThat(parsed.start(call)).isZero();
        assertThat(parsed.offset(new Scope("_"))).isEqualTo(-1);
    }

    @Test
    void parse_operatorsOfPython_bindAsThere() {
        assertThat(parse("-_.a ** 2")).isEqualTo(parse("-(_.a ** 2)"));
        assertThat(parse("-2 ** 2")).isEqualTo(parse("-(2 ** 2)"));
        assertThat(parse("2 ** -1 ** 2")).isEqualTo(parse("2 ** (-(1 ** 2))"));
        assertThat(parse("_.a ** _.b ** _.c")).isEqualTo(parse("_.a ** (_.b ** _.c)"));
        assertThat(parse("_.a * _.b ** 2")).isEqualTo(parse("_.a * (_.b ** 2)"));
        assertThat(parse("_.a | _.b ^ _.c & _.d")).isEqualTo(parse("_.a | (_.b ^ (_.c & _.d))"));
        assertThat(parse("_.a & 1 << 2 + 3")).isEqualTo(parse("_.a & (1 << (2 + 3))"));
        assertThat(parse("_.a >> 1 >> 2")).isEqualTo(parse("(_.a >> 1) >> 2"));
        assertThat(parse("_.a + 1 in [1, 2]")).isEqualTo(parse("(_.a + 1) in [1, 2]"));
        assertThat(parse("~(_.a in ['x'])").toString()).isEqualTo("~(_.a in ['x'])");
    }

    @Test
    void parse_listsAndVersionsAndBareWindows_areRead() {
        assertThat(parse("['a', 'b',]"))
                .isEqualTo(new Node.ListLiteral(List.of(new TextLiteral("a"), new TextLiteral("b"))));
        assertThat(parse("[]")).isEqualTo(new Node.ListLiteral(List.of()));
        assertThat(parse("_.score @ 2")).isEqualTo(parse("_.score@2")).isEqualTo(attribute("score@2"));
        assertThat(parse("_.count@2[1h30m]"))
                .isEqualTo(new Index(attribute("count@2"), List.of(new TextLiteral("1h30m"))));
        assertThat(parse("_.count(30d )"))
                .isEqualTo(new Call(ROW, "count", List.of(new Argument.Positional(new TextLiteral("30d")))));
        String version = "a version is a number from 1 after '@', as in _.score@2";
        assertRefused("_.score@", 8, version);
        assertRefused("_.score@0", 8, version);
        assertRefused("_.score@x", 8, version);
        assertRefused("(1, 2)", 2, "write a list in brackets: ['x', 'y']");
        assertRefused("_.f[30q]", 6, "a number is followed by 'q': write windows in quotes, like \"30d\"");
    }

    @Test
    void B048_parse_morePythonWords_areRefusedWithWhatToWrite() {
        String conditional = "write F.when(_.a > 1).then(_.b).otherwise(_.c) instead of 'if' and 'else'";
        assertRefused("_.a if _.b else _.c", 4, conditional);
        assertRefused("_.a not in ['x']", 4, "write ~(_.a in ['x', 'y']) instead of 'not in'");
        assertRefused("in ['x']", 0, "'in' stands between a value and a list: _.a in ['x', 'y']");
        assertRefused("lambda: _.a", 0, "'lambda' is not available: write what it returns, with _ for its argument");
        assertRefused(
                "[_.a for _ in _.b]", 5, "'for' is not available: filter rows in [ ], as in _.rows[_.a > 1].count()");
        assertRefused("_.a in _.b in _.c", 11, "comparisons cannot be chained: write (_.a < _.b) & (_.b < _.c)");
    }
}
