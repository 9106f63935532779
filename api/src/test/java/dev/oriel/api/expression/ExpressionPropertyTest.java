package dev.oriel.api.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FraudDefinitions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpressionPropertyTest {
    private static final int ROUNDS = 100_000;
    private static final long SEED = Long.getLong("oriel.seed", 20261121L);
    private static final Definitions FRAUD = FraudDefinitions.with();
    private static final FeatureClassDefinition USER = FRAUD.namespace("user").orElseThrow();

    /** What mutations are made from, besides printed trees: enough of the language to be accepted now and then. */
    private static final List<String> MEANT = List.of(
            "_.transactions[_.amount, _.ts > _.chalk_window].sum()",
            "_.transactions[_.amount].min_by_n(_.ts, 3)",
            "_.transactions[_.status in ['a', 'b']].group_by(_.merchant_id).agg(_.amount.approx_percentile(quantile=0.5))",
            "F.when(_.limit > 1).then(_.name).otherwise(None)",
            "_.total_spend[30d] ** 2 // _.count_transactions_30d",
            "F.clamp(_.limit, low=0, high=1).round(2) + F.duration('30d').total_seconds()",
            "_.ts > F.parse_datetime('2024-01-31T00:00:00Z') - F.duration('7d')",
            "F.cast(_.name, float) ^ ~_.blocked << 2");

    @Test
    void parse_printedTreeOfAnyShape_isTheSameTree() {
        var generator = new ExpressionGenerator(new Random(SEED));
        for (int round = 0; round < ROUNDS; round++) {
            Node node = generator.node(1 + round % 5);
            String text = node.toString();
            if (text.length() <= ExpressionParser.LENGTH_MAX) {
                assertThat(ExpressionParser.parse(text).node())
                        .as("%s of -Doriel.seed=%d", text, SEED)
                        .isEqualTo(node);
            }
        }
    }

    @Test
    void parseAndCheck_mutatedTexts_failOnlyInWordsAtAPlaceWithin() {
        var random = new Random(SEED);
        var generator = new ExpressionGenerator(random);
        int refused = 0;
        int wrong = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = round % 2 == 0
                    ? MEANT.get(random.nextInt(MEANT.size()))
                    : generator.node(3).toString();
            text = mutated(text, random);
            try {
                ParsedExpression parsed = ExpressionParser.parse(text);
                CheckedExpression checked = ExpressionChecker.check(parsed, USER, List.of("30d"), FRAUD);
                assertThat(checked.type().isEmpty())
                        .as(text)
                        .isEqualTo(!checked.problems().isEmpty());
                for (ExpressionProblem problem : checked.problems()) {
                    assertWithin(problem.message(), problem.offset(), text);
                    wrong++;
                }
                for (ExpressionProblem problem :
                        AggregationShape.of(parsed, USER, FRAUD).problems()) {
                    assertWithin(problem.message(), problem.offset(), text);
                }
                new RowScopes(USER, FRAUD).canonical(parsed.node());
            } catch (ExpressionSyntaxException e) {
                assertWithin(String.valueOf(e.getMessage()), e.offset(), text);
                refused++;
            }
        }
        assertThat(refused).as("texts that are no expressions").isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
        assertThat(wrong).as("problems of expressions").isGreaterThan(ROUNDS / 10);
    }

    private static void assertWithin(String message, int offset, String text) {
        if (message.isBlank() || offset < 0 || offset > text.length()) {
            assertThat(message).as("%s of -Doriel.seed=%d", text, SEED).isNotBlank();
            assertThat(offset)
                    .as("%s: %s of -Doriel.seed=%d", text, message, SEED)
                    .isBetween(0, text.length());
        }
    }

    private static String mutated(String text, Random random) {
        var result = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0 && !result.isEmpty(); i--) {
            int at = random.nextInt(result.length());
            switch (random.nextInt(4)) {
                case 0 -> result.deleteCharAt(at);
                case 1 -> result.insert(at, "_.[](),=@+-*/%~&|^<>'\"\\ 10daein".charAt(random.nextInt(31)));
                case 2 -> result.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
                default -> {
                    int from = random.nextInt(text.length());
                    result.insert(at, text, from, from + random.nextInt(text.length() - from + 1));
                }
            }
        }
        return result.toString();
    }
}
