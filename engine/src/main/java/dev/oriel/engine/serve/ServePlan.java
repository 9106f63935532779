package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.expression.AggregationShape;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.FunctionCall;
import dev.oriel.api.expression.Node;
import dev.oriel.api.expression.ParsedExpression;
import dev.oriel.api.expression.RowScopes;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.catalog.MaterializedWindow;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.Evaluator;
import dev.oriel.engine.evaluate.Scope;
import dev.oriel.engine.state.FeatureValues;
import dev.oriel.engine.state.StoragePolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How every feature of a catalog gets its value, settled once. Immutable. */
final class ServePlan {
    private final Catalog catalog;
    private final Map<String, ParsedExpression> expressions = new HashMap<>();
    /** The expressions again, with each window in its canonical spelling. */
    private final Map<String, Node> computed = new HashMap<>();

    private final Map<String, Object> defaults = new HashMap<>();

    ServePlan(Catalog catalog) {
        this.catalog = catalog;
        for (FeatureClassDefinition owner : catalog.definitions().featureClasses()) {
            for (FeatureDefinition feature : owner.features()) {
                String root = owner.namespace() + "." + feature.name();
                if (feature.expression() != null) {
                    ParsedExpression parsed = ExpressionParser.parse(feature.expression());
                    expressions.put(root, parsed);
                    computed.put(root, new RowScopes(owner, catalog.definitions()).canonical(parsed.node()));
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

        /** From other features of the row. */
        record Computed(Node expression) implements Means {}

        /** From nowhere. */
        record None(String reason) implements Means {}
    }

    Means means(Target target) {
        FeatureDefinition feature = target.feature();
        Optional<String> whyNoValue = catalog.whyNoValue(target.root());
        if (whyNoValue.isPresent()) {
            return new Means.None(whyNoValue.get());
        }
        ParsedExpression expression = expressions.get(target.root());
        if (expression != null) {
            Optional<MaterializedWindow> window = catalog.materializedWindow(target.fqn());
            if (window.isPresent()) {
                return catalog.whyNoRows(window.get().group())
                        .<Means>map(Means.None::new)
                        .orElseGet(() -> new Means.Buckets(window.get()));
            }
            if (feature.materialized()) {
                return new Means.None("its aggregation cannot be kept in buckets yet · available are count, sum, mean,"
                        + " min, max, std and var of numbers, and approx_count_distinct");
            }
            if (aggregates(expression, target.owner())) {
                return new Means.None("its expression aggregates rows and is not materialized · only buckets are kept,"
                        + " not the rows themselves · add @Materialized to '" + feature.javaName() + "'");
            }
            return new Means.Computed(Objects.requireNonNull(computed.get(target.root())));
        }
        return switch (feature.shape()) {
            case SCALAR ->
                StoragePolicy.maxStalenessMillis(target.owner(), feature) > 0
                        ? new Means.Stored()
                        : new Means.None("it is not stored online, since its max staleness is 0, and has no expression"
                                + " · give it as an input, or give it or its class a maxStaleness");
            case WINDOWED ->
                new Means.None("it has neither an expression nor a resolver · give it an @Expression"
                        + ", or fill it by a stream resolver");
            case WINDOWED_GROUPS ->
                new Means.None("all groups of a window cannot be asked for yet · ask for one group, with an expression"
                        + " such as _." + feature.name() + ".group(...)");
            case HAS_ONE, HAS_MANY ->
                new Means.None("relations cannot be asked for yet · ask for scalar or windowed features");
        };
    }

    private boolean aggregates(ParsedExpression expression, FeatureClassDefinition owner) {
        return AggregationShape.of(expression, owner, catalog.definitions())
                .shape()
                .isPresent();
    }

    /** The targets whose values an expression reads, itself excluded. */
    void forEachDependency(Target target, Consumer<Target> visitor) {
        if (means(target) instanceof Means.Computed computed) {
            visit(computed.expression(), target, visitor);
        }
    }

    private void visit(Node node, Target target, Consumer<Target> visitor) {
        switch (node) {
            case Node.Index index -> {
                if (index.of() instanceof Node.Attribute feature && feature.isOfRow()) {
                    visitor.accept(sibling(target, feature.name(), windowMillis(index, target)));
                }
            }
            case Node.Attribute attribute -> {
                if (attribute.isOfRow()
                        && target.owner().feature(attribute.name()).isPresent()) {
                    visitor.accept(sibling(target, attribute.name(), 0));
                }
            }
            case Node.Binary binary -> {
                visit(binary.left(), target, visitor);
                visit(binary.right(), target, visitor);
            }
            case Node.Unary unary -> visit(unary.operand(), target, visitor);
            case Node.Call call ->
                FunctionCall.of(call)
                        .ifPresent(
                                function -> function.arguments().forEach(argument -> visit(argument, target, visitor)));
            case Node.ListLiteral list -> list.items().forEach(item -> visit(item, target, visitor));
            case Node.Scope scope -> {}
            case Node.Literal literal -> {}
        }
    }

    private static long windowMillis(Node.Index index, Target target) {
        return Evaluator.namedWindowMillis(index.items().getFirst()).orElse(target.windowMillis());
    }

    /**
     * Another feature of the same row.
     *
     * @throws EvaluationException if there is none: {@code _.ts} of a class without a feature time, which the checker
     *     admits for the rows of a relation
     */
    Target sibling(Target target, String name, long windowMillis) {
        FeatureDefinition feature = target.owner()
                .feature(name)
                .orElseThrow(() -> new EvaluationException(
                        "'_." + name + "' is no feature of " + target.owner().simpleName()
                                + ", and a row keeps no time of its own: declare a feature time"));
        return new Target(target.owner(), feature, windowMillis);
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
        if (text == null || feature.scalar() == null) {
            return Optional.empty();
        }
        Object value = Evaluator.value(ExpressionParser.parse(text).node(), NOTHING);
        return value == null ? Optional.empty() : Optional.of(FeatureValues.normalise(value, feature.scalar()));
    }

    /** What a default may read: nothing. The checker admits literals only. */
    private static final Scope NOTHING = new Scope() {
        @Override
        public @Nullable Object attribute(String name) {
            throw new IllegalStateException("the checker let the default '_." + name + "' pass");
        }

        @Override
        public @Nullable Object sameWindow(String name) {
            return attribute(name);
        }

        @Override
        public @Nullable Object window(String name, long windowMillis) {
            return attribute(name);
        }
    };
}
