package dev.oriel.engine.ingest;

import dev.oriel.engine.catalog.WindowedStream;
import dev.oriel.engine.message.RefusedException;
import dev.oriel.engine.state.KernelValues;
import dev.oriel.engine.state.KeyCodec;
import dev.oriel.engine.window.OutputRow;
import dev.oriel.engine.window.WindowException;
import dev.oriel.engine.window.WindowFunctions;
import dev.oriel.kernel.Timeline;
import dev.oriel.kernel.TimelineEditor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One window of one key that a resolver is tried with: the functions of the engine, over states that are made for it. */
final class TrialWindow {
    private TrialWindow() {}

    /** A message of the window. */
    record Kept(long eventMillis, byte[] value, FedRow row) {}

    static List<OutputRow> rows(WindowedPlan plan, IngestSetup setup, byte[] key, List<Kept> messages)
            throws WindowException {
        WindowedStream stream = plan.stream();
        List<Object> keys = KeyCodec.values(key);
        var rows = new ArrayList<OutputRow>();
        if (stream.keepsMessages()) {
            rows.addAll(functions(stream, setup, messages, keys));
        }
        if (plan.feed().isPresent()) {
            WindowRuns.addFolded(rows, folded(plan, plan.feed().get(), setup, messages, keys), stream);
        }
        return rows;
    }

    private static List<OutputRow> functions(
            WindowedStream stream, IngestSetup setup, List<Kept> messages, List<Object> keys) throws WindowException {
        WindowFunctions functions = setup.functions().get(stream.index());
        var read = new ArrayList<Object>();
        for (Kept message : messages) {
            try {
                functions.read(message.value()).ifPresent(read::add);
            } catch (RefusedException e) {
                throw new WindowException(String.valueOf(e.getMessage()), e);
            }
        }
        return functions.run(read, keys);
    }

    private static Map<String, @Nullable Object> folded(
            WindowedPlan plan, Feed feed, IngestSetup setup, List<Kept> messages, List<Object> keys) {
        WindowedStream stream = plan.stream();
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < keys.size(); i++) {
            row.put(stream.keys().get(i).name(), keys.get(i));
        }
        var events = new RowEvents(setup.catalog());
        for (WindowedStream.Folded folded : stream.folded()) {
            TimelineEditor editor =
                    Timeline.restore(folded.layer().kernel()).build().edit();
            Feed.LayerFeed layer = feed.layers().get(folded.layer().place());
            messages.forEach(message -> events.add(editor, layer, message.row()));
            var value = editor.publish()
                    .fold(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2)
                    .value(folded.aggregator().function());
            row.put(
                    folded.feature().name(),
                    KernelValues.value(
                            value, Objects.requireNonNull(folded.feature().type())));
        }
        return row;
    }
}
