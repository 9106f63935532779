package dev.oriel.api.expression;

import static dev.oriel.api.expression.ShopExpressions.assertRefused;
import static dev.oriel.api.expression.ShopExpressions.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.FeatureType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregationTypingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "_.orders[_.gift].any(); boolean",
                "_.orders[_.gift].all(); boolean",
                "_.orders[_.shop].min_by(_.ts); nullable text",
                "_.orders[_.shop].max_by(_.price * 2); nullable text",
                "F.max_by(_.orders[_.shop], _.ts); nullable text",
                "_.orders[_.price].min_by_n(_.ts, 3); nullable list of float",
                "_.orders[_.price].max_by_n(by=_.ts, n=3); nullable list of float",
                "_.orders[_.shop].approx_top_k(k=5); nullable list of text",
                "_.orders[_.price].approx_percentile(0.5); nullable float",
                "_.orders[_.price].approx_percentile(quantile=1); nullable float",
                "_.orders[_.shop].array_agg(); list of text",
                "_.orders[_.shop].first(); nullable text",
                "_.orders[_.ts].last(); nullable time",
                "_.orders[_.ts].max(); nullable time",
                "_.orders[_.price].median(); nullable float",
                "_.orders[_.shop].count_distinct(); integer",
                "_.orders[_.look].sum(); nullable vector of 3",
                "_.orders[_.look].mean(); nullable vector of 3",
                "_.orders[_.price * _.pieces, _.gift == True].sum(); float",
                "_.orders[_.pieces * 2].sum(); integer",
                "_.orders[_.shop, _.price].count(); integer",
                "_.orders[_.buyer.age > 18].count(); integer",
                "_.orders[_.buyer.age].max(); nullable integer",
                "_.orders[_.status in ['OPEN', 'PAID']].count(); integer",
                "_.orders[_.shop.upper() == 'A', _.price].sum() / _.orders.count(); nullable float",
                "_.orders[_.ts > _.chalk_now - F.duration('7d')].count(); integer",
                "F.sum(_.orders[_.price]); float",
                "_.orders.group_by(_.shop, _.status).agg(_.price.sum()); float per shop, status",
                "_.orders[_.gift == True].where(_.price > 1).group_by(_.shop).agg(_.count()); integer per shop",
                "_.orders.group_by(_.shop).agg(_.price.approx_percentile(quantile=0.9)); nullable float per shop",
                "_.orders.group_by(_.shop).agg((_.price * 2).sum()); float per shop"
            })
    void B053_B056_B057_B058_B059_B060_B096_check_aggregations_haveTheirResultTypes(String text, String type) {
        assertThat(type(text)).isEqualTo(type);
    }

    @Test
    void B056_B057_B058_check_argumentsOfAggregations_areThoseOfTheFunction() {
        assertRefused(
                "_.orders[_.shop].approx_top_k(5)",
                17,
                "approx_top_k takes how many values, by name: approx_top_k(k=5)");
        assertRefused("_.orders[_.shop].approx_top_k(k=0)", 17, "k is a literal integer from 1 to 1000, not '0'");
        assertRefused(
                "_.orders[_.price].approx_percentile()",
                18,
                "approx_percentile takes a share: approx_percentile(quantile=0.5)");
        assertRefused(
                "_.orders[_.price].approx_percentile(quantile=1.5)",
                18,
                "quantile is a literal number from 0 to 1, not '1.5'");
        assertRefused("_.orders[_.price].min_by()", 18, "min_by takes the column to order by: min_by(_.ts)");
        assertRefused(
                "_.orders[_.price].min_by_n(_.ts)",
                18,
                "min_by_n takes the column to order by and how many: min_by_n(_.ts, 3)");
        assertRefused(
                "_.orders[_.price].min_by_n(_.ts, _.pieces)",
                18,
                "n is a literal integer from 1 to 1000, not '_.pieces'");
        assertRefused(
                "_.orders[_.price].max_by(_.gift)",
                25,
                "max_by orders by a number, text, time, date or duration, '_.gift' is boolean");
        assertRefused("_.orders[_.price].first(1)", 18, "first takes no arguments: name the column in [ ]");
    }

    @Test
    void B053_B060_check_columnsOfTheWrongType_areNamedWithWhatToUse() {
        assertRefused(
                "_.orders[_.shop].median()",
                17,
                "median needs a number, shop is text; use count, approx_count_distinct or approx_top_k");
        assertRefused(
                "_.orders[_.shop].max()",
                17,
                "max needs a number, time, date or duration, shop is text; use count, approx_count_distinct or approx_top_k");
        assertRefused(
                "_.orders[_.price].any()",
                18,
                "any needs true or false, price is float; write the comparison as a filter and use count");
        assertRefused(
                "_.orders[_.labels].array_agg()",
                19,
                "array_agg needs a single value, labels is list of text; use count");
        assertRefused(
                "_.orders[_.look].vector_sum()",
                17,
                "no aggregation 'vector_sum'; write sum: of vectors it is taken element by element");
        assertRefused(
                "_.orders[1].count()",
                9,
                "'1' is a literal: an item in [ ] is one feature such as _.amount, or a filter that is true or false");
        assertRefused(
                "_.orders[_.buyer.orders.count() > 1].count()",
                9,
                "rows within a filter of rows are not available yet");
        assertRefused(
                "_.orders[_.buyer.spend['1d'] > 1].count()",
                9,
                "a windowed feature within a filter of rows is not available yet");
    }

    @Test
    void B096_check_groupsThatAreNotWellFormed_areRefused() {
        assertRefused(
                "_.orders[_.price].group_by(_.shop).agg(_.price.sum())",
                9,
                "groups take their column in agg: write .agg(_.price.sum())");
        assertRefused(
                "_.orders.group_by().agg(_.price.sum())",
                9,
                "group_by needs a key, such as _.orders.group_by(_.merchant_id)");
        assertRefused(
                "_.orders.group_by(_.price).agg(_.price.sum())",
                18,
                "a group key is an integer, text, a date or a boolean, price is float");
        assertRefused(
                "_.orders.group_by(_.shop, _.shop).agg(_.price.sum())", 26, "the group key 'shop' is given twice");
        assertRefused(
                "_.orders.group_by(_.pieces + 1).agg(_.price.sum())",
                18,
                "a group key is one feature of the rows, such as _.merchant_id");
        assertRefused(
                "_.orders.group_by(_.shop).sum()",
                26,
                "groups take agg, not 'sum': write _.orders.group_by(_.shop).agg(_.amount.sum())");
        assertRefused(
                "_.orders.group_by(_.shop).agg(_.price.sum(), _.price.max())",
                26,
                "agg takes one aggregation, such as _.orders.group_by(_.shop).agg(_.amount.sum())");
        assertRefused("_.orders.group_by(_.shop).agg(_.sum())", 32, "sum needs a column: write _.price.sum()");
        assertRefused(
                "_.orders.group_by(_.shop).agg(_.shop.sum())",
                37,
                "sum needs a number, shop is text; use count, approx_count_distinct or approx_top_k");
        assertRefused(
                "_.orders.agg(_.price.sum())",
                9,
                "agg needs groups: write _.orders.group_by(_.key).agg(_.amount.sum())");
        assertRefused(
                "_.orders.group_by(_.shop) + 1",
                0,
                "'_.orders.group_by(_.shop)' is not aggregated yet: write _.orders.group_by(_.shop).agg(_.amount.sum())");
        assertRefused(
                "_.orders.group_by(_.shop).agg(_.count()).group(shop='a')",
                41,
                "groups are read from a feature: give '_.orders.group_by(_.shop).agg(_.count())' a feature of"
                        + " WindowedGroups, and write _.it.group(...)");
    }

    @Test
    void B097_B098_B099_check_oneGroup_isAValueInItsWindow() {
        assertThat(type("_.spend_by_shop.group(shop=_.favourite, status='OPEN')"))
                .isEqualTo("float");
        assertThat(type("_.spend_by_shop['1d'].group(shop='a', status=_.status) + 1"))
                .isEqualTo("float");
        assertThat(type("_.spend_by_shop[_.chalk_window].group(shop='a', status=_.status)"))
                .isEqualTo("float");
        assertThat(type("_.spend_by_shop_30d.group(shop='a', status=_.status)")).isEqualTo("float");
        assertThat(type("_.spend_by_shop")).isEqualTo("float per shop, status and window (1d, 30d)");
    }

    @Test
    void B100_check_oneGroupWithoutItsWindowOrKeys_isRefusedForEachReason() {
        assertRefused(
                "_.spend_by_shop.group(shop='a', status='OPEN')",
                List.of(),
                0,
                "no window is picked: write _.spend_by_shop['1d'].group(shop=_.shop, status=_.status), or return"
                        + " Windowed<...> and add @Windows");
        assertRefused(
                "_.spend_by_shop.group(shop='a', status='OPEN')",
                List.of("7d"),
                0,
                "'_.spend_by_shop' has no window '7d': declared are 1d, 30d");
        assertRefused(
                "_.spend_by_shop['7d'].group(shop='a', status='OPEN')",
                0,
                "'_.spend_by_shop' has no window '7d': declared are 1d, 30d");
        assertRefused(
                "_.spend_by_shop['1d', '30d'].group(shop='a', status='OPEN')",
                0,
                "'_.spend_by_shop' takes one window at a time");
        assertRefused(
                "_.spend_by_shop.group(shop='a')",
                16,
                "group needs a value for every key: status is missing; write"
                        + " _.spend_by_shop.group(shop=_.shop, status=_.status)");
        assertRefused(
                "_.spend_by_shop.group(shop='a', state='OPEN', status='OPEN')",
                38,
                "no group key 'state'; did you mean 'status'?");
        assertRefused(
                "_.spend_by_shop.group(shop=_.age, status='OPEN')",
                27,
                "the group key shop is text, '_.age' is integer");
        assertRefused(
                "_.spend_by_shop.group('a', 'OPEN')",
                22,
                "group takes its keys by name: write _.spend_by_shop.group(shop=_.shop, status=_.status)");
        assertRefused(
                "_.spend_by_shop.sum()",
                16,
                "'_.spend_by_shop' has one value per group: write _.spend_by_shop.group(shop=_.shop, status=_.status)");
        assertRefused(
                "_.spend_by_shop + 1",
                0,
                "'_.spend_by_shop' has one value per window and group: write"
                        + " _.spend_by_shop.group(shop=_.shop, status=_.status)");
        assertRefused(
                "_.spend_by_shop['1d'] + 1",
                0,
                "'_.spend_by_shop['1d']' has one value per group: write"
                        + " _.spend_by_shop['1d'].group(shop=_.shop, status=_.status)");
    }

    @Test
    void B059_takes_listsAndStructs_areNoColumnsOfAggregations() {
        var list = new FeatureType.ListOf(ShopDefinitions.STATUS);
        for (AggregationFunction function : AggregationFunction.values()) {
            assertThat(function.takes(list)).isEqualTo(function == AggregationFunction.COUNT);
            assertThat(function.keptInBuckets()).isEqualTo(function != AggregationFunction.MEDIAN);
        }
    }
}
