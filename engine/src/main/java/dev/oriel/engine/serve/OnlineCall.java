package dev.oriel.engine.serve;

import dev.oriel.api.OnlineResolver;
import dev.oriel.api.Row;
import dev.oriel.api.check.NamedResolver;
import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureReference;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.engine.state.FeatureValues;
import dev.oriel.engine.typed.JavaValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An online resolver as queries call it: its function with the values of its inputs as the types that they declare. Immutable.
 *
 * @param name {@code FraudResolvers.accountUnderAttack}
 * @param inputs in the order in which the function takes them
 * @param conversions of the inputs' values, in that order
 * @param outputs what it gives
 */
record OnlineCall(
        String name,
        List<Need> inputs,
        List<JavaValues.Conversion> conversions,
        List<Target> outputs,
        Function<List<@Nullable Object>, @Nullable Object> function) {
    private static final JavaValues.Conversion AS_IT_IS = value -> value;

    /**
     * Of a resolver that the checker accepts.
     *
     * @param values gives values their Java types; empty where definitions were made without Java classes
     */
    static OnlineCall of(NamedResolver named, ServePlan plan, Definitions definitions, Optional<JavaValues> values) {
        var resolver = (OnlineResolver) named.resolver();
        return new OnlineCall(
                named.toString(),
                resolver.inputs().stream()
                        .map(fqn -> plan.need(FeatureReference.resolve(fqn, definitions)))
                        .toList(),
                resolver.inputs().stream()
                        .map(fqn -> values.map(all -> all.of(fqn)).orElse(AS_IT_IS))
                        .toList(),
                resolver.outputs().stream()
                        .map(fqn -> plan.need(FeatureReference.resolve(fqn, definitions))
                                .target())
                        .toList(),
                resolver.function());
    }

    /** The values of the inputs as the function takes them. */
    List<@Nullable Object> arguments(List<? extends @Nullable Object> values) {
        var arguments = new ArrayList<@Nullable Object>(values.size());
        for (int place = 0; place < values.size(); place++) {
            arguments.add(conversions.get(place).java(values.get(place)));
        }
        return arguments;
    }

    /** The outcome of each output, by its name, from what the function gave. */
    Map<String, Outcome> outcomes(@Nullable Object given) {
        var outcomes = new HashMap<String, Outcome>();
        for (Target output : outputs) {
            outcomes.put(output.root(), outcome(output, given));
        }
        return outcomes;
    }

    private Outcome outcome(Target output, @Nullable Object given) {
        Object value = given;
        if (given instanceof Row row && outputs.size() > 1) {
            if (!row.values().containsKey(output.root())) {
                return failed(
                        output,
                        "gives a row without it, of "
                                + String.join(", ", row.values().keySet())
                                + " · add it to the row, with null if there is none");
            }
            value = row.values().get(output.root());
        }
        if (value == null) {
            return Outcome.of(null);
        }
        FeatureType type = Objects.requireNonNull(output.feature().type());
        try {
            return Outcome.of(FeatureValues.normalise(value, type));
        } catch (IllegalArgumentException e) {
            return failed(output, "gives a value that it cannot have: " + e.getMessage());
        }
    }

    /** The same failure of each output, by its name. */
    Map<String, Outcome> failures(QueryError.Code code, String what) {
        var outcomes = new HashMap<String, Outcome>();
        for (Target output : outputs) {
            outcomes.put(output.root(), failed(output, code, what));
        }
        return outcomes;
    }

    private Outcome failed(Target output, String what) {
        return failed(output, QueryError.Code.RESOLVER_FAILED, what);
    }

    private Outcome failed(Target output, QueryError.Code code, String what) {
        return Outcome.failed(new QueryError(
                code,
                output.fqn() + ": its resolver " + name + " " + what,
                Optional.of(output.fqn()),
                Optional.of(name)));
    }
}
