package dev.oriel.kernel;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/** The kernel's objects, and arrays, that an object holds on to, its layer left out. */
final class Reachable {
    private final Set<Object> objects = Collections.newSetFromMap(new IdentityHashMap<>());

    private Reachable() {}

    static Reachable from(Object start) {
        Reachable reachable = new Reachable();
        Deque<Object> left = new ArrayDeque<>();
        left.push(start);
        while (!left.isEmpty()) {
            Object next = left.pop();
            if (isOfInterest(next) && reachable.objects.add(next)) {
                reachable.pushAll(next, left);
            }
        }
        return reachable;
    }

    boolean contains(Object object) {
        return objects.contains(object);
    }

    <T> Stream<T> of(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast);
    }

    int count() {
        return objects.size();
    }

    /** The elements of all arrays together. */
    int elements() {
        return objects.stream()
                .filter(object -> object.getClass().isArray())
                .mapToInt(Array::getLength)
                .sum();
    }

    private static boolean isOfInterest(Object object) {
        boolean isOurs = object.getClass().getName().startsWith("dev.oriel.");
        return object.getClass().isArray() || (isOurs && !(object instanceof Layer) && !(object instanceof Enum<?>));
    }

    private void pushAll(Object object, Deque<Object> left) {
        if (object instanceof Object[] array) {
            Stream.of(array).filter(element -> element != null).forEach(left::push);
            return;
        }
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                try {
                    Object value = field.get(object);
                    if (value != null) {
                        left.push(value);
                    }
                } catch (IllegalAccessException problem) {
                    throw new AssertionError(problem);
                }
            }
        }
    }
}
