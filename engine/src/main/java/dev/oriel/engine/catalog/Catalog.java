package dev.oriel.engine.catalog;

import dev.oriel.api.MappingResolver;
import dev.oriel.api.OnlineResolver;
import dev.oriel.api.Source;
import dev.oriel.api.WindowedOutput;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.check.Problem;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.ResolverClassDefinition;
import dev.oriel.api.expression.AggregationShape;
import dev.oriel.engine.AggregateRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A checked, immutable set of definitions with its resolvers, and the plan that follows from them. */
public final class Catalog {
    /** Where only resolvers are run that belong to all environments. */
    public static final String NO_ENVIRONMENT = "";

    private final Definitions definitions;
    private final List<NamedResolver> resolvers;
    private final Optional<ClassLoader> loader;
    private final List<RunningResolver> running;
    private final List<Waiting> waiting;
    private final List<NamedResolver> inactive;
    private final Map<String, String> whyNoValue = new HashMap<>();
    private final SeriesPlan plan;
    private final WindowedStreams windowed;
    private final List<NamedResolver> online;
    private final List<Group> groups;
    private final List<SeriesLayer> layers;
    private final RowLogs rowLogs;

    private Catalog(CheckedProject project, String environment) {
        this.definitions = project.definitions();
        this.resolvers = project.resolvers();
        this.loader = project.loader();
        this.plan = SeriesPlan.of(definitions);
        List<NamedResolver> active = resolvers.stream()
                .filter(named -> named.resolver().environments().isEmpty()
                        || named.resolver().environments().contains(environment))
                .toList();
        this.inactive =
                resolvers.stream().filter(named -> !active.contains(named)).toList();
        this.waiting =
                active.stream().flatMap(named -> Waiting.of(named).stream()).toList();
        waiting.forEach(one -> one.features().forEach(root -> whyNoValue.putIfAbsent(root, one.reason())));
        this.running = active.stream()
                .filter(named -> Waiting.of(named).isEmpty())
                .map(RunningResolver::of)
                .flatMap(Optional::stream)
                .toList();
        this.online = active.stream()
                .filter(named -> Waiting.of(named).isEmpty())
                .filter(named -> named.resolver() instanceof OnlineResolver)
                .toList();
        this.windowed = new WindowedStreams(definitions, running, plan);
        this.groups = Stream.concat(plan.groups().stream(), windowed.groups().stream())
                .toList();
        this.layers = groups.stream()
                .flatMap(group -> group.layers().stream())
                .sorted((a, b) -> Integer.compare(a.index(), b.index()))
                .toList();
        this.rowLogs = RowLogs.of(definitions);
    }

    /**
     * Reads the definitions that the jars and folders of a class loader carry, and makes their resolvers.
     *
     * @throws DefinitionException if there are none, or any is wrong; all problems are named
     */
    public static Catalog load(ClassLoader loader) throws DefinitionException {
        return load(loader, List.of());
    }

    /**
     * Reads the definitions that the jars and folders of a class loader carry.
     *
     * @param instances of resolver classes, used in place of new ones
     * @throws DefinitionException if there are none, or any is wrong; all problems are named
     */
    public static Catalog load(ClassLoader loader, List<Object> instances) throws DefinitionException {
        return load(loader, instances, NO_ENVIRONMENT);
    }

    /**
     * Reads the definitions that the jars and folders of a class loader carry.
     *
     * @param instances of resolver classes, used in place of new ones
     * @param environment whose resolvers are run beside those of all environments; {@link #NO_ENVIRONMENT} for none
     * @throws DefinitionException if there are none, or any is wrong; all problems are named
     */
    public static Catalog load(ClassLoader loader, List<Object> instances, String environment)
            throws DefinitionException {
        return of(CheckedProject.of(loader, instances, Severity.ERROR), environment);
    }

    /**
     * Reads the feature classes that a class loader carries, with the resolvers of some instances and no others.
     *
     * @param instances of classes marked {@link dev.oriel.api.Resolvers}
     * @throws DefinitionException if there are no definitions, any is wrong, or an instance is of no resolver class
     */
    public static Catalog only(ClassLoader loader, List<Object> instances) throws DefinitionException {
        return only(loader, instances, NO_ENVIRONMENT);
    }

    /**
     * Reads the feature classes that a class loader carries, with the resolvers of some instances and no others.
     *
     * @param instances of classes marked {@link dev.oriel.api.Resolvers}
     * @param environment whose resolvers are run beside those of all environments; {@link #NO_ENVIRONMENT} for none
     * @throws DefinitionException if there are no definitions, any is wrong, or an instance is of no resolver class
     */
    public static Catalog only(ClassLoader loader, List<Object> instances, String environment)
            throws DefinitionException {
        Definitions definitions = DefinitionsReader.read(loader);
        var read = new ResolverInstances(loader, instances);
        for (Object instance : instances) {
            String name = String.valueOf(instance.getClass().getCanonicalName());
            ResolverClassDefinition found = definitions.resolverClasses().stream()
                    .filter(resolvers -> resolvers.javaName().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new DefinitionException(List.of(name + ": it is no class of resolvers · known are "
                                    + definitions.resolverClasses().stream()
                                            .map(ResolverClassDefinition::simpleName)
                                            .collect(Collectors.joining(", "))
                                    + " · mark it with @Resolvers, and compile it with oriel-processor")));
            read.read(found, Severity.ERROR);
        }
        return of(CheckedProject.of(definitions, read, loader), environment);
    }

    /**
     * A catalog of given definitions and resolvers.
     *
     * @throws DefinitionException if any is wrong; all problems are named
     */
    public static Catalog of(Definitions definitions, List<NamedResolver> resolvers) throws DefinitionException {
        return of(new CheckedProject(
                definitions, resolvers, CatalogChecks.problems(definitions, resolvers), Optional.empty()));
    }

