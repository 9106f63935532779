package dev.oriel.api.check;

import dev.oriel.api.MappingResolver;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import java.util.List;
import java.util.Optional;

/** Checks that one message can write one row. */
final class MappingCheck {
    private final ResolverCheck check;
    private final MappingResolver<?> resolver;

    MappingCheck(ResolverCheck check, MappingResolver<?> resolver) {
        this.check = check;
        this.resolver = resolver;
    }

    void run() {
        List<String> outputs = resolver.features();
        check.repeated(outputs, "it outputs");
        Optional<FeatureClassDefinition> owner = Outputs.owner(check, outputs, "a message writes one row");
        if (owner.isEmpty()) {
            return;
        }
        outputs.stream().distinct().forEach(this::output);
        Outputs.primaryKey(owner.get())
                .filter(key -> !outputs.contains(key.fqn()))
                .ifPresent(key -> check.error("it does not output '" + key.fqn()
                        + "', under which a row is written: add .output(" + key.handle() + ", …)"));
    }

    private void output(String fqn) {
        switch (FeaturePath.of(fqn, check.definitions())) {
            case FeaturePath.Unknown unknown -> check.error(unknown.message());
            case FeaturePath.Found found -> output(fqn, found);
        }
    }

    private void output(String fqn, FeaturePath.Found found) {
        FeatureDefinition feature = found.feature();
        if (!found.direct()) {
            check.error("'" + fqn + "' is of another row: write a resolver for "
                    + found.owner().simpleName());
        } else if (found.window().isPresent()) {
            check.error(Outputs.oneWindow(found));
        } else if (feature.hasWindows()) {
            check.error(
                    "'" + fqn + "' is windowed: a mapping resolver writes scalar features; output it from the list of"
                            + " a window's messages");
        } else if (feature.shape() != Shape.SCALAR) {
            check.error("'" + fqn + "' is a relation: a mapping resolver writes scalar features");
        } else if (feature.expression() != null) {
            check.error("'" + fqn + "' has an expression, which computes it: drop the output, or the @Expression");
        }
    }
}
