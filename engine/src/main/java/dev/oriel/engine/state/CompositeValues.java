package dev.oriel.engine.state;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Suggestions;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Brings enumerations, lists, vectors and structs into the forms that {@link FeatureValues} names. */
final class CompositeValues {
    private CompositeValues() {}

    static String constant(Object value, FeatureType.Enumeration type) {
        String name = switch (value) {
            case Enum<?> constant -> constant.name();
            case CharSequence text -> text.toString();
            default -> throw FeatureValues.wrong(value, type.word());
        };
        if (!type.constants().contains(name)) {
            throw new IllegalArgumentException("'" + FeatureValues.shortened(name) + "' is no constant of "
                    + simpleName(type.javaName()) + Suggestions.hint(name, type.constants()));
        }
        return name;
    }

    static List<Object> list(Object value, FeatureType.ListOf type) {
        List<?> items = items(value, type);
        var normalised = new ArrayList<Object>(items.size());
        for (int place = 0; place < items.size(); place++) {
            Object item = items.get(place);
            if (item == null) {
                throw new IllegalArgumentException(item(place) + "it is null: lists hold no nulls");
            }
            try {
                normalised.add(FeatureValues.normalise(item, type.element()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(item(place) + e.getMessage(), e);
            }
        }
        return value instanceof Set ? inOrder(normalised) : List.copyOf(normalised);
    }

    /** Different items of a set may become one value, as 1 and 1.0 do. */
    private static List<Object> inOrder(List<Object> items) {
        items.sort(ValueOrder.NATURAL);
        var distinct = new ArrayList<Object>(items.size());
        for (Object item : items) {
            if (distinct.isEmpty() || ValueOrder.NATURAL.compare(distinct.getLast(), item) != 0) {
                distinct.add(item);
            }
        }
        return List.copyOf(distinct);
    }

    static double[] vector(Object value, FeatureType.VectorOf type) {
        if (value instanceof double[] numbers) {
            return finite(ofLength(numbers, numbers.length, type).clone());
        }
        List<?> items = items(value, type);
        ofLength(items, items.size(), type);
        double[] numbers = new double[items.size()];
        for (int place = 0; place < numbers.length; place++) {
            // Null is as little a number as text is.
            if (!(items.get(place) instanceof Number number)) {
                throw new IllegalArgumentException(item(place) + "it is "
                        + (items.get(place) == null ? "null" : "'" + items.get(place) + "'") + ", not a number");
            }
            numbers[place] = number.doubleValue();
        }
        return finite(numbers);
    }

    private static <T> T ofLength(T items, int length, FeatureType.VectorOf type) {
        if (length != type.dimensions()) {
            throw new IllegalArgumentException(
                    "it has " + length + " numbers, a vector of " + type.dimensions() + " is wanted");
        }
        return items;
    }

    private static double[] finite(double[] numbers) {
        for (int place = 0; place < numbers.length; place++) {
            if (!Double.isFinite(numbers[place])) {
                throw new IllegalArgumentException(item(place) + "'" + numbers[place] + "' is no finite number");
            }
        }
        return numbers;
    }

    /** The items of a collection or an array, as they are; bytes are one value. */
    private static List<?> items(Object value, FeatureType type) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        if (value.getClass().isArray() && !(value instanceof byte[])) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(place -> Array.get(value, place))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        throw FeatureValues.wrong(value, type.word());
    }

    static Map<String, @Nullable Object> struct(Object value, FeatureType.Struct type) {
        Map<String, @Nullable Object> given = switch (value) {
            case Record record -> ofRecord(record, type);
            case Map<?, ?> map -> ofMap(map, type);
            default -> throw FeatureValues.wrong(value, type.word());
        };
        var normalised = new LinkedHashMap<String, @Nullable Object>();
        for (FeatureType.Field field : type.fields()) {
            Object part = given.get(field.name());
            if (part == null && !field.nullable()) {
                throw new IllegalArgumentException(field(field) + "it is missing or null, and is not nullable");
            }
            try {
                normalised.put(field.name(), part == null ? null : FeatureValues.normalise(part, field.type()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(field(field) + e.getMessage(), e);
            }
        }
        return Collections.unmodifiableMap(normalised);
    }

    private static Map<String, @Nullable Object> ofRecord(Record record, FeatureType.Struct type) {
        RecordComponents components = RecordComponents.of(record.getClass());
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (FeatureType.Field field : type.fields()) {
            if (!components.has(field.javaName())) {
                throw FeatureValues.wrong(record, type.word());
            }
            values.put(field.name(), components.value(record, field.javaName()));
        }
        return values;
    }

    private static Map<String, @Nullable Object> ofMap(Map<?, ?> map, FeatureType.Struct type) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, part) -> {
            String name = String.valueOf(key);
            FeatureType.Field field = type.fields().stream()
                    .filter(f -> f.name().equals(name) || f.javaName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no field '" + FeatureValues.shortened(name)
                            + "' in " + type.word()
                            + Suggestions.hint(
                                    name,
                                    type.fields().stream()
                                            .map(FeatureType.Field::name)
                                            .toList())));
            if (values.containsKey(field.name())) {
                throw new IllegalArgumentException(
                        field(field) + "it is given twice, also as '" + field.javaName() + "': keep one of them");
            }
            values.put(field.name(), part);
        });
        return values;
    }

    private static String item(int place) {
        return "item [" + place + "]: ";
    }

    private static String field(FeatureType.Field field) {
        return "field '" + field.name() + "': ";
    }

    private static String simpleName(String javaName) {
        return javaName.substring(Math.max(javaName.lastIndexOf('.'), javaName.lastIndexOf('$')) + 1);
    }
}
