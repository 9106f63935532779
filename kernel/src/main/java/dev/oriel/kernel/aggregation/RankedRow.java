package dev.oriel.kernel.aggregation;

import dev.oriel.kernel.bytes.StateReader;
import dev.oriel.kernel.bytes.StateWriter;

/** What is kept of a row that takes part in a {@link Ranking}. Never changes, so states may share it. */
final class RankedRow {
    /** The value it is ranked by, as its {@link OrderedColumn} holds values. */
    final long byNumber;

    final byte[] byBytes;
    final long millis;
    /** The canonical bytes of the row's primary key. */
    final byte[] key;

    final boolean hasValue;
    /** The value of the aggregated column, as its {@link OrderedColumn} holds values. */
    final long number;

    final byte[] bytes;

    RankedRow(Ranking ranking, Event event) {
        byNumber = ranking.by().number(event);
        byBytes = ranking.by().bytes(event);
        millis = event.millis();
        key = event.key();
        hasValue = !ranking.value().isNull(event);
        number = hasValue ? ranking.value().number(event) : 0;
        bytes = hasValue ? ranking.value().bytes(event) : OrderedColumn.NO_BYTES;
    }

    RankedRow(Ranking ranking, StateReader source) {
        byNumber = ranking.by().readNumber(source);
        byBytes = ranking.by().readBytes(source);
        millis = source.readSigned();
        key = OrderedColumn.readAnyBytes(source);
        hasValue = !ranking.keepsNulls() || source.readBoolean();
        number = hasValue ? ranking.value().readNumber(source) : 0;
        bytes = hasValue ? ranking.value().readBytes(source) : OrderedColumn.NO_BYTES;
    }

    void write(Ranking ranking, StateWriter target) {
        ranking.by().write(byNumber, byBytes, target);
        target.writeSigned(millis);
        OrderedColumn.writeBytes(key, target);
        if (ranking.keepsNulls()) {
            target.writeByte(hasValue ? 1 : 0);
        }
        if (hasValue) {
            ranking.value().write(number, bytes, target);
        }
    }

    /** The value of the aggregated column. */
    AggregateValue value(Ranking ranking) {
        return hasValue ? ranking.value().value(number, bytes) : new AggregateValue.Absent();
    }
}
