package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.kernel.aggregation.AggregateValue;
import dev.oriel.kernel.aggregation.ColumnType;
import dev.oriel.kernel.aggregation.EventBuffer;
import dev.oriel.kernel.random.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events taken back, and replaced by others. */
class WithdrawTest {
    private static final BucketGrid SECONDS = BucketGrid.fromEpoch(1_000);
    private static final String[] INVERTIBLE = {"count", "sum", "mean", "var", "std"};

    @Test
    void X9_add_beforeAFullLeafWhoseStartWasTakenOut_keepsTheOrder() {
        Layer layer = layer("sum");
        TimelineEditor editor = Timeline.empty(layer).edit();
        for (int bucket = 0; bucket < 128; bucket++) {
            editor.addDouble(bucket * 100_000L, bucket);
        }
        editor = editor.publish().edit();
        // The second leaf starts with bucket 3,200: it is taken out, and the leaf filled up behind where it now starts.
        assertThat(withdraw(layer, editor, event(3_200_000, 32))).isTrue();
        editor.addDouble(3_350_000, 1);
        editor.addDouble(3_260_000, 2);
        editor.addDouble(3_230_000, 3);
        TreeChecker.check(layer, editor);
        Timeline timeline = editor.publish();
        TreeChecker.check(timeline);
        assertThat(timeline.fold(3_201, 3_250).value("sum")).isEqualTo(new AggregateValue.OfDouble(3));
        assertThat(timeline.fold(3_251, 3_299).value("sum")).isEqualTo(new AggregateValue.OfDouble(2));
    }

    private static Layer withdrawableLayer(Random random) {
        Layer layer = OperationStream.randomLayer(random);
        boolean keepsEvents =
                layer.keepsEvents() || !layer.withdrawalObstacles().isEmpty();
        List<Layer.Part> parts = layer.parts().stream()
                .filter(part -> !List.of("any", "all", TimesSeen.ID).contains(part.id()))
                .toList();
        return new Layer(
                layer.grid(), layer.columns(), parts.isEmpty() ? List.of(count(layer.column())) : parts, keepsEvents);
    }

    private static Layer.Part count(ColumnType column) {
        return Layer.of(SECONDS, column, "count").parts().get(0);
    }

    private static Layer layer(String... names) {
        return Layer.of(SECONDS, ColumnType.DOUBLE, names);
    }

    private static Event event(long millis, double value) {
        return new Event(millis, true, Double.doubleToRawLongBits(value));
    }

    private static boolean withdraw(Layer layer, TimelineEditor editor, Event event) {
        return editor.withdraw(Streams.fill(new EventBuffer(layer.columns()), layer, event));
    }
}
