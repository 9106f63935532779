package dev.oriel.engine.evaluate;

import dev.oriel.api.definition.FeatureType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of one plan: a place to compute batch after batch in. For one thread. */
public final class Frame {
    private final ExpressionPlan plan;
    private final Column[] columns;

    Frame(ExpressionPlan plan, int rowsMax) {
        this.plan = plan;
        List<FeatureType> types = plan.columnTypes();
        this.columns = new Column[types.size()];
        for (int place = 0; place < columns.length; place++) {
            columns[place] = new Column(types.get(place), rowsMax);
        }
        for (ExpressionPlan.Constant constant : plan.constants()) {
            for (int row = 0; row < rowsMax; row++) {
                columns[constant.column()].set(row, constant.value());
            }
        }
    }

    /** The column that an input is read from: by its place in {@link ExpressionPlan#inputs}. To be reset for each batch. */
    public Column input(int place) {
        return columns[plan.inputColumn(place)];
    }

    /** Reads an input from this column of another owner, for as long as it is not replaced. */
    public void setInput(int place, Column column) {
        FeatureType wanted = input(place).type();
        if (!column.type().equals(wanted)) {
            throw new IllegalArgumentException(plan.inputs().get(place) + " is " + wanted.word() + ", not "
                    + column.type().word());
        }
        columns[plan.inputColumn(place)] = column;
    }

    /**
     * Computes the rows that the inputs hold.
     *
     * @return the results, until the next call. Cost: linear in rows and operations; nothing is allocated but texts and errors
     */
    public Column evaluate(int rows) {
        for (Step step : plan.steps()) {
            step.run(columns, rows);
        }
        return columns[plan.result()];
    }

    /** The value of the only row. */
    @Nullable
    Object value() {
        return evaluate(1).value(0);
    }
}
