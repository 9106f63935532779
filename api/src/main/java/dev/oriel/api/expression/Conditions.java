package dev.oriel.api.expression;

import dev.oriel.api.definition.ScalarType;
import java.util.List;

/** Which expressions are true or false by their form, whatever the types of the features in them. */
public final class Conditions {
    private Conditions() {}

    /**
     * Whether a node is a comparison, is made of comparisons, or calls a function that gives true or false. {@code _.flag}
     * alone is not: it may be a column. Cost: linear in the tree.
     */
    public static boolean isCondition(Node node) {
        return switch (node) {
            case Node.Binary binary ->
                switch (binary.operator().kind()) {
                    case EQUALITY, ORDERING, MEMBERSHIP -> true;
                    // Of two integers ^ is an integer.
                    case LOGICAL ->
                        binary.operator() != BinaryOperator.XOR
                                || isCondition(binary.left())
                                || isCondition(binary.right());
                    case SHIFT, ARITHMETIC -> false;
                };
            case Node.Unary unary -> unary.operator() == UnaryOperator.NOT;
            case Node.BooleanLiteral ignored -> true;
            case Node.Call call ->
                FunctionCall.of(call).filter(Conditions::isCondition).isPresent();
            case Node.Attribute ignored -> false;
            case Node.Index ignored -> false;
            case Node.Scope ignored -> false;
            case Node.ListLiteral ignored -> false;
            case Node.Literal ignored -> false;
        };
    }

    private static boolean isCondition(FunctionCall call) {
        List<Node> arguments = call.arguments();
        ExpressionFunction function = call.function();
        if (function == ExpressionFunction.IF_THEN_ELSE) {
            return isCondition(arguments.get(1));
        }
        if (function == ExpressionFunction.COALESCE) {
            return isCondition(arguments.getFirst());
        }
        if (function == ExpressionFunction.CAST) {
            return CastType.of(arguments.get(1))
                    .filter(type -> type == ScalarType.BOOLEAN)
                    .isPresent();
        }
        return function.result() == ExpressionFunction.Result.BOOLEAN;
    }
}
