package dev.oriel.api.check;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Suggestions;
import dev.oriel.api.expression.ExpressionFunction;
import dev.oriel.api.expression.FunctionCall;
import dev.oriel.api.expression.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether what an expression yields is what its feature declares. */
final class DeclaredTypes {
    private DeclaredTypes() {}

    /** Whether a value of one type may stand for one of another: an integer for a float, a constant of an enum for text. */
    static boolean fits(Node node, FeatureType actual, FeatureType declared) {
        if (declared instanceof FeatureType.Enumeration) {
            return actual.equals(declared) || allText(node);
        }
        return fits(actual, declared);
    }

    private static boolean fits(FeatureType actual, FeatureType declared) {
        if (actual instanceof FeatureType.ListOf list && declared instanceof FeatureType.ListOf other) {
            return fits(list.element(), other.element());
        }
        ScalarType from = actual.scalarType().orElse(null);
        ScalarType to = declared.scalarType().orElse(null);
        boolean scalar = from != null && (from == to || (from == ScalarType.LONG && to == ScalarType.DOUBLE));
        return actual.equals(declared) || scalar;
    }

    /** Why a text that the expression may yield is none of an enum; empty when all are, or it is no enum. */
    static Optional<String> missingConstant(Node node, FeatureType declared) {
        if (!(declared instanceof FeatureType.Enumeration enumeration) || !allText(node)) {
            return Optional.empty();
        }
        return results(node).stream()
                .map(result -> ((Node.TextLiteral) result).value())
                .filter(text -> !enumeration.constants().contains(text))
                .findFirst()
                .map(text -> "the feature is never '" + text + "'" + Suggestions.hint(text, enumeration.constants()));
    }

    private static boolean allText(Node node) {
        List<Node> results = results(node);
        return !results.isEmpty() && results.stream().allMatch(Node.TextLiteral.class::isInstance);
    }

    /** What an expression may yield, but None: the branches of conditions, else the expression itself. */
    private static List<Node> results(Node node) {
        FunctionCall call =
                node instanceof Node.Call written ? FunctionCall.of(written).orElse(null) : null;
        var results = new ArrayList<Node>();
        if (call != null && call.function() == ExpressionFunction.IF_THEN_ELSE) {
            for (int i = 0; i < call.arguments().size(); i++) {
                boolean condition = i % 2 == 0 && i + 1 < call.arguments().size();
                if (!condition) {
                    results.addAll(results(call.arguments().get(i)));
                }
            }
        } else if (!(node instanceof Node.NullLiteral)) {
            results.add(node);
        }
        return results;
    }

    /** How messages name what is declared; an enum by its constants, since text is what it is not. */
    static String word(FeatureType declared) {
        return declared instanceof FeatureType.Enumeration enumeration
                ? "one of " + String.join(", ", enumeration.constants())
                : declared.word();
    }

    /** The Java type to write for a type. */
    static String boxed(FeatureType type, boolean nullable) {
        String name = switch (type) {
            case FeatureType.Scalar of -> FeatureCheck.boxed(of.scalar(), false);
            case FeatureType.Enumeration of -> simpleName(of.javaName());
            case FeatureType.Struct of -> simpleName(of.javaName());
            case FeatureType.ListOf of -> "List<" + boxed(of.element(), false) + ">";
            case FeatureType.VectorOf of -> "@Vector(" + of.dimensions() + ") double[]";
        };
        return nullable ? "@Nullable " + name : name;
    }

    private static String simpleName(String javaName) {
        return javaName.substring(javaName.lastIndexOf('.') + 1);
    }
}
