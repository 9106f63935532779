package dev.oriel.api.definition;

import dev.oriel.api.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The windows that {@link dev.oriel.api.Windows} declares, and the spellings that ask for one. */
public final class DeclaredWindows {
    private DeclaredWindows() {}

    /**
     * Texts, minutes, hours, days, in this order; equal durations once, in their first spelling.
     *
     * @return spellings as given, those that are no durations included: the checker names them
     */
    public static List<String> of(List<String> texts, List<Integer> minutes, List<Integer> hours, List<Integer> days) {
        var all = new ArrayList<String>(texts);
        minutes.forEach(number -> all.add(number + "m"));
        hours.forEach(number -> all.add(number + "h"));
        days.forEach(number -> all.add(number + "d"));
        var distinct = new ArrayList<String>();
        Set<Long> lengths = new HashSet<>();
        for (String window : all) {
            if (isNew(window, lengths)) {
                distinct.add(window);
            }
        }
        return List.copyOf(distinct);
    }

    private static boolean isNew(String window, Set<Long> lengths) {
        OptionalLong millis = millis(window);
        return millis.isEmpty() || lengths.add(millis.getAsLong());
    }

    /** The length of a window in any spelling; empty when the text is no duration. */
    public static OptionalLong millis(String window) {
        return Durations.isDuration(window) ? OptionalLong.of(Durations.millis(window)) : OptionalLong.empty();
    }

    /** Whether one of the declared windows is as long as the one asked for. */
    public static boolean contains(List<String> declared, String asked) {
        OptionalLong length = millis(asked);
        return length.isPresent()
                && declared.stream().anyMatch(window -> millis(window).equals(length));
    }

    /** A windowed feature and the window that follows its name, declared or not. */
    public record Spelled(FeatureDefinition feature, String window) {}

    /**
     * Reads {@code total_spend_30d}, {@code total_spend__30d__} and {@code total_spend__2592000__}; of several features whose
     * name the text begins with, the longest, and of that the default version.
     */
    public static Optional<Spelled> underscored(FeatureClassDefinition owner, String text) {
        return owner.features().stream()
                .filter(feature -> !feature.windows().isEmpty())
                .filter(feature -> text.startsWith(feature.baseName() + "_"))
                .sorted(Comparator.comparingInt(
                                (FeatureDefinition f) -> f.baseName().length())
                        .reversed())
                .flatMap(feature ->
                        suffixWindow(text.substring(feature.baseName().length()))
                                .map(window -> new Spelled(
                                        owner.feature(feature.baseName()).orElse(feature), window))
                                .stream())
                .findFirst();
    }

    /** The window within {@code _30d}, {@code __30d__} or {@code __600__}; empty when the suffix is no window. */
    private static Optional<String> suffixWindow(String suffix) {
        boolean wrapped = suffix.length() > 4 && suffix.startsWith("__") && suffix.endsWith("__");
        String window = wrapped ? suffix.substring(2, suffix.length() - 2) : suffix.substring(1);
        // A bare number is a window only between double underscores: top_5 is more likely a misspelt feature.
        boolean bareNumber = window.chars().allMatch(c -> c >= '0' && c <= '9');
        return millis(window).isPresent() && (wrapped || !bareNumber) ? Optional.of(window) : Optional.empty();
    }
}
