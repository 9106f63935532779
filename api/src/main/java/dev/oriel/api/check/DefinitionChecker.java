package dev.oriel.api.check;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import java.util.List;

/** Finds everything that is wrong with definitions. */
public final class DefinitionChecker {
    private DefinitionChecker() {}

    /**
     * Checks all classes, each feature of each, and their expressions.
     *
     * @param definitions all classes that they refer to among them
     * @return every problem: classes and features in declared order, the name of a feature before its parts, circles of expressions last; empty when
     *     all is well. Cost: linear in the features, but for names, which are compared with the features of their class
     */
    public static List<DefinitionProblem> check(Definitions definitions) {
        var findings = new Findings();
        for (FeatureClassDefinition owner : definitions.featureClasses()) {
            new ClassCheck(owner, definitions, findings).run();
            for (FeatureDefinition feature : owner.features()) {
                new FeatureCheck(owner, feature, definitions, findings).run();
                new ExpressionCheck(owner, feature, definitions, findings).run();
            }
        }
        new CycleCheck(definitions, findings).run();
        return findings.all();
    }
}
