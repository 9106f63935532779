package dev.oriel.api.check;

import dev.oriel.api.Durations;
import dev.oriel.api.Edges;
import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.Joins;
import dev.oriel.api.definition.Materialization;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.AggregationExpression;
import dev.oriel.api.expression.AggregationFunction;
import dev.oriel.api.expression.AggregationShape;
import dev.oriel.api.expression.CheckedExpression;
import dev.oriel.api.expression.ExpressionChecker;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.ExpressionSyntaxException;
import dev.oriel.api.expression.ExpressionType;
import dev.oriel.api.expression.ExpressionType.Value;
import dev.oriel.api.expression.Node;
import dev.oriel.api.expression.ParsedExpression;
import dev.oriel.api.expression.RowScopes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Checks the expression of one feature, its default, and whether buckets can keep it. */
final class ExpressionCheck {
    private final FeatureClassDefinition owner;
    private final FeatureDefinition feature;
    private final Definitions definitions;
    private final Findings findings;

    ExpressionCheck(
            FeatureClassDefinition owner, FeatureDefinition feature, Definitions definitions, Findings findings) {
        this.owner = owner;
        this.feature = feature;
        this.definitions = definitions;
        this.findings = findings;
    }

    void run() {
        FeatureType declared = ExpressionType.of(feature).orElse(null);
        if (declared == null) {
            return;
        }
        new DefaultCheck(owner, feature, findings).run(declared);
        if (feature.expression() == null) {
            return;
        }
        ParsedExpression parsed;
        try {
            parsed = ExpressionParser.parse(feature.expression());
        } catch (ExpressionSyntaxException e) {
            error(Part.EXPRESSION, String.valueOf(e.getMessage()), e.offset());
            return;
        }
        CheckedExpression checked = ExpressionChecker.check(parsed, owner, feature.windows(), definitions);
        checked.problems().forEach(p -> error(Part.EXPRESSION, p.message(), p.offset()));
        Optional<ExpressionType> type = checked.type();
        if (type.isPresent() && result(parsed, type.get(), declared)) {
            materializable(parsed);
            Node canonical = new RowScopes(owner, definitions).canonical(parsed.node());
            mixedEdges(canonical);
            new RetentionCheck(owner, feature, definitions, findings).run(parsed.node());
        }
    }

    /** Whether the result fits what is declared; says why not. */
    private boolean result(ParsedExpression parsed, ExpressionType type, FeatureType declared) {
        boolean groups = feature.shape() == Shape.WINDOWED_GROUPS;
        if (groups && !(type instanceof ExpressionType.Groups)) {
            return refused("the expression is " + type.described()
                    + ", not one value per group: write _.rows.group_by(_.key).agg(_.amount.sum())");
        }
        ExpressionType one = groups && type instanceof ExpressionType.Groups found ? found.value() : type;
        if (!(one instanceof Value value)) {
            return refused(notAValue(parsed, one));
        }
        if (groups && value.scalar().filter(ScalarType::isNumber).isEmpty()) {
            return refused("groups hold integers or floats, the aggregation yields "
                    + value.type().word());
        }
        Optional<String> constant = DeclaredTypes.missingConstant(parsed.node(), declared);
        if (constant.isPresent()) {
            return refused(constant.get());
        }
        if (!DeclaredTypes.fits(parsed.node(), value.type(), declared)) {
            return refused(wrongType(parsed, value, declared));
        }
        if (value.nullable() && !feature.nullable() && feature.defaultValue() == null) {
            return refused("the expression may be null, but the feature is declared " + declared.word()
                    + ": add @Default, or return " + returned(declared, true));
        }
        return true;
    }

    private String notAValue(ParsedExpression parsed, ExpressionType type) {
        String what = "the expression is " + type.described() + ", not a value";
        return switch (type) {
            case ExpressionType.Rows ignored -> what + ": aggregate them, such as " + parsed.node() + ".count()";
            case ExpressionType.WindowedValue windowed ->
                "'" + parsed.node() + "' has one value per window: write " + parsed.node() + "["
                        + (feature.windows().isEmpty()
                                ? "'" + windowed.windows().getFirst() + "'"
                                : "_.chalk_window")
                        + "]";
            case ExpressionType.One ignored -> what + ": name a feature, such as _.name";
            case ExpressionType.WindowStart ignored -> what + ": compare a time with it within [ ]";
            case ExpressionType.GroupedRows ignored -> what + ": write " + parsed.node() + ".agg(_.amount.sum())";
            case ExpressionType.Groups ignored ->
                what + ": return WindowedGroups<...>, or pick a group with .group(...)";
            case ExpressionType.WindowedGroups ignored -> what + ": pick a group with .group(...)";
            case ExpressionType.Null ignored -> what;
            case Value ignored -> what;
        };
    }

