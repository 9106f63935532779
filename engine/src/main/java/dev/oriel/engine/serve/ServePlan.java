package dev.oriel.engine.serve;

import dev.oriel.api.Durations;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.AggregationShape;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.Node;
import dev.oriel.api.expression.ParsedExpression;
import dev.oriel.api.expression.RowScopes;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.state.FeatureValues;
import dev.oriel.engine.state.StoragePolicy;
import dev.oriel.engine.typed.JavaValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How every feature of a catalog gets its value, settled once. Immutable. */
final class ServePlan {
    private static final ExpressionPlan.Input NOW = new ExpressionPlan.Input.Attribute("chalk_now");

    private final Catalog catalog;
    /** How a value is computed; kept in buckets is what the catalog says. */
    private final Map<String, Means> computations = new HashMap<>();

    private final Map<String, Object> defaults = new HashMap<>();
    /** By the root name of an output. */
    private final Map<String, OnlineCall> calls = new HashMap<>();

    ServePlan(Catalog catalog) {
        this.catalog = catalog;
        Optional<JavaValues> values = catalog.loader().map(loader -> new JavaValues(catalog.definitions(), loader));
        for (NamedResolver named : catalog.online()) {
            OnlineCall call = OnlineCall.of(named, catalog.definitions(), values);
            call.outputs().forEach(output -> calls.put(output.root(), call));
        }
        for (FeatureClassDefinition owner : catalog.definitions().featureClasses()) {
            for (FeatureDefinition feature : owner.features()) {
                String root = owner.namespace() + "." + feature.name();
                if (feature.expression() != null) {
                    computations.put(root, computation(ExpressionParser.parse(feature.expression()), owner, feature));
                }
                defaultValue(feature).ifPresent(value -> defaults.put(root, value));
            }
        }
    }

    /**
     * One value of one feature.
     *
     * @param windowMillis length of the window; 0 for a feature without windows
     */
    record Target(FeatureClassDefinition owner, FeatureDefinition feature, long windowMillis) {
        String root() {
            return owner.namespace() + "." + feature.name();
        }

        String fqn() {
            return windowMillis == 0 ? root() : owner.namespace() + "." + feature.windowName(windowMillis);
        }
    }

    /** Where a value comes from. */
    sealed interface Means {
        /** From the row of its primary key. */
        record Stored() implements Means {}

        /** From buckets. */
        record Buckets(MaterializedWindow window) implements Means {}

        /** From the messages of a key, by a function or SQL, when it is asked for. */
        record Messages(WindowedStream stream) implements Means {}

        /** From other features of the row, by a function. */
        record Online(OnlineCall call) implements Means {}

        /** From other features of the row. */
        record Computed(ExpressionPlan plan) implements Means {}

        /** From nowhere. */
        record None(String reason) implements Means {}
    }

    /** Whether any feature is computed by an online resolver. */
    boolean hasOnlineCalls() {
        return !calls.isEmpty();
    }

