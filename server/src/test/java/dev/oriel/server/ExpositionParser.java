package dev.oriel.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text format of Prometheus, version 0.0.4, and refuses whatever it does not allow: a family without help and type
 * or given twice, lines of a family apart, a sample twice, a name, label or escape that is none, a counter that is not named
 * as one, a missing line feed at the end.
 */
final class ExpositionParser {
    private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (-?[0-9]+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(,|$)");

    private final Map<Sample, Long> samples = new LinkedHashMap<>();
    private final Set<String> families = new HashSet<>();
    private String family = "";
    private boolean typed;

    private ExpositionParser() {}

    /** A name with its labels. */
    record Sample(String name, Map<String, String> labels) {}

    static Map<Sample, Long> parse(String text) {
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new AssertionError("the last line has no line feed");
        }
        ExpositionParser parser = new ExpositionParser();
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        lines.removeLast();
        lines.forEach(parser::read);
        return parser.samples;
    }

    private void read(String line) {
        Matcher help = HELP.matcher(line);
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (help.matches()) {
            require(families.add(help.group(1)), "a family twice, or apart", line);
            family = help.group(1);
            typed = false;
        } else if (type.matches()) {
            require(type.group(1).equals(family) && !typed, "a type without its help, or twice", line);
            require(
                    type.group(2).equals("counter") == family.endsWith("_total"),
                    "the name does not fit the type",
                    line);
            typed = true;
        } else if (sample.matches()) {
            require(typed && sample.group(1).equals(family), "a sample outside its family", line);
            Map<String, String> labels = sample.group(2) == null ? Map.of() : labels(sample.group(2), line);
            Long before = samples.put(new Sample(family, labels), Long.valueOf(sample.group(3)));
            require(before == null, "a sample twice", line);
        } else {
            throw new AssertionError("no line of the format: " + line);
        }
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher matcher = LABEL.matcher(text);
        int end = 0;
        while (end < text.length()) {
            require(matcher.find(end) && matcher.start() == end, "a label that is none", line);
            require(labels.put(matcher.group(1), unescaped(matcher.group(2))) == null, "a label twice", line);
            end = matcher.end();
            require(matcher.group(3).isEmpty() == (end == text.length()), "a comma without a label", line);
        }
        return labels;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int place = 0; place < text.length(); place++) {
            char sign = text.charAt(place);
            if (sign == '\\') {
                place++;
                sign = text.charAt(place) == 'n' ? '\n' : text.charAt(place);
            }
            plain.append(sign);
        }
        return plain.toString();
    }

    private static void require(boolean holds, String problem, String line) {
        if (!holds) {
            throw new AssertionError(problem + ": " + line);
        }
    }
}
