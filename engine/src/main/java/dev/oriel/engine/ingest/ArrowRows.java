package dev.oriel.engine.ingest;

import dev.oriel.api.Durations;
import dev.oriel.api.Sink;
import dev.oriel.api.definition.FeatureClassDefinition;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.engine.catalog.Catalog;
import dev.oriel.engine.port.RowFormat;
import dev.oriel.engine.window.OutputRow;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as Arrow streams, for the sinks that want them: each with all columns of its resolver, in their order. For one thread. */
final class ArrowRows {
    private final Optional<RowFormat> arrow;
    private final Map<Form, Shape<Integer>> rows = new HashMap<>();
    private final Map<Form, Shape<String>> windows = new HashMap<>();

    /**
     * Whose rows: those of a resolver for a sink.
     *
     * @param windowMillis of rows of windows; 0 of others
     */
    private record Form(Sink sink, String resolver, long windowMillis) {}

    /**
     * How rows are written, found once.
     *
     * @param parts where in a row the value of each column is
     */
    private record Shape<P>(List<P> parts, RowFormat.Writer writer) {
        byte[] bytes(Function<P, @Nullable Object> row) {
            return writer.bytes(parts.stream().map(row).toArray());
        }
    }

    private ArrowRows(Optional<RowFormat> arrow) {
        this.arrow = arrow;
    }

    /**
     * Rows of the resolvers of a catalog.
     *
     * @param delivers whether something takes them
     * @throws IllegalStateException if a sink that is delivered to wants Arrow streams, and nothing here writes them
     */
    static ArrowRows of(Catalog catalog, boolean delivers) {
        Optional<String> wants = catalog.running().stream()
                .filter(running -> running.resolver().switches().sinks().stream()
                        .anyMatch(sink -> sink.format() == Sink.Format.ARROW_STREAM))
                .map(running -> running.name())
                .findFirst();
        if (!delivers || wants.isEmpty()) {
            return new ArrowRows(Optional.empty());
        }
        Optional<RowFormat> found = RowFormat.find(RowFormat.ARROW_STREAM, RowFormat.class.getClassLoader());
        if (found.isEmpty()) {
            throw new IllegalStateException(wants.get()
                    + " · it has a sink of Arrow streams · nothing here writes them · add the module oriel-arrow");
        }
        return new ArrowRows(found);
    }

    /** The row of a mapping resolver. */
    byte[] bytes(Sink sink, MappingPlan plan, FedRow row) {
        return rows.computeIfAbsent(new Form(sink, plan.name(), 0), unused -> shape(sink, plan))
                .bytes(place -> row.values()[place]);
    }

    private Shape<Integer> shape(Sink sink, MappingPlan plan) {
        var columns = new LinkedHashMap<Integer, RowFormat.Column>();
        for (int place = 0; place < plan.outputCount(); place++) {
            MappingPlan.Output output = plan.output(place);
            String fqn = plan.namespace() + "." + output.name();
            if (isSent(sink, fqn)) {
                columns.put(place, new RowFormat.Column(fqn, output.type(), output.nullable()));
            }
        }
        return shape(columns);
    }

    /** A row of a window; its windowed features carry their window in their names. */
    byte[] bytes(Sink sink, WindowedPlan plan, OutputRow row, long windowMillis) {
        return windows.computeIfAbsent(
                        new Form(sink, plan.name(), windowMillis), unused -> shape(sink, plan, windowMillis))
                .bytes(row.values()::get);
    }

    private Shape<String> shape(Sink sink, WindowedPlan plan, long windowMillis) {
        FeatureClassDefinition owner = plan.stream().owner();
        var columns = new LinkedHashMap<String, RowFormat.Column>();
        for (String fqn : plan.stream().resolver().features()) {
            FeatureDefinition feature =
                    owner.feature(fqn.substring(fqn.indexOf('.') + 1)).orElseThrow();
            if (isSent(sink, fqn)) {
                String window = feature.hasWindows() ? "[" + Durations.label(windowMillis) + "]" : "";
                columns.put(
                        feature.name(),
                        new RowFormat.Column(
                                fqn + window,
                                Objects.requireNonNull(feature.type()),
                                feature.nullable() || feature.hasWindows()));
            }
        }
        return shape(columns);
    }

    private <P> Shape<P> shape(Map<P, RowFormat.Column> columns) {
        return new Shape<>(List.copyOf(columns.keySet()), arrow.orElseThrow().writer(List.copyOf(columns.values())));
    }

    private static boolean isSent(Sink sink, String fqn) {
        return sink.features().isEmpty() || sink.features().contains(fqn);
    }
}
