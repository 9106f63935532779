package dev.oriel.api.check;

import dev.oriel.api.check.DefinitionProblem.Part;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionChecker;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.ExpressionSyntaxException;
import dev.oriel.api.expression.ExpressionType;
import dev.oriel.api.expression.Node;
import java.util.Optional;

/** Checks the default of one feature: a literal of the feature's type. */
final class DefaultCheck {
    private final FeatureClassDefinition owner;
    private final FeatureDefinition feature;
    private final Findings findings;

    DefaultCheck(FeatureClassDefinition owner, FeatureDefinition feature, Findings findings) {
        this.owner = owner;
        this.feature = feature;
        this.findings = findings;
    }

    void run(FeatureType declared) {
        if (feature.defaultValue() == null) {
            return;
        }
        Node node;
        try {
            node = ExpressionParser.parse(feature.defaultValue()).node();
        } catch (ExpressionSyntaxException e) {
            error(String.valueOf(e.getMessage()), e.offset());
            return;
        }
        if (!(node instanceof Node.Literal literal)) {
            boolean text = declared.scalarType()
                    .filter(type -> type == ScalarType.TEXT)
                    .isPresent();
            error(
                    text && node instanceof Node.Scope
                            ? "write the text in quotes, within the quotes of Java: @Default(\"'" + node + "'\")"
                            : "a default is a literal, '" + node + "' is computed",
                    0);
            return;
        }
        Optional<String> constant = DeclaredTypes.missingConstant(literal, declared);
        if (constant.isPresent()) {
            error(constant.get(), 0);
            return;
        }
        ExpressionType type = ExpressionChecker.literalType(literal);
        boolean fits =
                type instanceof ExpressionType.Value value && DeclaredTypes.fits(literal, value.type(), declared);
        if (!fits) {
            error(
                    "the default " + literal + " is " + type.described() + ", but the feature is declared "
                            + DeclaredTypes.word(declared)
                            + (type.described().equals("text") ? "" : textHint(declared)),
                    0);
        }
    }

    private static String textHint(FeatureType declared) {
        return declared.scalarType().filter(type -> type == ScalarType.TEXT).isPresent()
                ? ": write it in quotes, within the quotes of Java"
                : "";
    }

    private void error(String message, int offset) {
        findings.error(owner, feature, Part.DEFAULT, message, offset);
    }
}
