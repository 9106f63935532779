package dev.oriel.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One message, one row: the outputs are features of one class, its primary key among them.
 *
 * @param <P> the message, parsed where the resolver parses
 */
public final class MappingResolver<P> extends StreamResolver {
    private final List<MappingOutput> outputs;

    MappingResolver(StreamInput input, List<MappingOutput> outputs, ResolverSwitches switches) {
        super(input, switches);
        this.outputs = List.copyOf(outputs);
    }

    /** The same resolver with one more output. */
    public <V> MappingResolver<P> output(Feature<?, V> feature, Function<? super P, ? extends @Nullable V> value) {
        return with(new MappingOutput.ByFunction(feature.fqn(), Erased.function(value)));
    }

    /**
     * The same resolver with one more output, by an expression over the message.
     *
     * @param expression in the language of {@link Expression}, {@code _} being the message and {@code _.user_id} one of its
     *     fields by its name on the wire; of messages that are a {@code String} or {@code byte[]} the one field is
     *     {@code _.message}. Checked with the definitions: its fields, its types, and that it may be null only where the feature
     *     may be
     */
    public MappingResolver<P> output(Feature<?, ?> feature, String expression) {
        return with(new MappingOutput.ByExpression(feature.fqn(), expression));
    }

    /** The same resolver, writing its rows without updating aggregations over them. */
    public MappingResolver<P> withoutMaterializedAggregations() {
        return with(switches().withoutMaterializedAggregations());
    }

    /** The same resolver, writing nothing to the online store. */
    public MappingResolver<P> skipOnline() {
        return with(switches().withoutOnline());
    }

    /** The same resolver, writing nothing to the offline store. */
    public MappingResolver<P> skipOffline() {
        return with(switches().withoutOffline());
    }

    /** The same resolver, sending its rows to one more place. */
    public MappingResolver<P> sink(Sink sink) {
        return with(switches().with(sink));
    }

    /** The same resolver in these environments only. */
    public MappingResolver<P> environments(String... names) {
        return with(switches().in(names));
    }

    private MappingResolver<P> with(MappingOutput output) {
        var more = new ArrayList<>(outputs);
        more.add(output);
        return new MappingResolver<>(input(), more, switches());
    }

    private MappingResolver<P> with(ResolverSwitches other) {
        return new MappingResolver<>(input(), outputs, other);
    }

    /** What is written for each message, in declared order. */
    public List<MappingOutput> outputs() {
        return outputs;
    }

    @Override
    public List<String> features() {
        return outputs.stream().map(MappingOutput::feature).toList();
    }
}
