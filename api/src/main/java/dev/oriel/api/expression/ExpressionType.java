package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.ScalarType;
import java.util.List;
import java.util.Optional;

/** What an expression, or a part of one, stands for. */
public sealed interface ExpressionType {
    /** One value. */
    record Scalar(ScalarType type, boolean nullable) implements ExpressionType {}

    /** {@code None}: no value of no particular type. */
    record Null() implements ExpressionType {}

    /** One row of a class. */
    record One(FeatureClassDefinition featureClass) implements ExpressionType {}

    /** Rows of a class, with the column that aggregations read, if one was named. */
    record Rows(FeatureClassDefinition featureClass, Optional<FeatureDefinition> column) implements ExpressionType {}

    /** One value per window; a window must be picked before it is a value. */
    record WindowedValue(Scalar value, List<String> windows) implements ExpressionType {
        /** Copies the list. */
        public WindowedValue {
            windows = List.copyOf(windows);
        }
    }

    /** {@code _.chalk_window}: the time at which the window at hand begins, and the mark that picks a window. */
    record WindowStart() implements ExpressionType {}

    /** How messages name the type: {@code nullable float}, {@code rows of Transaction}. */
    default String described() {
        return switch (this) {
            case Scalar scalar ->
                (scalar.nullable() ? "nullable " : "") + scalar.type().word();
            case Null ignored -> "None";
            case One one -> "a row of " + one.featureClass().simpleName();
            case Rows rows -> "rows of " + rows.featureClass().simpleName();
            case WindowedValue windowed ->
                windowed.value().described() + " per window (" + String.join(", ", windowed.windows()) + ")";
            case WindowStart ignored -> "the start of the window";
        };
    }
}
