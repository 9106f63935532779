package dev.oriel.api.fuzz;

import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.ExpressionPrinter;
import dev.oriel.api.expression.ExpressionSyntaxException;
import dev.oriel.api.expression.Node;

/** A text is an expression, and then so is what is printed of it; or it is refused at a place, with help. */
public final class ExpressionParserFuzz {
    private ExpressionParserFuzz() {}

    /** Called by Jazzer for each text. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        read(FuzzInput.text(bytes));
    }

    static void read(String text) {
        Node node;
        try {
            node = ExpressionParser.parse(text).node();
        } catch (ExpressionSyntaxException e) {
            FuzzInput.requireProblem(String.valueOf(e.getMessage()), e.offset(), text);
            return;
        }
        String printed = ExpressionPrinter.print(node);
        // Spaces and parentheses are added, so that a text near the limit may be printed beyond it.
        if (printed.length() <= ExpressionParser.LENGTH_MAX
                && !ExpressionParser.parse(printed).node().equals(node)) {
            throw new AssertionError("'" + text + "' is printed as '" + printed + "', which is another tree");
        }
    }
}
