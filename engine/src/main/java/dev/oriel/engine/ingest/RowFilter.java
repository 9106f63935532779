package dev.oriel.engine.ingest;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.definition.ScalarType;
import dev.oriel.api.expression.Node;
import dev.oriel.engine.evaluate.Column;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.evaluate.Frame;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a layer wants a row that a message makes: conditions, planned once, that must all hold. For one thread. */
final class RowFilter {
    /** Every row is wanted. */
    static final RowFilter NONE = new RowFilter(List.of(), new MappingPlan.Output[0], Map.of());

    private final Condition[] conditions;

    /** @param places by output place; {@link Feed.LayerFeed#EVENT_TIME} where the input is the feature time */
    private record Condition(ExpressionPlan plan, Frame frame, int[] places) {}

    /**
     * A filter over the rows of one resolver.
     *
     * @param columns where the value of each column that is known of a row is found; those that the filters read are
     */
    RowFilter(List<Node> filters, MappingPlan.Output[] outputs, Map<String, Integer> columns) {
        this.conditions = filters.stream()
                .map(filter -> condition(filter, outputs, columns))
                .toArray(Condition[]::new);
    }

    private static Condition condition(Node filter, MappingPlan.Output[] outputs, Map<String, Integer> columns) {
        ExpressionPlan plan = ExpressionPlan.of(filter, input -> {
            int place = place(input, columns);
            return place == Feed.LayerFeed.EVENT_TIME ? new FeatureType.Scalar(ScalarType.TIME) : outputs[place].type();
        });
        int[] places =
                plan.inputs().stream().mapToInt(input -> place(input, columns)).toArray();
        return new Condition(plan, plan.frame(1), places);
    }

    private static int place(ExpressionPlan.Input input, Map<String, Integer> columns) {
        return switch (input) {
            case ExpressionPlan.Input.Attribute attribute -> {
                Integer place = columns.get(attribute.name());
                if (place == null) {
                    throw new IllegalStateException("the plan feeds a layer whose filters read '" + attribute.name()
                            + "', which no output gives");
                }
                yield place;
            }
            case ExpressionPlan.Input.SameWindow window -> throw noWindows(window);
            case ExpressionPlan.Input.Window window -> throw noWindows(window);
        };
    }

    private static EvaluationException noWindows(ExpressionPlan.Input input) {
        return new EvaluationException("'" + input.name() + "' has windows, and a row of a stream has none");
    }

    /**
     * Whether all conditions hold; those after one that does not are not looked at.
     *
     * @param values by output place
     * @throws EvaluationException if there is no telling
     */
    boolean keeps(@Nullable Object[] values, long eventMillis) {
        for (Condition condition : conditions) {
            int[] places = condition.places();
            for (int input = 0; input < places.length; input++) {
                Column column = condition.frame().input(input);
                column.reset();
                column.set(
                        0,
                        places[input] == Feed.LayerFeed.EVENT_TIME
                                ? Instant.ofEpochMilli(eventMillis)
                                : values[places[input]]);
            }
            if (!condition.frame().evaluate(1).keeps(0)) {
                return false;
            }
        }
        return true;
    }
}
