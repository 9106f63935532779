package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.expression.Node;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * An expression as operations over columns. Made once, used for any number of batches by any number of threads, each with a
 * {@link Frame} of its own.
 *
 * <p>Null rules: null in, null out; {@code &} and {@code |} know that false and true decide alone; a division by zero is null;
 * a comparison with null is null, which as a filter drops the row.
 */
public final class ExpressionPlan {
    private final List<Input> inputs;
    private final int[] inputColumns;
    private final List<FeatureType> columnTypes;
    private final List<Constant> constants;
    private final Step[] steps;
    private final int result;

    /**
     * @param inputs with the places of their columns, in order of first use
     * @param result place of the column of results; -1 when every result is null
     */
    ExpressionPlan(
            SequencedMap<Input, Integer> inputs,
            List<FeatureType> columnTypes,
            List<Constant> constants,
            List<Step> steps,
            int result) {
        this.inputs = List.copyOf(inputs.keySet());
        this.inputColumns = inputs.values().stream().mapToInt(place -> place).toArray();
        this.columnTypes = List.copyOf(columnTypes);
        this.constants = List.copyOf(constants);
        this.steps = steps.toArray(Step[]::new);
        this.result = result;
    }

    /** What an expression reads: of its row, or of one that has-one relations lead to. */
    public sealed interface Input {
        /** The relations that lead to the row, in order; empty for the row itself. */
        List<String> path();

        /** Its name without the namespace. */
        String name();

        /** {@code _.name}, {@code _.path.name}. */
        record Attribute(List<String> path, String name) implements Input {
            /** Of the row itself. */
            public Attribute(String name) {
                this(List.of(), name);
            }
        }

        /** {@code _.name[_.chalk_window]}: another windowed feature over the window being computed. */
        record SameWindow(List<String> path, String name) implements Input {
            /** Of the row itself. */
            public SameWindow(String name) {
                this(List.of(), name);
            }
        }

        /** {@code _.name["30d"]}. */
        record Window(List<String> path, String name, long windowMillis) implements Input {
            /** Of the row itself. */
            public Window(String name, long windowMillis) {
                this(List.of(), name, windowMillis);
            }
        }
    }

    /** A value that every row has. */
    record Constant(int column, @Nullable Object value) {}

    /** What is known of the row when an expression is planned. */
    @FunctionalInterface
    public interface InputTypes {
        /**
         * The type of one value of an input.
         *
         * @throws EvaluationException if the row has no such value
         */
        FeatureType of(Input input);

        /** Whether relations, each of the row that the ones before lead to, lead to one other row. */
        default boolean leadsToRow(List<String> path) {
            return false;
        }
    }

    /**
     * Plans an expression that the checker accepts.
     *
     * @throws EvaluationException if it cannot be computed from one row, because it aggregates others; the message names the
     *     part. Cost: linear in the tree
     */
    public static ExpressionPlan of(Node expression, InputTypes types) {
        return new ExpressionPlanner(types).plan(expression);
    }

    /** What it reads, each once, in order of first use. */
    public List<Input> inputs() {
        return inputs;
    }

    /** The type of the results; empty for the literal None. */
    public Optional<FeatureType> type() {
        return result < 0 ? Optional.empty() : Optional.of(columnTypes.get(result));
    }

    /** Columns for batches of so many rows at most. */
    public Frame frame(int rowsMax) {
        return new Frame(this, rowsMax);
    }

    /** Where the values of one row come from. */
    @FunctionalInterface
    public interface RowInputs {
        /** Sets row 0 of the column to the input's value, or gives it an error. */
        void read(Input input, Column into);
    }

    /**
     * The value for one row.
     *
     * @return in the engine's form, or null
     * @throws EvaluationException if an integer overflows or a float exceeds its range
     * @throws RuntimeException the error of an input whose value is needed
     */
    public @Nullable Object value(RowInputs row) {
        if (result < 0) {
            return null;
        }
        Frame frame = frame(1);
        for (int place = 0; place < inputs.size(); place++) {
            row.read(inputs.get(place), frame.input(place));
        }
        return frame.value();
    }

    int inputColumn(int place) {
        return inputColumns[place];
    }

    List<FeatureType> columnTypes() {
        return columnTypes;
    }

    /** Columns that no step writes. */
    List<Constant> constants() {
        return constants;
    }

    Step[] steps() {
        return steps;
    }

    int result() {
        return result;
    }
}
