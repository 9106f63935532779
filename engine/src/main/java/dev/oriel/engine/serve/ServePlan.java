package dev.oriel.engine.serve;

import dev.oriel.api.Durations;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Joins;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.Group;
import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.catalog.RowLog;
import dev.oriel.engine.catalog.RowRelation;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.state.StoragePolicy;
import dev.oriel.engine.typed.JavaValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How every feature of a catalog gets its value, settled once: a graph of {@link Target}s, each of which knows what it needs.
 * What queries add to it, they add one at a time. Any threads.
 */
final class ServePlan {
    private final Catalog catalog;
    private final ExpressionMeans expressions;
    /** By canonical name. */
    private final Map<String, Target> targets = new HashMap<>();
    /** By canonical name; those to one row. */
    private final Map<String, Relation> relations = new HashMap<>();
    /** By what is read and the features that tell its key. */
    private final Map<String, KeyPlan> keys = new HashMap<>();
    /** By the root name of an output. */
    private final Map<String, OnlineCall> calls = new HashMap<>();

    ServePlan(Catalog catalog) {
        this.catalog = catalog;
        this.expressions = new ExpressionMeans(this, catalog);
        for (FeatureClassDefinition owner : catalog.definitions().featureClasses()) {
            owner.features().forEach(feature -> addTargets(owner, feature));
        }
        addRelations();
        addCalls();
        targets.values().forEach(target -> target.foundBy(means(target)));
        targets.values().forEach(target -> target.needs(needs(target)));
    }

    private void addTargets(FeatureClassDefinition owner, FeatureDefinition feature) {
        Object defaultValue = ExpressionMeans.defaultValue(feature).orElse(null);
        var windowsMillis = new ArrayList<Long>();
        feature.windows()
                .forEach(window -> windowsMillis.add(Math.min(Durations.millis(window), Durations.ALL_MILLIS)));
        if (windowsMillis.isEmpty()) {
            windowsMillis.add(0L);
        }
        for (long windowMillis : windowsMillis) {
            var target = new Target(owner, feature, windowMillis, defaultValue);
            targets.put(target.fqn(), target);
        }
    }

    private void addCalls() {
        Optional<JavaValues> values = catalog.loader().map(loader -> new JavaValues(catalog.definitions(), loader));
        for (NamedResolver named : catalog.online()) {
            OnlineCall call = OnlineCall.of(named, this, catalog.definitions(), values);
            call.outputs().forEach(output -> calls.put(output.root(), call));
        }
    }

    private void addRelations() {
        for (FeatureClassDefinition owner : catalog.definitions().featureClasses()) {
            for (FeatureDefinition feature : owner.features()) {
                if (feature.shape() == Shape.HAS_ONE) {
                    // The checker has found the class, and that the relation joins by its primary key.
                    FeatureClassDefinition other = catalog.definitions()
                            .javaClass(Objects.requireNonNull(feature.target()))
                            .orElseThrow();
                    Joins.Pair pair = Joins.of(owner, feature, catalog.definitions())
                            .pairs()
                            .getFirst();
                    KeyPart key = keyPart(owner, pair.own().name(), pair.other().type());
                    var relation = new Relation(owner, feature.name(), other, key);
                    relations.put(relation.fqn(), relation);
                }
            }
        }
    }

    /** Whether any feature is computed by an online resolver. */
    boolean hasOnlineCalls() {
        return !calls.isEmpty();
    }

    /** One value of one feature of these definitions; for a window that it declares, or 0 without windows. */
    Target target(FeatureClassDefinition owner, FeatureDefinition feature, long windowMillis) {
        String name =
                windowMillis == 0 ? feature.name() : feature.windowName(Math.min(windowMillis, Durations.ALL_MILLIS));
        Target target = targets.get(owner.namespace() + "." + name);
        if (target == null) {
            throw new IllegalStateException("'" + owner.namespace() + "." + name + "' is not declared");
        }
        return target;
    }

    /** What a name stands for that is checked; with the window that it names. */
    Need need(FeatureReference reference) {
        return need(reference, reference.windowMillis().orElse(0));
    }

    /** What a name stands for that is checked, over one window of the feature. */
    Need need(FeatureReference reference, long windowMillis) {
        List<Relation> path = reference.path().stream()
                .map(step -> relation(step.owner(), step.relation().name()))
                .toList();
        return new Need(path, target(reference.owner(), reference.feature(), windowMillis));
    }

