package dev.oriel.processor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes records as JSON on one line: components by name, in declared order, without those that are null. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    /**
     * The JSON text of a value.
     *
     * @param value a record, list, text, boolean, whole number, enum constant (by name) or null, to any depth
     * @throws IllegalArgumentException if anything else is found
     */
    static String json(@Nullable Object value) {
        var writer = new JsonWriter();
        writer.write(value);
        return writer.out.toString();
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> writeText(text);
            case Boolean flag -> out.append(flag);
            case Long number -> out.append(number);
            case Integer number -> out.append(number);
            case Double number -> out.append(number);
            case Enum<?> constant -> writeText(constant.name());
            case List<?> list -> writeList(list);
            case Record data -> writeRecord(data);
            default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
        }
    }

    private void writeList(List<?> list) {
        out.append('[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            write(item);
            separator = ",";
        }
        out.append(']');
    }

    private void writeRecord(Record data) {
        out.append('{');
        String separator = "";
        for (RecordComponent component : data.getClass().getRecordComponents()) {
            Object value = valueOf(component, data);
            if (value != null) {
                out.append(separator);
                writeText(component.getName());
                out.append(':');
                write(value);
                separator = ",";
            }
        }
        out.append('}');
    }

    private static @Nullable Object valueOf(RecordComponent component, Record data) {
        try {
            return component.getAccessor().invoke(data);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("cannot read " + component + " of " + data.getClass(), e);
        }
    }

    private void writeText(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // A lone surrogate has no UTF-8 form, so all surrogates are escaped.
                    if (c < 0x20 || Character.isSurrogate(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
