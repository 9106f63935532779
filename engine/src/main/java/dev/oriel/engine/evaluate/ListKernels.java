package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.ExpressionFunction;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.evaluate.ExpressionPlanner.Part;
import dev.oriel.engine.state.ValueOrder;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Functions of lists and vectors. */
final class ListKernels {
    private final ExpressionPlanner planner;
    private final Node at;

    ListKernels(ExpressionPlanner planner, Node at) {
        this.planner = planner;
        this.at = at;
    }

    Part plan(ExpressionFunction function, List<Part> parts) {
        return switch (function) {
            case CARDINALITY ->
                planner.rows(
                        ScalarType.LONG,
                        (in, into, row) -> into.longs[row] = list(in[0], row).size(),
                        parts.getFirst());
            case ELEMENT_AT -> elementAt(parts);
            case DOT_PRODUCT -> dotProduct(parts);
            case COSINE_SIMILARITY ->
                planner.rows(
                        ScalarType.DOUBLE,
                        (in, into, row) -> {
                            double cosine = cosine(vector(in[0], row), vector(in[1], row));
                            MathKernels.set(into, row, cosine, ExpressionPlanner.outOfFloats(at));
                        },
                        parts.getFirst(),
                        parts.get(1));
            default -> throw ExpressionPlanner.notHere(at);
        };
    }

    private static List<?> list(Column column, int row) {
        return (List<?>) Objects.requireNonNull(column.objects[row]);
    }

    private static double[] vector(Column column, int row) {
        return (double[]) Objects.requireNonNull(column.objects[row]);
    }

    private Part elementAt(List<Part> parts) {
        if (!(parts.getFirst().type() instanceof FeatureType.ListOf list)) {
            throw ExpressionPlanner.notHere(at);
        }
        return planner.rows(
                list.element(),
                (in, into, row) -> {
                    List<?> items = list(in[0], row);
                    long place = in[1].longs[row];
                    boolean inside = place != 0 && place >= -items.size() && place <= items.size();
                    into.set(row, inside ? items.get((int) (place > 0 ? place - 1 : items.size() + place)) : null);
                },
                parts.getFirst(),
                parts.get(1));
    }

    private Part dotProduct(List<Part> parts) {
        EvaluationException outOfRange = ExpressionPlanner.outOfFloats(at);
        return planner.rows(
                ScalarType.DOUBLE,
                (in, into, row) -> {
                    double dot = dot(vector(in[0], row), vector(in[1], row));
                    into.doubles[row] = dot;
                    if (!Double.isFinite(dot)) {
                        into.setError(row, outOfRange);
                    }
                },
                parts.getFirst(),
                parts.get(1));
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int place = 0; place < left.length; place++) {
            sum += left[place] * right[place];
        }
        return sum;
    }

    /** Of vectors brought to a largest part of 1, so that no square is out of range; NaN where one has no length. */
    private static double cosine(double[] left, double[] right) {
        double[] first = scaled(left);
        double[] second = scaled(right);
        return dot(first, second) / (Math.sqrt(dot(first, first)) * Math.sqrt(dot(second, second)));
    }

    private static double[] scaled(double[] vector) {
        double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
        return Arrays.stream(vector).map(part -> part / largest).toArray();
    }

    /** Whether a list has a value: {@code value in list}. */
    static Part in(ExpressionPlanner planner, Node at, Part value, Part list) {
        if (!(list.type() instanceof FeatureType.ListOf of)) {
            throw ExpressionPlanner.notHere(at);
        }
        Object constant = planner.constantOf(list);
        boolean texts = value.is(ScalarType.TEXT);
        if (constant instanceof List<?> items && texts) {
            var words = new HashSet<Object>(items);
            return planner.rows(
                    ScalarType.BOOLEAN,
                    (in, into, row) -> into.booleans[row] = words.contains(in[0].objects[row]),
                    value);
        }
        if (constant instanceof List<?> items
                && value.is(ScalarType.LONG)
                && new Part(0, of.element()).is(ScalarType.LONG)) {
            long[] sorted =
                    items.stream().mapToLong(item -> (Long) item).sorted().toArray();
            return planner.rows(
                    ScalarType.BOOLEAN,
                    (in, into, row) -> into.booleans[row] = Arrays.binarySearch(sorted, in[0].longs[row]) >= 0,
                    value);
        }
        return planner.rows(
                ScalarType.BOOLEAN,
                (in, into, row) -> {
                    Object wanted = in[0].value(row);
                    into.booleans[row] = list(in[1], row).stream().anyMatch(item -> equal(wanted, item));
                },
                value,
                list);
    }

    /** Numbers by their exact values, as {@code ==} does. */
    private static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return false;
        }
        return (left instanceof Number && right instanceof Number)
                ? exact(left).compareTo(exact(right)) == 0
                : ValueOrder.NATURAL.compare(left, right) == 0;
    }

    private static BigDecimal exact(Object number) {
        return switch (number) {
            case Long whole -> BigDecimal.valueOf(whole);
            case Double decimal -> new BigDecimal(decimal);
            case BigDecimal decimal -> decimal;
            default -> throw new IllegalArgumentException("'" + number + "' is not a form that numbers take");
        };
    }
}
