package dev.oriel.api.expression;

import dev.oriel.api.expression.AggregationFunction.Argument;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What stands in the brackets of an aggregation, each by its meaning. */
record AggregationArguments(Optional<Node> by, OptionalInt count, OptionalDouble quantile) {
    /** The most values that an aggregation gives. */
    static final int COUNT_MAX = 1_000;

    static Optional<AggregationArguments> read(AggregationFunction function, List<Node.Argument> given) {
        Map<Argument, Node> placed = placed(function, given);
        return placed == null || problem(function, given).isPresent() ? Optional.empty() : Optional.of(of(placed));
    }

    private static AggregationArguments of(Map<Argument, Node> placed) {
        Node count = placed.getOrDefault(Argument.N, placed.get(Argument.K));
        Node quantile = placed.get(Argument.QUANTILE);
        return new AggregationArguments(
                Optional.ofNullable(placed.get(Argument.BY)),
                count instanceof Node.LongLiteral literal
                        ? OptionalInt.of(Math.toIntExact(literal.value()))
                        : OptionalInt.empty(),
                quantile == null ? OptionalDouble.empty() : OptionalDouble.of(number(quantile)));
    }

    private static double number(Node literal) {
        return literal instanceof Node.LongLiteral whole ? whole.value() : ((Node.DoubleLiteral) literal).value();
    }

    /** Why the arguments are not those of the function; empty when they are. */
    static Optional<String> problem(AggregationFunction function, List<Node.Argument> given) {
        return problem(function.functionName(), function, given);
    }

    static Optional<String> problem(String name, AggregationFunction function, List<Node.Argument> given) {
        Map<Argument, Node> placed = placed(function, given);
        if (placed == null) {
            return Optional.of(form(name, function));
        }
        for (Map.Entry<Argument, Node> entry : placed.entrySet()) {
            Node value = entry.getValue();
            boolean fits = switch (entry.getKey()) {
                case BY -> true;
                case N, K ->
                    value instanceof Node.LongLiteral literal && literal.value() >= 1 && literal.value() <= COUNT_MAX;
                case QUANTILE -> isNumber(value) && number(value) >= 0 && number(value) <= 1;
            };
            if (!fits) {
                return Optional.of(entry.getKey().argumentName() + " is a literal "
                        + (entry.getKey() == Argument.QUANTILE
                                ? "number from 0 to 1"
                                : "integer from 1 to " + COUNT_MAX)
                        + ", not '" + value + "'");
            }
        }
        return Optional.empty();
    }

    private static boolean isNumber(Node node) {
        return node instanceof Node.LongLiteral || node instanceof Node.DoubleLiteral;
    }

    /** Each argument by its meaning; null when there are others than the function takes. */
    private static @Nullable Map<Argument, Node> placed(AggregationFunction function, List<Node.Argument> given) {
        List<Argument> known = function.arguments();
        var placed = new EnumMap<Argument, Node>(Argument.class);
        for (int i = 0; i < given.size(); i++) {
            Argument argument = argument(known, given.get(i), i);
            if (argument == null || placed.put(argument, given.get(i).value()) != null) {
                return null;
            }
        }
        return placed.size() == known.size() ? placed : null;
    }

    private static @Nullable Argument argument(List<Argument> known, Node.Argument given, int index) {
        return switch (given) {
            case Node.Argument.Named named ->
                known.stream()
                        .filter(argument -> argument.argumentName().equals(named.name()))
                        .findFirst()
                        .orElse(null);
            case Node.Argument.Positional ignored ->
                index < known.size() && known.get(index) != Argument.K ? known.get(index) : null;
        };
    }

    /** How the function is called. */
    private static String form(String name, AggregationFunction function) {
        return switch (function) {
            case MIN_BY, MAX_BY -> name + " takes the column to order by: " + name + "(_.ts)";
            case MIN_BY_N, MAX_BY_N -> name + " takes the column to order by and how many: " + name + "(_.ts, 3)";
            case APPROX_TOP_K -> name + " takes how many values, by name: " + name + "(k=5)";
            case APPROX_PERCENTILE -> name + " takes a share: " + name + "(quantile=0.5)";
            case COUNT, SUM, MEAN, MIN, MAX, STD, VAR, ANY, ALL -> noArguments(name);
            case FIRST, LAST, ARRAY_AGG, COUNT_DISTINCT, MEDIAN, APPROX_COUNT_DISTINCT -> noArguments(name);
        };
    }

    private static String noArguments(String name) {
        return name + " takes no arguments: name the column in [ ]";
    }
}
