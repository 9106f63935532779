package dev.oriel.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A feature with one value per declared window.
 *
 * @param <T> boxed type of one value; {@code Windowed<@Nullable Double>} where a window may hold nothing
 */
public interface Windowed<T extends @Nullable Object> {
    /**
     * The value over one declared window.
     *
     * @param window a duration such as {@code "30d"}; any spelling of the same length is the same window
     * @throws IllegalArgumentException if the window is not declared; the message lists those that are
     */
    T over(String window);

    /** All values by the declared spelling of their window, in declared order. */
    Map<String, T> byWindow();
}