    Means means(Target target) {
        FeatureDefinition feature = target.feature();
        Optional<String> whyNoValue = catalog.whyNoValue(target.root());
        if (whyNoValue.isPresent()) {
            return new Means.None(whyNoValue.get());
        }
        Means computation = computations.get(target.root());
        if (computation != null) {
            Optional<MaterializedWindow> window = catalog.materializedWindow(target.fqn());
            if (window.isPresent()) {
                return new Means.Buckets(window.get());
            }
            return feature.shape() == FeatureDefinition.Shape.WINDOWED_GROUPS ? groups(feature) : computation;
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
            case WINDOWED_GROUPS -> groups(feature);
            case HAS_ONE, HAS_MANY ->
                new Means.None("relations cannot be asked for yet · ask for scalar or windowed features");
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
                .<Means>map(Means.Buckets::new)
                .orElseGet(() -> new Means.Messages(stream.get()));
    }

    private static Means groups(FeatureDefinition feature) {
        return new Means.None("all groups of a window cannot be asked for yet · ask for one group, with an expression"
                + " such as _." + feature.name() + ".group(...)");
    }

    private Means computation(ParsedExpression expression, FeatureClassDefinition owner, FeatureDefinition feature) {
        boolean aggregates = AggregationShape.of(expression, owner, catalog.definitions())
                .shape()
                .isPresent();
        if (aggregates) {
            return new Means.None("its expression aggregates rows and is not materialized · only buckets are kept,"
                    + " not the rows themselves · add @Materialized to '" + feature.javaName() + "'");
        }
        try {
            Node canonical = new RowScopes(owner, catalog.definitions()).canonical(expression.node());
            return new Means.Computed(ExpressionPlan.of(canonical, input -> type(owner, input)));
        } catch (EvaluationException e) {
            return new Means.None(String.valueOf(e.getMessage()));
        }
    }

    private static FeatureType type(FeatureClassDefinition owner, ExpressionPlan.Input input) {
        if (isNow(input)) {
            return new FeatureType.Scalar(ScalarType.TIME);
        }
        FeatureType type = feature(owner, input.name()).type();
        if (type == null) {
            throw new EvaluationException("'_." + input.name() + "' cannot be computed from one row");
        }
        return type;
    }

    /** Whether an expression reads the time of the query, not a feature. */
    static boolean isNow(ExpressionPlan.Input input) {
        return input.equals(NOW);
    }

    /** The targets of the same row whose values a target is computed from; empty where it is read. */
    List<Target> dependencies(Target target) {
        return switch (means(target)) {
            case Means.Computed computed ->
                computed.plan().inputs().stream()
                        .filter(input -> !isNow(input))
                        .map(input -> dependency(target, input))
                        .toList();
            case Means.Online online -> online.call().inputs();
            case Means.Buckets buckets -> keyTargets(target, buckets.window());
            case Means.Stored ignored -> List.of();
            case Means.Messages ignored -> List.of();
            case Means.None ignored -> List.of();
        };
    }

    /** The features that tell which group a window is of, where they can be computed. */
    private List<Target> keyTargets(Target target, MaterializedWindow window) {
        return window.keyFeatures().stream()
                .flatMap(name -> keyTarget(target, name).stream())
                .toList();
    }

    /** A feature that tells which group a window is of; empty where only an input can tell. */
    Optional<Target> keyTarget(Target target, String feature) {
        return target.owner()
                .feature(feature)
                .filter(key -> !key.primary() && key.shape() == FeatureDefinition.Shape.SCALAR)
                .map(key -> new Target(target.owner(), key, 0))
                .filter(key -> !(means(key) instanceof Means.None));
    }

    /** The feature of the same row that an input of an expression is; not the query time. */
    static Target dependency(Target target, ExpressionPlan.Input input) {
        long windowMillis = switch (input) {
            case ExpressionPlan.Input.Attribute ignored -> 0;
            case ExpressionPlan.Input.SameWindow ignored -> target.windowMillis();
            case ExpressionPlan.Input.Window window -> Math.min(window.windowMillis(), Durations.ALL_MILLIS);
        };
        return new Target(target.owner(), feature(target.owner(), input.name()), windowMillis);
    }

    /**
     * Another feature of the same row.
     *
     * @throws EvaluationException if there is none: {@code _.ts} of a class without a feature time, which the checker
     *     admits for the rows of a relation
     */
    private static FeatureDefinition feature(FeatureClassDefinition owner, String name) {
        return owner.feature(name)
                .orElseThrow(() -> new EvaluationException("'_." + name + "' is no feature of " + owner.simpleName()
                        + ", and a row keeps no time of its own: declare a feature time"));
    }

    /** The values that a feature name asks for: itself, or each of its windows. */
    static List<Target> targets(FeatureClassDefinition owner, FeatureDefinition feature, List<Long> windowsMillis) {
        if (windowsMillis.isEmpty()) {
            return List.of(new Target(owner, feature, 0));
        }
        var targets = new ArrayList<Target>();
        windowsMillis.forEach(window -> targets.add(new Target(owner, feature, window)));
        return targets;
    }

    @Nullable
    Object defaultValue(Target target) {
        return defaults.get(target.root());
    }

    private static Optional<Object> defaultValue(FeatureDefinition feature) {
        String text = feature.defaultValue();
        if (text == null || feature.type() == null) {
            return Optional.empty();
        }
        // The checker admits literals only.
        Object value = ExpressionPlan.of(ExpressionParser.parse(text).node(), ServePlan::noInput)
                .value((input, into) -> noInput(input));
        return value == null ? Optional.empty() : Optional.of(FeatureValues.normalise(value, feature.type()));
    }

    private static FeatureType noInput(ExpressionPlan.Input input) {
        throw new IllegalStateException("the checker let the default '_." + input.name() + "' pass");
    }
}
