package dev.oriel.api.definition;

import dev.oriel.api.Durations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The windows that {@link dev.oriel.api.Windows} declares, in one list. */
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
        try {
            return lengths.add(Durations.millis(window));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
