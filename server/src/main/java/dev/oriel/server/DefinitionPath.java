package dev.oriel.server;

import dev.oriel.api.definition.Definitions;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The class path of a user's definitions. Classes of the platform itself come from the platform. */
public final class DefinitionPath implements AutoCloseable {
    private final URLClassLoader loader;

    private DefinitionPath(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Opens a class path.
     *
     * @param entries folders of classes, jars, and Maven projects that are compiled
     * @throws StartupException if there are none, some are neither, or no definitions are in them; all of them are named
     */
    public static DefinitionPath open(List<Path> entries) throws StartupException {
        List<String> problems = new ArrayList<>();
        List<URL> urls = new ArrayList<>();
        for (Path given : entries) {
            Path entry = compiled(given);
            boolean jar = Files.isRegularFile(entry) && entry.toString().endsWith(".jar");
            if (!Files.isDirectory(entry) && !jar) {
                problems.add("'" + entry + "' · it holds no classes · it is "
                        + (Files.exists(entry) ? "neither a folder nor a jar" : "missing")
                        + " · give a folder of classes such as target/classes, or a jar");
            }
            try {
                urls.add(entry.toUri().toURL());
            } catch (MalformedURLException e) {
                problems.add(
                        "'" + entry + "' · it cannot be a class path · " + e.getMessage() + " · give another path");
            }
        }
        if (entries.isEmpty()) {
            problems.add("definitions · none are given · they are folders of classes and jars · give at least one");
        }
        if (!problems.isEmpty()) {
            throw new StartupException(String.join("\n", problems));
        }
        var loader = new URLClassLoader("definitions", urls.toArray(URL[]::new), DefinitionPath.class.getClassLoader());
        if (loader.getResource(Definitions.INDEX_PATH) == null) {
            close(loader);
            throw new StartupException(entries.stream()
                    .map(entry -> "'" + entry + "' · it holds no definitions · " + Definitions.INDEX_PATH
                            + " is missing, which oriel-processor writes when feature classes are compiled · "
                            + advice(entry))
                    .collect(Collectors.joining("\n")));
        }
        return new DefinitionPath(loader);
    }

    /** The classes of a Maven project that is compiled; anything else is what it is. */
    private static Path compiled(Path entry) {
        Path classes = entry.resolve("target").resolve("classes");
        boolean project = Files.isRegularFile(entry.resolve("pom.xml"))
                && Files.isRegularFile(classes.resolve(Definitions.INDEX_PATH));
        return project ? classes : entry;
    }

    private static String advice(Path entry) {
        return Files.isRegularFile(entry.resolve("pom.xml"))
                ? "compile this project, and give " + entry.resolve("target").resolve("classes")
                : "compile them with it on the processor path, and give the folder of classes or the jar";
    }

    private static void close(URLClassLoader loader) throws StartupException {
        try {
            loader.close();
        } catch (IOException e) {
            throw new StartupException("definitions · they cannot be closed · " + e + " · check the disk", e);
        }
    }

    /** Loads classes and indexes from the entries. */
    public ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