    private String wrongType(ParsedExpression parsed, Value value, FeatureType declared) {
        return yields(parsed, value) + ", but the feature is declared " + DeclaredTypes.word(declared) + ": return "
                + returned(value.type(), feature.nullable() || value.nullable());
    }

    private String returned(FeatureType type, boolean nullable) {
        String boxed = DeclaredTypes.boxed(type, nullable);
        return switch (feature.shape()) {
            case WINDOWED -> "Windowed<" + boxed + ">";
            case WINDOWED_GROUPS -> "WindowedGroups<" + boxed + ">";
            case SCALAR, HAS_ONE, HAS_MANY -> boxed;
        };
    }

    /** The function by its name where its result does not depend on the column, which is then not to blame. */
    private static String yields(ParsedExpression parsed, Value value) {
        AggregationFunction function = parsed.node() instanceof Node.Call call
                ? AggregationExpression.of(call)
                        .map(AggregationExpression::function)
                        .orElse(null)
                : null;
        boolean own = function != null
                && (function.ownResult().isPresent()
                        || (function == AggregationFunction.MEAN
                                && value.scalar().isPresent()));
        return function != null && own
                ? spelled(parsed, function) + " yields " + article(value.type().word())
                : "the expression yields " + value.type().word();
    }

    /** As it was written, where that is at hand. */
    private static String spelled(ParsedExpression parsed, AggregationFunction function) {
        return parsed.node() instanceof Node.Call call && function.spellings().contains(call.name())
                ? call.name()
                : function.functionName();
    }

    private static String article(String word) {
        return ("aeio".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
    }

    private void materializable(ParsedExpression parsed) {
        // A relation without a join is reported where it is declared, not again by each aggregation over it.
        if (feature.materialized() && !feature.windows().isEmpty() && relationsJoin(parsed.node())) {
            AggregationShape.of(parsed, owner, definitions)
                    .problems()
                    .forEach(p -> error(Part.EXPRESSION, p.message(), p.offset()));
        }
    }

    /** Buckets of different lengths reach back differently far before the start of a window: their ratio is of two spans. */
    private void mixedEdges(Node expression) {
        Map<String, String> featureByEdges = new TreeMap<>();
        collectEdges(expression, featureByEdges);
        if (featureByEdges.size() > 1) {
            String listed = featureByEdges.entrySet().stream()
                    .map(e -> e.getValue() + " (" + e.getKey() + ")")
                    .collect(Collectors.joining(", "));
            findings.warning(
                    owner,
                    feature,
                    Part.EXPRESSION,
                    "the expression mixes windows with different edges: " + listed + "; use equal buckets");
        }
    }

    private void collectEdges(Node node, Map<String, String> featureByEdges) {
        if (node instanceof Node.Index index && index.of() instanceof Node.Attribute attribute && attribute.isOfRow()) {
            owner.feature(attribute.name())
                    .filter(FeatureDefinition::hasWindows)
                    .ifPresent(
                            other -> edges(other).ifPresent(edges -> featureByEdges.putIfAbsent(edges, other.name())));
        }
        node.children().forEach(child -> collectEdges(child, featureByEdges));
    }

    /** What the windows of a feature begin and end with, in words; empty where buckets are not kept or cannot be read. */
    private static Optional<String> edges(FeatureDefinition other) {
        Materialization how = other.materialization();
        if (how == null) {
            return Optional.empty();
        }
        if (how.edges() == Edges.EXACT) {
            return Optional.of("exact edges");
        }
        if (how.bucketsAreWindows()) {
            return Optional.of("buckets as long as the window");
        }
        try {
            return Optional.of("buckets of "
                    + other.windows().stream()
                            .flatMap(window -> how.bucketOf(window).stream())
                            .map(bucket -> Durations.label(Durations.millis(bucket)))
                            .distinct()
                            .collect(Collectors.joining(" and ")));
        } catch (IllegalArgumentException e) {
            // A text that is no duration is reported where it is declared.
            return Optional.empty();
        }
    }

    private boolean relationsJoin(Node node) {
        if (node instanceof Node.Attribute attribute && attribute.isOfRow()) {
            return owner.feature(attribute.name())
                    .filter(relation -> relation.shape() == Shape.HAS_MANY)
                    .map(relation -> Joins.of(owner, relation, definitions).problem() == null)
                    .orElse(true);
        }
        return node.children().stream().allMatch(this::relationsJoin);
    }

    private boolean refused(String message) {
        error(Part.EXPRESSION, message, -1);
        return false;
    }

    private void error(Part part, String message, int offset) {
        findings.error(owner, feature, part, message, offset);
    }
}
