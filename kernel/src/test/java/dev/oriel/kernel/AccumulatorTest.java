package dev.oriel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccumulatorTest {
    @Test
    void D11_result_anyRows_equalsNaiveTwin() {
        Seeds.forEach(500, random -> {
            for (ColumnType column : new ColumnType[] {ColumnType.LONG, ColumnType.DOUBLE}) {
                List<Event> events = Event.random(random, column, random.nextInt(20));
                for (String name : Aggregations.names()) {
                    Accumulator accumulator = Accumulator.of(name, column);
                    events.forEach(event -> add(accumulator, column, event));
                    assertThat(accumulator.result()).as(name).isEqualTo(Naive.result(name, column, events));
                }
            }
        });
    }

    @Test
    void B052_count_withoutColumn_countsRows() {
        Accumulator accumulator = Accumulator.of("count", ColumnType.NONE);
        accumulator.addRow();
        accumulator.addRow();
        assertThat(accumulator.result()).isEqualTo(new AggregateValue.OfLong(2));
    }

    @Test
    void add_wrongTypeOrNotFinite_isRefusedInWords() {
        Accumulator longs = Accumulator.of("sum", ColumnType.LONG);
        assertThatThrownBy(() -> longs.addDouble(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("type LONG");
        Accumulator doubles = Accumulator.of("sum", ColumnType.DOUBLE);
        assertThatThrownBy(() -> doubles.addLong(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("type DOUBLE");
        assertThatThrownBy(() -> doubles.addDouble(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Accumulator.of("sum", ColumnType.NONE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void add(Accumulator accumulator, ColumnType column, Event event) {
        if (!event.hasValue()) {
            accumulator.addRow();
        } else if (column == ColumnType.LONG) {
            accumulator.addLong(event.valueBits());
        } else {
            accumulator.addDouble(event.asDouble());
        }
    }
}