    Relation relation(FeatureClassDefinition owner, String name) {
        return Objects.requireNonNull(
                relations.get(owner.namespace() + "." + name), "a relation that is not to one row");
    }

    private Means means(Target target) {
        Optional<String> whyNoValue = catalog.whyNoValue(target.root());
        if (whyNoValue.isPresent()) {
            return new Means.None(whyNoValue.get());
        }
        FeatureDefinition feature = target.feature();
        if (feature.shape() == Shape.WINDOWED_GROUPS) {
            return new Means.None(
                    "all groups of a window cannot be asked for yet · ask for one group, with an expression"
                            + " such as _." + feature.name() + ".group(...)");
        }
        if (feature.expression() != null) {
            return catalog.materializedWindow(target.fqn())
                    .<Means>map(window -> buckets(target, window))
                    .orElseGet(() -> expressions.means(target));
        }
        OnlineCall call = calls.get(target.root());
        if (call != null) {
            return new Means.Online(call);
        }
        return switch (feature.shape()) {
            case SCALAR ->
                StoragePolicy.maxStalenessMillis(target.owner(), feature) > 0
                        ? new Means.Stored()
                        : new Means.None("it is not stored online, since its max staleness is 0, and has no expression"
                                + " · give it as an input, or give it or its class a maxStaleness");
            case WINDOWED -> windowed(target);
            case HAS_MANY -> frame(target, columns(target));
            case WINDOWED_GROUPS, HAS_ONE ->
                new Means.None("it is a row, not a value · ask for features of it, " + target.fqn() + ".x");
        };
    }

    /** A windowed feature without an expression: what its resolver makes of windows. */
    private Means windowed(Target target) {
        Optional<WindowedStream> stream = catalog.filledBy(target.root());
        if (stream.isEmpty()) {
            return new Means.None("it has neither an expression nor a resolver · give it an @Expression"
                    + ", or fill it by a stream resolver");
        }
        if (stream.get().isTumbling()) {
            return StoragePolicy.maxStalenessMillis(target.owner(), target.feature()) > 0
                    ? new Means.Stored()
                    : new Means.None("it is not stored online, since it has no max staleness of its own · give it a"
                            + " maxStaleness as long as its windows");
        }
        return catalog.materializedWindow(target.fqn())
                .<Means>map(window -> buckets(target, window))
                .orElseGet(() -> new Means.Messages(stream.get()));
    }

    /** The rows of a relation with some of their features. */
    private Means frame(Target target, List<String> columns) {
        Optional<RowRelation> kept = catalog.rowRelation(target.fqn()).filter(ServePlan::keepsAllRows);
        return kept.<Means>map(relation -> new Means.Frame(relation, columns, rowsKey(relation)))
                .orElseGet(() -> new Means.None("its rows are not kept one by one for as long as they belong to it"
                        + " · give it a @HasMany(maxStaleness = …)"));
    }

    /** Rows that belong to a relation and are gone would be missing without a word. */
    private static boolean keepsAllRows(RowRelation relation) {
        OptionalLong kept = relation.log().retentionMillis();
        OptionalLong belongs = relation.maxStalenessMillis();
        return kept.isEmpty() || (belongs.isPresent() && belongs.getAsLong() <= kept.getAsLong());
    }

    /** What rows are kept with: the values that resolvers give. */
    private List<String> columns(Target target) {
        return catalog
                .definitions()
                .javaClass(Objects.requireNonNull(target.feature().target()))
                .orElseThrow()
                .features()
                .stream()
                .filter(feature -> feature.shape() == Shape.SCALAR && feature.expression() == null)
                .map(FeatureDefinition::name)
                .toList();
    }

    /**
     * The rows of a relation with the features that a query names.
     *
     * @param columns of the class of the rows
     */
    Need frame(FeatureReference relation, List<String> columns) {
        Need whole = need(relation);
        var target = new Target(relation.owner(), relation.feature(), 0, null);
        synchronized (this) {
            target.foundBy(whole.target().means() instanceof Means.None none ? none : frame(target, columns));
            target.needs(needs(target));
        }
        return new Need(whole.path(), target);
    }

