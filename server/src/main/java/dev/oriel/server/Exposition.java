package dev.oriel.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers in the text format that Prometheus reads, version 0.0.4. Lines of one name stand together, in the order in which
 * names were first given, as the format asks for.
 */
final class Exposition {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<String, StringBuilder> families = new LinkedHashMap<>();

    /** A number that only grows while the data folder or the process lives; its name ends in {@code _total}. */
    void counter(String name, String help, long value, String... labels) {
        add(name, "counter", help, value, labels);
    }

    /** A number that goes up and down. */
    void gauge(String name, String help, long value, String... labels) {
        add(name, "gauge", help, value, labels);
    }

    /** @param labels names and values in turn */
    private void add(String name, String type, String help, long value, String... labels) {
        StringBuilder lines = families.computeIfAbsent(
                name,
                unused -> new StringBuilder("# HELP ")
                        .append(name)
                        .append(' ')
                        .append(help.replace("\\", "\\\\").replace("\n", "\\n"))
                        .append("\n# TYPE ")
                        .append(name)
                        .append(' ')
                        .append(type)
                        .append('\n'));
        lines.append(name);
        for (int place = 0; place < labels.length; place += 2) {
            lines.append(place == 0 ? '{' : ',')
                    .append(labels[place])
                    .append("=\"")
                    .append(labels[place + 1]
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n"))
                    .append('"');
        }
        lines.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
    }

    /** All lines, each ended by a line feed. */
    String text() {
        return String.join("", families.values());
    }
}
