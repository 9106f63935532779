package dev.oriel.api.fuzz;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FraudDefinitions;
import dev.oriel.api.expression.AggregationShape;
import dev.oriel.api.expression.CheckedExpression;
import dev.oriel.api.expression.ExpressionChecker;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.ExpressionProblem;
import dev.oriel.api.expression.ExpressionSyntaxException;
import dev.oriel.api.expression.ParsedExpression;
import dev.oriel.api.expression.ShopDefinitions;
import java.util.List;

/** An expression has a type or problems, each at a place and with help; what has a type has a shape or problems. */
public final class ExpressionCheckerFuzz {
    private static final Definitions SHOP = ShopDefinitions.with();
    private static final Definitions FRAUD = FraudDefinitions.with();

    private ExpressionCheckerFuzz() {}

    /** Called by Jazzer before the first text, whose time is not to be that of loading and instrumenting classes. */
    public static void fuzzerInitialize() {
        check("_.transactions[_.amount, _.ts > _.chalk_window].sum() / F.coalesce(_.score, 1)");
        check("_.orders.group_by(_.item).agg(_.price.mean())");
    }

    /** Called by Jazzer for each text. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        check(FuzzInput.text(bytes));
    }

    static void check(String text) {
        ParsedExpression parsed;
        try {
            parsed = ExpressionParser.parse(text);
        } catch (ExpressionSyntaxException e) {
            // The parser has a target of its own.
            return;
        }
        check(parsed, SHOP, "buyer", List.of("30d"));
        check(parsed, SHOP, "order", List.of());
        check(parsed, FRAUD, "user", List.of("30d", "90d"));
    }

    private static void check(
            ParsedExpression parsed, Definitions definitions, String namespace, List<String> windows) {
        FeatureClassDefinition owner = definitions.namespace(namespace).orElseThrow();
        CheckedExpression checked = ExpressionChecker.check(parsed, owner, windows, definitions);
        requireProblems(checked.problems(), checked.type().isPresent(), parsed.text());
        if (checked.type().isPresent()) {
            var analysis = AggregationShape.of(parsed, owner, definitions);
            requireProblems(analysis.problems(), analysis.shape().isPresent(), parsed.text());
        }
    }

    private static void requireProblems(List<ExpressionProblem> problems, boolean accepted, String text) {
        if (accepted != problems.isEmpty()) {
            throw new AssertionError("accepted: " + accepted + ", and problems " + problems + ", for '" + text + "'");
        }
        for (ExpressionProblem problem : problems) {
            FuzzInput.requireProblem(problem.message(), problem.offset(), text);
        }
    }
}
