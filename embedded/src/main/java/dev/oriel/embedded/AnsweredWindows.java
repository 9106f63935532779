package dev.oriel.embedded;

import dev.oriel.api.Feature;
import dev.oriel.api.Windowed;
import dev.oriel.api.WindowedFeature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The windows of one feature that were asked for. */
final class AnsweredWindows<T extends @Nullable Object> implements Windowed<T> {
    private final OrielAnswer answer;
    private final WindowedFeature<?, T> feature;

    /** @throws IllegalArgumentException if no window was asked for */
    AnsweredWindows(OrielAnswer answer, WindowedFeature<?, T> feature) {
        this.answer = answer;
        this.feature = feature;
        if (feature.windows().stream()
                .noneMatch(window -> answer.knows(feature.over(window).fqn()))) {
            throw answer.notAsked(feature.fqn());
        }
    }

    @Override
    public T over(String window) {
        return value(feature.over(window));
    }

    /** Those that were asked for. */
    @Override
    public Map<String, T> byWindow() {
        var values = new LinkedHashMap<String, T>();
        for (String window : feature.windows()) {
            Feature<?, T> one = feature.over(window);
            if (answer.knows(one.fqn())) {
                values.put(window, value(one));
            }
        }
        return Collections.unmodifiableMap(values);
    }

    // Null only where the declared type of a window says so, which is T.
    @SuppressWarnings({"unchecked", "NullAway"})
    private T value(Feature<?, T> one) {
        return (T) answer.declaredValue(one.fqn());
    }

    @Override
    public String toString() {
        return feature.fqn() + " " + byWindow();
    }
}
