package dev.oriel.engine.message;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Readers of JSON values that hold others. None of them may be null. */
final class JsonContainers {
    private JsonContainers() {}

    static JsonValueReader list(JsonValueReader items) {
        return (parser, field) -> Collections.unmodifiableList(items(items, parser, field));
    }

    /** In the order of the message; an item that is there twice is there once. */
    static JsonValueReader set(JsonValueReader items) {
        return (parser, field) -> Collections.unmodifiableSet(new LinkedHashSet<>(items(items, parser, field)));
    }

    /** @param component may be primitive */
    static JsonValueReader array(Class<?> component, JsonValueReader items) {
        return (parser, field) -> {
            List<Object> values = items(items, parser, field);
            Object array = Array.newInstance(component, values.size());
            for (int place = 0; place < values.size(); place++) {
                Array.set(array, place, values.get(place));
            }
            return array;
        };
    }

    /** In the order of the message; of a name that is there twice the last value counts. */
    static JsonValueReader map(JsonValueReader items) {
        return (parser, field) -> {
            JsonScalars.require(parser, JsonToken.START_OBJECT, field, "an object");
            var values = new LinkedHashMap<String, Object>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_NULL) {
                    throw new RefusedException("field '" + field + "." + name + "' is null");
                }
                values.put(name, items.read(parser, field + "." + name));
            }
            return Collections.unmodifiableMap(values);
        };
    }

    private static List<Object> items(JsonValueReader items, JsonParser parser, String field) throws RefusedException {
        JsonScalars.require(parser, JsonToken.START_ARRAY, field, "a list");
        var values = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                throw new RefusedException("field '" + field + "' has a null among its items");
            }
            values.add(items.read(parser, field));
        }
        return values;
    }
}
