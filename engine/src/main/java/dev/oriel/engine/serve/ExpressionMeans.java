package dev.oriel.engine.serve;

import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.Node;
import dev.oriel.api.expression.ParsedExpression;
import dev.oriel.api.expression.RowScopes;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.rows.RowsPlan;
import dev.oriel.engine.state.FeatureValues;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How expressions of features are computed from other features. Immutable once the plan is made. */
final class ExpressionMeans {
    private static final ExpressionPlan.Input NOW = new ExpressionPlan.Input.Attribute("chalk_now");

    private final ServePlan plan;
    private final Catalog catalog;
    /** By the root name of a feature; those that can be planned. */
    private final Map<String, ExpressionPlan> plans = new HashMap<>();

    private final Map<String, Optional<RowsPlan>> rowsPlans = new HashMap<>();

    ExpressionMeans(ServePlan plan, Catalog catalog) {
        this.plan = plan;
        this.catalog = catalog;
    }

    /** How the value of a feature with an expression is computed from others, or why it is not. */
    Means means(Target target) {
        FeatureDefinition feature = target.feature();
        FeatureClassDefinition owner = target.owner();
        ParsedExpression expression = ExpressionParser.parse(String.valueOf(feature.expression()));
        try {
            Optional<RowsPlan> rows =
                    rowsPlans.computeIfAbsent(target.root(), unused -> RowsPlan.of(owner, feature, catalog));
            if (rows.isPresent()) {
                return rows(target, rows.get());
            }
            ExpressionPlan planned = plans.get(target.root());
            if (planned == null) {
                Node canonical = new RowScopes(owner, catalog.definitions()).canonical(expression.node());
                planned = ExpressionPlan.of(canonical, types(owner));
                plans.put(target.root(), planned);
            }
            return computed(target, planned);
        } catch (EvaluationException e) {
            return new Means.None(String.valueOf(e.getMessage()));
        }
    }

    /** The same for an expression that is not remembered, of rows or of other features. */
    Means once(Target target, Node expression) {
        FeatureClassDefinition owner = target.owner();
        try {
            Optional<RowsPlan> rows = RowsPlan.of(owner, target.feature(), catalog);
            if (rows.isPresent()) {
                return rows(target, rows.get());
            }
            Node canonical = new RowScopes(owner, catalog.definitions()).canonical(expression);
            return computed(target, ExpressionPlan.of(canonical, types(owner)));
        } catch (EvaluationException e) {
            return new Means.None(String.valueOf(e.getMessage()));
        }
    }

    private Means.Rows rows(Target target, RowsPlan planned) {
        var inputs = new IdentityHashMap<ExpressionPlan.Input, Means.RowsInput>();
        for (ExpressionPlan.Input input : planned.combination().inputs()) {
            inputs.put(
                    input,
                    planned.aggregation(input)
                            .<Means.RowsInput>map(aggregation ->
                                    new Means.RowsInput.Aggregated(aggregation, plan.rowsKey(aggregation.relation())))
                            .orElseGet(() -> isNow(input)
                                    ? new Means.RowsInput.Now()
                                    : new Means.RowsInput.Feature(plan.need(target, input))));
        }
        return new Means.Rows(planned, inputs);
    }

    private Means.Computed computed(Target target, ExpressionPlan planned) {
        // The plan hands out the very inputs that it has, and there are many reads of each.
        var inputs = new IdentityHashMap<ExpressionPlan.Input, Optional<Need>>();
        for (ExpressionPlan.Input input : planned.inputs()) {
            inputs.put(input, isNow(input) ? Optional.empty() : Optional.of(plan.need(target, input)));
        }
        return new Means.Computed(planned, inputs);
    }

    private ExpressionPlan.InputTypes types(FeatureClassDefinition owner) {
        return new ExpressionPlan.InputTypes() {
            @Override
            public FeatureType of(ExpressionPlan.Input input) {
                if (isNow(input)) {
                    return new FeatureType.Scalar(ScalarType.TIME);
                }
                FeatureType type =
                        feature(ledTo(input.path()).orElse(owner), input.name()).type();
                if (type == null) {
                    throw new EvaluationException("'_." + input.name() + "' cannot be computed from one row");
                }
                return type;
            }

            @Override
            public boolean leadsToRow(List<String> path) {
                return ledTo(path).isPresent();
            }

            private Optional<FeatureClassDefinition> ledTo(List<String> path) {
                Optional<FeatureClassDefinition> reached = Optional.of(owner);
                for (String step : path) {
                    reached = reached.flatMap(from -> from.feature(step))
                            .filter(relation -> relation.shape() == Shape.HAS_ONE)
                            .map(FeatureDefinition::target)
                            .flatMap(catalog.definitions()::javaClass);
                }
                return reached;
            }
        };
    }

    /** Whether an expression reads the time of the query, not a feature. */
    private static boolean isNow(ExpressionPlan.Input input) {
        return input.equals(NOW);
    }

    /**
     * A feature that an expression names.
     *
     * @throws EvaluationException if there is none
     */
    static FeatureDefinition feature(FeatureClassDefinition owner, String name) {
        return owner.feature(name)
                .orElseThrow(() -> new EvaluationException("'_." + name + "' is no feature of " + owner.simpleName()
                        + ", and a row keeps no time of its own: declare a feature time"));
    }

    /** The default of a feature in the engine's form. */
    static Optional<Object> defaultValue(FeatureDefinition feature) {
        String text = feature.defaultValue();
        if (text == null || feature.type() == null) {
            return Optional.empty();
        }
        // The checker admits literals only.
        Object value = ExpressionPlan.of(ExpressionParser.parse(text).node(), ExpressionMeans::noInput)
                .value((input, into) -> noInput(input));
        return value == null ? Optional.empty() : Optional.of(FeatureValues.normalise(value, feature.type()));
    }

    private static FeatureType noInput(ExpressionPlan.Input input) {
        throw new IllegalStateException("the checker let the default '_." + input.name() + "' pass");
    }
}
