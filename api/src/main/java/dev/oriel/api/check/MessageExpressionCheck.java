package dev.oriel.api.check;

import dev.oriel.api.MappingOutput;
import dev.oriel.api.MappingResolver;
import dev.oriel.api.check.DefinitionProblem.Severity;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.expression.CheckedExpression;
import dev.oriel.api.expression.ExpressionChecker;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.api.expression.ExpressionProblem;
import dev.oriel.api.expression.ExpressionSyntaxException;
import dev.oriel.api.expression.ExpressionType;
import dev.oriel.api.expression.ParsedExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the expressions of a mapping resolver: that they read fields which messages have, and yield what their features are.
 * What a message has is known to whoever reads messages; all else of a resolver {@link ProjectChecker} checks.
 */
public final class MessageExpressionCheck {
    private final String message;
    private final FeatureType.Struct fields;
    private final Definitions definitions;

    /**
     * A check of expressions over messages of one class.
     *
     * @param message simple name of the class
     * @param fields what its messages carry, by their names on the wire
     */
    public MessageExpressionCheck(String message, FeatureType.Struct fields, Definitions definitions) {
        this.message = message;
        this.fields = fields;
        this.definitions = definitions;
    }

    /**
     * Checks a resolver.
     *
     * @return every problem, in the order of the outputs; empty when all is well. Outputs that are no scalar features have none
     *     here
     */
    public List<Problem> check(NamedResolver named, MappingResolver<?> resolver) {
        var problems = new ArrayList<Problem>();
        for (MappingOutput output : resolver.outputs()) {
            if (output instanceof MappingOutput.ByExpression expression) {
                feature(expression.feature())
                        .ifPresent(feature -> problems(expression, feature).stream()
                                .map(problem -> Problem.of(
                                        named,
                                        Severity.ERROR,
                                        "the expression of '" + expression.feature() + "': " + problem))
                                .forEach(problems::add));
            }
        }
        return List.copyOf(problems);
    }

    private Optional<FeatureDefinition> feature(String fqn) {
        return switch (FeaturePath.of(fqn, definitions)) {
            case FeaturePath.Unknown ignored -> Optional.empty();
            case FeaturePath.Found found ->
                found.feature().shape() == Shape.SCALAR ? Optional.of(found.feature()) : Optional.empty();
        };
    }

    private List<String> problems(MappingOutput.ByExpression output, FeatureDefinition feature) {
        ParsedExpression parsed;
        try {
            parsed = ExpressionParser.parse(output.text());
        } catch (ExpressionSyntaxException e) {
            return List.of(e.getMessage() + ", at character " + (e.offset() + 1) + " of '" + output.text() + "'");
        }
        CheckedExpression checked = ExpressionChecker.checkMessage(parsed, message, fields, definitions);
        FeatureType declared = feature.type();
        if (checked.type().isEmpty() || declared == null) {
            return checked.problems().stream().map(ExpressionProblem::message).toList();
        }
        return result(parsed, checked.type().get(), feature, declared).stream().toList();
    }

    /** Why the result is no value of the feature. */
    private static Optional<String> result(
            ParsedExpression parsed, ExpressionType type, FeatureDefinition feature, FeatureType declared) {
        if (!(type instanceof ExpressionType.Value value)) {
            return Optional.of("it is " + type.described() + ", not a value");
        }
        Optional<String> constant = DeclaredTypes.missingConstant(parsed.node(), declared);
        if (constant.isPresent()) {
            return constant;
        }
        if (!DeclaredTypes.fits(parsed.node(), value.type(), declared)) {
            return Optional.of("it yields " + value.type().word() + ", but the feature is declared "
                    + DeclaredTypes.word(declared) + ": convert it by F.cast, or give a function of the message");
        }
        if (value.nullable() && !feature.nullable()) {
            return Optional.of("it may be null, but the feature is declared " + DeclaredTypes.word(declared)
                    + ": give a value in place of null by F.coalesce, or declare the feature @Nullable");
        }
        return Optional.empty();
    }
}
