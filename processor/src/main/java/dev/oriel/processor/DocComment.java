package dev.oriel.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A doc comment taken apart.
 *
 * @param description the text without {@code :owner:} and {@code :tags:}, blanks at the ends of lines removed
 * @param owner what follows {@code :owner:} to the end of its line; null when it is not there
 * @param tags what follows {@code :tags:}, split at commas
 */
record DocComment(String description, @Nullable String owner, List<String> tags) {
    /** At the beginning of a line, or after the text of a one-line comment. */
    private static final Pattern MARK =
            Pattern.compile("(?:^|(?<=\\s)):(owner|tags):([^:]*?)(?=\\s:(?:owner|tags):|$)");

    static DocComment of(@Nullable String comment) {
        if (comment == null) {
            return new DocComment("", null, List.of());
        }
        var lines = new ArrayList<String>();
        var owners = new ArrayList<String>();
        var tags = new ArrayList<String>();
        for (String line : comment.strip().lines().toList()) {
            Matcher marks = MARK.matcher(line);
            while (marks.find()) {
                String value = marks.group(2).strip();
                if (marks.group(1).equals("owner")) {
                    owners.add(value);
                } else {
                    Arrays.stream(value.split(",", -1))
                            .map(String::strip)
                            .filter(tag -> !tag.isEmpty())
                            .forEach(tags::add);
                }
            }
            String rest = marks.reset().replaceAll("").strip();
            // A line that held nothing but marks leaves no blank line behind.
            if (!rest.isEmpty() || line.isBlank()) {
                lines.add(rest);
            }
        }
        String description = lines.stream().collect(Collectors.joining("\n")).strip();
        return new DocComment(description, owners.isEmpty() ? null : owners.getFirst(), List.copyOf(tags));
    }
}
