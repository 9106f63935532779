package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import dev.oriel.kernel.number.ExactSum;
import java.util.List;

/**
 * {@code sum} and {@code mean} of a column of vectors, element by element (known as {@code vector_sum} and {@code vector_mean}). Nulls
 * are skipped. Both are {@link AggregateValue.Absent} of nothing: unlike a number, a vector of zeros has a length, and no vectors have
 * none. Each element is summed exactly and rounded once; where one lies outside the range of doubles the whole is {@link
 * AggregateValue.Overflow}. Exact, and exactly invertible.
 *
 * <p>All vectors have one length. One of another must be refused with the event that carries it: what a set of vectors of several lengths
 * amounts to would otherwise depend on which came first.
 */
abstract class VectorAggregation implements Invertible<VectorSums> {
    /** The most elements of a vector: some forty bytes are kept of each. */
    static final int LENGTH_MAX = 16_384;

    private static final int FORMAT = 40;

    private final String name;
    private final int length;

    /**
     * The aggregation over vectors of {@code length} elements.
     *
     * @throws IllegalArgumentException if the length is not 1 to {@link #LENGTH_MAX}
     */
    VectorAggregation(String name, int length) {
        if (length < 1 || length > LENGTH_MAX) {
            throw new IllegalArgumentException(name + " · its vectors are of length '" + length + "' · it may be 1 to "
                    + LENGTH_MAX + " · choose another column");
        }
        this.name = name;
        this.length = length;
    }

    /** An element of the result; infinite if it lies outside the range of doubles. */
    abstract double element(ExactSum sum, long count);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Determinism determinism() {
        return Determinism.EXACT;
    }

    @Override
    public final List<Input> inputs() {
        return List.of(new Input(0, ColumnType.VECTOR));
    }

    @Override
    public final int format() {
        return FORMAT;
    }

    @Override
    public final VectorSums create() {
        return new VectorSums();
    }

    @Override
    public final VectorSums copy(VectorSums state) {
        return state.copy();
    }

    /**
     * Adds the vector.
     *
     * @throws IllegalArgumentException if it is of another length; the state is as before
     */
    @Override
    public final void add(VectorSums state, Event event) {
        if (event.isNull(0)) {
            return;
        }
        requireSuitable(event);
        state.add(event.vectorAt(0));
    }

    @Override
    public final void requireSuitable(Event event) {
        if (!event.isNull(0) && event.vectorAt(0).length != length) {
            throw new IllegalArgumentException(name + " · a vector of length '" + event.vectorAt(0).length
                    + "' cannot be aggregated · vectors of length " + length
                    + " can · refuse the event that carries it");
        }
    }

    @Override
    public final void merge(VectorSums into, VectorSums from) {
        into.addAll(from);
    }

    @Override
    public final void subtract(VectorSums from, VectorSums what) {
        from.subtractAll(what);
    }

    @Override
    public final boolean isEmpty(VectorSums state) {
        return state.count == 0;
    }

    @Override
    public final AggregateValue result(VectorSums state) {
        if (state.count == 0) {
            return new AggregateValue.Absent();
        }
        double[] elements = new double[length];
        for (int i = 0; i < length; i++) {
            elements[i] = element(state.sums[i], state.count);
            if (!Double.isFinite(elements[i])) {
                return new AggregateValue.Overflow();
            }
        }
        return new AggregateValue.OfVector(elements);
    }

    @Override
    public final void write(VectorSums state, StateWriter target) {
        target.writeUnsigned(state.count);
        for (ExactSum sum : state.sums) {
            sum.write(target);
        }
    }

    @Override
    public final VectorSums read(StateReader source) {
        VectorSums state = new VectorSums();
        state.count = source.readUnsigned();
        if (state.count < 0) {
            throw source.corrupt("found '" + Long.toUnsignedString(state.count) + "' vectors", "expected fewer");
        }
        if (state.count > 0) {
            // Two bytes at least are written of each element: bytes cut short must not make room for all.
            if (source.remaining() / 2 < length) {
                throw source.corrupt("only " + source.remaining() + " bytes are left", "expected " + length + " sums");
            }
            state.sums = new ExactSum[length];
            for (int i = 0; i < length; i++) {
                state.sums[i] = ExactSum.read(source);
            }
        }
        return state;
    }
}
