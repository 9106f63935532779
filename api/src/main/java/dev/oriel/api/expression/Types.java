package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.definition.Suggestions;
import dev.oriel.api.expression.ExpressionType.Value;
import java.util.Optional;

/** Which types go together. */
final class Types {
    private Types() {}

    /** The type that values of two types share: integers are floats among floats, constants of enums are text. */
    static Optional<FeatureType> common(FeatureType left, FeatureType right) {
        if (left.equals(right)) {
            return Optional.of(left);
        }
        if (left instanceof FeatureType.ListOf list && right instanceof FeatureType.ListOf other) {
            return common(list.element(), other.element()).map(FeatureType.ListOf::new);
        }
        ScalarType one = left.scalarType().orElse(null);
        ScalarType two = right.scalarType().orElse(null);
        if (one == null || two == null) {
            return Optional.empty();
        }
        if (one == two) {
            return Optional.of(new FeatureType.Scalar(one));
        }
        return one.isNumber() && two.isNumber()
                ? Optional.of(new FeatureType.Scalar(ScalarType.DOUBLE))
                : Optional.empty();
    }

    /** Whether two values may be equal. */
    static boolean comparable(FeatureType left, FeatureType right) {
        boolean enums = left instanceof FeatureType.Enumeration && right instanceof FeatureType.Enumeration;
        if (enums && !left.equals(right)) {
            return false;
        }
        ScalarType one = left.scalarType().orElse(null);
        ScalarType two = right.scalarType().orElse(null);
        return one != null && two != null && (one == two || (isExact(one) && isExact(two)));
    }

    /** Whether one of two values may be less. */
    static boolean ordered(FeatureType left, FeatureType right) {
        boolean order = left.scalarType()
                .filter(type -> isExact(type) || AggregationFunction.isOrdered(type))
                .isPresent();
        return order && comparable(left, right);
    }

    private static boolean isExact(ScalarType type) {
        return type.isNumber() || type == ScalarType.DECIMAL;
    }

    /** Why a value cannot be that text: it is an enum without such a constant; empty when it can. */
    static Optional<String> missingConstant(Node node, Value value, Node literal) {
        if (!(value.type() instanceof FeatureType.Enumeration enumeration)
                || !(literal instanceof Node.TextLiteral text)
                || enumeration.constants().contains(text.value())) {
            return Optional.empty();
        }
        return Optional.of("'" + node + "' is never '" + text.value() + "'"
                + Suggestions.hint(text.value(), enumeration.constants()));
    }
}
