package dev.oriel.api.check;

import static dev.oriel.api.definition.FeatureBuilder.groups;
import static dev.oriel.api.definition.FeatureBuilder.scalar;
import static dev.oriel.api.definition.FeatureBuilder.value;
import static dev.oriel.api.definition.FeatureBuilder.windowed;
import static dev.oriel.api.definition.ScalarType.DOUBLE;
import static dev.oriel.api.definition.ScalarType.LONG;
import static dev.oriel.api.definition.ScalarType.TEXT;
import static dev.oriel.api.definition.ScalarType.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.FeatureBuilder;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.expression.ShopDefinitions;
import org.junit.jupiter.api.Test;

/** Results of expressions against what features declare. */
class ExpressionCheckTest {
    private static final FeatureType TEXTS = new FeatureType.ListOf(new FeatureType.Scalar(TEXT));

    private static void assertProblems(FeatureBuilder feature, String... messages) {
        assertThat(DefinitionChecker.check(ShopDefinitions.with(feature)))
                .extracting(DefinitionProblem::named)
                .containsExactly(messages);
    }

    @Test
    void check_resultsOfEveryType_fitTheDeclaration() {
        assertProblems(value("f", TEXTS).expression("_.orders[_.shop].array_agg()"));
        assertProblems(value("f", TEXTS).nullable().expression("_.orders[_.shop].approx_top_k(k=3)"));
        assertProblems(scalar("f", TIME).nullable().expression("_.orders[_.ts].max()"));
        assertProblems(value("f", new FeatureType.VectorOf(3)).nullable().expression("_.orders[_.look].mean()"));
        assertProblems(value("f", ShopDefinitions.STATUS).expression("_.status"));
        assertProblems(scalar("f", TEXT).expression("_.status"));
        assertProblems(
                value("f", ShopDefinitions.STATUS).expression("F.when(_.active).then('OPEN').otherwise('PAID')"));
        assertProblems(windowed("f", DOUBLE, "1d").expression("_.spend_by_shop.group(shop='a', status='OPEN')"));
        assertProblems(scalar("f", DOUBLE).expression("_.spend_30d"));
    }

    @Test
    void check_resultsThatDoNotFit_sayWhatToReturn() {
        assertProblems(
                value("f", TEXTS).expression("_.orders[_.shop].approx_top_k(k=3)"),
                "f: the expression may be null, but the feature is declared list of text: add @Default, or return"
                        + " @Nullable List<String>");
        assertProblems(
                scalar("f", TEXT).expression("_.orders[_.shop].array_agg()"),
                "f: the expression yields list of text, but the feature is declared text: return List<String>");
        assertProblems(
                value("f", ShopDefinitions.STATUS).expression("F.when(_.active).then('OPEN').otherwise('LOSD')"),
                "f: the feature is never 'LOSD'; did you mean 'LOST'?");
        assertProblems(
                value("f", ShopDefinitions.STATUS).expression("_.name"),
                "f: the expression yields text, but the feature is declared one of OPEN, PAID, LOST: return String");
        assertProblems(
                scalar("f", LONG).expression("_.orders[_.gift].any()"),
                "f: any yields a boolean, but the feature is declared integer: return Boolean");
        assertProblems(
                value("f", ShopDefinitions.STATUS).defaultValue("'OPNE'").nullable(),
                "f: the feature is never 'OPNE'; did you mean 'OPEN'?");
        assertProblems(
                scalar("f", DOUBLE).expression("_.orders.group_by(_.shop).agg(_.price.sum())"),
                "f: the expression is float per shop, not a value: return WindowedGroups<...>, or pick a group with"
                        + " .group(...)");
    }

    @Test
    void B096_check_featuresOfGroups_holdNumbersPerGroup() {
        assertProblems(groups("f", LONG, "1d")
                .expression("_.orders.group_by(_.shop).agg(_.count())")
                .materialized("1h"));
        assertProblems(
                groups("f", LONG, "1d").expression("_.orders.count()"),
                "f: the expression is integer, not one value per group: write"
                        + " _.rows.group_by(_.key).agg(_.amount.sum())");
        assertProblems(
                groups("f", TEXT, "1d").nullable().expression("_.orders.group_by(_.status).agg(_.shop.first())"),
                "f: groups hold integers or floats, the aggregation yields text");
        assertProblems(
                groups("f", LONG, "1d").expression("_.orders.group_by(_.shop).agg(_.price.sum())"),
                "f: the expression yields float, but the feature is declared integer: return WindowedGroups<Double>");
        assertProblems(
                groups("f", DOUBLE, "1d")
                        .nullable()
                        .expression("_.orders.group_by(_.shop).agg(_.price.median())")
                        .materialized("1h"),
                "f: median cannot be kept in buckets; use approx_percentile(quantile=0.5) or drop @Materialized");
    }

    @Test
    void B020_check_circlesThroughPathsGroupsAndSpellings_areRefused() {
        assertProblems(
                scalar("f", DOUBLE).expression("_.orders[_.buyer.f].sum()").nullable(),
                "f: the expression needs its own result: buyer.f needs buyer.f; break the circle");
        assertProblems(
                windowed("f", DOUBLE, "1d").expression("_.f_1d + 1"),
                "f: the expression needs its own result: buyer.f needs buyer.f; break the circle");
        assertProblems(
                groups("f", DOUBLE, "1d")
                        .expression("_.orders.group_by(_.shop).agg((_.buyer.f['1d'].group(shop='a') * 2).sum())"),
                "f: a windowed feature within a filter of rows is not available yet",
                "f: the expression needs its own result: buyer.f needs buyer.f; break the circle");
    }
}
