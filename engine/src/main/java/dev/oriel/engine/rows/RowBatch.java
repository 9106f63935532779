package dev.oriel.engine.rows;

import dev.oriel.engine.catalog.RowShape;
import dev.oriel.engine.evaluate.Column;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.evaluate.Frame;
import dev.oriel.engine.state.KeptRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some rows at a time, with what expressions make of them: each column is filled once, whichever of them read it. For one thread. */
final class RowBatch {
    static final int ROWS_MAX = 512;

    /** Where the value of a column is that the rows of a shape do not have. */
    private static final int MISSING = -1;

    /** Where the value of a column is that is the time of the row. */
    private static final int EVENT_TIME = -2;

    private final Map<Integer, RowShape> shapes;
    private final String time;
    private final Frame[] frames;
    private final LinkedHashMap<String, Column> columns = new LinkedHashMap<>();
    private final Map<Integer, int[]> placesByShape = new HashMap<>();
    private final KeptRow[] rows = new KeptRow[ROWS_MAX];
    private int size;

    /**
     * A batch without rows.
     *
     * @param plans of expressions over the rows
     * @param time name of the feature time of the rows
     * @param nowMillis time of the query
     * @param startMillis start of the window
     */
    RowBatch(List<ExpressionPlan> plans, Map<Integer, RowShape> shapes, String time, long nowMillis, long startMillis) {
        this.shapes = shapes;
        this.time = time;
        this.frames = plans.stream().map(plan -> plan.frame(ROWS_MAX)).toArray(Frame[]::new);
        for (int frame = 0; frame < frames.length; frame++) {
            List<ExpressionPlan.Input> inputs = plans.get(frame).inputs();
            for (int input = 0; input < inputs.size(); input++) {
                share(inputs.get(input).name(), frames[frame], input, nowMillis, startMillis);
            }
        }
    }

    private void share(String name, Frame frame, int input, long nowMillis, long startMillis) {
        if (name.equals(RowConditions.NOW) || name.equals(RowConditions.WINDOW)) {
            Instant clock = Instant.ofEpochMilli(name.equals(RowConditions.NOW) ? nowMillis : startMillis);
            for (int row = 0; row < ROWS_MAX; row++) {
                frame.input(input).set(row, clock);
            }
            return;
        }
        Column known = columns.putIfAbsent(name, frame.input(input));
        if (known != null) {
            frame.setInput(input, known);
        }
    }

    /** Adds a row; the caller knows that there is room. */
    void add(KeptRow row) {
        int[] places = placesByShape.computeIfAbsent(row.shape(), this::places);
        int column = 0;
        for (Column into : columns.values()) {
            int place = places[column++];
            if (place == EVENT_TIME) {
                into.set(size, Instant.ofEpochMilli(row.eventMillis()));
            } else {
                into.set(size, place == MISSING ? null : row.values()[place]);
            }
        }
        rows[size++] = row;
    }

    private int[] places(int number) {
        RowShape shape = shapes.get(number);
        if (shape == null) {
            throw new IllegalStateException("a row has the shape '" + number + "', which nobody has noted");
        }
        return columns.keySet().stream()
                .mapToInt(name -> {
                    int place = shape.columns().indexOf(name);
                    return place < 0 && name.equals(time) ? EVENT_TIME : place;
                })
                .toArray();
    }

    int size() {
        return size;
    }

    KeptRow row(int place) {
        return rows[place];
    }

    /** The results of the expression of that place, until the next call. */
    Column results(int plan) {
        return frames[plan].evaluate(size);
    }

    void clear() {
        size = 0;
        columns.values().forEach(Column::reset);
    }
}
