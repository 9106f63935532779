package dev.oriel.api.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import java.util.List;

/** Checks expressions over a buyer. */
final class ShopExpressions {
    private static final Definitions SHOP = ShopDefinitions.with();

    private ShopExpressions() {}

    private static CheckedExpression check(String namespace, String text, List<String> windows) {
        FeatureClassDefinition owner = SHOP.namespace(namespace).orElseThrow();
        return ExpressionChecker.check(ExpressionParser.parse(text), owner, windows, SHOP);
    }

    /** The type of an expression over a buyer, in a feature with a window of 30 days. */
    static String type(String text) {
        return type("buyer", text);
    }

    static String type(String namespace, String text) {
        CheckedExpression checked = check(namespace, text, List.of("30d"));
        assertThat(checked.problems()).as(text).isEmpty();
        return checked.type().orElseThrow().described();
    }

    static void assertRefused(String text, int offset, String message) {
        assertRefused(text, List.of("30d"), offset, message);
    }

    static void assertRefused(String text, List<String> windows, int offset, String message) {
        CheckedExpression checked = check("buyer", text, windows);
        assertThat(checked.problems()).as(text).containsExactly(new ExpressionProblem(message, offset));
        assertThat(checked.type()).isEmpty();
    }
}
