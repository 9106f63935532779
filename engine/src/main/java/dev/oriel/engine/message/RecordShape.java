package dev.oriel.engine.message;

import dev.oriel.api.EpochTime;
import dev.oriel.api.Named;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * How a record class is read from a JSON object. A component {@code userId} is the field {@code user_id}, or
 * {@code userId}, or what {@link Named} says instead of both.
 */
final class RecordShape {
    private record Component(String field, boolean nullable, JsonValueReader reader) {}

    private final Class<? extends Record> type;
    private final Component[] components;
    private final Map<String, Integer> placeByField = new HashMap<>();
    private final JsonValueReader.Plain[] plains;
    private final FieldNames names;
    private final MethodHandle constructor;

    private RecordShape(Class<? extends Record> type, Set<Class<?>> around, boolean cells) {
        this.type = type;
        RecordComponent[] declared = type.getRecordComponents();
        this.components = new Component[declared.length];
        var inside = new HashSet<>(around);
        inside.add(type);
        for (int i = 0; i < declared.length; i++) {
            String field = RecordColumn.field(declared[i]);
            if (!declared[i].isAnnotationPresent(Named.class)) {
                addField(declared[i].getName(), i);
            }
            addField(field, i);
            boolean nullable = RecordColumn.isNullable(declared[i]);
            JsonValueReader reader = reader(declared[i], inside);
            components[i] =
                    new Component(field, nullable, cells ? CellReaders.of(declared[i].getType(), reader) : reader);
        }
        this.plains = Arrays.stream(components)
                .map(component -> component.reader().plain())
                .toArray(JsonValueReader.Plain[]::new);
        this.names = new FieldNames(placeByField);
        this.constructor = constructor(type);
    }

    /**
     * The shape of a class.
     *
     * @param around the records that it is a part of
     * @throws IllegalArgumentException if a component has a type that no JSON value is read into, or two are one field
     */
    static RecordShape of(Class<? extends Record> type, Set<Class<?>> around) {
        return new RecordShape(type, around, false);
    }

    /**
     * The shape of a class whose components are read from cells.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    static RecordShape ofCells(Class<? extends Record> type) {
        return new RecordShape(type, Set.of(), true);
    }

    /** A component that is a time itself may say in which unit its integers are. */
    private JsonValueReader reader(RecordComponent component, Set<Class<?>> inside) {
        String name = type.getSimpleName() + "." + component.getName();
        EpochTime epoch = component.getAnnotation(EpochTime.class);
        if (component.getType() == Instant.class) {
            return epoch == null ? JsonTimes.withoutUnit() : JsonTimes.in(epoch.value());
        }
        if (epoch != null) {
            throw new IllegalArgumentException(name + ": @EpochTime is for a time, and this is a '"
                    + component.getGenericType().getTypeName() + "' · declare it Instant, or drop @EpochTime");
        }
        return JsonValueReader.of(component.getGenericType(), name, inside);
    }

    private void addField(String field, int place) {
        Integer other = placeByField.put(field, place);
        if (other != null && other != place) {
            throw new IllegalArgumentException(type.getSimpleName() + ": two components are the field '" + field
                    + "' · give one of them another name, with @Named");
        }
    }

    /**
     * Reads an object, from its opening brace to its closing one.
     *
     * @param path where the object stands in the message: empty, or {@code "card."}
     */
    Record read(JsonParser parser, String path) throws RefusedException {
        var values = new @Nullable Object[components.length];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Integer place = placeByField.get(parser.currentName());
            JsonToken value = parser.nextToken();
            if (place == null) {
                parser.skipChildren();
            } else {
                // Of a field that is there twice the last one counts, also when it is null.
                Component component = components[place];
                values[place] = value == JsonToken.VALUE_NULL
                        ? null
                        : component.reader().general().read(parser, path + component.field());
            }
        }
        int missing = missing(values);
        if (missing >= 0) {
            throw new RefusedException(
                    "field '" + path + components[missing].field() + "' is missing or null, and is not nullable");
        }
        return make(values);
    }

    /**
     * Reads an object, from its opening brace to its closing one, as {@link #read} does.
     *
     * @return null after a doubt
     * @throws RefusedException if the record refuses what it is given
     */
    @Nullable
    Record readPlain(JsonBytes json) throws RefusedException {
        var values = new @Nullable Object[components.length];
        int name = names.beginning();
        for (boolean more = json.enter('{', '}'); more; more = json.follows('}')) {
            int found = names.pass(json, name);
            if (found == FieldNames.UNKNOWN) {
                json.skipValue();
            } else {
                int place = names.place(found);
                values[place] = json.passNull() ? null : plains[place].read(json);
                name = found;
            }
        }
        if (!json.isDoubtful() && missing(values) >= 0) {
            json.doubt();
        }
        return json.isDoubtful() ? null : make(values);
    }

    /** The first component that has no value and needs one; negative without. */
    private int missing(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && !components[i].nullable()) {
                return i;
            }
        }
        return -1;
    }

    private Record make(@Nullable Object[] values) throws RefusedException {
        try {
            return (Record) constructor.invokeExact(values);
        } catch (Exception | StackOverflowError | AssertionError e) {
            // A record's own constructor may refuse what it is given; that is a judgement about the message.
            throw new RefusedException(type.getSimpleName() + " refuses it: " + e.getMessage());
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("neither an exception nor an error", e);
        }
    }

    private static MethodHandle constructor(Class<? extends Record> type) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> canonical = type.getDeclaredConstructor(parameters);
            canonical.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflectConstructor(canonical);
            return handle.asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Record.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName() + ": its canonical constructor cannot be called · " + e.getMessage(), e);
        }
    }
}
