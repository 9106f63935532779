package dev.oriel.api.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The end of a message about a name that is not known: the name that was probably meant, or all that there are. */
public final class Suggestions {
    /* Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours cost one each.
     * Case and underscores are ignored, so that the Java spelling of a wire name is at distance 0. */

    private static final int DISTANCE_MAX = 2;
    private static final int LISTED_MAX = 20;

    private Suggestions() {}

    /** The known name that is closest to a written one; empty when none is close enough to be a slip. */
    public static Optional<String> closest(String written, Collection<String> known) {
        String plain = plain(written);
        // Of a short name a slip of two letters leaves nothing to recognise.
        int limit = Math.min(DISTANCE_MAX, plain.length() / 2);
        return known.stream()
                .filter(name -> distance(plain(name), plain) <= limit)
                .min(Comparator.<String>comparingInt(name -> distance(plain(name), plain))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code ; did you mean 'amount'?}, or {@code ; known are a, b} when no name is close. */
    public static String hint(String written, Collection<String> known) {
        return closest(written, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("; known are " + list(known));
    }

    /** The names in alphabetical order, cut after 20; {@code none} when there are none. */
    public static String list(Collection<String> known) {
        if (known.isEmpty()) {
            return "none";
        }
        String listed = known.stream().sorted().limit(LISTED_MAX).collect(Collectors.joining(", "));
        return known.size() > LISTED_MAX ? listed + " and " + (known.size() - LISTED_MAX) + " more" : listed;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int cheapest(int[][] cost, String left, String right, int i, int j) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
