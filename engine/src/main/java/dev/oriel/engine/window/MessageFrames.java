package dev.oriel.engine.window;

import dev.oriel.api.DataFrame;
import dev.oriel.api.Message;
import dev.oriel.api.frame.Schema;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;

/**
 * Messages as frames: with the typed columns that the annotation processor wrote beside their record, or without columns where
 * it wrote none. The generated constant is found by its name once per class.
 */
final class MessageFrames {
    private static final String SCHEMA = "schema";

    private static final ClassValue<Optional<Schema<Object>>> SCHEMAS = new ClassValue<>() {
        @Override
        protected Optional<Schema<Object>> computeValue(Class<?> message) {
            return schema(message);
        }
    };

    private MessageFrames() {}

    /**
     * A frame of messages of one class.
     *
     * @throws IllegalArgumentException if a float is not finite, or a value is null whose component is not nullable
     */
    static DataFrame<Object> of(List<Object> messages) {
        Optional<Schema<Object>> schema = messages.isEmpty()
                ? Optional.empty()
                : SCHEMAS.get(messages.getFirst().getClass());
        return schema.isPresent() ? DataFrame.of(schema.get(), messages) : DataFrame.of(messages);
    }

    @SuppressWarnings("unchecked") // the processor writes the schema of this very record
    private static Optional<Schema<Object>> schema(Class<?> message) {
        if (!message.isAnnotationPresent(Message.class)) {
            return Optional.empty();
        }
        try {
            Class<?> generated = Class.forName(generatedName(message), true, message.getClassLoader());
            Field field = generated.getDeclaredField(SCHEMA);
            field.setAccessible(true);
            return Optional.ofNullable((Schema<Object>) field.get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    message.getName() + " · its columns are not there · it is marked @Message, and "
                            + generatedName(message) + " cannot be read · compile it with oriel-processor",
                    e);
        }
    }

    private static String generatedName(Class<?> message) {
        return message.getName() + "_";
    }
}
