package dev.oriel.api;

import java.util.List;

/**
 * The name, type and windows of a windowed feature.
 *
 * @param <S> the feature class it belongs to
 * @param <V> boxed type of one value
 * @param fqn name of the root on the wire: {@code user.total_spend}
 * @param windows declared spellings, in declared order
 */
@SuppressWarnings(
        "UnusedTypeParameter") // the parameters are for javac: a handle of the wrong class or type does not compile
public record WindowedFeature<S, V>(String fqn, List<String> windows) implements FeatureHandle {
    /** Copies the list, so that a handle never changes. */
    public WindowedFeature {
        windows = List.copyOf(windows);
    }

    /** Makes a handle; called by generated code. */
    public static <S, V> WindowedFeature<S, V> of(String fqn, String... windows) {
        return new WindowedFeature<>(fqn, List.of(windows));
    }

    /**
     * The feature that holds the value of one window.
     *
     * @param window any spelling of a declared duration, such as {@code "30d"}
     * @throws IllegalArgumentException if the window is not declared or no duration; the message lists the declared ones
     */
    public Feature<S, V> over(String window) {
        long asked = Durations.millis(window);
        for (String declared : windows) {
            if (Durations.millis(declared) == asked) {
                int version = fqn.indexOf('@');
                return Feature.of(
                        version < 0
                                ? fqn + Durations.windowSuffix(asked)
                                : fqn.substring(0, version) + Durations.windowSuffix(asked) + fqn.substring(version));
            }
        }
        throw new IllegalArgumentException(
                fqn + " has no window '" + window + "': declared are " + String.join(", ", windows));
    }

    @Override
    public String toString() {
        return fqn;
    }
}
