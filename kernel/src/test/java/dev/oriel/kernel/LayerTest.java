package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.Aggregation;
import dev.oriel.kernel.aggregation.Aggregations;
import dev.oriel.kernel.aggregation.ColumnType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerTest {
    private static final BucketGrid GRID = BucketGrid.fromEpoch(1_000);

    @Test
    void B071_layer_severalAggregations_keepsThemInOrderUnderTheirIds() {
        Layer layer = Layer.of(GRID, ColumnType.LONG, "sum", "count");
        assertThat(layer.parts()).extracting(Layer.Part::id).containsExactly("sum", "count");
        assertThat(layer.indexOf("count")).isEqualTo(1);
        assertThatThrownBy(() -> layer.indexOf("mean"))
                .hasMessageContaining("'mean'")
                .hasMessageContaining("[sum, count]");
    }

    @Test
    void layer_severalProblems_reportsAllAtOnce() {
        Aggregation any = Aggregations.of("any", ColumnType.LONG);
        Aggregation count = Aggregations.of("count", ColumnType.DOUBLE);
        List<Layer.Part> parts = List.of(
                new Layer.Part("risky", any),
                new Layer.Part("a", count),
                new Layer.Part("a", count),
                new Layer.Part(" ", count));
        assertThatThrownBy(() -> new Layer(GRID, ColumnType.DOUBLE, parts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'risky' is made for other columns")
                .hasMessageContaining("id 'a' is there twice")
                .hasMessageContaining("id ' ' is blank");
        assertThatThrownBy(() -> new Layer(GRID, ColumnType.DOUBLE, List.of()))
                .hasMessageContaining("'0' aggregations");
    }

    @Test
    void layer_tooManyAggregationsOrTooLongAnId_isRefused() {
        Aggregation count = Aggregations.of("count", ColumnType.NONE);
        List<Layer.Part> many = IntStream.rangeClosed(0, AggregationSet.AGGREGATIONS_MAX)
                .mapToObj(i -> new Layer.Part("count" + i, count))
                .toList();
        assertThatThrownBy(() -> new Layer(GRID, ColumnType.NONE, many)).hasMessageContaining("'65' aggregations");
        assertThat(new Layer(GRID, ColumnType.NONE, many.subList(1, 65)).parts())
                .hasSize(64);
        List<Layer.Part> longId = List.of(new Layer.Part("x".repeat(128), count));
        assertThatThrownBy(() -> new Layer(GRID, ColumnType.NONE, longId))
                .hasMessageContaining("longer than 127 bytes");
    }
}
