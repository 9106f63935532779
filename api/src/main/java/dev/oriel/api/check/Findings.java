package dev.oriel.api.check;

import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import java.util.ArrayList;
import java.util.List;

/** The problems found so far, in the order of looking. */
final class Findings {
    private final List<DefinitionProblem> problems = new ArrayList<>();

    void ofClass(FeatureClassDefinition owner, Part part, String message) {
        problems.add(new DefinitionProblem(owner, null, part, Severity.ERROR, message, -1));
    }

    void noteOfClass(FeatureClassDefinition owner, Part part, String message) {
        problems.add(new DefinitionProblem(owner, null, part, Severity.NOTE, message, -1));
    }

    void error(FeatureClassDefinition owner, FeatureDefinition feature, Part part, String message) {
        error(owner, feature, part, message, -1);
    }

    void error(FeatureClassDefinition owner, FeatureDefinition feature, Part part, String message, int offset) {
        problems.add(new DefinitionProblem(owner, feature, part, Severity.ERROR, message, offset));
    }

    void warning(FeatureClassDefinition owner, FeatureDefinition feature, Part part, String message) {
        problems.add(new DefinitionProblem(owner, feature, part, Severity.WARNING, message, -1));
    }

    void note(FeatureClassDefinition owner, FeatureDefinition feature, Part part, String message) {
        problems.add(new DefinitionProblem(owner, feature, part, Severity.NOTE, message, -1));
    }

    List<DefinitionProblem> all() {
        return List.copyOf(problems);
    }
}