    /** How a value is found that no feature declares. */
    synchronized void planUndeclared(Target target, Optional<MaterializedWindow> window, Node expression) {
        target.foundBy(window.<Means>map(found -> buckets(target, found))
                .orElseGet(() -> expressions.once(target, expression)));
        target.needs(needs(target));
    }

    private Means buckets(Target target, MaterializedWindow window) {
        String name = "group " + window.group().index();
        return new Means.Buckets(
                window,
                key(name, Optional.of(window.group()), target.owner(), window.keyFeatures(), window.keyTypes()));
    }

    /** The key by which rows are read that are kept one by one. */
    KeyPlan rowsKey(RowRelation relation) {
        RowLog log = relation.log();
        return key("rows " + log.index(), Optional.empty(), relation.owner(), relation.keyFeatures(), log.keyTypes());
    }

    private KeyPlan key(
            String name,
            Optional<Group> group,
            FeatureClassDefinition owner,
            List<String> features,
            List<FeatureType> types) {
        return keys.computeIfAbsent(
                name + " " + owner.namespace() + " " + String.join(" ", features),
                unused -> new KeyPlan(
                        group,
                        IntStream.range(0, features.size())
                                .mapToObj(place -> keyPart(owner, features.get(place), types.get(place)))
                                .toList()));
    }

    private KeyPart keyPart(FeatureClassDefinition owner, String feature, @Nullable FeatureType type) {
        Optional<Target> found = owner.feature(feature)
                .filter(key -> !key.primary() && key.shape() == Shape.SCALAR)
                .map(key -> target(owner, key, 0));
        return new KeyPart(
                owner.namespace() + "." + feature,
                found,
                Optional.ofNullable(type).flatMap(FeatureType::scalarType));
    }

    private static List<Need> needs(Target target) {
        return switch (target.means()) {
            case Means.Computed computed ->
                computed.plan().inputs().stream()
                        .flatMap(input ->
                                Objects.requireNonNull(computed.inputs().get(input)).stream())
                        .toList();
            case Means.Online online -> online.call().inputs();
            case Means.Buckets buckets -> needs(buckets.key());
            case Means.Frame frame -> needs(frame.key());
            case Means.Rows rows ->
                rows.plan().combination().inputs().stream()
                        .map(input -> Objects.requireNonNull(rows.inputs().get(input)))
                        .flatMap(input -> needs(input).stream())
                        .collect(Collectors.toMap(Need::fqn, need -> need, (one, same) -> one, LinkedHashMap::new))
                        .values()
                        .stream()
                        .toList();
            case Means.Stored ignored -> List.of();
            case Means.Messages ignored -> List.of();
            case Means.None ignored -> List.of();
        };
    }

    private static List<Need> needs(KeyPlan key) {
        return key.parts().stream()
                .flatMap(part -> part.found().stream())
                .map(Need::of)
                .toList();
    }

    private static List<Need> needs(Means.RowsInput input) {
        return switch (input) {
            case Means.RowsInput.Now ignored -> List.of();
            case Means.RowsInput.Feature feature -> List.of(feature.need());
            case Means.RowsInput.Aggregated aggregated -> needs(aggregated.key());
        };
    }

    /** The values that a feature name asks for: itself, or each of its windows. */
    List<Need> needs(FeatureReference reference) {
        FeatureDefinition feature = reference.feature();
        boolean root = !feature.windows().isEmpty() && reference.windowMillis().isEmpty();
        return root
                ? feature.windows().stream()
                        .map(window -> need(reference, Durations.millis(window)))
                        .toList()
                : List.of(need(reference));
    }

    /**
     * Another feature that an input of an expression reads, over the window of the feature that has the expression where it says
     * so.
     *
     * @throws EvaluationException if there is none: {@code _.ts} of a class without a feature time, which the checker admits
     *     for the rows of a relation
     */
    Need need(Target target, ExpressionPlan.Input input) {
        var path = new ArrayList<Relation>();
        FeatureClassDefinition owner = target.owner();
        for (String step : input.path()) {
            Relation relation = relation(owner, step);
            path.add(relation);
            owner = relation.other();
        }
        long windowMillis = switch (input) {
            case ExpressionPlan.Input.Attribute ignored -> 0;
            case ExpressionPlan.Input.SameWindow ignored -> target.windowMillis();
            case ExpressionPlan.Input.Window window -> window.windowMillis();
        };
        return new Need(path, target(owner, ExpressionMeans.feature(owner, input.name()), windowMillis));
    }
}
