package dev.oriel.api.frame;

import static dev.oriel.api.frame.Payment.AMOUNT;
import static dev.oriel.api.frame.Payment.ATTEMPTS;
import static dev.oriel.api.frame.Payment.DISCOUNT;
import static dev.oriel.api.frame.Payment.FAILED;
import static dev.oriel.api.frame.Payment.ID;
import static dev.oriel.api.frame.Payment.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oriel.api.DataFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataFrameTest {
    private static DataFrame<Payment> frame(Payment... payments) {
        return DataFrame.of(Payment.SCHEMA, List.of(payments));
    }

    @Test
    void aggregations_ofNoRows_areZeroOrNull() {
        DataFrame<Payment> empty = frame();
        assertThat(empty.count()).isZero();
        assertThat(empty.sum(ID)).isZero();
        assertThat(empty.sum(AMOUNT)).isZero();
        assertThat(empty.mean(AMOUNT)).isNull();
        assertThat(empty.min(ID)).isNull();
        assertThat(empty.max(SHOP)).isNull();
        assertThat(empty.countDistinct(SHOP)).isZero();
        assertThat(empty.group(SHOP).count()).isEmpty();
        assertThat(empty.where(FAILED).rows()).isEmpty();
    }

    @Test
    void D4_aggregations_ofRowsWithoutValues_countThemAndSkipThemElsewhere() {
        DataFrame<Payment> frame = frame(Payment.of(1, 5), Payment.of(2, 6).withAttempts(4));
        assertThat(frame.count()).isEqualTo(2);
        assertThat(frame.mean(ATTEMPTS)).isEqualTo(4);
        assertThat(frame.sum(ATTEMPTS)).isEqualTo(4);
        assertThat(frame.mean(DISCOUNT)).isNull();
        assertThat(frame.sum(DISCOUNT)).isZero();
        assertThat(frame.countDistinct(DISCOUNT)).isZero();
    }

    @Test
    void relation_withoutColumns_isCountedAndGoneThrough() {
        DataFrame<String> rows = DataFrame.of(List.of("a", "b"));
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows).containsExactly("a", "b");
        assertThat(rows).hasToString("[a, b]");
    }

    @Test
    void frame_neverChanges_withTheListItWasMadeOf() {
        var messages = new ArrayList<>(List.of(Payment.of(1, 5)));
        DataFrame<Payment> frame = DataFrame.of(Payment.SCHEMA, messages);
        messages.add(Payment.of(2, 6));
        assertThat(frame.count()).isEqualTo(1);
        assertThat(frame.sum(AMOUNT)).isEqualTo(5);
        assertThatThrownBy(() -> frame.rows().add(Payment.of(3, 7))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void D11_sum_ofFloatsInAnyOrder_isTheExactOne() {
        List<Payment> payments = new ArrayList<>(List.of(Payment.of(1, 1e16), Payment.of(2, 1), Payment.of(3, -1e16)));
        for (int i = 0; i < payments.size(); i++) {
            Collections.rotate(payments, 1);
            assertThat(DataFrame.of(Payment.SCHEMA, payments).sum(AMOUNT)).isEqualTo(1);
            assertThat(DataFrame.of(Payment.SCHEMA, payments).group(SHOP).sum(AMOUNT))
                    .containsExactly(new Group<>("s", 1.0));
        }
    }

    @Test
    void D10_sum_beyondTheRange_isRefusedByTheNameOfTheColumn() {
        DataFrame<Payment> frame = frame(Payment.of(Long.MAX_VALUE, Double.MAX_VALUE), Payment.of(1, Double.MAX_VALUE));
        assertThatThrownBy(() -> frame.sum(ID))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("frame of Payment · the sum of column 'id' is '9223372036854775808', beyond 64 bits ·"
                        + " integers go from -9223372036854775808 to 9223372036854775807 · sum fewer rows, or ask for the"
                        + " mean");
        assertThatThrownBy(() -> frame.group(SHOP).sum(ID)).hasMessageStartingWith("frame of Payment · the sum of");
        assertThatThrownBy(() -> frame.sum(AMOUNT))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(
                        "frame of Payment · the sum of column 'amount' is beyond the largest float · floats go up to"
                                + " 1.7976931348623157E308 · sum fewer rows, or ask for the mean");
        assertThat(frame.mean(ID)).isEqualTo(4.611686018427388E18);
        assertThat(frame.mean(AMOUNT)).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void D10_of_numbersThatAreNone_isRefusedAtTheDoor() {
        assertThatThrownBy(() -> frame(Payment.of(1, 0), Payment.of(2, Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "frame of Payment · column 'amount' is 'NaN' in row 1 · frames hold finite numbers · refuse the"
                                + " message that carries it");
        assertThatThrownBy(() -> frame(Payment.of(1, Double.NEGATIVE_INFINITY)))
                .hasMessageStartingWith("frame of Payment · column 'amount' is '-Infinity' in row 0");
    }

    @Test
    void eq_notANumber_isRefused() {
        assertThatThrownBy(() -> AMOUNT.gt(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "column 'amount' · it is compared with NaN · nothing is equal to, less or greater than NaN ·"
                                + " compare with a number, or ask isNull()");
        assertThatThrownBy(() -> AMOUNT.in(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comparisons_withTheLargestAndSmallestInteger_loseNoRow() {
        DataFrame<Payment> frame =
                frame(Payment.of(Long.MAX_VALUE, 0), Payment.of(Long.MIN_VALUE, 0), Payment.of(0, 0));
        assertThat(frame.where(ID.gt(Long.MAX_VALUE)).count()).isZero();
        assertThat(frame.where(ID.ge(Long.MAX_VALUE)).values(ID)).containsExactly(Long.MAX_VALUE);
        assertThat(frame.where(ID.lt(Long.MIN_VALUE)).count()).isZero();
        assertThat(frame.where(ID.ne(Long.MIN_VALUE)).count()).isEqualTo(2);
    }

    @Test
    void column_ofAnotherSchema_isRefusedWithTheKnownOnes() {
        LongColumn<Payment> stranger = LongColumn.of("id", Payment::id);
        assertThatThrownBy(() -> frame().sum(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("frame of Payment · it has no column 'id' of this kind · known are id, attempts, amount,"
                        + " discount, failed, disputed, shop, note, at, settled_at, tags · make the frame with the schema"
                        + " that the column is a part of");
        assertThatThrownBy(() -> DataFrame.of(List.of(Payment.of(1, 2))).where(FAILED))
                .hasMessage("frame without columns · it has no column 'failed' of this kind · known are none · make the"
                        + " frame with the schema that the column is a part of");
    }

    @Test
    void select_twoColumns_givesThemByColumnAndByName() {
        DataFrame<Selected<Payment>> selected =
                frame(Payment.of(1, 5), Payment.of(2, 6)).select(AMOUNT, ATTEMPTS);
        Selected<Payment> first = selected.rows().getFirst();
        assertThat(first.get(AMOUNT)).isEqualTo(5);
        assertThat(first.get(ATTEMPTS)).isNull();
        assertThat(selected).hasToString("[{amount=5.0, attempts=null}, {amount=6.0, attempts=null}]");
        assertThat(first)
                .isEqualTo(
                        frame(Payment.of(7, 5)).select(AMOUNT, ATTEMPTS).rows().getFirst());
        assertThatThrownBy(() -> first.get(SHOP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("selected row · column 'shop' was not selected · selected are amount, attempts · add it to"
                        + " select(...)");
    }

    @Test
    void group_thenAggregate_isAFrameOfKeysAndValues() {
        DataFrame<Payment> frame = frame(
                Payment.of(1, 5).withShop("b"),
                Payment.of(2, 6).withShop("a"),
                Payment.of(3, 7).withShop("b"));
        assertThat(frame.group(SHOP).sum(AMOUNT)).containsExactly(new Group<>("b", 12.0), new Group<>("a", 6.0));
        assertThat(frame.group(SHOP, ATTEMPTS).count())
                .containsExactly(new Group<>(new Pair<>("b", null), 2L), new Group<>(new Pair<>("a", null), 1L));
    }

    @Test
    void schema_knowsItsColumnsByName() {
        assertThat(Payment.SCHEMA.column("amount")).contains(AMOUNT);
        assertThat(Payment.SCHEMA.column("settledAt")).isEmpty();
        assertThatThrownBy(() -> Schema.of(Payment.class, ID, LongColumn.of("id", Payment::id)))
                .hasMessage(
                        "schema of Payment · two columns are called 'id' · names of columns differ · give one of them"
                                + " another name, with @Named");
    }
}
