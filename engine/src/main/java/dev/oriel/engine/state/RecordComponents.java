package dev.oriel.engine.state;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the components of one record class. Found once per class, and forgotten with it when definitions are reloaded. */
final class RecordComponents {
    private static final ClassValue<RecordComponents> KNOWN = new ClassValue<>() {
        @Override
        protected RecordComponents computeValue(Class<?> type) {
            return new RecordComponents(type);
        }
    };

    private final Map<String, MethodHandle> accessors = new HashMap<>();

    private RecordComponents(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            try {
                accessor.setAccessible(true);
                accessors.put(
                        component.getName(),
                        MethodHandles.lookup()
                                .unreflect(accessor)
                                .asType(MethodType.methodType(Object.class, Record.class)));
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(
                        type.getName() + ": its components cannot be read · " + e.getMessage(), e);
            }
        }
    }

    static RecordComponents of(Class<? extends Record> type) {
        return KNOWN.get(type);
    }

    boolean has(String component) {
        return accessors.containsKey(component);
    }

    /**
     * The value of a component.
     *
     * @throws IllegalArgumentException if its accessor throws: that is a judgement about the value
     */
    @Nullable
    Object value(Record record, String component) {
        MethodHandle accessor = accessors.get(component);
        if (accessor == null) {
            throw new IllegalArgumentException(record.getClass().getName() + " has no component '" + component + "'");
        }
        try {
            return (Object) accessor.invokeExact(record);
        } catch (Exception | StackOverflowError | AssertionError e) {
            throw new IllegalArgumentException(
                    record.getClass().getSimpleName() + "." + component + "() throws " + e, e);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("neither an exception nor an error", e);
        }
    }
}
