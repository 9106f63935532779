package dev.oriel.engine.catalog;

import dev.oriel.api.ResolverClass;
import dev.oriel.api.Source;
import dev.oriel.api.StreamResolver;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.ResolverClassDefinition;
import dev.oriel.engine.AggregateRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A checked, immutable set of definitions with its resolvers, and the plan that follows from them. */
public final class Catalog {
    private final Definitions definitions;
    private final List<NamedResolver> resolvers;
    private final SeriesPlan plan;
    private final List<SeriesLayer> layers;

    private Catalog(Definitions definitions, List<NamedResolver> resolvers) {
        this.definitions = definitions;
        this.resolvers = List.copyOf(resolvers);
        this.plan = SeriesPlan.of(definitions);
        this.layers = plan.groups().stream()
                .flatMap(group -> group.layers().stream())
                .sorted((a, b) -> Integer.compare(a.index(), b.index()))
                .toList();
    }

    /**
     * Reads the definitions that the jars and folders of a class loader carry, and makes their resolvers.
     *
     * @throws DefinitionException if there are none, or any is wrong; all problems are named
     */
    public static Catalog load(ClassLoader loader) throws DefinitionException {
        Definitions definitions = DefinitionsReader.read(loader);
        var classes = new ArrayList<ResolverClass>();
        for (ResolverClassDefinition found : definitions.resolverClasses()) {
            classes.add(DefinitionsReader.resolverClass(loader, found.accessor()));
        }
        var resolvers = new ArrayList<NamedResolver>();
        for (ResolverClass resolverClass : classes) {
            resolvers.addAll(named(resolverClass, resolverClass.newInstance()));
        }
        return of(definitions, resolvers);
    }

    /**
     * A catalog of given definitions and resolvers.
     *
     * @throws DefinitionException if any is wrong; all problems are named
     */
    public static Catalog of(Definitions definitions, List<NamedResolver> resolvers) throws DefinitionException {
        List<String> problems = CatalogChecks.problems(definitions, resolvers);
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return new Catalog(definitions, resolvers);
    }

    /** The resolvers of one instance, named by their fields. */
    public static List<NamedResolver> named(ResolverClass resolverClass, Object instance) {
        var named = new ArrayList<NamedResolver>();
        for (Map.Entry<String, StreamResolver> entry :
                resolverClass.resolvers(instance).entrySet()) {
            named.add(new NamedResolver(resolverClass.type().getSimpleName(), entry.getKey(), entry.getValue()));
        }
        return named;
    }

    /** The definitions. */
    public Definitions definitions() {
        return definitions;
    }

    /** The resolvers, by class and in source order. */
    public List<NamedResolver> resolvers() {
        return resolvers;
    }

    /** The sources that resolvers read, by name. */
    public Map<String, Source> sources() {
        var sources = new LinkedHashMap<String, Source>();
        resolvers.forEach(named ->
                sources.put(named.resolver().source().name(), named.resolver().source()));
        return sources;
    }

    /** The groups, by their index. */
    public List<Group> groups() {
        return plan.groups();
    }

    /** The layers of all groups, by their index. */
    public List<SeriesLayer> layers() {
        return layers;
    }

    /** Where a windowed value is kept, by its canonical name; empty when it is not materialized. */
    public Optional<MaterializedWindow> materializedWindow(String fqn) {
        return Optional.ofNullable(plan.windows().get(fqn));
    }

    /** The rows of {@code oriel aggregate list}: by series, bucket and rule. */
    public List<AggregateRow> aggregates() {
        var rows = new ArrayList<AggregateRow>();
        for (SeriesLayer layer : layers) {
            Series series = layer.series();
            String filters = series.filterText();
            for (SeriesLayer.Rule rule : layer.rules()) {
                rows.add(new AggregateRow(
                        series.number(),
                        series.namespace(),
                        series.group(),
                        series.column().orElse(""),
                        layer.kernel().grid().bucketMillis(),
                        layer.retentionMillis(),
                        filters.isEmpty() ? rule.aggregation() : rule.aggregation() + " where " + filters,
                        rule.dependentFeatures()));
            }
        }
        return rows;
    }
}
