package dev.oriel.engine.message;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Readers of JSON values that hold others. None of them may be null, but in a message that is any object. */
final class JsonContainers {
    private JsonContainers() {}

    static JsonValueReader list(JsonValueReader items) {
        return new JsonValueReader(
                (parser, field) -> Collections.unmodifiableList(items(items, parser, field)),
                json -> Collections.unmodifiableList(plainItems(items, json)));
    }

    /** In the order of the message; an item that is there twice is there once. */
    static JsonValueReader set(JsonValueReader items) {
        return new JsonValueReader(
                (parser, field) -> Collections.unmodifiableSet(new LinkedHashSet<>(items(items, parser, field))),
                json -> Collections.unmodifiableSet(new LinkedHashSet<>(plainItems(items, json))));
    }

    /** @param component may be primitive */
    static JsonValueReader array(Class<?> component, JsonValueReader items) {
        return new JsonValueReader(
                (parser, field) -> array(component, items(items, parser, field)),
                json -> array(component, plainItems(items, json)));
    }

    private static Object array(Class<?> component, List<Object> values) {
        Object array = Array.newInstance(component, values.size());
        for (int place = 0; place < values.size(); place++) {
            Array.set(array, place, values.get(place));
        }
        return array;
    }

    /** In the order of the message; of a name that is there twice the last value counts. */
    static JsonValueReader map(JsonValueReader items) {
        return new JsonValueReader(
                (parser, field) -> {
                    JsonScalars.require(parser, JsonToken.START_OBJECT, field, "an object");
                    var values = new LinkedHashMap<String, Object>();
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        String name = parser.currentName();
                        if (parser.nextToken() == JsonToken.VALUE_NULL) {
                            throw new RefusedException("field '" + field + "." + name + "' is null");
                        }
                        values.put(name, items.general().read(parser, field + "." + name));
                    }
                    return Collections.unmodifiableMap(values);
                },
                json -> Collections.unmodifiableMap(plainEntries(items, json)));
    }

    private static Map<String, Object> plainEntries(JsonValueReader items, JsonBytes json) throws RefusedException {
        var values = new LinkedHashMap<String, Object>();
        for (boolean more = json.enter('{', '}'); more; more = json.follows('}')) {
            String name = json.readName();
            Object value = name == null ? null : items.plain().read(json);
            if (name != null && value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    /** After a doubt, fewer than there are. */
    private static List<Object> plainItems(JsonValueReader items, JsonBytes json) throws RefusedException {
        var values = new ArrayList<Object>();
        for (boolean more = json.enter('[', ']'); more; more = json.follows(']')) {
            Object value = items.plain().read(json);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /**
     * Any object, from its opening brace to its closing one. Of a name that is there twice the last value counts, also when it
     * is null.
     *
     * @param path where the object stands in the message: empty, or {@code "card."}
     */
    static Map<String, @Nullable Object> readObject(JsonParser parser, String path) throws RefusedException {
        var values = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            values.put(name, readAny(parser, path + name));
        }
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Object readAny(JsonParser parser, String field) throws RefusedException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser, field + ".");
            case START_ARRAY -> readArray(parser, field);
            case VALUE_NUMBER_INT -> JsonScalars.readInteger(parser);
            case VALUE_NUMBER_FLOAT -> JsonScalars.readDouble(parser, field);
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private static List<@Nullable Object> readArray(JsonParser parser, String field) throws RefusedException {
        var values = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(readAny(parser, field));
        }
        return Collections.unmodifiableList(values);
    }

    private static List<Object> items(JsonValueReader items, JsonParser parser, String field) throws RefusedException {
        JsonScalars.require(parser, JsonToken.START_ARRAY, field, "a list");
        var values = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                throw new RefusedException("field '" + field + "' has a null among its items");
            }
            values.add(items.general().read(parser, field));
        }
        return values;
    }
}
