package dev.oriel.engine.ingest;

import dev.oriel.engine.evaluate.EvaluationException;
import dev.oriel.engine.evaluate.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row that a message makes, as its filters see it. */
final class RowScope implements Scope {
    private final ResolverPlan plan;
    private final @Nullable Object[] values;
    private final long eventMillis;

    RowScope(ResolverPlan plan, @Nullable Object[] values, long eventMillis) {
        this.plan = plan;
        this.values = values;
        this.eventMillis = eventMillis;
    }

    @Override
    public @Nullable Object attribute(String name) {
        for (int place = 0; place < plan.outputCount(); place++) {
            if (plan.output(place).name().equals(name)) {
                return values[place];
            }
        }
        // The plan feeds only layers whose filters read outputs or the feature time.
        return Instant.ofEpochMilli(eventMillis);
    }

    @Override
    public @Nullable Object sameWindow(String name) {
        throw new EvaluationException("'" + name + "' has windows, and a row of a stream has none");
    }

    @Override
    public @Nullable Object window(String name, long windowMillis) {
        throw new EvaluationException("'" + name + "' has windows, and a row of a stream has none");
    }
}
