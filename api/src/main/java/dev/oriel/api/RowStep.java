package dev.oriel.api;

import dev.oriel.api.WindowedOutput.Result;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A keyed resolver of several features that does not say yet how it makes their row.
 *
 * @param <P> the message, parsed where the resolver parses
 */
public final class RowStep<P> implements ResolverStep {
    private final WindowedParts parts;
    private final List<String> features;

    RowStep(WindowedParts parts, List<String> features) {
        this.parts = parts;
        this.features = features;
    }

    /** From the list of a window's messages; null leaves the features without a value. */
    public WindowedResolver<P> byList(Function<? super List<P>, ? extends @Nullable Row> row) {
        return new WindowedResolver<>(
                parts.withOutput(new WindowedOutput.ByList(features, Result.ROW, Erased.function(row))));
    }

    /** From a frame of a window's messages; null leaves the features without a value. */
    public WindowedResolver<P> byFrame(Function<? super DataFrame<P>, ? extends @Nullable Row> row) {
        return new WindowedResolver<>(
                parts.withOutput(new WindowedOutput.ByFrame(features, Result.ROW, Erased.function(row))));
    }

    /**
     * By a query over the window's messages.
     *
     * @param text SQL that reads {@code {messages}} and returns one row, its columns named like the features
     */
    public WindowedResolver<P> bySql(String text) {
        return new WindowedResolver<>(parts.withOutput(new WindowedOutput.BySql(features, Result.ROW, text)));
    }
}
