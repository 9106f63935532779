package dev.oriel.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One message, one row: the outputs are features of one class, its primary key among them.
 *
 * @param <M> the record that a message is read into
 */
public final class MappingResolver<M extends Record> extends StreamResolver {
    private final Class<M> message;
    private final Source source;
    private final @Nullable Function<? super M, ? extends @Nullable Instant> timestamp;
    private final List<Output> outputs;
    private final boolean updatesMaterializedAggregations;

    MappingResolver(
            Class<M> message,
            Source source,
            @Nullable Function<? super M, ? extends @Nullable Instant> timestamp,
            List<Output> outputs,
            boolean updatesMaterializedAggregations) {
        this.message = message;
        this.source = source;
        this.timestamp = timestamp;
        this.outputs = List.copyOf(outputs);
        this.updatesMaterializedAggregations = updatesMaterializedAggregations;
    }

    /** The same resolver with one more output. */
    public <V> MappingResolver<M> output(Feature<?, V> feature, Function<? super M, ? extends @Nullable V> value) {
        var more = new ArrayList<>(outputs);
        more.add(new Output(feature.fqn(), given -> value.apply(message.cast(given))));
        return new MappingResolver<>(message, source, timestamp, more, updatesMaterializedAggregations);
    }

    /** The same resolver, writing its rows without updating aggregations over them. */
    public MappingResolver<M> withoutMaterializedAggregations() {
        return new MappingResolver<>(message, source, timestamp, outputs, false);
    }

    @Override
    public Class<M> message() {
        return message;
    }

    @Override
    public Source source() {
        return source;
    }

    @Override
    public Optional<Function<Record, @Nullable Instant>> timestamp() {
        if (timestamp == null) {
            return Optional.empty();
        }
        Function<? super M, ? extends @Nullable Instant> field = timestamp;
        return Optional.of(given -> field.apply(message.cast(given)));
    }

    @Override
    public List<Output> outputs() {
        return outputs;
    }

    @Override
    public boolean updatesMaterializedAggregations() {
        return updatesMaterializedAggregations;
    }
}
