package dev.oriel.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An online resolver that does not say yet what it computes its outputs from.
 *
 * @param <R> what its function will give: the value of one output, or a {@link Row} of several
 */
@SuppressWarnings("UnusedTypeParameter") // the parameter is for javac: it ties the function's result to the outputs
public final class OnlineStep<R> implements ResolverStep {
    private final List<String> features;

    OnlineStep(List<String> features) {
        this.features = List.copyOf(features);
    }

    List<String> features() {
        return features;
    }

    /** From one input; of a windowed feature, one window. */
    public <A> OnlineInputs.Of1<R, A> from(Feature<?, A> a) {
        return new OnlineInputs.Of1<>(this, names(a));
    }

    /** From two inputs; of a windowed feature, one window. */
    public <A, B> OnlineInputs.Of2<R, A, B> from(Feature<?, A> a, Feature<?, B> b) {
        return new OnlineInputs.Of2<>(this, names(a, b));
    }

    /** From three inputs; of a windowed feature, one window. */
    public <A, B, C> OnlineInputs.Of3<R, A, B, C> from(Feature<?, A> a, Feature<?, B> b, Feature<?, C> c) {
        return new OnlineInputs.Of3<>(this, names(a, b, c));
    }

    /** From four inputs; of a windowed feature, one window. */
    public <A, B, C, D> OnlineInputs.Of4<R, A, B, C, D> from(
            Feature<?, A> a, Feature<?, B> b, Feature<?, C> c, Feature<?, D> d) {
        return new OnlineInputs.Of4<>(this, names(a, b, c, d));
    }

    /** From five inputs; of a windowed feature, one window. */
    public <A, B, C, D, E> OnlineInputs.Of5<R, A, B, C, D, E> from(
            Feature<?, A> a, Feature<?, B> b, Feature<?, C> c, Feature<?, D> d, Feature<?, E> e) {
        return new OnlineInputs.Of5<>(this, names(a, b, c, d, e));
    }

    /** From six inputs; of a windowed feature, one window. */
    public <A, B, C, D, E, F> OnlineInputs.Of6<R, A, B, C, D, E, F> from(
            Feature<?, A> a, Feature<?, B> b, Feature<?, C> c, Feature<?, D> d, Feature<?, E> e, Feature<?, F> f) {
        return new OnlineInputs.Of6<>(this, names(a, b, c, d, e, f));
    }

    /** From seven inputs; of a windowed feature, one window. */
    public <A, B, C, D, E, F, G> OnlineInputs.Of7<R, A, B, C, D, E, F, G> from(
            Feature<?, A> a,
            Feature<?, B> b,
            Feature<?, C> c,
            Feature<?, D> d,
            Feature<?, E> e,
            Feature<?, F> f,
            Feature<?, G> g) {
        return new OnlineInputs.Of7<>(this, names(a, b, c, d, e, f, g));
    }

    /** From eight inputs; of a windowed feature, one window. */
    public <A, B, C, D, E, F, G, H> OnlineInputs.Of8<R, A, B, C, D, E, F, G, H> from(
            Feature<?, A> a,
            Feature<?, B> b,
            Feature<?, C> c,
            Feature<?, D> d,
            Feature<?, E> e,
            Feature<?, F> f,
            Feature<?, G> g,
            Feature<?, H> h) {
        return new OnlineInputs.Of8<>(this, names(a, b, c, d, e, f, g, h));
    }

    /** From nine inputs and more, which the function reads from a row. */
    public OnlineInputs.OfMany<R> from(
            Feature<?, ?> a,
            Feature<?, ?> b,
            Feature<?, ?> c,
            Feature<?, ?> d,
            Feature<?, ?> e,
            Feature<?, ?> f,
            Feature<?, ?> g,
            Feature<?, ?> h,
            Feature<?, ?> i,
            Feature<?, ?>... more) {
        var all = new ArrayList<>(names(a, b, c, d, e, f, g, h, i));
        all.addAll(names(more));
        return new OnlineInputs.OfMany<>(this, all);
    }

    private static List<String> names(Feature<?, ?>... inputs) {
        return Stream.of(inputs).map(Feature::fqn).toList();
    }
}
