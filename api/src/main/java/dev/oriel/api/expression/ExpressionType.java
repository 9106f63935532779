package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an expression, or a part of one, stands for. */
public sealed interface ExpressionType {
    /** One value. */
    record Value(FeatureType type, boolean nullable) implements ExpressionType {
        /** A value of a scalar type. */
        public static Value of(ScalarType type, boolean nullable) {
            return new Value(new FeatureType.Scalar(type), nullable);
        }

        /** The type as a scalar, text for enumerations; empty for lists, vectors and structs. */
        public Optional<ScalarType> scalar() {
            return type.scalarType();
        }

        /** Whether it is of that scalar type. */
        public boolean is(ScalarType scalar) {
            return type.scalarType().filter(s -> s == scalar).isPresent();
        }

        boolean isNumber() {
            return type.scalarType().filter(ScalarType::isNumber).isPresent();
        }

        Value orNull(boolean more) {
            return more && !nullable ? new Value(type, true) : this;
        }
    }

    /** {@code None}: no value of no particular type. */
    record Null() implements ExpressionType {}

    /**
     * One row of a class.
     *
     * @param optional whether there may be none, so that its values may be null
     */
    record One(FeatureClassDefinition featureClass, boolean optional) implements ExpressionType {}

    /** Rows of a class, with the columns that were named in their brackets. */
    record Rows(FeatureClassDefinition featureClass, List<Column> columns) implements ExpressionType {
        /** Copies the list. */
        public Rows {
            columns = List.copyOf(columns);
        }
    }

    /** One column of rows: a feature of theirs, or what is computed from them. */
    record Column(Node node, Value value) {
        /** How messages name it. */
        String text() {
            return node instanceof Node.Attribute attribute && attribute.isOfRow()
                    ? attribute.name()
                    : "'" + node + "'";
        }
    }

    /** Rows by the values of some of their features, before they are aggregated. */
    record GroupedRows(Rows rows, List<GroupKey> keys) implements ExpressionType {
        /** Copies the list. */
        public GroupedRows {
            keys = List.copyOf(keys);
        }
    }

    /** One value per group, in the window of the feature that is defined. */
    record Groups(Value value, List<GroupKey> keys) implements ExpressionType {
        /** Copies the list. */
        public Groups {
            keys = List.copyOf(keys);
        }
    }

    /** What tells groups apart: the name of a feature of the rows, and its type. */
    record GroupKey(String name, FeatureType type) {}

    /** One value per window and group; both must be picked before it is a value. */
    record WindowedGroups(Groups groups, List<String> windows) implements ExpressionType {
        /** Copies the list. */
        public WindowedGroups {
            windows = List.copyOf(windows);
        }
    }

    /** One value per window; a window must be picked before it is a value. */
    record WindowedValue(Value value, List<String> windows) implements ExpressionType {
        /** Copies the list. */
        public WindowedValue {
            windows = List.copyOf(windows);
        }
    }

    /** {@code _.chalk_window}: the time at which the window at hand begins, and the mark that picks a window. */
    record WindowStart() implements ExpressionType {}

    /** The type of one value of a feature; empty for relations. */
    static Optional<FeatureType> of(FeatureDefinition feature) {
        return Optional.ofNullable(feature.type());
    }

    /** How messages name the type: {@code nullable float}, {@code rows of Transaction}. */
    default String described() {
        return switch (this) {
            case Value value ->
                (value.nullable() ? "nullable " : "") + value.type().word();
            case Null ignored -> "None";
            case One one -> "a row of " + one.featureClass().simpleName();
            case Rows rows -> "rows of " + rows.featureClass().simpleName();
            case GroupedRows grouped -> grouped.rows().described() + " by " + names(grouped.keys());
            case Groups groups -> groups.value().described() + " per " + names(groups.keys());
            case WindowedGroups windowed ->
                windowed.groups().described() + " and window (" + String.join(", ", windowed.windows()) + ")";
            case WindowedValue windowed ->
                windowed.value().described() + " per window (" + String.join(", ", windowed.windows()) + ")";
            case WindowStart ignored -> "the start of the window";
        };
    }

    private static String names(List<GroupKey> keys) {
        return keys.stream().map(GroupKey::name).collect(Collectors.joining(", "));
    }
}
