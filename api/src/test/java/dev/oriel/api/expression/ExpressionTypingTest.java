package dev.oriel.api.expression;

import static dev.oriel.api.expression.ShopExpressions.assertRefused;
import static dev.oriel.api.expression.ShopExpressions.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.Definitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators, times, structs, enums, lists and paths. */
class ExpressionTypingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "_.age ** 2; integer",
                "_.age ** _.age; nullable float",
                "_.score ** 2; float",
                "_.age ** -1; nullable float",
                "_.age << 3; integer",
                "_.age >> _.age; nullable integer",
                "_.active ^ (_.age > 1); boolean",
                "_.age ^ 3; integer",
                "_.age in [1, 2.5]; boolean",
                "_.nickname in ['a', 'b']; nullable boolean",
                "'x' in _.tags; boolean",
                "_.seen - F.duration('7d'); time",
                "_.delay + _.seen; time",
                "_.chalk_now - _.seen; duration",
                "-_.delay; duration",
                "_.delay < F.duration('1h'); boolean",
                "_.born > F.cast(_.seen, date); boolean",
                "_.balance >= 10; boolean",
                "_.balance == 0.5; boolean",
                "_.status == 'OPEN'; boolean",
                "_.status in ['OPEN', 'PAID']; boolean",
                "_.status.lower(); text",
                "_.address.city; text",
                "_.address.post_code; nullable text",
                "_.tags; list of text",
                "_.taste; vector of 3",
                "_.score@2 - _.score; float",
                "_.spend_30d + _.spend__86400__ + _.spend('1d') + _.spend[30d]; float"
            })
    void check_valuesOfEveryType_haveTheirOperators(String text, String type) {
        assertThat(type(text)).isEqualTo(type);
    }

    @Test
    void B020_check_pathsThroughHasOne_readTheOtherClass() {
        assertThat(type("order", "_.buyer.age")).isEqualTo("nullable integer");
        assertThat(type("order", "_.buyer.address.city.upper()")).isEqualTo("nullable text");
        assertThat(type("order", "_.buyer.spend[_.chalk_window]")).isEqualTo("nullable float");
        assertThat(type("order", "_.buyer.orders[_.price, _.ts > _.chalk_window].sum()"))
                .isEqualTo("float");
        assertThat(type("order", "_.buyer.spend_by_shop['1d'].group(shop=_.shop, status=_.status)"))
                .isEqualTo("nullable float");
    }

    @Test
    void check_operandsThatDoNotFit_areNamed() {
        assertRefused("_.status == 'OPNE'", 9, "'_.status' is never 'OPNE'; did you mean 'OPEN'?");
        assertRefused("'GONE' != _.status", 7, "'_.status' is never 'GONE'; known are LOST, OPEN, PAID");
        assertRefused("_.status in ['OPEN', 'LOTS']", 9, "'_.status' is never 'LOTS'; did you mean 'LOST'?");
        assertRefused(
                "_.age in 5", 6, "'in' needs a list on its right side, '5' is integer: write _.age in ['x', 'y']");
        assertRefused("_.age in ['x']", 6, "cannot compare integer in list of text in '_.age in ['x']'");
        assertRefused("_.age in ['x', 1]", 15, "values of a list have one type: ''x'' is text, '1' is integer");
        assertRefused("_.age in []", 9, "a list in an expression has at least one value: ['x', 'y']");
        assertRefused(
                "_.seen - 7",
                7,
                "cannot compute time - integer in '_.seen - 7': write F.duration('7d') for a length of time");
        assertRefused(
                "_.seen > '2024-01-31'",
                7,
                "cannot compare time > text in '_.seen > '2024-01-31'': write F.parse_datetime('2024-01-31T00:00:00Z')"
                        + " for a time");
        assertRefused("_.seen + _.seen", 7, "cannot compute time + time in '_.seen + _.seen'");
        assertRefused("_.name < 'b'", 7, "cannot compare text < text in '_.name < 'b''");
        assertRefused("_.tags == _.tags", 7, "cannot compare list of text == list of text in '_.tags == _.tags'");
        assertRefused("_.score << 1", 8, "cannot compute float << integer in '_.score << 1'");
        assertRefused("_.tags[1]", 0, "'_.tags' is list of text: write _.tags.element_at(1) for its first value");
        assertRefused("_.address.town", 10, "no field 'town' in '_.address'; known are city, post_code");
        assertRefused("_.address.postCode", 10, "no field 'postCode' in '_.address'; did you mean 'post_code'?");
        assertRefused("_.spend('7d')", 0, "'_.spend' has no window '7d': declared are 1d, 30d");
        assertRefused("_.spend_7d", 2, "'_.spend' has no window '7d': declared are 1d, 30d");
        assertRefused("_.spend('1d', '30d')", 2, "'_.spend' takes one window at a time");
        assertRefused("_.score@3", 2, "no feature 'score@3' on Buyer; did you mean 'score@2'?");
    }

    @Test
    void B004_B005_B006_B007_B008_canonical_everySpelling_isTheSameExpression() {
        Definitions shop = ShopDefinitions.with();
        var scopes = new RowScopes(shop.namespace("buyer").orElseThrow(), shop);
        for (String text :
                new String[] {"_.spend_30d", "_.spend__30d__", "_.spend__2592000__", "_.spend('30d')", "_.spend[30d]"
                }) {
            Node node = scopes.canonical(
                    ExpressionParser.parse("F.abs(" + text + ") + 1").node());
            assertThat(node.toString()).as(text).matches("F[.]abs[(]_[.]spend\\['(30d|2592000)'][)] [+] 1");
        }
        String rows = "_.orders[_.spend_30d > 1, _.price].max_by(_.spend_30d) + F.sum(_.orders[_.price])";
        assertThat(scopes.canonical(ExpressionParser.parse(rows).node())).hasToString(rows);
        assertThat(new RowScopes(shop.namespace("order").orElseThrow(), shop)
                        .canonical(ExpressionParser.parse("_.buyer.spend_1d").node()))
                .hasToString("_.buyer.spend['1d']");
    }
}