    /**
     * A catalog of a project that was checked.
     *
     * @throws DefinitionException if it is refused; all problems are named
     */
    public static Catalog of(CheckedProject project) throws DefinitionException {
        return of(project, NO_ENVIRONMENT);
    }

    /**
     * A catalog of a project that was checked.
     *
     * @param environment whose resolvers are run beside those of all environments; {@link #NO_ENVIRONMENT} for none
     * @throws DefinitionException if it is refused; all problems are named
     */
    public static Catalog of(CheckedProject project, String environment) throws DefinitionException {
        if (project.refused()) {
            throw new DefinitionException(project.problems().stream()
                    .filter(Problem::refuses)
                    .map(Problem::text)
                    .toList());
        }
        return new Catalog(project, environment);
    }

    /** The definitions. */
    public Definitions definitions() {
        return definitions;
    }

    /** The resolvers, by class and in source order. */
    public List<NamedResolver> resolvers() {
        return resolvers;
    }

    /** The resolvers that this version runs, by class and in source order. */
    public List<RunningResolver> running() {
        return running;
    }

    /** The resolvers that compute features when they are asked for, each an {@link OnlineResolver}. */
    public List<NamedResolver> online() {
        return online;
    }

    /** The class loader of the feature classes; empty where definitions were made without any. */
    public Optional<ClassLoader> loader() {
        return loader;
    }

    /** The resolvers that this version does not run, by class and in source order. */
    public List<Waiting> waiting() {
        return waiting;
    }

    /** What is declared and not done, a line each, for whoever starts a server. */
    public List<String> notes() {
        return Stream.of(
                        waiting.stream().map(Waiting::line),
                        WaitingOptions.lines(definitions),
                        inactive.stream()
                                .map(named -> named + ": it is not run · it belongs to the environments '"
                                        + String.join("', '", named.resolver().environments())
                                        + "' · choose one with --environment"))
                .flatMap(lines -> lines)
                .toList();
    }

    /** Why a feature has no value, by its root name, because its resolver is not run; empty when none is waited for. */
    public Optional<String> whyNoValue(String root) {
        return Optional.ofNullable(whyNoValue.get(root));
    }

    /** The sources that resolvers read which are run, by name. */
    public Map<String, Source> sources() {
        var sources = new LinkedHashMap<String, Source>();
        running.forEach(one -> sources.put(one.source().name(), one.source()));
        return sources;
    }

    /** Whether a resolver that is run is written in SQL. */
    public boolean runsSql() {
        return windowed().stream()
                .anyMatch(stream ->
                        stream.resolver().outputs().stream().anyMatch(WindowedOutput.BySql.class::isInstance));
    }

    /** Whether records are to leave the platform: dead letters, or the rows of sinks. */
    public boolean sendsRecords() {
        return running.stream()
                .anyMatch(one -> one.source().deadLetters().isPresent()
                        || !one.resolver().switches().sinks().isEmpty());
    }

    /** The groups, by their index. */
    public List<Group> groups() {
        return groups;
    }

    /** The layers of all groups, by their index. */
    public List<SeriesLayer> layers() {
        return layers;
    }

    /** Where a windowed value is kept, by its canonical name; empty when it is not materialized. */
    public Optional<MaterializedWindow> materializedWindow(String fqn) {
        return Optional.ofNullable(plan.windows().get(fqn))
                .or(() -> Optional.ofNullable(windowed.windows().get(fqn)));
    }

    /**
     * Where a window of an aggregation can be read that no feature declares; empty where no buckets that are kept give it.
     *
     * @param owner class of the asking row
     * @param feature that would declare it
     * @param shape of its expression
     */
    public Optional<MaterializedWindow> undeclaredWindow(
            FeatureClassDefinition owner, FeatureDefinition feature, AggregationShape shape, long windowMillis) {
        return shape.groupKeys().isEmpty()
                ? plan.undeclared(Demand.undeclared(owner, feature, shape, windowMillis), definitions)
                : Optional.empty();
    }

    /** The windowed resolvers that are run, by their index. */
    public List<WindowedStream> windowed() {
        return windowed.streams();
    }

    /** The windowed resolver that fills a feature, by its root name; empty when none does. */
    public Optional<WindowedStream> filledBy(String root) {
        return Optional.ofNullable(windowed.byRoot().get(root));
    }

    /** The logs of rows, by their index; empty when no relation keeps its rows. */
    public List<RowLog> rowLogs() {
        return rowLogs.logs();
    }

    /**
     * The logs that the rows of a resolver enter: they have its class and all columns of its keys, and the resolver writes to
     * the online store.
     */
    public List<RowLog> rowLogs(MappingResolver<?> resolver) {
        if (rowLogs.logs().isEmpty() || resolver.switches().skipOnline()) {
            return List.of();
        }
        RowShape shape = RowShape.of(resolver);
        return rowLogs.logs().stream().filter(shape::feeds).toList();
    }

    /** A has-many relation whose rows are kept, by its name {@code user.purchases}; empty when they are not. */
    public Optional<RowRelation> rowRelation(String fqn) {
        return Optional.ofNullable(rowLogs.relations().get(fqn));
    }

    /** The rows of {@code oriel aggregate list}: by series, bucket and rule. */
    public List<AggregateRow> aggregates() {
        var rows = new ArrayList<AggregateRow>();
        for (SeriesLayer layer : plan.layers()) {
            Series series = layer.series();
            String filters = series.filterText();
            for (SeriesLayer.Rule rule : layer.rules()) {
                rows.add(new AggregateRow(
                        series.number(),
                        series.namespace(),
                        series.writtenGroup(),
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
