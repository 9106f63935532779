package dev.oriel.engine.serve;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureDefinition.Shape;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.UnknownFeatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Outputs that are rows with some of their features: {@code user.transactions[transaction.id, transaction.amount]}. */
final class Frames {
    private static final Pattern COLUMNS = Pattern.compile("([\\w.@]+)\\s*\\[([\\w.@,\\s]+)]");

    private Frames() {}

    /**
     * What an output asks for that names a has-many relation and features of its rows; empty for every other.
     *
     * @throws UnknownFeatureException if there is no such feature of the rows
     */
    static Optional<Asked> asked(String output, ServePlan plan, Definitions definitions) {
        Matcher columns = COLUMNS.matcher(output);
        if (!columns.matches()) {
            return Optional.empty();
        }
        Optional<FeatureReference> relation = relation(columns.group(1), definitions);
        if (relation.isEmpty()) {
            return Optional.empty();
        }
        FeatureClassDefinition child = definitions
                .javaClass(Objects.requireNonNull(relation.get().feature().target()))
                .orElseThrow();
        var names = new ArrayList<String>();
        for (String column : columns.group(2).split(",", -1)) {
            names.add(column(output, column.strip(), child));
        }
        Need need = plan.frame(relation.get(), names);
        return Optional.of(new Asked(output, need.fqn(), need));
    }

    private static Optional<FeatureReference> relation(String name, Definitions definitions) {
        try {
            return Optional.of(FeatureReference.resolve(name, definitions))
                    .filter(found -> found.feature().shape() == Shape.HAS_MANY);
        } catch (UnknownFeatureException e) {
            // Whoever reads the whole name says what is wrong with it.
            return Optional.empty();
        }
    }

    private static String column(String output, String name, FeatureClassDefinition child) {
        String own = name.startsWith(child.namespace() + ".")
                ? name.substring(child.namespace().length() + 1)
                : name;
        return child.feature(own)
                .filter(feature -> feature.shape() == Shape.SCALAR && feature.expression() == null)
                .map(FeatureDefinition::name)
                .orElseThrow(() -> new UnknownFeatureException("'" + output + "': '" + name
                        + "' is no feature that rows of " + child.simpleName() + " are kept with · known are "
                        + String.join(", ", known(child))));
    }

    private static List<String> known(FeatureClassDefinition child) {
        return child.features().stream()
                .filter(feature -> feature.shape() == Shape.SCALAR && feature.expression() == null)
                .map(FeatureDefinition::name)
                .toList();
    }
}
