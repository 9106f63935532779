package dev.oriel.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Features of a windowed resolver, and how their values are made of the messages of one window. */
public sealed interface WindowedOutput {
    /** The features' names on the wire, in declared order. */
    List<String> features();

    /** What a function or a query gives. */
    enum Result {
        /** The value of the one feature. */
        VALUE,
        /** A {@link Row} of the key, or null. */
        ROW,
        /** A list of {@link Row}s, each with its primary key. */
        ROWS
    }

    /** By a function of the list of messages. */
    record ByList(List<String> features, Result result, Function<Object, @Nullable Object> function)
            implements WindowedOutput {}

    /** By a function of a {@link DataFrame} of the messages. */
    record ByFrame(List<String> features, Result result, Function<Object, @Nullable Object> function)
            implements WindowedOutput {}

    /** By SQL over the messages, which it calls {@code {messages}}. */
    record BySql(List<String> features, Result result, String text) implements WindowedOutput {}

    /** By a ready aggregation. */
    record ByAggregation(String feature, Aggregator<?, ?> aggregator) implements WindowedOutput {
        @Override
        public List<String> features() {
            return List.of(feature);
        }
    }
}
