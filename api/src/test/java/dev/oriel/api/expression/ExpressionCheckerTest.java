package dev.oriel.api.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FraudDefinitions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionCheckerTest {
    private static final Definitions FRAUD = FraudDefinitions.with();
    private static final FeatureClassDefinition USER = FRAUD.namespace("user").orElseThrow();
    private static final List<String> WINDOWS = List.of("30d", "90d");
    private static final String FUNCTIONS =
            "all, any, approx_count_distinct, approx_percentile, approx_top_k, array_agg,"
                    + " count, count_distinct, first, last, max, max_by, max_by_n, mean, median, min, min_by, min_by_n, std,"
                    + " std_sample and 5 more";

    private static CheckedExpression check(String text, List<String> windows) {
        return ExpressionChecker.check(ExpressionParser.parse(text), USER, windows, FRAUD);
    }

    private static String type(String text) {
        CheckedExpression checked = check(text, WINDOWS);
        assertThat(checked.problems()).as(text).isEmpty();
        return checked.type().orElseThrow().described();
    }

    private static void assertRefused(String text, int offset, String message) {
        assertThat(check(text, WINDOWS).problems()).containsExactly(new ExpressionProblem(message, offset));
        assertThat(check(text, WINDOWS).type()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "_.transactions[_.amount, _.ts > _.chalk_window].sum(); float",
                "_.transactions[_.quantity, _.ts > _.chalk_window].sum(); integer",
                "_.transactions[_.ts > _.chalk_window].count(); integer",
                "_.transactions.count(); integer",
                "_.transactions[_.fee].count(); integer",
                "_.transactions[_.amount].mean(); nullable float",
                "_.transactions[_.quantity].min(); nullable integer",
                "_.transactions[_.amount].max(); nullable float",
                "_.transactions[_.fee].sum(); float",
                "_.transactions[_.amount].std(); nullable float",
                "_.transactions[_.quantity].stddev(); nullable float",
                "_.transactions[_.fee].stddev_sample(); nullable float",
                "_.transactions[_.amount].std_sample(); nullable float",
                "_.transactions[_.quantity].var(); nullable float",
                "_.transactions[_.fee].var_sample(); nullable float",
                "_.transactions[_.merchant_id].approx_count_distinct(); integer",
                "_.transactions[_.quantity].approx_count_distinct(); integer",
                "_.transactions[_.fee].approx_count_distinct(); integer",
                "_.transactions[_.refunded].approx_count_distinct(); integer",
                "_.transactions[_.settled_at].approx_count_distinct(); integer",
                "_.transactions; rows of Transaction"
            })
    void B035_B037_B041_B054_B055_check_aggregations_haveTheirResultTypes(String text, String type) {
        assertThat(type(text)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "_.limit + 1; float",
                "_.id * 2 - 1; integer",
                "_.id / 2; nullable float",
                "_.id // 2; nullable integer",
                "_.id % 2; nullable integer",
                "-_.limit; float",
                "_.id > 1.5; boolean",
                "_.name == 'x'; nullable boolean",
                "~_.blocked & (_.id > 1); boolean",
                "_.failed_logins[\"90m\"] + 1; nullable integer",
                "_.failed_logins[600]; nullable integer"
            })
    void check_operators_haveTheirResultTypes(String text, String type) {
        assertThat(type(text)).isEqualTo(type);
    }

    @Test
    void B042_B043_check_sameWindowOfOtherFeatures_isArithmeticOverValues() {
        assertThat(type("_.total_spend[_.chalk_window] / _.count_transactions[_.chalk_window]"))
                .isEqualTo("nullable float");
        assertRefused(
                "_.failed_logins[_.chalk_window]",
                0,
                "'_.failed_logins' has no window '30d': declared are 10m, 1h30m, all");
        assertRefused("_.total_spend['7d']", 0, "'_.total_spend' has no window '7d': declared are 30d, 60d, 90d");
        assertRefused(
                "_.total_spend[_.id]",
                14,
                "'_.id' is no window: write _.chalk_window for the same window, or one of 30d, 60d, 90d in quotes");
        assertRefused(
                "_.total_spend['1d 29d']",
                0,
                "'1d 29d' is not a window of '_.total_spend': declared are 30d, 60d, 90d");
        assertRefused("_.total_spend['30d', '60d']", 0, "'_.total_spend' takes one window at a time");
    }

    @Test
    void B045_B046_check_severalFiltersAndOperators_areAccepted() {
        assertThat(
                        type(
                                "_.transactions[_.amount, _.ts > _.chalk_window, _.merchant_id == 'm', ~(_.refunded == True)].sum()"))
                .isEqualTo("float");
        assertThat(type("_.transactions[(_.quantity > 1) | (_.fee < 2), _.ts <= _.chalk_now].count()"))
                .isEqualTo("integer");
        assertRefused(
                "_.transactions[_.amount > 1].sum()",
                29,
                "sum needs a column: write _.transactions[_.amount > 1][_.amount].sum()");
    }

    @Test
    void B047_check_where_filtersAsBracketsDo() {
        assertThat(type("_.transactions.where(_.amount > 1, _.ts > _.chalk_window)[_.fee].max()"))
                .isEqualTo("nullable float");
        assertRefused(
                "_.transactions.where(_.amount).count()",
                21,
                "where takes filters, such as _.transactions.where(_.amount > 10)");
        assertRefused(
                "_.transactions.where().count()",
                15,
                "where needs a filter, such as _.transactions.where(_.amount > 10)");
    }

    @Test
    void B049_check_attributeOfRows_isRefusedWithTheBrackets() {
        assertRefused(
                "_.transactions.amount",
                15,
                "'_.transactions' is rows of Transaction: write _.transactions[_.amount] to read a column");
    }

    @Test
    void check_unknownNames_suggestsOrListsWhatThereIs() {
        assertRefused(
                "_.transactions[_.amuont].sum()", 17, "no feature 'amuont' on Transaction; did you mean 'amount'?");
        assertRefused(
                "_.transactions[_.merchantId == 'x'].count()",
                17,
                "no feature 'merchantId' on Transaction; did you mean 'merchant_id'?");
        assertRefused(
                "_.transactions[_.name == 'x'].count()",
                17,
                "no feature 'name' on Transaction; known are amount, fee, id, merchant_id, quantity, refunded, settled_at,"
                        + " ts, user, user_id");
        assertRefused("_.transactions[_.amount].summ()", 25, "no aggregation 'summ'; did you mean 'sum'?");
        assertRefused("_.transactions[_.amount].total()", 25, "no aggregation 'total'; known are " + FUNCTIONS);
        assertRefused("_.transactions[_.amount].stdev()", 25, "no aggregation 'stdev'; did you mean 'stddev'?");
        assertRefused("limit + 1", 0, "unknown name 'limit': write _.limit");
        assertRefused("Transaction.id", 0, "'Transaction' is a feature class, not a row: write _ for the row of User");
        assertRefused("foo", 0, "unknown name 'foo': write _ for the row of User");
    }

    @Test
    void B054_B055_check_columnThatAFunctionDoesNotTake_isRefused() {
        assertRefused(
                "_.transactions[_.merchant_id].stddev()",
                30,
                "stddev needs a number, merchant_id is text; use count, approx_count_distinct or approx_top_k");
        assertRefused(
                "_.transactions[_.settled_at].var()",
                29,
                "var needs a number, settled_at is time; use count, approx_count_distinct or approx_top_k");
        assertRefused(
                "_.transactions.std_sample()",
                15,
                "std_sample needs a column: write _.transactions[_.amount].std_sample()");
        assertRefused(
                "_.transactions.approx_count_distinct()",
                15,
                "approx_count_distinct needs a column: write _.transactions[_.merchant_id].approx_count_distinct()");
        assertRefused("_.transactions[_.user].approx_count_distinct()", 15, "'_.user' is a row of User, not a value");
        assertRefused("_.transactions[_.amount].std(2)", 25, "std takes no arguments: name the column in [ ]");
    }

    @Test
    void check_wrongTypes_namesThem() {
        assertRefused(
                "_.transactions[_.merchant_id].sum()",
                30,
                "sum needs a number, merchant_id is text; use count, approx_count_distinct or approx_top_k");
        assertRefused("_.transactions.sum()", 15, "sum needs a column: write _.transactions[_.amount].sum()");
        assertRefused(
                "_.transactions[_.ts > 5].count()",
                20,
                "cannot compare time > integer in '_.ts > 5': write F.parse_datetime('2024-01-31T00:00:00Z') for a time");
        assertRefused("_.name + 1", 7, "cannot compute text + integer in '_.name + 1'");
        assertRefused("_.name == 1", 7, "cannot compare text == integer in '_.name == 1'");
        assertRefused("-_.name", 0, "'-' needs a number, '_.name' is nullable text");
        assertRefused(
                "_.name == None",
                10,
                "None is compared with nothing: write F.is_null(_.x), or F.is_not_null(_.x) as a filter");
        assertRefused(
                "_.transactions[_.ts == _.chalk_window].count()",
                20,
                "the start of the window takes <, <=, > or >=, not ==");
        assertRefused("_.limit.sum()", 8, "sum needs rows, '_.limit' is float");
        assertRefused("_.limit.x", 8, "'_.limit' is float and has no 'x'");
        assertRefused("_.limit[1]", 0, "'_.limit' is float: only rows and windowed features take [ ]");
        assertRefused(
                "_.transactions[_.amount, _.fee].sum()",
                25,
                "'_.fee' is a second column: rows have one and any filters");
        assertRefused(
                "_.transactions[_.amount, _.refunded].sum()",
                25,
                "'_.refunded' is a second column: rows have one and any filters; as a filter write _.refunded == True");
        assertRefused(
                "_.transactions['30d'].count()",
                15,
                "rows of Transaction have no window '30d': filter them with _.ts > _.chalk_window");
        assertRefused("_.transactions[_.amount].sum(1)", 25, "sum takes no arguments: name the column in [ ]");
        assertRefused("_.transactions + 1", 0, "'_.transactions' is rows of Transaction, not a value");
    }

    @Test
    void B045_check_andBetweenNumbers_explainsItsPrecedence() {
        assertRefused(
                "_.limit > 1 & _.blocked",
                12,
                "'&' needs true or false on both sides, '1' is integer; it binds tighter than comparisons, so put each"
                        + " comparison in parentheses: (_.a > 1) & (_.b < 2)");
        assertRefused(
                "~_.id", 0, "'~' needs true or false, '_.id' is integer; put comparisons in parentheses: ~(_.a > 1)");
    }

    @Test
    void B018_check_windowedRootAsValue_asksForAWindow() {
        assertRefused(
                "_.total_spend + 1",
                0,
                "'_.total_spend' has one value per window: write _.total_spend[_.chalk_window]");
        assertThat(check("_.total_spend + 1", List.of()).problems())
                .extracting(ExpressionProblem::message)
                .containsExactly("'_.total_spend' has one value per window: write _.total_spend['30d']");
    }

    @Test
    void check_windowStartOutsideAWindowedFeature_isRefused() {
        assertThat(check("_.transactions[_.ts > _.chalk_window].count()", List.of())
                        .problems())
                .containsExactly(new ExpressionProblem(
                        "_.chalk_window is known only in a windowed feature: return Windowed<...> and add @Windows",
                        24));
    }

    @Test
    void check_severalSlips_areAllReported() {
        assertThat(check("_.transactions[_.amuont, _.tz > _.chalk_window].sum() + _.nome", WINDOWS)
                        .problems())
                .extracting(ExpressionProblem::offset)
                .containsExactly(17, 27, 58);
    }

    @Test
    void check_longChainOfCalls_looksAtEachCallOnce() {
        // Twice at each call would be 2^150 times at the first.
        for (String call : List.of(".abs()", ".round(2)", ".cast(float)", ".is_null()")) {
            String text = "_.limit" + call.repeat(150);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThat(check(text, WINDOWS).problems()).as(text).isEmpty());
        }
    }

    @Test
    void check_textWithUnprintedCharacters_isQuotedByTheirNumbers() {
        assertThat(check("'a\u202eb\u2028' + 1", List.of()).problems())
                .extracting(ExpressionProblem::message)
                .allMatch(message -> message.contains("'a\\u202eb\\u2028'"));
        assertThat(check("F.parse_datetime('2024-01-31T00:00:00\u001a')", List.of())
                        .problems())
                .extracting(ExpressionProblem::message)
                .containsExactly(
                        "'2024-01-31T00:00:00\\u001a' is no time of ISO 8601 with a zone: write 2024-03-31T12:00:00Z");
    }
}
