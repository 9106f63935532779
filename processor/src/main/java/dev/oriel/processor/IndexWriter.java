package dev.oriel.processor;

import dev.oriel.api.definition.Definitions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes {@link Definitions#INDEX_PATH}: one line for each class. */
final class IndexWriter {
    /* An incremental compilation sees some classes only; the others stay in the index that an earlier one wrote, as long as
     * their class files are there. One line for each class makes the lines that stay easy to find, and versions of the
     * file easy to compare. */

    private static final String FEATURE_CLASSES = "featureClasses";
    private static final String RESOLVER_CLASSES = "resolverClasses";
    private static final Pattern SECTION = Pattern.compile("  \"(\\w+)\": \\[");
    private static final Pattern ENTRY = Pattern.compile(" {4}(\\{\"javaName\":\"([^\"]+)\".*?),?");

    private final Filer filer;
    private final Elements elements;

    IndexWriter(Filer filer, Elements elements) {
        this.filer = filer;
        this.elements = elements;
    }

    /**
     * Writes the index of this compilation and of what earlier ones left.
     *
     * @param origins the classes that it tells of
     */
    void write(Definitions definitions, Element[] origins) throws IOException {
        Map<String, Map<String, String>> lines = earlier();
        Map<String, String> features = lines.getOrDefault(FEATURE_CLASSES, new LinkedHashMap<>());
        definitions.featureClasses().forEach(one -> features.put(one.javaName(), JsonWriter.json(one)));
        Map<String, String> resolvers = lines.getOrDefault(RESOLVER_CLASSES, new LinkedHashMap<>());
        definitions.resolverClasses().forEach(one -> resolvers.put(one.javaName(), JsonWriter.json(one)));
        FileObject file = filer.createResource(StandardLocation.CLASS_OUTPUT, "", Definitions.INDEX_PATH, origins);
        try (Writer writer = file.openWriter()) {
            writer.write("{\n");
            writeSection(writer, FEATURE_CLASSES, features, ",");
            writeSection(writer, RESOLVER_CLASSES, resolvers, "");
            writer.write("}\n");
        }
    }

    private static void writeSection(Writer writer, String name, Map<String, String> lines, String end)
            throws IOException {
        writer.write("  \"" + name + "\": [");
        writer.write(lines.isEmpty() ? "" : "\n    " + String.join(",\n    ", lines.values()) + "\n  ");
        writer.write("]" + end + "\n");
    }

    /** The lines of classes that are still there, by section and class, in their order. */
    private Map<String, Map<String, String>> earlier() throws IOException {
        var sections = new LinkedHashMap<String, Map<String, String>>();
        String section = "";
        for (String line : earlierLines()) {
            Matcher begins = SECTION.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (begins.lookingAt()) {
                section = begins.group(1);
            } else if (entry.matches() && elements.getTypeElement(entry.group(2)) != null) {
                sections.computeIfAbsent(section, unused -> new LinkedHashMap<>())
                        .put(entry.group(2), entry.group(1));
            }
        }
        return sections;
    }

    private List<String> earlierLines() throws IOException {
        FileObject file;
        try {
            file = filer.getResource(StandardLocation.CLASS_OUTPUT, "", Definitions.INDEX_PATH);
        } catch (IOException | IllegalArgumentException e) {
            // How compilers say that there is none: the first compilation.
            return List.of();
        }
        var lines = new ArrayList<String>();
        try (var reader = new BufferedReader(file.openReader(true))) {
            reader.lines().forEach(lines::add);
        } catch (IOException e) {
            // javac finds a file that is not there only when it is read.
            return List.of();
        }
        return lines;
    }
}
