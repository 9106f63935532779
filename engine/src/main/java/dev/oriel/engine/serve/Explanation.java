package dev.oriel.engine.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a value is what it is: how it was found, and the values that it was made of.
 *
 * @param feature as one would ask for it: {@code user.total_spend[30d]}
 * @param value as text; empty when there is none
 * @param error why there is none
 * @param facts what is known of how it was found, the kind of way first
 * @param needs the values it was made of. A value that stands above is named there and not explained again: it has no facts
 */
public record Explanation(
        String feature, Optional<String> value, Optional<String> error, List<String> facts, List<Explanation> needs) {
    /** Copies the lists. */
    public Explanation {
        facts = List.copyOf(facts);
        needs = List.copyOf(needs);
    }

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** As a tree for a terminal, a line each; the first begins with the feature. Control characters are blanks. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        String result = value.or(() -> error.map(text -> "no value: " + text)).orElse("null");
        lines.add(feature + " = " + CONTROL.matcher(result).replaceAll(" "));
        for (String fact : facts) {
            lines.add(
                    (needs.isEmpty() ? "    " : "│   ") + CONTROL.matcher(fact).replaceAll(" "));
        }
        for (int i = 0; i < needs.size(); i++) {
            boolean last = i == needs.size() - 1;
            List<String> below = needs.get(i).lines();
            lines.add((last ? "└── " : "├── ") + below.getFirst());
            below.subList(1, below.size()).forEach(line -> lines.add((last ? "    " : "│   ") + line));
        }
        return lines;
    }
}
