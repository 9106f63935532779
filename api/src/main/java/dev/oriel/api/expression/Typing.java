package dev.oriel.api.expression;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.expression.ExpressionType.Value;
import java.util.Optional;

/**
 * What the parts of the checker ask of each other. A part that is refused has no type (empty) and reports one problem; whatever
 * contains it has no type either and adds nothing, so that one slip is one message. Independent parts are all looked at.
 */
interface Typing {
    /** What {@code _} is. */
    sealed interface Scope {
        /**
         * A row of a class.
         *
         * @param filtering whether that is one of the rows within the brackets of rows
         */
        record OfRow(FeatureClassDefinition row, boolean filtering) implements Scope {}

        /**
         * A message that a stream resolver reads.
         *
         * @param name of its class, for problems
         * @param fields what it carries
         */
        record OfMessage(String name, FeatureType.Struct fields) implements Scope {}

        /** Whether {@code _} is one of the rows within the brackets of rows; a message never is. */
        default boolean filtering() {
            return this instanceof OfRow row && row.filtering();
        }
    }

    Problems problems();

    Optional<ExpressionType> type(Node node, Scope scope);

    /** The type of a part that must be one value. The start of a window passes as a time; operators say where it may. */
    Optional<Value> value(Node node, Scope scope);
}
