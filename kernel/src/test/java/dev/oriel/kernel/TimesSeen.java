package dev.oriel.kernel;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.Determinism;
import dev.oriel.kernel.aggregation.Invertible;
import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which times events had, and how often: a state of its own that shows at once when it is shared, lost or merged twice. */
final class TimesSeen implements Invertible<SortedMap<Long, Long>> {
    static final String ID = "times";

    /** What it says of those events. */
    static AggregateValue expected(List<Event> events) {
        SortedMap<Long, Long> state = new TreeMap<>();
        events.forEach(event -> state.merge(event.millis(), 1L, Long::sum));
        return new TimesSeen().result(state);
    }

    @Override
    public String name() {
        return ID;
    }

    @Override
    public Determinism determinism() {
        return Determinism.EXACT;
    }

    @Override
    public List<Input> inputs() {
        return List.of();
    }

    @Override
    public int format() {
        return 255;
    }

    @Override
    public SortedMap<Long, Long> create() {
        return new TreeMap<>();
    }

    @Override
    public SortedMap<Long, Long> copy(SortedMap<Long, Long> state) {
        return new TreeMap<>(state);
    }

    @Override
    public void add(SortedMap<Long, Long> state, dev.oriel.kernel.aggregation.Event event) {
        state.merge(event.millis(), 1L, Long::sum);
    }

    @Override
    public void merge(SortedMap<Long, Long> into, SortedMap<Long, Long> from) {
        from.forEach((millis, count) -> into.merge(millis, count, Long::sum));
    }

    @Override
    public void subtract(SortedMap<Long, Long> from, SortedMap<Long, Long> what) {
        what.forEach((millis, count) -> from.compute(millis, (key, had) -> {
            long left = (had == null ? 0 : had) - count;
            return left == 0 ? null : left;
        }));
    }

    @Override
    public boolean isEmpty(SortedMap<Long, Long> state) {
        return state.isEmpty();
    }

    @Override
    public AggregateValue result(SortedMap<Long, Long> state) {
        StateWriter bytes = new StateWriter();
        write(state, bytes);
        return new AggregateValue.OfBytes(bytes.toByteArray());
    }

    @Override
    public void write(SortedMap<Long, Long> state, StateWriter target) {
        target.writeUnsigned(state.size());
        state.forEach((millis, count) -> {
            target.writeSigned(millis);
            target.writeSigned(count);
        });
    }

    @Override
    public SortedMap<Long, Long> read(StateReader source) {
        SortedMap<Long, Long> state = new TreeMap<>();
        for (long left = source.readUnsigned(); left > 0; left--) {
            state.put(source.readSigned(), source.readSigned());
        }
        return state;
    }
}
