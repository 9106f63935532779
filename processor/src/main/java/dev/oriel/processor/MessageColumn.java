package dev.oriel.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.oriel.api.frame.BooleanColumn;
import dev.oriel.api.frame.DoubleColumn;
import dev.oriel.api.frame.LongColumn;
import dev.oriel.api.frame.ObjectColumn;
import dev.oriel.api.frame.TextColumn;
import dev.oriel.api.frame.TimeColumn;

/**
 * The column that one component of a message becomes.
 *
 * @param component its name in Java
 * @param field its name in JSON and SQL
 * @param value type of one value
 * @param nullable whether a value may be null
 * @param description from the doc comment of the record; may be empty
 */
record MessageColumn(String component, String field, Kind kind, TypeName value, boolean nullable, String description) {
    /** What can be asked of a column. */
    enum Kind {
        LONG(LongColumn.class),
        DOUBLE(DoubleColumn.class),
        BOOLEAN(BooleanColumn.class),
        TEXT(TextColumn.class),
        TIME(TimeColumn.class),
        OBJECT(ObjectColumn.class);

        private final Class<?> column;

        Kind(Class<?> column) {
            this.column = column;
        }

        ClassName column() {
            return ClassName.get(column);
        }
    }

    /** {@code LongColumn<LoginMessage>}. */
    TypeName type(ClassName message) {
        return kind == Kind.OBJECT
                ? ParameterizedTypeName.get(kind.column(), message, value)
                : ParameterizedTypeName.get(kind.column(), message);
    }
}
