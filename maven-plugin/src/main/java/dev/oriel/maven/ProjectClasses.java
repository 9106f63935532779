package dev.oriel.maven;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of a project, with its own versions of every library. The API alone is the plugin's: what the project's
 * accessors give must be of the classes that the check knows.
 */
final class ProjectClasses extends URLClassLoader {
    private static final String API = "dev.oriel.api.";

    private ProjectClasses(URL[] entries) {
        super("project", entries, ClassLoader.getPlatformClassLoader());
    }

    /** The classes of folders and jars. */
    static ProjectClasses of(List<Path> entries) throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (Path entry : entries) {
            urls.add(entry.toUri().toURL());
        }
        return new ProjectClasses(urls.toArray(URL[]::new));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(API)) {
            return Class.forName(name, false, ProjectClasses.class.getClassLoader());
        }
        return super.findClass(name);
    }
}
