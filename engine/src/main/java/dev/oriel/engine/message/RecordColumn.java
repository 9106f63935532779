package dev.oriel.engine.message;

import dev.oriel.api.Named;
import dev.oriel.api.definition.Names;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record as SQL sees it.
 *
 * @param owner simple name of the record, for messages
 * @param component Java name
 * @param field name on the wire
 * @param accessor takes an {@code Object}, which is the record, and gives an {@code Object}
 */
record RecordColumn(
        String owner, String component, String field, boolean nullable, ColumnForm form, MethodHandle accessor) {
    /**
     * The columns of a record, in the order of its components.
     *
     * @param around the records that it is a part of
     * @throws IllegalArgumentException if SQL does not see a type, or two components are one column to it
     */
    static List<RecordColumn> all(Class<? extends Record> type, Set<Class<?>> around) {
        var inside = new HashSet<>(around);
        inside.add(type);
        var columns = new ArrayList<RecordColumn>();
        var componentByColumn = new HashMap<String, String>();
        for (RecordComponent declared : type.getRecordComponents()) {
            String name = declared.getName();
            String field = field(declared);
            // SQL does not tell capitals from small letters.
            String other = componentByColumn.putIfAbsent(field.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                throw new IllegalArgumentException(type.getSimpleName() + ": the components '" + other + "' and '"
                        + name + "' are one column to SQL, '" + field
                        + "' · give one of them another name, with @Named");
            }
            ColumnForm form = ColumnForm.of(declared.getGenericType(), type.getSimpleName() + "." + name, inside);
            columns.add(new RecordColumn(
                    type.getSimpleName(), name, field, isNullable(declared), form, accessor(declared.getAccessor())));
        }
        return List.copyOf(columns);
    }

    /** What a component is called on the wire. */
    static String field(RecordComponent component) {
        Named named = component.getAnnotation(Named.class);
        return named == null ? Names.snakeCase(component.getName()) : named.value();
    }

    /** Whether a message may be without a component. */
    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /**
     * The value of a record, in the engine's form.
     *
     * @throws IllegalArgumentException if it has none: the record was not read from a message but made by user code, which
     *     may put null where it is not declared, or what is no value of a feature
     */
    @Nullable
    Object value(Object record) {
        Object value = of(record);
        if (value == null) {
            if (nullable) {
                return null;
            }
            throw new IllegalArgumentException(owner + "." + component + " is null, and is not nullable");
        }
        try {
            return form.conversion().convert(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(owner + "." + component + ": " + e.getMessage(), e);
        }
    }

    private @Nullable Object of(Object record) {
        try {
            return (Object) accessor.invokeExact(record);
        } catch (Exception | StackOverflowError | AssertionError e) {
            throw new IllegalArgumentException(owner + "." + component + "() throws " + e, e);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("neither an exception nor an error", e);
        }
    }

    private static MethodHandle accessor(Method accessor) {
        try {
            accessor.setAccessible(true);
            return MethodHandles.lookup().unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    accessor.getDeclaringClass().getName() + ": its components cannot be read · " + e.getMessage(), e);
        }
    }
}
