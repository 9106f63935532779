package dev.oriel.engine.ingest;

import dev.oriel.api.MappingOutput;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.api.expression.ExpressionParser;
import dev.oriel.engine.evaluate.Column;
import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.ExpressionPlan;
import dev.oriel.engine.evaluate.Frame;
import dev.oriel.engine.message.MessageFields;
import dev.oriel.engine.port.SqlEngine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of one mapping resolver, planned once. A message is read field by field, each field that any of them reads
 * once, and nothing else of it. For one thread.
 */
final class OutputExpressions {
    private final MessageFields fields;
    private final List<Read> read = new ArrayList<>();
    private final List<Frame> expressions = new ArrayList<>();

    /**
     * A field that is read.
     *
     * @param place among the message's fields
     * @param column of one row, which every expression over the field reads
     */
    private record Read(int place, Column column) {}

    /** @param message class that the expressions read */
    OutputExpressions(Class<?> message) {
        this.fields = MessageFields.of(message);
    }

    /**
     * Plans one more expression, which the check has accepted.
     *
     * @return its place, for {@link #value}
     */
    int add(MappingOutput.ByExpression output) {
        ExpressionPlan plan =
                ExpressionPlan.of(ExpressionParser.parse(output.text()).node(), input -> type(place(input.name())));
        Frame frame = plan.frame(1);
        for (int i = 0; i < plan.inputs().size(); i++) {
            frame.setInput(i, column(place(plan.inputs().get(i).name())));
        }
        expressions.add(frame);
        return expressions.size() - 1;
    }

    private Column column(int place) {
        for (Read one : read) {
            if (one.place() == place) {
                return one.column();
            }
        }
        var column = new Column(type(place), 1);
        read.add(new Read(place, column));
        return column;
    }

    private FeatureType type(int place) {
        return fields.columns().get(place).type();
    }

    private int place(String name) {
        List<SqlEngine.Column> all = fields.columns();
        for (int place = 0; place < all.size(); place++) {
            if (all.get(place).name().equals(name)) {
                return place;
            }
        }
        throw new EvaluationException("'_." + name + "' is no field of the message, and the check let it pass");
    }

    /**
     * Reads the fields of a message, for {@link #value}.
     *
     * @throws IllegalArgumentException if {@code parse} made it with a value that its class does not allow or features cannot have
     */
    void read(Object message) {
        for (Read one : read) {
            one.column().reset();
            one.column().set(0, fields.value(one.place(), message));
        }
    }

    /**
     * The value of an expression over the message that was read last.
     *
     * @return in the engine's form, or null
     * @throws EvaluationException if an integer overflows or a float exceeds its range
     */
    @Nullable
    Object value(int expression) {
        return expressions.get(expression).evaluate(1).value(0);
    }
}
