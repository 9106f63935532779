package dev.oriel.api.check;

import static dev.oriel.api.definition.FeatureBuilder.featureClass;
import static dev.oriel.api.definition.FeatureBuilder.many;
import static dev.oriel.api.definition.FeatureBuilder.one;
import static dev.oriel.api.definition.FeatureBuilder.scalar;
import static dev.oriel.api.definition.FeatureBuilder.windowed;
import static dev.oriel.api.definition.ScalarType.BOOLEAN;
import static dev.oriel.api.definition.ScalarType.DOUBLE;
import static dev.oriel.api.definition.ScalarType.LONG;
import static dev.oriel.api.definition.ScalarType.TEXT;
import static dev.oriel.api.definition.ScalarType.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureBuilder;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FraudDefinitions;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionCheckerTest {
    private static final String SUM = "_.transactions[_.amount, _.ts > _.chalk_window].sum()";

    private static void assertAccepted(FeatureBuilder... more) {
        assertThat(DefinitionChecker.check(FraudDefinitions.with(more))).isEmpty();
    }

    private static void assertRefused(FeatureBuilder feature, Part part, int offset, String text) {
        List<DefinitionProblem> problems = DefinitionChecker.check(FraudDefinitions.with(feature.line(40)));
        assertThat(problems).extracting(DefinitionProblem::text).containsExactly("User.java:40: " + text);
        assertThat(problems.getFirst().part()).isEqualTo(part);
        assertThat(problems.getFirst().offset()).isEqualTo(offset);
        assertThat(problems.getFirst().severity()).isEqualTo(Severity.ERROR);
    }

    private static List<String> texts(FeatureClassDefinition... classes) {
        return DefinitionChecker.check(new Definitions(List.of(classes), List.of())).stream()
                .map(DefinitionProblem::text)
                .toList();
    }

    @Test
    void B030_B064_check_documentedDefinitions_haveNoProblems() {
        assertAccepted();
        assertAccepted(
                windowed("average", DOUBLE, "30d", "60d")
                        .nullable()
                        .expression("_.total_spend[_.chalk_window] / _.count_transactions[_.chalk_window]"),
                windowed("averageOrZero", DOUBLE, "30d")
                        .defaultValue("-1.5")
                        .expression("_.transactions[_.amount].mean()"),
                windowed("ownBuckets", DOUBLE, "1h", "2h").expression(SUM).materialized(""),
                scalar("spendThisMonth", DOUBLE).expression("_.total_spend['30d']"));
    }

    @Test
    void B014_check_invalidDuration_namesTheFeature() {
        assertRefused(
                windowed("f", LONG, "30x", "1d"),
                Part.WINDOWS,
                -1,
                "f: '30x' is not a duration: write for example 10m, 1h30m or 30d");
        assertRefused(
                windowed("f", LONG, "1d").maxStaleness("soon"),
                Part.MAX_STALENESS,
                -1,
                "f: 'soon' is not a duration: write for example 10m, 1h30m or 30d");
        assertRefused(
                windowed("f", LONG, "500ms"),
                Part.WINDOWS,
                -1,
                "f: the window '500ms' is not a positive, whole number of seconds");
        assertRefused(
                windowed("f", LONG, "0d"),
                Part.WINDOWS,
                -1,
                "f: the window '0d' is not a positive, whole number of seconds");
    }

    @Test
    void B015_check_windowedWithoutWindows_isRefused() {
        assertRefused(
                windowed("f", LONG),
                Part.FEATURE,
                -1,
                "f: Windowed has no windows: add @Windows, such as @Windows({\"1h\", \"1d\"})");
    }

    @Test
    void B016_check_windowsOnAScalar_isRefused() {
        assertRefused(
                scalar("f", DOUBLE).nullable().windows("1d"),
                Part.WINDOWS,
                -1,
                "f: @Windows is for windowed features: return Windowed<@Nullable Double>, or drop @Windows");
    }

    @Test
    void B026_check_primaryKeys_areExactlyOneIntegerOrText() {
        assertThat(texts(featureClass("User", scalar("name", TEXT))))
                .containsExactly(
                        "User.java:1: User: there is no primary key: name one method 'id', or mark one with @Primary");
        assertThat(texts(featureClass(
                        "User", scalar("a", TEXT).primary(), scalar("b", LONG).primary())))
                .containsExactly("User.java:1: User: there are 2 primary keys (a, b): keep one");
        assertThat(texts(featureClass("User", scalar("id", DOUBLE).primary())))
                .containsExactly("User.java:0: id: a primary key is an integer or text, not float");
        assertThat(texts(featureClass("User", scalar("id", LONG).primary().nullable())))
                .containsExactly("User.java:0: id: a primary key is never null: drop @Nullable");
        assertThat(texts(featureClass("User", scalar("id", LONG).primary().expression("1"))))
                .containsExactly("User.java:0: id: a primary key is given, not computed: drop @Expression");
    }

    @Test
    void B027_check_featureTimes_areAtMostOneInstant() {
        FeatureBuilder id = scalar("id", LONG).primary();
        assertThat(texts(featureClass(
                        "User",
                        id,
                        scalar("a", TIME).featureTime(),
                        scalar("b", TIME).featureTime())))
                .containsExactly("User.java:1: User: there are 2 feature times (a, b): keep one");
        assertThat(texts(featureClass("User", id, scalar("ts", LONG).featureTime())))
                .containsExactly("User.java:0: ts: a feature time is a java.time.Instant, not integer");
        assertThat(texts(featureClass(
                        "User", id, scalar("ts", TIME).featureTime().nullable())))
                .containsExactly("User.java:0: ts: a feature time is never null: drop @Nullable");
    }

    @Test
    void check_names_areFreeDistinctAndOnTheWire() {
        assertRefused(
                scalar("isNear", BOOLEAN),
                Part.FEATURE,
                -1,
                "is_near: the name 'is_near' is reserved: rename the method, or add @Named");
        assertRefused(
                scalar("größe", LONG),
                Part.FEATURE,
                -1,
                "größe: 'größe' is not a name on the wire: give it lower-case letters, digits and underscores with"
                        + " @Named");
        assertRefused(
                scalar("total_spend", LONG),
                Part.FEATURE,
                -1,
                "total_spend: total_spend and totalSpend are both 'total_spend' on the wire: rename one, or add @Named");
        assertRefused(
                scalar("totalSpend_30d", DOUBLE),
                Part.FEATURE,
                -1,
                "total_spend_30d: the name also means the window '30d' of total_spend: rename the method, or add @Named");
        assertRefused(
                windowed("failedLogins_90m", LONG, "1d"),
                Part.FEATURE,
                -1,
                "failed_logins_90m: the name also means the window '1h30m' of failed_logins: rename the method, or add"
                        + " @Named");
        FeatureBuilder id = scalar("id", LONG).primary();
        assertThat(texts(featureClass("User", id), featureClass("UserFeatures", id)))
                .containsExactly(
                        "UserFeatures.java:1: UserFeatures: the namespace 'user' is taken by example.User: give"
                                + " one of them another with @Named");
    }

    @Test
    void B030_check_relations_needOneForeignKey() {
        FeatureBuilder id = scalar("id", LONG).primary();
        FeatureClassDefinition user = featureClass("User", id, many("cards", "example.Card"));
        assertThat(texts(user, featureClass("Card", id)))
                .containsExactly(
                        "User.java:0: cards: Card has no features that reference User: annotate exactly one with"
                                + " @References(User.class)");
        assertThat(texts(
                        user,
                        featureClass(
                                "Card",
                                id,
                                scalar("owner", LONG).references("example.User"),
                                scalar("payer", LONG).references("example.User"))))
                .containsExactly("User.java:0: cards: Card has 2 features that reference User (owner, payer): say which"
                        + " with @HasMany(join = \"Card.owner == User.id\")");
        assertThat(texts(featureClass("Card", id, one("user", "example.User")), featureClass("User", id)))
                .containsExactly(
                        "Card.java:0: user: Card has no features that reference User: annotate exactly one with"
                                + " @References(User.class)");
        assertThat(texts(featureClass("Card", id, one("user", "example.User"))))
                .containsExactly("Card.java:0: user: 'example.User' is no feature class: add @Features to it");
        assertThat(texts(
                        featureClass("User", id),
                        featureClass("Card", id, scalar("owner", TEXT).references("example.User"))))
                .containsExactly("Card.java:0: owner: it references User.id, which is integer, but is declared text");
    }

    @Test
    void B048_check_syntax_pointsIntoTheText() {
        assertRefused(
                windowed("f", LONG, "1d").expression("_.transactions[_.amount > 1 and _.fee > 1].count()"),
                Part.EXPRESSION,
                28,
                "f: write & instead of 'and', with each comparison in parentheses: (_.a > 1) & (_.b < 2)");
        assertRefused(
                windowed("f", LONG, "1d").expression("_.transactions[_.amuont].count()"),
                Part.EXPRESSION,
                17,
                "f: no feature 'amuont' on Transaction; did you mean 'amount'?");
    }

    @Test
    void B061_check_resultTypes_fitTheDeclaration() {
        assertRefused(
                windowed("f", LONG, "1d").defaultValue("0").expression("_.transactions[_.amount].mean()"),
                Part.EXPRESSION,
                -1,
                "f: mean yields a float, but the feature is declared integer: return Windowed<@Nullable Double>");
        assertRefused(
                windowed("f", LONG, "1d").expression(SUM),
                Part.EXPRESSION,
                -1,
                "f: the expression yields float, but the feature is declared integer: return Windowed<Double>");
        assertRefused(
                windowed("f", DOUBLE, "1d").expression("_.transactions[_.amount].max()"),
                Part.EXPRESSION,
                -1,
                "f: the expression may be null, but the feature is declared float: add @Default, or return"
                        + " Windowed<@Nullable Double>");
        assertRefused(
                scalar("f", LONG).expression("_.transactions"),
                Part.EXPRESSION,
                -1,
                "f: the expression is rows of Transaction, not a value: aggregate them, such as"
                        + " _.transactions.count()");
        assertRefused(
                windowed("f", DOUBLE, "30d").expression("_.total_spend"),
                Part.EXPRESSION,
                -1,
                "f: '_.total_spend' has one value per window: write _.total_spend[_.chalk_window]");
    }

    @Test
    void B054_B055_check_resultTypesOfFunctionsThatDoNotDependOnTheColumn_nameTheFunction() {
        assertRefused(
                windowed("f", LONG, "1d")
                        .expression("_.transactions[_.quantity].stddev()")
                        .materialized("1h"),
                Part.EXPRESSION,
                -1,
                "f: stddev yields a float, but the feature is declared integer: return Windowed<@Nullable Double>");
        assertRefused(
                windowed("f", LONG, "1d").nullable().expression("_.transactions[_.quantity].var()"),
                Part.EXPRESSION,
                -1,
                "f: var yields a float, but the feature is declared integer: return Windowed<@Nullable Double>");
        assertRefused(
                windowed("f", TEXT, "1d").expression("_.transactions[_.merchant_id].approx_count_distinct()"),
                Part.EXPRESSION,
                -1,
                "f: approx_count_distinct yields an integer, but the feature is declared text: return Windowed<Long>");
        assertRefused(
                windowed("f", DOUBLE, "1d").expression("_.transactions[_.amount].std()"),
                Part.EXPRESSION,
                -1,
                "f: the expression may be null, but the feature is declared float: add @Default, or return"
                        + " Windowed<@Nullable Double>");
        assertAccepted(
                windowed("deviation", DOUBLE, "1d")
                        .nullable()
                        .expression("_.transactions[_.amount].std()")
                        .materialized("1h"),
                windowed("merchants", LONG, "1d")
                        .expression("_.transactions[_.merchant_id].approx_count_distinct()")
                        .materialized("1h"));
    }

    @Test
    void check_defaults_areLiteralsOfTheDeclaredType() {
        assertRefused(
                scalar("f", LONG).defaultValue("0.5"),
                Part.DEFAULT,
                0,
                "f: the default 0.5 is float, but the feature is declared integer");
        assertRefused(
                scalar("f", TEXT).defaultValue("5"),
                Part.DEFAULT,
                0,
                "f: the default 5 is integer, but the feature is declared text: write it in quotes, within the quotes of"
                        + " Java");
        assertRefused(
                scalar("f", LONG).defaultValue("None"),
                Part.DEFAULT,
                0,
                "f: the default None is None, but the feature is declared integer");
        assertRefused(
                scalar("f", LONG).defaultValue("1 + 1"),
                Part.DEFAULT,
                0,
                "f: a default is a literal, '1 + 1' is computed");
        assertRefused(scalar("f", LONG).defaultValue("1 +"), Part.DEFAULT, 3, "f: the expression ends too early");
        assertAccepted(scalar("f", DOUBLE).defaultValue("-1"), scalar("g", TEXT).defaultValue("'x'"));
    }

    @Test
    void B075_check_materialization_needsAnExpressionAndFittingBuckets() {
        assertRefused(
                windowed("f", LONG, "1d").materialized("1h"),
                Part.MATERIALIZED,
                -1,
                "f: @Materialized needs an @Expression to keep in buckets");
        assertRefused(
                windowed("f", DOUBLE, "1d").expression(SUM).materialized("0s"),
                Part.MATERIALIZED,
                -1,
                "f: a bucket of '0s' holds nothing: make it longer than 0");
        assertRefused(
                windowed("f", DOUBLE, "1d", "12h").expression(SUM).materialized("1d"),
                Part.MATERIALIZED,
                -1,
                "f: the window '12h' is shorter than one bucket of '1d': make buckets no longer than the shortest window");
        assertRefused(
                windowed("f", DOUBLE, "1d").expression(SUM).materialized("1x"),
                Part.MATERIALIZED,
                -1,
                "f: '1x' is not a duration: write for example 10m, 1h30m or 30d");
        assertRefused(
                scalar("f", DOUBLE).expression("_.limit").materialized("1d"),
                Part.MATERIALIZED,
                -1,
                "f: only windowed features are kept in buckets: return Windowed<...>, or drop @Materialized");
    }

    @Test
    void B076_check_expressionThatBucketsCannotKeep_isRefused() {
        assertRefused(
                windowed("f", DOUBLE, "30d")
                        .expression("_.total_spend[_.chalk_window] * 2")
                        .materialized("1d"),
                Part.EXPRESSION,
                0,
                "f: '_.total_spend[_.chalk_window] * 2' cannot be kept in buckets: only one aggregation over rows can;"
                        + " write _.rows[_.column, filters].sum(), or drop @Materialized");
    }

    @Test
    void B076_check_columnThatIsComputed_isNotKeptInBuckets() {
        FeatureBuilder id = scalar("id", LONG).primary();
        assertThat(texts(
                        featureClass(
                                "User",
                                id,
                                many("cards", "example.Card"),
                                windowed("used", DOUBLE, "1d")
                                        .expression("_.cards[_.doubled, _.doubled > 1].sum()")
                                        .materialized("1h")),
                        featureClass(
                                "Card",
                                id,
                                scalar("userId", LONG).references("example.User"),
                                scalar("amount", DOUBLE),
                                scalar("doubled", DOUBLE).expression("_.amount * 2"))))
                .hasSize(2)
                .allMatch(text -> text.equals("User.java:0: used: '_.doubled' is computed by an expression: that is not"
                        + " available in buckets yet; write it from the message instead, or drop @Materialized"));
    }

    @Test
    void B030_check_materializedAggregationOverABrokenRelation_isOneProblem() {
        FeatureBuilder id = scalar("id", LONG).primary();
        assertThat(texts(
                        featureClass(
                                "User",
                                id,
                                many("cards", "example.Card"),
                                windowed("used", LONG, "1d")
                                        .expression("_.cards.count()")
                                        .materialized("1h")),
                        featureClass("Card", id)))
                .hasSize(1);
    }

    @Test
    void check_expressionsInACircle_areRefusedOnce() {
        assertThat(DefinitionChecker.check(FraudDefinitions.with(
                        scalar("a", DOUBLE).expression("_.limit + _.b"),
                        scalar("b", DOUBLE).expression("_.c * 2.0"),
                        scalar("c", DOUBLE).expression("_.a"),
                        windowed("self", DOUBLE, "1d").expression("_.self[_.chalk_window] + 1"))))
                .extracting(DefinitionProblem::named)
                .containsExactly(
                        "a: the expression needs its own result: user.a needs user.b needs user.c needs user.a; break"
                                + " the circle",
                        "self: the expression needs its own result: user.self needs user.self; break the circle");
    }

    @Test
    void check_expressionOverDifferentBuckets_isAWarning() {
        List<DefinitionProblem> problems = DefinitionChecker.check(FraudDefinitions.with(
                windowed("hourly", DOUBLE, "30d").expression(SUM).materialized("1h"),
                windowed("f", DOUBLE, "30d")
                        .nullable()
                        .expression("_.hourly[_.chalk_window] / _.count_transactions[_.chalk_window]")));
        assertThat(problems).extracting(DefinitionProblem::severity).containsExactly(Severity.WARNING);
        assertThat(problems.getFirst().named())
                .isEqualTo("f: the expression mixes windows with different edges: count_transactions (buckets of 1d),"
                        + " hourly (buckets of 1h); use equal buckets");
    }

    @Test
    void check_manyProblems_areAllReportedInDeclaredOrder() {
        assertThat(DefinitionChecker.check(FraudDefinitions.with(
                        windowed("a", LONG, "30x").maxStaleness("never"),
                        windowed("b", LONG, "1d").expression("_.transactions[_.amuont, _.tz > _.chalk_window].sum()"),
                        windowed("c", LONG))))
                .extracting(DefinitionProblem::named)
                .containsExactly(
                        "a: '30x' is not a duration: write for example 10m, 1h30m or 30d",
                        "a: 'never' is not a duration: write for example 10m, 1h30m or 30d",
                        "b: no feature 'amuont' on Transaction; did you mean 'amount'?",
                        "b: no feature 'tz' on Transaction; did you mean 'ts'?",
                        "c: Windowed has no windows: add @Windows, such as @Windows({\"1h\", \"1d\"})");
    }
}
