package dev.oriel.api;

import java.util.List;
import java.util.Map;

/**
 * The name, type and windows of a feature with one value per window and group.
 *
 * @param <S> the feature class it belongs to
 * @param <V> boxed type of the value of one group
 * @param fqn name of the root on the wire: {@code user.spend_by_merchant}
 * @param windows declared spellings, in declared order
 */
@SuppressWarnings(
        "UnusedTypeParameter") // the parameters are for javac: a handle of the wrong class or type does not compile
public record GroupedFeature<S, V>(String fqn, List<String> windows) {
    /** Copies the list, so that a handle never changes. */
    public GroupedFeature {
        windows = List.copyOf(windows);
    }

    /** Makes a handle; called by generated code. */
    public static <S, V> GroupedFeature<S, V> of(String fqn, String... windows) {
        return new GroupedFeature<>(fqn, List.of(windows));
    }

    /**
     * All groups over one window.
     *
     * @param window any spelling of a declared duration, such as {@code "30d"}
     * @throws IllegalArgumentException if the window is not declared or no duration; the message lists the declared ones
     */
    public Feature<S, Map<List<Object>, V>> over(String window) {
        return Feature.of(WindowedFeature.<S, V>of(fqn, windows.toArray(String[]::new))
                .over(window)
                .fqn());
    }

    @Override
    public String toString() {
        return fqn;
    }
}
