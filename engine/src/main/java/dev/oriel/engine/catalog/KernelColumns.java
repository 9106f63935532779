package dev.oriel.engine.catalog;

import dev.oriel.api.definition.Definitions;
import dev.oriel.api.definition.FeatureDefinition;
import dev.oriel.api.definition.FeatureType;
import dev.oriel.engine.state.KernelValues;
import dev.oriel.kernel.Layer;
import dev.oriel.kernel.aggregation.Aggregation;
import dev.oriel.kernel.aggregation.AggregationCall;
import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of a namespace as the kernel keeps them. */
final class KernelColumns {
    private final Definitions definitions;
    private final String namespace;

    KernelColumns(Definitions definitions, String namespace) {
        this.definitions = definitions;
        this.namespace = namespace;
    }

    FeatureType type(String column) {
        return definitions
                .namespace(namespace)
                .flatMap(c -> c.feature(column))
                .map(FeatureDefinition::type)
                .orElseThrow(
                        () -> new IllegalStateException("the checker let '" + namespace + "." + column + "' pass"));
    }

    /** The types of a layer's columns: the aggregated one, then the one that orders rows. */
    List<ColumnType> columns(Optional<String> column, Optional<String> by) {
        var columns = new ArrayList<ColumnType>();
        columns.add(column.map(name -> KernelValues.columnType(type(name))).orElse(ColumnType.NONE));
        by.ifPresent(name -> columns.add(KernelValues.columnType(type(name))));
        return columns;
    }

    Layer.Part part(Demand demand) {
        return new Layer.Part(demand.aggregation(), aggregation(demand));
    }

    private Aggregation aggregation(Demand demand) {
        ColumnType column =
                demand.column().map(name -> KernelValues.columnType(type(name))).orElse(ColumnType.NONE);
        AggregationCall call = AggregationCall.of(demand.shape().function().functionName(), column);
        var arguments = demand.shape().arguments();
        if (arguments.by().isPresent()) {
            call = call.by(1, KernelValues.columnType(type(arguments.by().get())));
        }
        if (arguments.count().isPresent()) {
            call = call.count(arguments.count().getAsInt());
        }
        if (arguments.quantile().isPresent()) {
            call = call.quantile(arguments.quantile().getAsDouble());
        }
        if (demand.column().map(this::type).orElse(null) instanceof FeatureType.VectorOf of) {
            call = call.vectorLength(of.dimensions());
        }
        return Aggregations.of(call);
    }
}
