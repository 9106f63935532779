package dev.oriel.engine.catalog;

import dev.oriel.api.ResolverClass;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ResolverClassDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Finds and reads the indexes that the annotation processor wrote. */
public final class DefinitionsReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(FeatureType.class, FeatureTypeForm.class)
            .build();

    private DefinitionsReader() {}

    /**
     * All definitions that a class loader sees, merged.
     *
     * @throws DefinitionException if there are none, or an index cannot be read
     */
    public static Definitions read(ClassLoader loader) throws DefinitionException {
        var classes = new LinkedHashMap<String, FeatureClassDefinition>();
        var resolvers = new LinkedHashMap<String, ResolverClassDefinition>();
        List<URL> indexes = indexes(loader);
        for (URL index : indexes) {
            Definitions read = read(index);
            // A class that is on the path twice is loaded from where it is found first, and so is its definition.
            read.featureClasses().forEach(found -> classes.putIfAbsent(found.javaName(), found));
            read.resolverClasses().forEach(found -> resolvers.putIfAbsent(found.javaName(), found));
        }
        if (indexes.isEmpty()) {
            throw new DefinitionException(List.of("definitions: no " + Definitions.INDEX_PATH
                    + " found · it is written when feature classes are compiled with the oriel-processor on the"
                    + " processor path · compile them, and give the classes folder or jar"));
        }
        return new Definitions(List.copyOf(classes.values()), List.copyOf(resolvers.values()));
    }

    private static List<URL> indexes(ClassLoader loader) throws DefinitionException {
        try {
            return Collections.list(loader.getResources(Definitions.INDEX_PATH));
        } catch (IOException e) {
            throw new DefinitionException(List.of(
                    "definitions: the class path cannot be read · " + e.getMessage() + " · check the folder or jar"));
        }
    }

    private static Definitions read(URL index) throws DefinitionException {
        try (InputStream in = index.openStream()) {
            Definitions read = MAPPER.readValue(in, Definitions.class);
            if (read == null || !isWhole(read)) {
                throw otherVersion(index);
            }
            return read;
        } catch (ValueInstantiationException e) {
            // A record refused what was read: a list that it copies is not there.
            throw otherVersion(index);
        } catch (IOException | JacksonException e) {
            throw new DefinitionException(List.of(index + ": cannot be read as definitions · " + firstLine(e)
                    + " · compile the feature classes again with this version"));
        }
    }

    private static DefinitionException otherVersion(URL index) {
        return new DefinitionException(
                List.of(index + ": was written by another version of Oriel · it lacks parts that this"
                        + " version needs · compile the feature classes again with this version"));
    }

    /** The reader leaves null what is not written, whatever the records say of it. */
    private static boolean isWhole(Definitions read) {
        return read.featureClasses().stream().allMatch(DefinitionsReader::isWhole)
                && read.resolverClasses().stream()
                        .allMatch(found -> known(found.javaName(), found.accessor(), found.file())
                                && found.resolvers().stream().allMatch(field -> known(field.name())));
    }

    private static boolean isWhole(FeatureClassDefinition read) {
        return known(read.javaName(), read.namespace(), read.description(), read.nulls(), read.defaults(), read.file())
                && read.features().stream()
                        .allMatch(feature -> known(
                                feature.name(),
                                feature.javaName(),
                                feature.shape(),
                                feature.storage(),
                                feature.description()));
    }

    private static boolean known(Object... parts) {
        return Arrays.stream(parts).allMatch(Objects::nonNull);
    }

    static ResolverClass resolverClass(ClassLoader loader, String name) throws DefinitionException {
        try {
            return Class.forName(name, true, loader)
                    .asSubclass(ResolverClass.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new DefinitionException(List.of(name + ": the generated access to resolvers cannot be used · "
                    + firstLine(e) + " · compile the resolver class again with this version"));
        }
    }

    private static String firstLine(Throwable problem) {
        String message = problem.getMessage();
        return message == null
                ? problem.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
