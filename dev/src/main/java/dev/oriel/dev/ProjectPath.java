package dev.oriel.dev;

import dev.oriel.api.definition.Definitions;
import dev.oriel.server.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the compiled definitions of what a developer names. */
final class ProjectPath {
    private ProjectPath() {}

    /**
     * The folder of classes, or the jar, of a project.
     *
     * @throws StartupException if there is none
     */
    static Path classes(Path project) throws StartupException {
        if (project.toString().isBlank() || !Files.exists(project)) {
            throw new StartupException(
                    "'" + project + "' · there is nothing here · a project, a folder of classes or a jar is"
                            + " needed · check the path");
        }
        if (!Files.isRegularFile(project.resolve("pom.xml"))) {
            return project;
        }
        Path classes = project.resolve("target").resolve("classes");
        if (!Files.exists(classes.resolve(Definitions.INDEX_PATH))) {
            throw new StartupException("'" + project + "' · it is not compiled yet · " + classes
                    + " holds no definitions · run 'mvn package' in it");
        }
        return classes;
    }
}
