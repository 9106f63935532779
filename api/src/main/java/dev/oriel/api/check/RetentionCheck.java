package dev.oriel.api.check;

import dev.oriel.api.Durations;
import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.RelationJoin;
import dev.oriel.api.expression.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds windows over rows that are gone before the window has left them (D17). Buckets keep what they need themselves. */
final class RetentionCheck {
    private final FeatureClassDefinition owner;
    private final FeatureDefinition feature;
    private final Definitions definitions;
    private final Findings findings;

    RetentionCheck(
            FeatureClassDefinition owner, FeatureDefinition feature, Definitions definitions, Findings findings) {
        this.owner = owner;
        this.feature = feature;
        this.definitions = definitions;
        this.findings = findings;
    }

    /**
     * A limit on how long rows are kept.
     *
     * @param text as written
     * @param where what it is written at, for messages
     */
    private record Limit(String text, String where) {
        long millis() {
            return Durations.millis(text);
        }
    }

    void run(Node expression) {
        if (!feature.hasWindows() || feature.materialized()) {
            return;
        }
        Optional<String> longest = feature.windows().stream()
                .filter(window -> FeatureCheck.durationProblem(window).isEmpty())
                .max(Comparator.comparingLong(Durations::millis));
        if (longest.isEmpty()) {
            return;
        }
        for (FeatureDefinition relation : relations(expression)) {
            limits(relation).stream()
                    .min(Comparator.comparingLong(Limit::millis))
                    .filter(limit -> limit.millis() < Durations.millis(longest.get()))
                    .ifPresent(limit -> findings.error(
                            owner,
                            feature,
                            Part.EXPRESSION,
                            "the window '" + longest.get() + "' is longer than its rows are kept, '" + limit.text()
                                    + "' by the maxStaleness of " + limit.where()
                                    + ": keep them longer, drop the window, or add @Materialized"));
        }
    }

    private List<FeatureDefinition> relations(Node expression) {
        var relations = new ArrayList<FeatureDefinition>();
        collect(expression, relations);
        return relations.stream().distinct().toList();
    }

    private void collect(Node node, List<FeatureDefinition> relations) {
        if (node instanceof Node.Attribute attribute && attribute.isOfRow()) {
            owner.feature(attribute.name())
                    .filter(relation -> relation.shape() == Shape.HAS_MANY)
                    .ifPresent(relations::add);
        }
        node.children().forEach(child -> collect(child, relations));
    }

    private List<Limit> limits(FeatureDefinition relation) {
        var limits = new ArrayList<Limit>();
        RelationJoin join = relation.join();
        add(limits, join == null ? null : join.maxStaleness(), relation.name());
        String target = relation.target();
        if (target != null) {
            definitions.javaClass(target).ifPresent(child -> add(limits, child.maxStaleness(), child.simpleName()));
        }
        return limits;
    }

    /** A class without a staleness says nothing of how long its rows are kept for a relation. */
    private static void add(List<Limit> limits, @Nullable String text, String where) {
        if (text != null && FeatureCheck.durationProblem(text).isEmpty() && Durations.millis(text) > 0) {
            limits.add(new Limit(text, where));
        }
    }
}
