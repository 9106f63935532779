package dev.oriel.api.check;

import dev.oriel.api.OnlineResolver;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import java.util.List;
import java.util.Optional;

/** Checks that features can be computed from others when they are asked for. */
final class OnlineCheck {
    private final ResolverCheck check;
    private final OnlineResolver resolver;

    OnlineCheck(ResolverCheck check, OnlineResolver resolver) {
        this.check = check;
        this.resolver = resolver;
    }

    void run() {
        List<String> outputs = resolver.outputs();
        check.repeated(outputs, "it outputs");
        check.repeated(resolver.inputs(), "it takes");
        Optional<FeatureClassDefinition> owner = Outputs.owner(check, outputs, "it is asked for one row");
        if (owner.isEmpty()) {
            return;
        }
        outputs.stream().distinct().forEach(fqn -> output(owner.get(), fqn));
        resolver.inputs().stream().distinct().forEach(fqn -> input(owner.get(), fqn));
    }

    private void output(FeatureClassDefinition owner, String fqn) {
        switch (FeaturePath.of(fqn, check.definitions())) {
            case FeaturePath.Unknown unknown -> check.error(unknown.message());
            case FeaturePath.Found found -> output(owner, fqn, found);
        }
    }

    private void output(FeatureClassDefinition owner, String fqn, FeaturePath.Found found) {
        FeatureDefinition feature = found.feature();
        if (!found.owner().equals(owner)) {
            check.error("'" + fqn + "' is of another row: write a resolver for "
                    + found.owner().simpleName());
        } else if (feature.primary()) {
            check.error("'" + fqn + "' is the primary key, which every question gives: drop the output");
        } else if (feature.hasWindows()) {
            check.error(
                    "'" + fqn + "' is windowed, and an online resolver gives one value: fill it by a stream resolver or"
                            + " an @Expression");
        } else if (feature.shape() != Shape.SCALAR) {
            check.error("'" + fqn + "' is a relation: an online resolver computes scalar features");
        } else if (feature.expression() != null) {
            check.error("'" + fqn + "' has an expression, which computes it: drop the output, or the @Expression");
        }
    }

    private void input(FeatureClassDefinition owner, String fqn) {
        if (resolver.outputs().contains(fqn)) {
            check.error("'" + fqn + "' is an input and an output: a feature is not computed from itself");
            return;
        }
        switch (FeaturePath.of(fqn, check.definitions())) {
            case FeaturePath.Unknown unknown -> check.error("the input '" + fqn + "': " + unknown.message());
            case FeaturePath.Found found -> input(owner, fqn, found);
        }
    }

    private void input(FeatureClassDefinition owner, String fqn, FeaturePath.Found found) {
        FeatureDefinition feature = found.feature();
        if (!found.start().equals(owner)) {
            check.error("the input '" + fqn + "' is of " + found.start().simpleName() + ", but the outputs are of "
                    + owner.simpleName() + ": take features of " + owner.simpleName()
                    + ", or of a row that it has a relation to");
        } else if (feature.hasWindows() && found.window().isEmpty()) {
            String window =
                    feature.windows().isEmpty() ? "1d" : feature.windows().getFirst();
            check.error("the input '" + fqn + "' has one value per window: take one window, such as "
                    + Outputs.handle(found.owner(), feature) + ".over(\"" + window + "\")");
        } else if (feature.shape() == Shape.HAS_ONE || feature.shape() == Shape.HAS_MANY) {
            check.error("the input '" + fqn + "' is a relation: take features of its rows");
        }
    }
}
