package dev.oriel.api;

import dev.oriel.api.WindowedOutput.Result;
import java.util.List;
import java.util.function.Function;

/**
 * A tumbling resolver of several features, without keys, that does not say yet how it makes their rows.
 *
 * @param <P> the message, parsed where the resolver parses
 */
public final class RowsStep<P> implements ResolverStep {
    private final WindowedParts parts;
    private final List<String> features;

    RowsStep(WindowedParts parts, List<String> features) {
        this.parts = parts;
        this.features = features;
    }

    /** From the list of all messages of a window. */
    public WindowedResolver<P> byList(Function<? super List<P>, ? extends List<Row>> rows) {
        return new WindowedResolver<>(
                parts.withOutput(new WindowedOutput.ByList(features, Result.ROWS, Erased.function(rows))));
    }

    /** From a frame of all messages of a window. */
    public WindowedResolver<P> byFrame(Function<? super DataFrame<P>, ? extends List<Row>> rows) {
        return new WindowedResolver<>(
                parts.withOutput(new WindowedOutput.ByFrame(features, Result.ROWS, Erased.function(rows))));
    }

    /**
     * By a query over all messages of a window.
     *
     * @param text SQL that reads {@code {messages}} and returns rows, their columns named like the features
     */
    public WindowedResolver<P> bySql(String text) {
        return new WindowedResolver<>(parts.withOutput(new WindowedOutput.BySql(features, Result.ROWS, text)));
    }
}
